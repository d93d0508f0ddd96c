"""Where in its file each fact, passage, quantity and finding stands: page and box, sheet and cell, table and row."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import TypeVar

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from gongkai.document import (
    Document,
    Fact,
    Finding,
    Passage,
    Place,
    Position,
    Quantity,
    Region,
    Report,
    Status,
    UnknownRow,
)  # fmt: skip

_Placed = TypeVar("_Placed", Fact, Passage, Place, Quantity, UnknownRow)
_Box = tuple[float, float, float, float]


def placed(report: Report, document: Document) -> Report:
    """Return the report of a document with positions; as it is where the format has none (plain text)."""
    atlas = _Atlas(document.regions or _cells(document))
    if not atlas.regions:
        return report
    return replace(
        report,
        facts=tuple(fact if fact.status is Status.MISSING else _at(atlas, fact) for fact in report.facts),
        unknown_rows=_all(atlas, report.unknown_rows),
        passages=_all(atlas, report.passages),
        quantities=_all(atlas, report.quantities),
        findings=tuple(_finding(atlas, finding) for finding in report.findings),
    )


def _cells(document: Document) -> tuple[Region, ...]:
    """Return the cells of all grids as regions: what positions there are in a format without pages or sheets."""
    return tuple(
        Region(cell.start, cell.end, Position(table=number, row=cell.row + 1, column=cell.column + 1))
        for number, grid in enumerate(document.grids, start=1)
        for cell in sorted(grid.cells, key=lambda cell: cell.start)
    )


def _finding(atlas: _Atlas, finding: Finding) -> Finding:
    return replace(finding, places=_all(atlas, finding.places))


def _all(atlas: _Atlas, found: Iterable[_Placed]) -> tuple[_Placed, ...]:
    return tuple(_at(atlas, one) for one in found)


def _at(atlas: _Atlas, one: _Placed) -> _Placed:
    position = atlas.find(one.start, one.end)
    return one if position is UNSET else replace(one, position=position)


class _Atlas:
    """The regions of a document, looked up by place."""

    def __init__(self, regions: tuple[Region, ...]) -> None:
        self.regions = regions
        self.starts = [region.start for region in regions]

    def find(self, start: int, end: int) -> Position | UnsetType:
        """Return where a stretch begins: with the box around all its lines on that page, or the range of its cells."""
        first = max(0, bisect_right(self.starts, start) - 1)
        if first < len(self.regions) and self.regions[first].end < start:
            first += 1  # it begins between two regions
        last = max(first + 1, bisect_left(self.starts, end))
        found = [region.position for region in self.regions[first:last] if region.start <= end]
        if not found:
            return UNSET
        head = found[0]
        if head.box is not None:
            return replace(head, box=_around([one.box for one in found if one.box and one.page == head.page]))
        cells = [one.cell for one in found if one.sheet == head.sheet and one.cell]
        return replace(head, cell=f"{cells[0]}:{cells[-1]}") if len(cells) > 1 else head


def _around(boxes: list[_Box]) -> _Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
