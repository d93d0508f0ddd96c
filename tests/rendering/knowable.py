"""Decide which cells a reader of the text can know.

A cell that was cut off, or whose table is not there, is `missing` and unknowable. In a shape that shows blanks every
other cell is knowable. In a lossy shape, where a blank leaves no trace, let a row have n cells, p of them printed:

* p = n: every value stands at its place, the row is knowable.
* 0 < p < n: which cells are blank is not said, the whole row is unknowable, numbers included. (Identities may hint,
  never force: a right answer is a bonus, a wrong one without a doubt is silently wrong all the same.)
* p = 0: a label without any value. That values follow their own labels here is shown as soon as one row of the same
  physical table prints all its values; then nothing else can have happened than n blanks, and they are knowable.
  Without such a row the values may as well be lost or stand elsewhere: unknowable.
* the single row of the proceedings has no label: with p = 0 nothing of it is printed, unknowable.

Where values stand apart from their labels (heaps) only order and number tie them: a row with p = 0 has no value line,
so that the lines of the sheet's heaps cannot be told apart. Then neither rows in heaps nor rows with p = 0 are
knowable; rows outside of heaps with p = n are. Heaps without such a row have as many value lines as labels, and the
rule above holds for each row; where a heap prints one value a line, one row with p < n makes its whole heap unknowable.
"""

from __future__ import annotations

from dataclasses import replace

from .cell import MISSING, Cell
from .layout import Row, Sheet


def hide(cells: dict[str, Cell], addresses: list[str]) -> None:
    """Mark cells as not in the text."""
    for address in addresses:
        cells[address] = Cell("", None, MISSING, knowable=False)


Heaps = tuple[tuple[str, ...], ...]


def lose_blanks(cells: dict[str, Cell], sheet: Sheet, heaps: Heaps = (), *, singly: bool = False) -> None:
    """Mark the cells of `sheet` that its text does not let a reader know; see the module's rule.

    `heaps` are the keys of rows whose values stand apart, heap by heap; `singly`: they print one value a line.
    """
    apart = {key for block in heaps for key in block}
    rows = list(sheet.keyed())
    partial = {row.key for row in rows if _printed(row) < len(row.values)}
    mixed = {key for block in heaps if singly and partial.intersection(block) for key in block}
    shown = any(_printed(row) == len(row.values) for row in rows)
    emptied = any(_printed(row) == 0 for row in rows)
    for row in rows:
        printed = _printed(row)
        whole = printed == len(row.values) and not (row.key in apart and emptied) and row.key not in mixed
        labelled = any(box.kind == "label" for box in row.boxes)
        forced = printed == 0 and shown and labelled and not apart
        if not whole and not forced:
            for box in row.values:
                if box.address:
                    cells[box.address] = replace(cells[box.address], knowable=False)


def _printed(row: Row) -> int:
    return sum(bool(box.text) for box in row.values)
