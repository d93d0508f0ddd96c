"""What is asked of a corpus and what it answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gongkai.document import Passage, Record

MOST_HITS = 100
"""Hits of one page."""
DEEPEST = 10_000
"""Hits of all pages: who reads further wants the export."""
SHARED = "?/"
"""Before the name of an agency of which it is not known who it is."""
LAST_YEAR, LAST_CLUSTER, MOST_VALUES = 9999, 2**62, 200
"""Bounds of what filters may say."""
FACETS = ("tag", "year", "section", "level", "kind", "region")
SORTS = ("relevance", "year", "-year", "region")


class Entry(Record, frozen=True):
    """A report of the corpus, without its contents.

    `regions` are "code name" from province to county, as far as the agency's region is known, as they were in the
    year; `lineages` are the same regions over the years, each its first code with its name of today. `lineage` is the
    agency's own (see `gongkai.agencies`): reports of one lineage are of one agency, however it was called; None where
    several agencies may bear the name.
    """

    id: str
    source: str
    agency: str | None
    year: int | None
    edition: str | None
    status: str
    reason: str | None = None
    level: str | None = None
    kind: str | None = None
    regions: tuple[str, ...] = ()
    passages: int = 0
    lineages: tuple[str, ...] = ()
    lineage: str | None = None

    @property
    def region(self) -> str | None:
        """Return the code of the lineage of the agency's own region; None where that is not known."""
        return self.lineages[-1].partition(" ")[0] if self.lineages else None

    @property
    def today(self) -> str | None:
        """Return the name that the agency's own region has today, or had last."""
        return self.lineages[-1].partition(" ")[2] if self.lineages else None

    @property
    def bearer(self) -> str | None:
        """Return what the corpus knows the agency by: its lineage, or its name marked as one that is shared."""
        return self.lineage or (self.agency and SHARED + self.agency)


class Query(Record, frozen=True):
    """What to look for: words in the language of `gongkai search`, and filters that all must hold.

    Of the values of one filter any will do. `years` is from–to, either end None for open. `regions` are codes or names,
    of any year: what was renamed since is found too. So it is with `agencies`, which are names or lineages.
    `cluster` unfolds one: its passages, each a hit. `offset` and `limit` count folded hits.
    """

    text: str = ""
    tags: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    years: tuple[int | None, int | None] = (None, None)
    regions: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    cluster: int | None = None
    sort: str = "relevance"
    limit: int = 10
    offset: int = 0
    fold: bool = True
    facets: tuple[str, ...] = FACETS


class Stored(Record, frozen=True):
    """A passage as the index keeps it, with its report."""

    id: str
    entry: Entry
    section: str | None
    heading: str | None
    text: str
    start: int
    end: int
    tags: tuple[str, ...]
    position: str | None
    cluster: int


class Page(NamedTuple):
    """How many passages there are, and the first of them with their scores, read as they are asked for."""

    total: int
    passages: Iterator[tuple[float, Stored]]


class Hit(Record, frozen=True):
    """A passage found. `highlights` are offsets in `text`; `start` and `end` those of the report's text.

    `reports` says in how many reports that the filters let pass it stands, nearly word for word; `cluster` unfolds it.
    """

    id: str
    entry: Entry
    section: str | None
    heading: str | None
    text: str
    start: int
    end: int
    tags: tuple[str, ...]
    position: str | None
    score: float
    highlights: tuple[tuple[int, int], ...]
    cluster: int
    reports: int


class Facet(Record, frozen=True):
    """A value and how many of the passages found have it."""

    value: str
    count: int


class Hits(Record, frozen=True):
    """One page of what was found: `total` counts passages, folded ones each.

    `loose`: nearly nothing met the whole query, so these meet a part of it.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[Facet, ...]]
    loose: bool = False


class Trace(Record, frozen=True):
    """A query over the years: passages and reports by year, and the passages of the first year."""

    passages: dict[int, int]
    reports: dict[int, int]
    first: int | None
    hits: tuple[Hit, ...]


class Pair(Record, frozen=True):
    """A problem and the measure that answers it; `basis` is self, order or words, None without a measure."""

    problem: Passage
    measure: Passage | None
    basis: str | None


class Kin(Record, frozen=True):
    """An agency that may be another's forerunner or successor, never taken for it: its newest name, lineage and years.

    `basis`: renamed (of the same region and kind, the body's name differs), or what became of the regions: merged,
    divided.
    """

    name: str
    lineage: str
    years: tuple[int, ...]
    basis: str


class Sequel(Record, frozen=True):
    """What became of a problem a year later: solved, repeated or dropped, and the passage that shows it."""

    problem: Passage
    outcome: str
    evidence: Passage | None
