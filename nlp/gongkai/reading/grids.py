"""Where the cells of an HTML table stand: rows and columns with exact spans; layout tables have none."""

from __future__ import annotations

from typing import NamedTuple

from gongkai.reading.markup.nodes import TEXT, Node

# The widest row of the form has 15 cells. What spans more means "the rest of the row" and is cut to the table's width.
SPAN_LIMIT = 64
# The longest label of the form has 60 characters and a remark in a cell under 200: a cell with more holds narrative.
CELL_LIMIT = 400


class Slot(NamedTuple):
    """The place of a cell in its grid."""

    row: int
    column: int
    rowspan: int
    colspan: int


def arrange(nodes: list[Node], table: int) -> dict[int, Slot] | None:
    """Return the slots of a table's cells by node index; None when the table only lays out the page."""
    rows = _rows(nodes, table) if nodes[table].plain else None
    if rows is None or sum(map(len, rows)) < 2:
        return None
    rough = _place(nodes, rows, SPAN_LIMIT)
    sane = [slot.column + slot.colspan for cell, slot in rough.items() if nodes[cell].colspan <= SPAN_LIMIT]
    return rough if len(sane) == len(rough) else _place(nodes, rows, max(sane, default=1))


def _rows(nodes: list[Node], table: int) -> list[list[int]] | None:
    """Return the cells of each row; None when a cell holds narrative."""
    rows: list[list[int]] = []
    length = 0
    for index in range(table + 1, nodes[table].end):
        node = nodes[index]
        if node.tag == TEXT:
            length += len(node.text.strip())
            if length > CELL_LIMIT:
                return None
        elif node.tag == "tr":
            rows.append([])
        elif node.tag in ("td", "th"):
            length = 0
            rows[-1].append(index)  # the parser puts every cell into a row
    return rows


def _place(nodes: list[Node], rows: list[list[int]], width: int) -> dict[int, Slot]:
    """Return the slots, with colspans beyond SPAN_LIMIT cut so that the row ends at `width`."""
    slots: dict[int, Slot] = {}
    taken: dict[int, int] = {}  # column -> first row in which it is free
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while taken.get(column, 0) > row:
                column += 1
            colspan = nodes[cell].colspan or 1
            if colspan > SPAN_LIMIT:
                colspan = max(1, width - column)
            left = len(rows) - row
            rowspan = min(nodes[cell].rowspan or left, left)  # rowspan=0 means: to the last row
            slots[cell] = Slot(row, column, rowspan, colspan)
            for spanned in range(column, column + colspan):
                taken[spanned] = row + rowspan
            column += colspan
    return slots
