"""Empty lines as cells: where a report prints one cell a line, a blank cell is an empty line, and so is mere spacing.

Which of the two it is a whole table tells: taken as cells they must fill nearly every row to its exact width.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from gongkai.tables.cells import Cell, Sheet
from gongkai.tables.gaps import LINE
from gongkai.tables.slots import Slot
from gongkai.tables.values import BLANK

FILLED = 0.8  # share of the rows that the empty lines must make exact


def take_voids(rows: Sequence[Slot], sheet: Sheet) -> None:
    """Add empty lines to the cells of `rows` where that makes them whole: lines of spaces alone, else all of them."""
    if not sheet.voids:
        return
    for only_white in (True, False):
        voids = [void for void in sheet.voids if void.white or not only_white]
        afters = [void.after for void in voids]
        spans = [_span(slot, afters) for slot in rows]
        if any(last > first and slot.broken for slot, (first, last) in zip(rows, spans, strict=True)):
            continue
        exact = sum(
            len(slot.cells) + last - first == slot.width for slot, (first, last) in zip(rows, spans, strict=True)
        )
        if exact >= FILLED * len(rows) and any(last > first for first, last in spans):
            for slot, (first, last) in zip(rows, spans, strict=True):
                added = [_add(sheet, voids[at].start) for at in range(first, last)]
                order = sorted([*slot.cells, *added], key=lambda index: sheet.cells[index].start)
                slot.cells = order
            return


def _span(slot: Slot, afters: Sequence[int]) -> tuple[int, int]:
    """Return which of the voids stand in a slot: between its label and its last cell, or right after."""
    first = slot.label.last if slot.label else 0
    last = slot.cells[-1] if slot.cells else first
    return bisect_left(afters, first), bisect_right(afters, last)


def _add(sheet: Sheet, at: int) -> int:
    sheet.cells.append(Cell(at, at, "", LINE, BLANK, None))
    return len(sheet.cells) - 1
