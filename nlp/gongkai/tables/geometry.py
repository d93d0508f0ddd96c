"""Columns by place: in a rendering that keeps its grid, a value stands under its header.

Merged cells leave blanks or repeat their text, so a row may hold more cells than the form has columns. Where every
column has a place of its own in the header's rows, and rows are as long as those (or shorter where blanks at their end
were cut off, see `trimming`), that place decides.
"""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.document import Record
from gongkai.editions import Table
from gongkai.tables.cells import Sheet
from gongkai.tables.gaps import SPACE
from gongkai.tables.labelling import Label
from gongkai.tables.lines import row_of
from gongkai.tables.slots import Slot
from gongkai.tables.trimming import is_trimmed, prints_blanks, take_trimmed

MOST = 0.5  # share of a table's rows that must be as long as its header, else the rendering keeps no grid


class Columns(Record, frozen=True):
    """Offsets of the columns in a row of `length` cells, in the form's order; `trimmed`: blanks at its end may lack."""

    offsets: tuple[int, ...]
    length: int
    trimmed: bool = False


def take_all(table: Table, slots: Sequence[Slot], rows: Sequence[Slot], sheet: Sheet) -> list[list[int] | None] | None:
    """Return the cells of the rows of a table under its header, None for a row that stands otherwise.

    None when the header keeps no grid, or most rows stand otherwise. A row that lacks cells in a table that prints no
    blanks has lost them: nobody knows which.
    """
    header = _header(table, slots)
    columns = find_columns(table.column_ids, header, sheet)
    if columns is not None:
        taken = [take_columns(slot, columns, sheet) for slot in rows]
        if len(taken) - taken.count(None) > MOST * len(rows):
            return taken
    if is_trimmed([*header, *(slot.label for slot in rows if slot.label)], sheet):
        columns = find_columns(table.column_ids, header, sheet, trimmed=True)
        taken = [take_columns(slot, columns, sheet) for slot in rows] if columns is not None else []
        return taken if prints_blanks(taken, sheet) else None
    return None


def _header(table: Table, slots: Sequence[Slot]) -> list[Label]:
    """Return the labels between a table's first row and the row before it, the nearest first."""
    first = next(at for at, slot in enumerate(slots) if slot.node is not None and slot.node.table == table.id)
    above: list[Label] = []
    for slot in reversed(slots[:first]):
        if slot.node is not None:
            break
        if slot.label is not None:
            above.append(slot.label)
    return above


def find_columns(ids: Sequence[str], header: Sequence[Label], sheet: Sheet, *, trimmed: bool = False) -> Columns | None:
    """Return where the columns `ids` stand according to the header's labels; None when the header keeps no grid."""
    offsets: dict[str, int] = {}
    lengths = set()
    for label in header:
        if label.score < 1.0 or label.candidates[0].node.kind != "column":
            continue
        row = row_of(label.first, sheet)
        if row is None:
            return None
        lengths.add(len(row))
        offsets.setdefault(label.candidates[0].node.id, row.index(label.first) if label.first in row else -1)
    places = tuple(offsets[id] for id in ids if id in offsets)
    if len(places) < len(ids) or len(set(places)) < len(ids) or min(places) < 0:
        return None
    if len(lengths) > 1 and not trimmed:
        return None
    return Columns(places, max(lengths), trimmed)


def take_columns(slot: Slot, columns: Columns, sheet: Sheet) -> list[int] | None:
    """Return the cells of a slot under the columns, UNPRINTED for a blank cut off; None when it stands otherwise."""
    if slot.label is None:
        return None
    if columns.trimmed:
        return take_trimmed(slot, slot.label, columns.offsets, columns.length, sheet)
    row = row_of(slot.label.first, sheet)
    if row is None or len(row) != columns.length:
        return None
    if any(sheet.cells[index].gap == SPACE for index in slot.cells[1:]):
        return None  # two values in one cell, or one in two pieces
    taken = [row[offset] for offset in columns.offsets]
    return taken if all(index in slot.cells for index in taken) else None
