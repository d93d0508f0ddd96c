"""Split numbers: a scanner's 5 6 in one bounded cell, where each other cell of its row is bounded, is 56 in doubt."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from gongkai.tables.cells import Cell, Sheet
from gongkai.tables.gaps import CELL, SPACE
from gongkai.tables.slots import Slot

_LEAST_BOUNDED = 2  # cells of a row that bounds part, so that a space parts none


def join_splits(rows: Sequence[Slot], sheet: Sheet) -> None:
    """Join the digits of bounded cells in rows that hold too many; rows that seem whole without it are in doubt."""
    for slot in rows:
        cells = [sheet.cells[index] for index in slot.cells]
        if not _is_bounded(cells):
            continue
        runs = _runs(slot.cells, sheet)
        if len(slot.cells) == slot.width:
            slot.doubt = slot.doubt or "margin"
        elif len(runs) >= slot.width and all(_are_digits(run, sheet) for run in runs if len(run) > 1):
            slot.cells = [_joined(run, sheet) for run in runs]


def _is_bounded(cells: Sequence[Cell]) -> bool:
    gaps = [cell.gap for cell in cells[1:]]
    return SPACE in gaps and gaps.count(CELL) >= _LEAST_BOUNDED


def _runs(indices: Sequence[int], sheet: Sheet) -> list[list[int]]:
    """Return cells that mere spaces part together."""
    runs: list[list[int]] = []
    for index in indices:
        if runs and sheet.cells[index].gap == SPACE:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs


def _are_digits(run: Sequence[int], sheet: Sheet) -> bool:
    """Say whether pieces may be digits of one number: no zero leads it."""
    keys = [sheet.cells[index].key for index in run]
    return all(key.isdecimal() for key in keys) and keys[0][0] != "0"


def _joined(run: Sequence[int], sheet: Sheet) -> int:
    """Return the first cell of a run, which takes up the others."""
    first, last = sheet.cells[run[0]], sheet.cells[run[-1]]
    if first is not last and first.value is not None:
        first.key = "".join(sheet.cells[index].key for index in run)
        first.end = last.end
        first.value = msgspec.structs.replace(first.value, number=int(first.key), remark=True, plain=False)
    return run[0]
