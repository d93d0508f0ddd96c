"""What the workbook formats have in common: the cells of a sheet as shown, without those that are hidden."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from gongkai.errors import DamagedDocument, OversizedDocument
from gongkai.limits import Limits

# A report has some 400 cells; a workbook of a county's hundred reports 40,000.
CELL_LIMIT = 500_000
# A form has 60 merged cells. Rows that all merged cells of a sheet reach over, counted again for each.
MERGED_LIMIT = 2_000_000

Box = tuple[int, int, int, int]  # first row, last row, first column, last column


_RULED_COLUMNS = 64  # the form has 15
_RULED_SLACK = 3  # ruled rows without text so far below the last with text are still of its table


@dataclass(slots=True)
class Tab:
    """A sheet as its file holds it; rows and columns count from 0."""

    name: str
    is_hidden: bool = False
    rows: dict[int, dict[int, str]] = field(default_factory=dict)  # texts of the cells that are not empty
    merged: list[Box] = field(default_factory=list)
    ruled: dict[int, int] = field(default_factory=dict)  # by row the empty cells with borders, a bit a column
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def is_near(self, row: int) -> bool:
        """Say whether a row without text may belong to what stands above it."""
        return bool(self.rows) and row <= next(reversed(self.rows)) + _RULED_SLACK

    def rule(self, row: int, column: int) -> None:
        """Note an empty cell with borders; rows are told in their order."""
        if column < _RULED_COLUMNS and self.is_near(row):
            self.ruled[row] = self.ruled.get(row, 0) | 1 << column


class Cell(NamedTuple):
    """A cell as shown; hidden rows and columns do not count. `name` is its own in the file ("B7")."""

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str
    name: str


class View(NamedTuple):
    """A sheet as shown: its cells by row, merged ones without text included, and the rows with ruled empty cells."""

    name: str
    rows: dict[int, list[Cell]]
    ruled: frozenset[int]


def view(tab: Tab, source: str) -> View:
    """Return what a sheet shows; OversizedDocument for merged cells beyond reason."""
    rows, columns = _Lines(tab.hidden_rows), _Lines(tab.hidden_columns)
    anchors, covered, bits = _merged(tab, source)
    cells: dict[int, list[Cell]] = {}
    for row in sorted(tab.rows.keys() | anchors.keys()):
        texts, boxes = tab.rows.get(row, {}), anchors.get(row, {})
        for column in sorted(texts.keys() | boxes.keys()):
            first, last, left, right = boxes.get(column, (row, row, column, column))
            height, width = rows.count(first, last), columns.count(left, right)
            if height > 0 and width > 0 and (row, column) not in covered:
                place = rows.place(first), columns.place(left), height, width
                name = f"{column_name(column)}{row + 1}"
                cells.setdefault(place[0], []).append(Cell(*place, texts.get(column, ""), name))
    ruled = frozenset(rows.place(row) for row, bit in bits.items() if bit and row not in tab.hidden_rows)
    return View(tab.name, {row: sorted(found) for row, found in cells.items()}, ruled)


def column_name(column: int) -> str:
    """Return the letters of a column."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def check_cells(count: int, name: str) -> None:
    """Raise OversizedDocument for more cells than a workbook of reports has."""
    if count > CELL_LIMIT:
        raise OversizedDocument(
            f"{name}: more than {CELL_LIMIT} cells with content; keep the reports and remove the other sheets",
            f"工作簿内容过多（超过 {CELL_LIMIT // 10_000} 万个单元格），请只保留年度报告后重试",
        )


def check_sheets(count: int, name: str, limits: Limits) -> None:
    """Raise OversizedDocument for more sheets than the limits allow."""
    if count > limits.pages:
        raise OversizedDocument(
            f"{name}: a workbook of {count} sheets, at most {limits.pages} are read; split the file",
            f"工作簿有 {count} 个工作表，最多读取 {limits.pages} 个，请只保留年度报告后重试",
        )


def damaged(name: str, error: Exception) -> DamagedDocument:
    """Return the exception for a workbook that its reader can't make out."""
    return DamagedDocument(
        f"{name}: a damaged or cut-off workbook ({error or type(error).__name__}); open and save it again",
        "Excel 工作簿已损坏或不完整，无法读取，请用 Excel 或 WPS 打开并重新保存后再试",
    )


class _Lines:
    """The rows or columns of a sheet, some of them hidden."""

    def __init__(self, hidden: Iterable[int]) -> None:
        self.hidden = sorted(hidden)

    def place(self, line: int) -> int:
        """Return how many lines are shown before one."""
        return line - bisect_left(self.hidden, line)

    def count(self, first: int, last: int) -> int:
        """Return how many lines of a stretch are shown."""
        return last - first + 1 - (bisect_right(self.hidden, last) - bisect_left(self.hidden, first))


def _merged(tab: Tab, source: str) -> tuple[dict[int, dict[int, Box]], set[tuple[int, int]], dict[int, int]]:
    """Return the merged cells by row and column of their first cell, cut where the sheet's content ends.

    And what they leave of the rest: the places of texts that they cover, the ruled empty cells that they don't.
    """
    used = sorted(tab.rows.keys() | tab.ruled.keys())
    anchors: dict[int, dict[int, Box]] = {}
    covered: set[tuple[int, int]] = set()
    ruled = dict(tab.ruled)
    spent = 0
    for first, last, left, right in tab.merged:
        if not used or first > used[-1]:
            continue
        inside = used[bisect_left(used, first) : bisect_right(used, last)]
        spent += 1 + len(inside)
        _check_merged(spent, source)
        anchors.setdefault(first, {})[left] = first, min(last, used[-1]), left, right
        under = (1 << right + 1) - (1 << left)
        for row in inside:
            covered.update((row, column) for column in tab.rows.get(row, ()) if left <= column <= right)
            kept = 1 << left if row == first else 0
            ruled[row] = ruled.get(row, 0) & (kept | ~under)
        covered.discard((first, left))
    return anchors, covered, ruled


def _check_merged(spent: int, source: str) -> None:
    if spent > MERGED_LIMIT:
        raise OversizedDocument(
            f"{source}: merged cells that reach over {MERGED_LIMIT} rows together; save the report on its own",
            "工作簿中的合并单元格过多，无法读取，请只保留年度报告后重试",
        )
