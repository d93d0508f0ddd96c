"""Rows that print only some of their values: arithmetic tells which of them are totals, the others are not known.

A flowing text loses blanks, and with them whose column the values are: the last is the total if it is the sum of the
others, in most such rows of the table. A table of one column holds totals if they add up as the form's rows must.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gongkai.document import Number
from gongkai.editions import Edition
from gongkai.tables.cells import Sheet
from gongkai.tables.gaps import ROW
from gongkai.tables.slots import LOST, Slot

TOTAL = "total"
LEAST = 3  # rows that must add up
MOST = 0.7  # share of the rows with some values that must; a single value can't


def place_totals(rows: Sequence[Slot], sheet: Sheet, edition: Edition) -> bool:
    """Give rows with too few values their totals, that arithmetic tells; say whether the table loses blanks."""
    if any(slot.label is not None and sheet.cells[slot.label.first].gap == ROW for slot in rows):
        return False  # where rows are marked, blanks are printed
    some = [slot for slot in rows if slot.taken is None and 0 < len(slot.cells) < slot.width]
    summed = [slot for slot in some if _adds_up(slot, sheet) and edition.table(slot.table).column_ids[-1] == TOTAL]
    if len(summed) < LEAST or len(summed) < MOST * len(some):
        return False
    _take(summed)
    return True


def place_column(slots: Sequence[Slot], rows: Sequence[Slot], sheet: Sheet, edition: Edition) -> None:
    """Give every row of a table its one value as its total, if no header says otherwise and the rows add up."""
    for table in {slot.table for slot in rows}:
        own = [slot for slot in rows if slot.table == table and slot.node is not None]
        columns = edition.table(table).column_ids
        named = {slot.label.names.column for slot in slots if slot.label is not None and slot.node is None}
        if columns[-1] != TOTAL or len(own) < LEAST or named & set(columns[:-1]):
            continue
        numbers = {slot.node.id: _single(slot, sheet) for slot in own if slot.node is not None}
        if None not in numbers.values() and _balances(table, numbers, edition):
            _take(own)


def _take(rows: Sequence[Slot]) -> None:
    """Give rows their last value as their total."""
    for slot in rows:
        slot.taken = [*([LOST] * (slot.width - 1)), slot.cells[-1]]
        slot.doubt = "identity"


def _adds_up(slot: Slot, sheet: Sheet) -> bool:
    numbers = sheet.numbers(slot.cells)
    return len(numbers) == len(slot.cells) > 1 and numbers[-1] > 0 and sheet.adds_up(slot.cells)


def _single(slot: Slot, sheet: Sheet) -> Number | None:
    """Return the only value of a row, None where there are more or none."""
    numbers = sheet.numbers(slot.cells)
    return numbers[0] if len(numbers) == len(slot.cells) == 1 and slot.taken is None else None


def _balances(table: str, numbers: Mapping[str, Number | None], edition: Edition) -> bool:
    """Say whether the form's identities between rows hold, all of them, and not of nothing."""
    known = [one for one in edition.identities if one.table == table and one.along == "columns"]
    sums = [[sum(numbers.get(row) or 0 for row in rows) for rows in (one.sum, one.equals)] for one in known]
    return len(known) > 1 and all(one == other > 0 for one, other in sums)
