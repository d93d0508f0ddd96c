"""The frozen records that stages exchange.

Every `start`/`end` counts code points of `Document.text`, the one coordinate system. Records are
`msgspec.Struct`: frozen dataclasses in all but name, made six times faster, and encoded as they are.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

import msgspec

Number = int | Decimal


class Status(StrEnum):
    """State of a statutory cell; a fact never changes from one to another."""

    NUMBER = "number"
    BLANK = "blank"  # printed empty
    NOT_APPLICABLE = "not_applicable"  # / — - 无
    TEXT = "text"  # something else stands there
    MISSING = "missing"  # not found


class Severity(StrEnum):
    """How sure a finding is."""

    CERTAIN = "certain"
    CHECK = "check"
    INFO = "info"


class Record(msgspec.Struct, frozen=True, gc=False):
    """Base of all records."""


class Position(Record, frozen=True, omit_defaults=True):
    """Where something stands in its file, in the terms of its format; all counted from 1.

    `page` with `box` (left, top, right, bottom in points of 1/72 inch from the page's upper left corner) in PDF, OFD
    and pictures; `sheet` and `cell` ("B7") in workbooks; `table`, `row` and `column` in HTML and Word documents.
    """

    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    sheet: str | None = None
    cell: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None


class Place(Record, frozen=True):
    """A stretch of the text, with its position in the file where the format has such."""

    start: int
    end: int
    position: Position | msgspec.UnsetType = msgspec.UNSET


class GridCell(Record, frozen=True):
    """A cell of a grid: its place in the grid and its text's place in the document.

    `row` and `column` count from 0; a merged cell stands once, at its upper left corner, with its spans.
    """

    row: int
    column: int
    start: int
    end: int
    rowspan: int = 1
    colspan: int = 1


class Grid(Record, frozen=True):
    """A table that the format itself marks as one (HTML, DOCX, Markdown), or draws with ruled lines (PDF)."""

    start: int
    end: int
    cells: tuple[GridCell, ...]


class Region(Record, frozen=True):
    """A stretch of the text with its position in the file.

    `score` in [0, 1] is the certainty of a recognised text (OCR), None where the file holds the characters themselves.
    """

    start: int
    end: int
    position: Position
    score: float | None = None


class Document(Record, frozen=True):
    """Text and grids of one source, in reading order.

    `text` is as found: no folding, no joining. `grids` are sorted by `start` and do not overlap; cells of a grid
    are sorted by row, then column. `title` is what the format declares as title (HTML `<title>`), if anything.
    `regions` are sorted by `start` and do not overlap; formats without pages or sheets have none.
    """

    source: str
    text: str
    grids: tuple[Grid, ...] = ()
    title: str | None = None
    regions: tuple[Region, ...] = ()


class Section(Record, frozen=True):
    """One of the six statutory parts: from the first character of its heading to the next heading."""

    id: str
    heading: str
    start: int
    end: int


class Fact(Record, frozen=True):
    """The value at a cell address.

    `address` is `table.row.column`. `value` is exact, in `unit` (money in 元); None unless `status` is number.
    `unit_source` is cell, header, edition, assumed or None. `score` in [0, 1] is the certainty of label and place;
    `doubt` is None, `ocr`, `identity`, `margin` or `text`.
    """

    address: str
    raw: str
    value: Number | None
    status: Status
    unit: str | None
    unit_source: str | None
    start: int
    end: int
    score: float
    doubt: str | None = None
    position: Position | msgspec.UnsetType = msgspec.UNSET


class UnknownRow(Record, frozen=True):
    """A row with values that the form does not know, or a group row that has values."""

    table: str
    label: str
    values: tuple[str, ...]
    start: int
    end: int
    position: Position | msgspec.UnsetType = msgspec.UNSET


class TagScore(Record, frozen=True):
    """A tag that a passage carries, with its score."""

    tag: str
    score: float


class Passage(Record, frozen=True):
    """A list item or paragraph of the narrative; `text` is its slice with line breaks inside sentences removed."""

    section: str | None
    text: str
    start: int
    end: int
    tags: tuple[TagScore, ...] = ()
    parent: int | None = None  # start of the passage or lead-in that opens its list
    heading: str | None = None  # the sub-heading printed over it, inside its part
    position: Position | msgspec.UnsetType = msgspec.UNSET


class Quantity(Record, frozen=True):
    """A magnitude with its unit, as printed in prose. `high` is the upper end of a range."""

    text: str
    start: int
    end: int
    value: Number
    high: Number | None
    unit: str | None
    kind: str
    approx: bool
    position: Position | msgspec.UnsetType = msgspec.UNSET


class Finding(Record, frozen=True):
    """What the audit noticed, with the places that show it."""

    code: str
    severity: Severity
    message: str
    places: tuple[Place, ...]


class Evidence(Record, frozen=True):
    """Where agency or year was read: `source` is title, text, name (of the file) or signature."""

    source: str
    start: int
    end: int


class Report(Record, frozen=True):
    """One report understood: what `gongkai parse` writes a line of."""

    source: str
    status: str
    reason: str | None
    agency: str | None
    year: int | None
    edition: str | None
    sections: tuple[Section, ...] = ()
    facts: tuple[Fact, ...] = ()
    unknown_rows: tuple[UnknownRow, ...] = ()
    passages: tuple[Passage, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    findings: tuple[Finding, ...] = ()
    agency_evidence: Evidence | None = None
    year_evidence: Evidence | None = None
    text: str | msgspec.UnsetType = msgspec.UNSET
    recognised: bool | msgspec.UnsetType = msgspec.UNSET  # True where a scan or picture was read (OCR), else not there

    def to_json(self, *, text: bool = False) -> str:
        """Return the report as one line of JSON; `text` adds the document's text."""
        report = self if text else msgspec.structs.replace(self, text=msgspec.UNSET)
        return _ENCODER.encode(report).decode()

    def fact(self, address: str) -> Fact:
        """Return the fact at `address`; KeyError when the edition has no such cell."""
        for fact in self.facts:
            if fact.address == address:
                return fact
        raise KeyError(f"{self.source}: no cell {address!r} in edition {self.edition}")


_ENCODER = msgspec.json.Encoder(decimal_format="number")
