"""Small numbers in brackets, (6): the value of a cell or the ordinal of a row, which only the cells around can tell.

An ordinal stands before its label, and (1) (2) (3) number columns. What stands among values, or behind a label with
no more text in its row, is a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.tables.cells import Cell, Sheet
from gongkai.tables.gaps import CELL, LINE, ROW
from gongkai.tables.values import read_in_brackets

_SMALL = re.compile(r"[(\[【〔]\d{1,2}[)\]】〕]")
_LEAST_ALONE = 3  # cells of a row that has no label: fewer are no row
_MOST_LABELS = 4  # texts of a row with values: two groups, an ordinal and a label; a header has more


def take_brackets(sheet: Sheet) -> None:
    """Make values of the small numbers in brackets that are no ordinals."""
    cells = sheet.cells
    small = [at for at in sheet.texts if cells[at].key[0] in "([【〔" and _SMALL.fullmatch(cells[at].key)]
    if not small:
        return
    for row in _rows(cells, small):
        own = [at for at in row if _SMALL.fullmatch(cells[at].key)]
        texts = sum(1 for at in row if cells[at].value is None) - len(own)
        if texts > _MOST_LABELS or len(own) == sum(1 for at in row if cells[at].key):
            continue  # pieces of a header, numbers of columns
        for at in own:
            if _is_value(cells, row, at):
                cells[at].value, cells[at].core = read_in_brackets(cells[at].key), None
    sheet.texts = [at for at in sheet.texts if cells[at].value is None]


def _rows(cells: Sequence[Cell], wanted: Sequence[int]) -> Iterator[range]:
    """Yield the printed rows that hold one of the `wanted` cells."""
    stop = 0
    for at in wanted:
        if at < stop:
            continue
        start, stop = at, at + 1
        while start > 0 and cells[start].gap not in (ROW, LINE):
            start -= 1
        while stop < len(cells) and cells[stop].gap not in (ROW, LINE):
            stop += 1
        yield range(start, stop)


def _is_value(cells: Sequence[Cell], row: range, at: int) -> bool:
    """Say whether no text follows in the row, and a bounded cell or a value's neighbour is what it is."""
    if any(cells[after].value is None and not _SMALL.fullmatch(cells[after].key) for after in range(at + 1, row.stop)):
        return False
    if at == row.start:
        return cells[at].gap == ROW and len(row) >= _LEAST_ALONE
    return cells[at].gap == CELL or cells[at - 1].value is not None
