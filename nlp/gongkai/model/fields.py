"""What a classifier sees of a passage: its text, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from gongkai.document import Record
from gongkai.model.ngrams import normal

SHOWN = 40
"""Characters of heading and list parent that are looked at: they name their topic at once or not at all."""
NEAR = 10
"""Characters of a neighbour that are looked at: its list marker and topic."""


class Field(IntEnum):
    """Marks of the fields, in the fourth place of an n-gram's number."""

    TEXT = 0
    SECTION = 1
    HEADING = 2
    PARENT = 3
    PREVIOUS = 4
    NEXT = 5


class Placed(Record, frozen=True):
    """A passage where it stands: section id, nearest heading above, the piece that opens its list, its neighbours."""

    text: str
    section: str | None = None
    heading: str | None = None
    parent: str | None = None
    previous: str | None = None
    next: str | None = None


class Fields(Record, frozen=True):
    """The distinct texts of many passages' fields, normal, and which of them each passage has."""

    texts: str
    marks: list[int]
    of: tuple[Sequence[int], ...]  # by field: a row of `texts` for every passage


def texts_of(passages: Sequence[str]) -> Fields:
    """Return the fields of passages that stand alone."""
    return Fields(normal(passages), [Field.TEXT] * len(passages), (range(len(passages)),))


def fields_of(passages: Sequence[Placed]) -> Fields:
    """Return the fields of passages where they stand; what several share is looked at once."""
    texts = [passage.text for passage in passages]
    marks: list[int] = [Field.TEXT] * len(texts)
    of: list[Sequence[int]] = [range(len(texts))]
    beside = (
        (Field.SECTION, [passage.section or "" for passage in passages]),
        (Field.HEADING, [(passage.heading or "")[:SHOWN] for passage in passages]),
        (Field.PARENT, [(passage.parent or "")[:SHOWN] for passage in passages]),
        (Field.PREVIOUS, [(passage.previous or "")[:NEAR] for passage in passages]),
        (Field.NEXT, [(passage.next or "")[:NEAR] for passage in passages]),
    )
    for field, values in beside:
        first = len(texts)
        rows = {value: row for row, value in enumerate(dict.fromkeys(values), first)}
        texts += rows
        marks += [field] * len(rows)
        of.append([rows[value] for value in values])
    return Fields(normal(texts), marks, tuple(of))
