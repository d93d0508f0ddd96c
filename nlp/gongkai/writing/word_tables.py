"""The tables of a Word document as the reader numbers them, and the cell at a position."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gongkai.document import Position
from gongkai.reading.grids import CELL_LIMIT
from gongkai.text import squeeze

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WRAPPERS = tuple(_W + name for name in ("sdt", "sdtContent", "customXml", "ins"))

Cells = Mapping[tuple[int, int], Any]
"""The cells of a table by row and column from 1; a merged one stands at its upper left corner."""


def tables(body: Any) -> list[Cells]:
    """Return the tables that the reader takes for grids, in the order of the document."""
    return [cells for table in body.iter(_W + "tbl") if (cells := _cells(table))]


def cell_at(found: list[Cells], position: Position, words: str) -> Any:
    """Return the cell at a position if it holds `words`, else the only one at that row and column that does, or None.

    Tables may be counted otherwise than by the reader, where one stands in a text box or is nested.
    """
    at = (position.row or 0, position.column or 0)
    number = position.table or 0
    if 0 < number <= len(found):
        cell = found[number - 1].get(at)
        if cell is not None and ink(cell) == words:
            return cell
    others = [cells[at] for cells in found if at in cells and ink(cells[at]) == words]
    return others[0] if len(others) == 1 else None


def ink(element: Any) -> str:
    """Return the text of an element without white space."""
    return squeeze("".join(text.text or "" for text in element.iter(_W + "t")))


def _cells(table: Any) -> Cells | None:
    """Return the cells of a table; None when it only lays out the page, or has one cell."""
    cells = {}
    for row, line in enumerate(_children(table, _W + "tr"), start=1):
        column = 1
        for cell in _children(line, _W + "tc"):
            looks = cell.find(_W + "tcPr")
            if not _is_continued(looks):
                cells[row, column] = cell
            column += _span(looks)
    if len(cells) < 2 or any(len(ink(cell)) > CELL_LIMIT for cell in cells.values()):
        return None
    return cells


def _is_continued(looks: Any) -> bool:
    merge = looks.find(_W + "vMerge") if looks is not None else None
    return merge is not None and merge.get(_W + "val", "continue") == "continue"


def _span(looks: Any) -> int:
    span = looks.find(_W + "gridSpan") if looks is not None else None
    value = span.get(_W + "val", "1") if span is not None else "1"
    return int(value) if value.isdecimal() else 1


def _children(element: Any, tag: str) -> Iterator[Any]:
    """Yield the children of a tag, also those wrapped in a content control."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, tag)
