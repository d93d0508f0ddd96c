"""Printed rows of a rendering that marks them."""

from __future__ import annotations

from gongkai.tables.cells import Sheet
from gongkai.tables.gaps import CELL, LINE, ROW
from gongkai.tables.labelling import Label


def row_of(index: int, sheet: Sheet) -> list[int] | None:
    """Return the bounded cells of the printed row around a cell; None where rows are not marked."""
    cells = sheet.cells
    start = index
    while start >= 0 and cells[start].gap != ROW:
        start -= 1
    if start < 0:
        return None
    stop = index + 1
    while stop < len(cells) and cells[stop].gap not in (ROW, LINE):
        stop += 1
    return [at for at in range(start, stop) if cells[at].gap >= CELL]


def line_of(label: Label, sheet: Sheet) -> list[int] | None:
    """Return the bounded cells of a label's printed row, the label alone where nothing else is left of it."""
    own, after = sheet.cells[label.first], label.first + 1
    if own.gap == LINE and (after == len(sheet.cells) or sheet.cells[after].gap in (ROW, LINE)):
        return [label.first]
    return row_of(label.first, sheet)
