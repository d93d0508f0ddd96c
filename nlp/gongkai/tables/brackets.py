"""Numbers in brackets: ( 6 ) in pieces, and (6), which is the value of a cell or the ordinal of a row.

Only the cells around can tell: an ordinal stands before its label, and (1) (2) (3) number columns. What stands among
values, or behind a label with no more text in its row, is a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.tables.cells import Cell, Sheet
from gongkai.tables.gaps import CELL, LINE, ROW, SPACE
from gongkai.tables.labels import core
from gongkai.tables.values import read_in_brackets, read_value

_SMALL = re.compile(r"[(\[【〔]\d{1,2}[)\]】〕]")
_OPEN = re.compile(r"(?:\d[\d,.]*)?\([^()]{0,20}")
_LEAST_ALONE = 3  # cells of a row that has no label: fewer are no row
_MOST_LABELS = 4  # texts of a row with values: two groups, an ordinal and a label; a header has more
_MOST_PIECES = 5  # 6（其中 3 件 补正）


def take_brackets(sheet: Sheet) -> None:
    """Make values of the numbers in brackets that are no ordinals."""
    if any(_OPEN.fullmatch(sheet.cells[at].key) for at in sheet.texts):
        _close(sheet)
    cells = sheet.cells
    small = [at for at in sheet.texts if _SMALL.fullmatch(cells[at].key)]
    if not small:
        return
    amid = () if sheet.marked else (at for at in small if _is_amid(cells, at))
    for at in {*_in_rows(cells, small), *amid}:
        cells[at].value, cells[at].core = read_in_brackets(cells[at].key), None
    sheet.texts = [at for at in sheet.texts if cells[at].value is None]


def _in_rows(cells: Sequence[Cell], small: Sequence[int]) -> Iterator[int]:
    """Yield the cells that are values by the printed row they stand in."""
    for row in _rows(cells, small):
        own = [at for at in row if _SMALL.fullmatch(cells[at].key)]
        texts = sum(1 for at in row if cells[at].value is None) - len(own)
        if texts <= _MOST_LABELS and len(own) < sum(1 for at in row if cells[at].key):  # no header, no column numbers
            yield from (at for at in own if _is_value(cells, row, at))


def _is_amid(cells: Sequence[Cell], at: int) -> bool:
    """Say whether a bounded cell is followed by a value, where nothing marks the rows."""
    return cells[at].gap == CELL and at + 1 < len(cells) and cells[at + 1].value is not None


def _close(sheet: Sheet) -> None:
    """Join the pieces of values whose bracket is closed further on in the same cell: 6( 3 ) is 6(3)."""
    cells, kept, at = sheet.cells, [], 0
    places = []  # of every cell, among those that are kept
    while at < len(cells):
        stop = _closed(cells, at)
        if stop > at + 1:
            first, key = cells[at], "".join(cell.key for cell in cells[at:stop])
            value = read_value(key)
            kept.append(Cell(first.start, cells[stop - 1].end, key, first.gap, value, None if value else core(key)))
        else:
            kept.append(cells[at])
        places += [len(kept) - 1] * (stop - at)
        at = stop
    sheet.take(kept, places)


def _closed(cells: Sequence[Cell], at: int) -> int:
    """Return where the value ends that begins at a cell: right behind it, or behind the piece that closes it."""
    if cells[at].value is not None or not _OPEN.fullmatch(cells[at].key):
        return at + 1
    key = cells[at].key
    for stop in range(at + 1, min(at + _MOST_PIECES, len(cells))):
        if cells[stop].gap != SPACE:
            break
        key += cells[stop].key
        if key[-1] == ")":
            return stop + 1 if _SMALL.fullmatch(key) or read_value(key) else at + 1
    return at + 1


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
