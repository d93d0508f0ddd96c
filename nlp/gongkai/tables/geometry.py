"""Columns by place: in a rendering that keeps its grid, a value stands under its header.

Merged cells leave blanks or repeat their text, so a row may hold more cells than the form has columns. Where every
column has a place of its own in the header's rows, and rows are as long as those, that place decides.
"""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.document import Record
from gongkai.editions import Table
from gongkai.tables.cells import Sheet
from gongkai.tables.gaps import CELL, LINE, ROW, SPACE
from gongkai.tables.labelling import Label
from gongkai.tables.slots import Slot


class Columns(Record, frozen=True):
    """Offsets of the columns in a row of `length` cells, in the form's order."""

    offsets: tuple[int, ...]
    length: int


def columns_of(table: Table, slots: Sequence[Slot], sheet: Sheet) -> Columns | None:
    """Return where the columns of a table stand according to the labels between its first row and the row before."""
    first = next(at for at, slot in enumerate(slots) if slot.node is not None and slot.node.table == table.id)
    above: list[Label] = []
    for slot in reversed(slots[:first]):
        if slot.node is not None:
            break
        if slot.label is not None:
            above.append(slot.label)
    return find_columns(table.column_ids, above, sheet)


def find_columns(ids: Sequence[str], header: Sequence[Label], sheet: Sheet) -> Columns | None:
    """Return where the columns `ids` stand according to the header's labels; None when the header keeps no grid."""
    offsets: dict[str, int] = {}
    lengths = set()
    for label in header:
        if label.score < 1.0 or label.candidates[0].node.kind != "column":
            continue
        row = _row_of(label.first, sheet)
        if row is None:
            return None
        lengths.add(len(row))
        offsets.setdefault(label.candidates[0].node.id, row.index(label.first) if label.first in row else -1)
    places = tuple(offsets[id] for id in ids if id in offsets)
    if len(places) < len(ids) or len(set(places)) < len(ids) or len(lengths) != 1 or min(places) < 0:
        return None
    return Columns(places, lengths.pop())


def take_columns(slot: Slot, columns: Columns, sheet: Sheet) -> list[int] | None:
    """Return the cells of a slot under the columns; None when its row is of another length or holds labels there."""
    if slot.label is None:
        return None
    row = _row_of(slot.label.first, sheet)
    if row is None or len(row) != columns.length:
        return None
    if any(sheet.cells[index].gap == SPACE for index in slot.cells[1:]):
        return None  # two values in one cell, or one in two pieces
    taken = [row[offset] for offset in columns.offsets]
    return taken if all(index in slot.cells for index in taken) else None


def _row_of(index: int, sheet: Sheet) -> list[int] | None:
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
