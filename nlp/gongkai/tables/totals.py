"""Rows that print only some of their values: a flowing text loses blanks, and with them whose column the values are.

Their last value is the row's total where it is the sum of the others, in most such rows of the table. What the others
are of is not known.
"""

from __future__ import annotations

from collections.abc import Sequence

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
    for slot in summed:
        slot.taken = [*([LOST] * (slot.width - 1)), slot.cells[-1]]
        slot.doubt = "identity"
    return True


def _adds_up(slot: Slot, sheet: Sheet) -> bool:
    values = [sheet.cells[index].value for index in slot.cells]
    numbers = [value.number for value in values if value is not None and value.number is not None]
    return len(numbers) == len(values) > 1 and numbers[-1] > 0 and sum(numbers[:-1]) == numbers[-1]
