"""Characters without width (soft hyphens, zero-width spaces) inside of words: read a text without them, then put back.

Editors of web pages leave them anywhere: 政␣府信息. Folded to spaces they would break every heading, name and number
they stand in. So the stages see a document without them, and the places they found are carried back to its text.
"""

from __future__ import annotations

import re
from typing import NamedTuple, TypeVar

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from gongkai.document import (
    Document,
    Evidence,
    Fact,
    Grid,
    GridCell,
    Passage,
    Place,
    Quantity,
    Region,
    Report,
    UnknownRow,
)  # fmt: skip
from gongkai.text import fold, squeeze

_UNSEEN = "\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
_VALUE = r"\-0-9０-９.,%/+—–"
_MARKS = re.compile(f"[{_UNSEEN}]")
_RUNS = re.compile(f"(?<![{_VALUE}{_UNSEEN}])[{_UNSEEN}]+|[{_UNSEEN}]+(?![{_VALUE}{_UNSEEN}])")
"""Between two digits nobody can tell whether it parts two numbers: it stays, and is as good as a space."""

Offsets = NDArray[np.intp]
_Spanned = TypeVar("_Spanned", Evidence, Fact, Passage, Place, Quantity, UnknownRow)
_Movable = TypeVar("_Movable", Grid, GridCell, Region)


class Seen(NamedTuple):
    """A document without unseen characters; `places` holds where each of its characters, and its end, stood before."""

    document: Document
    places: Offsets | None = None


def without(document: Document) -> Seen:
    """Return the document without the unseen characters inside of words."""
    text = document.text
    runs = [match.span() for match in _RUNS.finditer(text)] if _MARKS.search(text) else []
    if not runs:
        return Seen(document)
    kept = np.ones(len(text) + 1, np.bool_)
    for start, end in runs:
        kept[start:end] = False
    before = np.concatenate(([0], np.cumsum(kept)))  # kept characters before each place
    grids = tuple(
        replace(_moved(grid, before), cells=tuple(_moved(cell, before) for cell in grid.cells))
        for grid in document.grids
    )
    regions = tuple(_moved(region, before) for region in document.regions)
    return Seen(replace(document, text=visible(text), grids=grids, regions=regions), np.flatnonzero(kept))


def visible(text: str) -> str:
    """Return a text without the unseen characters inside of words."""
    return _RUNS.sub("", text)


def restored(report: Report, seen: Seen, document: Document) -> Report:
    """Return the report of `seen` with every place, and what is a slice of the text, as `document` has them."""
    if seen.places is None or report.text != seen.document.text:
        return report
    text, places = document.text, seen.places
    return replace(
        report,
        text=text,
        sections=tuple(
            replace(section, heading=text[slice(*_span(places, section.start, section.start + len(section.heading)))],
                    start=int(places[section.start]), end=int(places[section.end]))
            for section in report.sections
        ),
        facts=tuple(_printed(text, _back(fact, places)) for fact in report.facts),
        unknown_rows=tuple(_back(row, places) for row in report.unknown_rows),
        passages=tuple(
            replace(_back(one, places), parent=None if one.parent is None else int(places[one.parent]))
            for one in report.passages
        ),
        quantities=tuple(_back(one, places) for one in report.quantities),
        findings=tuple(
            replace(one, places=tuple(_back(place, places) for place in one.places)) for one in report.findings
        ),
        agency_evidence=_evidence(report.agency_evidence, report.agency, seen),
        year_evidence=_evidence(report.year_evidence, str(report.year), seen),
    )  # fmt: skip


def _moved(one: _Movable, before: Offsets) -> _Movable:
    return replace(one, start=int(before[one.start]), end=int(before[one.end]))


def _span(places: Offsets, start: int, end: int) -> tuple[int, int]:
    first = int(places[start])
    return first, int(places[end - 1]) + 1 if end > start else first


def _back(one: _Spanned, places: Offsets) -> _Spanned:
    start, end = _span(places, one.start, one.end)
    return replace(one, start=start, end=end)


def _printed(text: str, fact: Fact) -> Fact:
    return replace(fact, raw=text[fact.start : fact.end]) if fact.raw else fact


def _evidence(evidence: Evidence | None, value: str | None, seen: Seen) -> Evidence | None:
    """Return the evidence in the whole text; that in the file's name or a declared title stays as it is."""
    if evidence is None or seen.places is None or evidence.source == "name":
        return evidence
    declared = (seen.document.title or "")[evidence.start : evidence.end]
    return evidence if squeeze(fold(declared)) == value else _back(evidence, seen.places)
