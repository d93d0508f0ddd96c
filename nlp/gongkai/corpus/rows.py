"""A report as the corpus keeps it: its entry, its passages ready for an index, its rows for tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256

from gongkai.corpus.agency import standing
from gongkai.corpus.records import Entry, Stored
from gongkai.corpus.tokens import characters, index_words, pairs, plain, units
from gongkai.document import Passage, Record, Report
from gongkai.tagging import PREAMBLE
from gongkai.writing import long
from gongkai.writing.long import Cell, LongTable
from gongkai.writing.whereabouts import coded

_ID = 16  # hexadecimal digits: among a million reports two share an id once in 37 million corpora
_HEAD = {"report": "text", "commit": "int"}
_STANDING = dict.fromkeys(
    ("agency_level", "agency_kind", "province", "city", "county", "region_lineage", "region_today", "agency_lineage"),
    "text",
)
_PASSAGE = {"id": "text", "cluster": "int"}
NAMES = ("reports", "facts", "passages", "quantities", "findings")


class Tokens(Record, frozen=True):
    """A text as the index takes it: each field's tokens, spaces between."""

    words: str
    pairs: str
    chars: str


class Prepared(Record, frozen=True):
    """A report with its passages, all but their tokens."""

    report: Report
    entry: Entry
    passages: tuple[Stored, ...]


def report_id(source: str) -> str:
    """Return the id of the report of `source`: the same source is the same report."""
    return sha256(source.encode(errors="backslashreplace")).hexdigest()[:_ID]


def entry_of(report: Report) -> Entry:
    """Return the entry of a report."""
    who = standing(report)
    return Entry(
        report_id(report.source), report.source, report.agency, report.year, report.edition, report.status,
        report.reason, who.level, who.kind, who.regions, len(report.passages), who.lineages, who.lineage,
    )  # fmt: skip


def prepared(report: Report, clusters: Sequence[int]) -> Prepared:
    """Return a report ready to be stored; `clusters` are those of its passages, in order."""
    entry = entry_of(report)
    passages = (_stored(entry, passage, cluster) for passage, cluster in zip(report.passages, clusters, strict=True))
    return Prepared(report, entry, tuple(passages))


def tokens(text: str) -> Tokens:
    """Return the tokens of a text for every field."""
    folded = plain(text)
    return Tokens(index_words(folded), " ".join(pairs(units(folded))), characters(folded))


def tables(commit: int, current: dict[str, Prepared]) -> list[LongTable]:
    """Return the tables of a corpus; `current` holds the prepared report whose rows are asked for, by its source."""
    bases = (long.REPORTS, long.FACTS, long.PASSAGES, long.QUANTITIES, long.FINDINGS)

    def table(base: LongTable) -> LongTable:
        own = _PASSAGE if base is long.PASSAGES else {}

        def rows(report: Report) -> Iterator[tuple[Cell, ...]]:
            made = current[report.source]
            head, tail = (made.entry.id, commit), _columns(made.entry)
            stored = iter(made.passages)
            for row in base.rows(report):
                passage = next(stored) if own else None
                yield (*head, *((passage.id, passage.cluster) if passage else ()), *row, *tail)

        return LongTable(base.name, _HEAD | own | base.columns | _STANDING, rows)

    return [table(base) for base in bases]


def _columns(entry: Entry) -> tuple[Cell, ...]:
    names = [region.partition(" ")[2] for region in entry.regions]
    places = (names[at] if at < len(names) else None for at in range(3))
    return entry.level, entry.kind, *places, entry.region, entry.today, entry.lineage


def _stored(entry: Entry, passage: Passage, cluster: int) -> Stored:
    return Stored(
        f"{entry.id}-{passage.start}", entry, passage.section or PREAMBLE, passage.heading, passage.text, passage.start,
        passage.end, tuple(tag.tag for tag in passage.tags), coded(passage.position), cluster,
    )  # fmt: skip
