"""Split what a sheet shows into lines of prose and tables.

A row with one long cell, or one that is merged over the whole width, is a line; rows of several cells are a table, as
are those with one that follow them without an empty row between, or that a merged cell binds to them. A cell of
narrative is as many lines as it has line breaks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from gongkai.reading.grids import CELL_LIMIT
from gongkai.reading.sheets.tabs import Cell, View

_LABEL_LIMIT = 60  # characters of the longest label; what is longer and has a full stop is narrative
CELLS = 100_000  # of a table, blank ones included; a form has 400
_FEW = 2  # cells of a row that is a line: a heading or a name, and the narrative beside it
_HEADING = re.compile(
    r"\s*(?:第?[一二三四五六七1-7](?:部分|[、.．,，:：\s])|[（(][一二三四五六七][）)])\s*.{0,30}"
    r"(?:总体|概述|概况|基本情况|主动公开|收到|申请的?情况|依申请|诉讼|问题|改进|报告的?事项|其他事项)"
)


class Line(NamedTuple):
    """A cell of prose: a heading or paragraphs."""

    cell: Cell


class Table(NamedTuple):
    """Rows of cells, the blank ones included; rows and columns count from 0 within the table."""

    rows: list[list[Cell]]


Block = Line | Table


def blocks(view: View) -> list[Block]:
    """Return the blocks of a sheet from top to bottom."""
    splitter = _Splitter(view)
    for row in sorted(view.rows.keys() | view.ruled):
        splitter.take(row)
    splitter.end_table()
    return splitter.found


def is_narrative(text: str) -> bool:
    """Say whether a cell holds prose rather than a label, a value or a remark."""
    return len(text) > CELL_LIMIT or (len(text) > _LABEL_LIMIT and "。" in text)


class _Splitter:
    """The blocks found so far, and the rows of the table that may go on."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.found: list[Block] = []
        self.table: list[int] = []
        self.bound = -1  # the last row that a merged cell of the table reaches

    def take(self, row: int) -> None:
        if self.table and row > max(self.table[-1] + 1, self.bound):
            self.end_table()
        cells = self.view.rows.get(row, [])
        texts = [cell for cell in cells if cell.text]
        if self.is_of_table(row, texts):
            self.table.append(row)
            self.bound = max([self.bound, *(cell.row + cell.rowspan - 1 for cell in cells)])
        else:
            self.end_table()
            self.found += map(Line, texts)

    def is_of_table(self, row: int, texts: Sequence[Cell]) -> bool:
        if self.table and row <= self.bound:
            return True
        if not texts:
            return bool(self.table)
        if len(texts) <= _FEW and any(is_narrative(cell.text) for cell in texts):
            return False
        if len(texts) > 1:
            return len(texts) > _FEW or not _HEADING.match(texts[0].text)
        ruled = row in self.view.ruled
        if _HEADING.match(texts[0].text) and not ruled:
            return False
        return ruled or (bool(self.table) and not self.is_wide(texts[0]))

    def is_wide(self, cell: Cell) -> bool:
        """Say whether a cell reaches over all columns of the table before it."""
        edges = [other.column + other.colspan for row in self.table for other in self.view.rows.get(row, ())]
        return cell.colspan > 1 and cell.column + cell.colspan >= max(edges, default=0)

    def end_table(self) -> None:
        if self.table:
            self.found.append(Table(_grid([self.view.rows.get(row, []) for row in self.table], self.table)))
        self.table, self.bound = [], -1


def _grid(rows: list[list[Cell]], numbers: list[int]) -> list[list[Cell]]:
    """Return the cells of a table and the blank ones between; columns in which nothing is written are left out."""
    columns = sorted({cell.column for row in rows for cell in row if cell.text})
    is_sparse = len(columns) * len(rows) > CELLS  # no form: its blank cells are not worth their memory
    taken: dict[int, int] = {}  # column -> first row in which it is free
    grid: list[list[Cell]] = []
    for number, row in zip(numbers, rows, strict=True):
        at = {cell.column: cell for cell in row}
        line: list[Cell] = []
        for index, column in enumerate(sorted(at.keys() & set(columns)) if is_sparse else columns):
            if taken.get(column, 0) > number:
                continue
            cell = at.get(column) or Cell(number, column, 1, 1, "", "")
            first = bisect_left(columns, column) if is_sparse else index
            last = max(first + 1, bisect_left(columns, column + cell.colspan))
            taken.update((other, number + cell.rowspan) for other in columns[first:last])
            below = bisect_left(numbers, number + cell.rowspan) - len(grid)
            line.append(cell._replace(row=len(grid), column=first, rowspan=below, colspan=last - first))
        grid.append(line)
    return grid
