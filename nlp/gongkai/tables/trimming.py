"""Rows whose end was cut off: many a tool strips white space at the ends of lines, and with it the tabs of blank cells.

Rows are then as long as their header or shorter. What is left keeps its place, counted from the left; the total, which
is last, shows that nothing lacks before it.
"""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.editions import Table
from gongkai.tables.cells import Sheet
from gongkai.tables.gaps import CELL, ROW
from gongkai.tables.labelling import Label
from gongkai.tables.lines import line_of
from gongkai.tables.slots import UNPRINTED, Slot

MOST = 0.5  # share of a table's rows that must stand under its header
LEAST_FULL = 3  # rows that must reach to the last column where others end before it


def is_trimmed(labels: Sequence[Label], sheet: Sheet) -> bool:
    """Say whether rows are of several lengths, and none ends in a blank cell: those were cut off."""
    rows = [row for label in labels if (row := line_of(label, sheet))]
    return len({len(row) for row in rows}) > 1 and not any(sheet.is_blank(row[-1]) for row in rows)


def take_trimmed(slot: Slot, label: Label, offsets: Sequence[int], length: int, sheet: Sheet) -> list[int] | None:
    """Return the cells of a row at its columns' `offsets`, UNPRINTED for each cut off; None when it stands otherwise.

    Nothing may stand between the label and the columns, and no cell beyond the header's `length`. A row that is shorter
    must add up: a cell lost within would not.
    """
    row = line_of(label, sheet)
    if row is None or len(row) > length or label.last > label.first or label.first not in row:
        return None
    at, first = row.index(label.first), min(offsets)
    own, beyond = slot.cells[: len(row) - at - 1], slot.cells[len(row) - at - 1 :]
    if at >= first or list(own) != row[at + 1 :] or not sheet.are_blank([*row[at + 1 : first], *beyond]):
        return None
    taken = [row[offset] if offset < len(row) else UNPRINTED for offset in offsets]
    return taken if len(row) == length or sheet.adds_up(taken) else None


def prints_blanks(taken: Sequence[list[int] | None], sheet: Sheet) -> bool:
    """Say whether most rows stand under the header, some whole, and blanks are printed before other values."""
    known = [cells for cells in taken if cells is not None]
    full = sum(cells[-1] >= 0 for cells in known)
    inner = any(index >= 0 and sheet.is_blank(index) for cells in known for index in cells)
    return len(known) > MOST * len(taken) and full >= LEAST_FULL and inner


def take_single(slot: Slot, table: Table, labels: Sequence[Label], sheet: Sheet) -> list[int] | None:
    """Return the cells of a table's single row whose blank end was cut off, UNPRINTED for each that lacks; else None.

    The header shows how long rows are, and each group must add up to its total: a cell lost within would not.
    """
    lines = [row for label in labels if (row := line_of(label, sheet))]
    cells = list(slot.cells)
    if max(map(len, lines), default=0) != slot.width or not is_trimmed(labels, sheet):
        return None
    if not 0 < len(cells) < slot.width or sheet.cells[cells[0]].gap != ROW or sheet.is_blank(cells[-1]):
        return None
    if any(sheet.cells[index].gap != CELL for index in cells[1:]):
        return None
    taken = [*cells, *([UNPRINTED] * (slot.width - len(cells)))]
    size = len(table.columns)
    groups = [taken[at : at + size] for at in range(0, slot.width, size)]
    return taken if all(sheet.adds_up(group) for group in groups) else None
