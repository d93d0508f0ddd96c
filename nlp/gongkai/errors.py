"""Every exception that gongkai raises.

    GongkaiError
    ├── ReadingError (ValueError)        bytes that hold no readable report
    │   ├── EmptyDocument                nothing in it
    │   ├── UnknownFormat                none of the formats that are read
    │   ├── DamagedDocument              the container is broken or cut off
    │   ├── OversizedDocument            larger than the limit, packed or unpacked
    │   ├── ScannedDocument              a scan or picture, and nothing to recognise its text with
    │   └── MissingProgram               its format needs a program that is not installed
    ├── MissingFile (FileNotFoundError)  a path that does not exist
    ├── FormError (ValueError)           an edition or alias file that does not hold together
    ├── RuleError (ValueError)           a file of audit rules, or of a user's changes to them, that does not hold
    ├── ComparisonError (ValueError)     reports that can't be held against each other, or a list of units without any
    ├── RecordError (ValueError)         an input record of `align` or `tag` that can't be used
    ├── AnnotationError (ValueError)     annotated data that does not hold together
    ├── RecipeError (ValueError)         a training recipe that asks for what there is not
    ├── ModelError (ValueError)          a model directory that is damaged, foreign or of another version
    ├── JournalError (RuntimeError)      a run that cannot go on: its folder is in use
    ├── WritingError (OSError)           results that can't be written: the disk is full
    ├── ClusterError (RuntimeError)      a Ray cluster that can't be reached, or whose nodes differ
    ├── QueryError (ValueError)          a query that can't be understood, or asks too much
    ├── CorpusError (ValueError)         a corpus that is damaged, of another version, or not there
    ├── CorpusBusy (RuntimeError)        a corpus that another process is writing
    ├── ServingError (ValueError)        a server that would be open to others by mistake, or can't start
    ├── FloorError (AssertionError)      quality below its pinned floor, or a floor pinned on other data
    └── MissingExtra (ImportError)       an optional part that is not installed

A message says what is wrong, where, what came, what is allowed and what to do next. `reason` is the
same in Chinese, for the clerk who reads the list of failed documents.
"""

from __future__ import annotations


class GongkaiError(Exception):
    """Base of all exceptions raised on purpose."""

    def __init__(self, message: str, reason: str | None = None) -> None:
        super().__init__(message)
        self.reason = reason or message


class ReadingError(GongkaiError, ValueError):
    """Bytes that hold no readable report."""


class EmptyDocument(ReadingError):
    """A document without any text."""


class UnknownFormat(ReadingError):
    """Content in none of the formats that are read."""


class DamagedDocument(ReadingError):
    """A container that is broken, encrypted or cut off."""


class ScannedDocument(ReadingError):
    """A scan or picture, where the part that recognises text is not installed."""


class OversizedDocument(ReadingError):
    """A document larger than the limit, packed or unpacked."""


class MissingProgram(ReadingError):
    """A document in a format that needs a program which is not installed."""


class MissingFile(GongkaiError, FileNotFoundError):
    """A path that does not exist."""


class FormError(GongkaiError, ValueError):
    """An edition or alias file that does not hold together."""


class RuleError(GongkaiError, ValueError):
    """A file of audit rules, or of a user's changes to them, that does not hold together."""


class ComparisonError(GongkaiError, ValueError):
    """Reports that can't be held against each other, or a list of units that has none."""


class RecordError(GongkaiError, ValueError):
    """An input record that can't be used."""


class AnnotationError(GongkaiError, ValueError):
    """Annotated data that does not hold together."""


class RecipeError(GongkaiError, ValueError):
    """A training recipe that asks for what there is not."""


class ModelError(GongkaiError, ValueError):
    """A model directory that is damaged, foreign or of another version."""


class JournalError(GongkaiError, RuntimeError):
    """A run that cannot go on, because its folder is in use."""


class WritingError(GongkaiError, OSError):
    """Results that cannot be written."""


class ClusterError(GongkaiError, RuntimeError):
    """A cluster that cannot be reached, or with nodes that would give other results."""

    def __reduce__(self) -> tuple[type[ClusterError], tuple[str, str]]:
        return type(self), (str(self), self.reason)  # a node's reason, too, comes back


class QueryError(GongkaiError, ValueError):
    """A query that can't be understood, or that asks too much."""


class CorpusError(GongkaiError, ValueError):
    """A corpus that is damaged, of another version, or not there."""


class CorpusBusy(GongkaiError, RuntimeError):
    """A corpus that another process is writing."""


class ServingError(GongkaiError, ValueError):
    """A server that would be open to others by mistake, or that can't start."""


class FloorError(GongkaiError, AssertionError):
    """Quality below its pinned floor, or a floor that was pinned on other data."""


class MissingExtra(GongkaiError, ImportError):
    """An optional part that is not installed."""
