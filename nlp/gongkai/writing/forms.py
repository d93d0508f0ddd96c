"""Sheets laid out like the statutory form: a sheet a part, one report under the other."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.document import Fact, Report
from gongkai.editions import Table
from gongkai.writing.header import Path, column_paths, printed_rows, row_paths
from gongkai.writing.marks import Mark, marks
from gongkai.writing.sheet import Sheet
from gongkai.writing.tally import STATUS_NAMES

_LABEL_WIDTH, _VALUE_WIDTH = 24, 13
_HEADER_HEIGHT = 32  # points: two lines


class FormSheet:
    """The tables of one part of one edition, a block a report."""

    def __init__(self, sheet: Sheet, tables: list[Table]) -> None:
        self._sheet = sheet
        self._tables = tables
        self._top = 0
        self._width = max(len(row_paths(table, table.rows)[0]) if table.rows else 0 for table in tables)
        if self._width:
            sheet.raw.set_column(0, self._width - 1, _LABEL_WIDTH)
        sheet.raw.set_column(self._width, self._width + 20, _VALUE_WIDTH)

    def write(self, report: Report) -> None:
        """Write the block of `report`."""
        facts = {fact.address: fact for fact in report.facts}
        marked = marks(report)
        name = f"{report.agency or ''} {f'{report.year}年' if report.year else ''}".strip()
        state = STATUS_NAMES.get(report.status, report.status)
        self._sheet.put(self._top, 0, name or report.source, "title")
        self._sheet.put(self._top + 1, 0, f"{report.source}（{state}）", "note")
        self._top += 2
        for table in self._tables:
            self._table(table, facts, marked)
        self._top += 1  # an empty row between reports

    def _table(self, table: Table, facts: Mapping[str, Fact], marked: Mapping[str, Mark]) -> None:
        undivided = [id for id in table.undivided if any(address.startswith(f"{table.id}.{id}.") for address in facts)]
        rows = printed_rows(table, undivided)
        self._head(table, column_paths(table))
        if rows:
            self._sheet.stub(self._top, 0, self._padded(row_paths(table, rows)))
        lines = [[row.id] for row in rows] or [[group.id for group in table.abreast]]
        for line in lines:
            addresses = [table.address(row, column.id) for row in line for column in table.columns]
            for at, address in enumerate(addresses):
                self._sheet.fact(self._top, self._width + at, facts.get(address), marked.get(address, Mark("plain")))
            self._top += 1

    def _head(self, table: Table, paths: list[Path]) -> None:
        """Write title, corner and column header; where rows have groups, the title stands beside the corner."""
        left, last = self._width, self._width + len(paths) - 1
        if table.title and not table.groups:
            self._sheet.merge(self._top, 0, self._top, last, table.title, "head")
            self._top += 1
        elif table.title:
            paths = [(table.title, *path) for path in paths]
        depth = len(paths[0])
        if left:
            self._sheet.merge(self._top, 0, self._top + depth - 1, left - 1, table.corner, "head")
        self._sheet.header(self._top, left, paths)
        self._sheet.raw.set_row(self._top + depth - 1, _HEADER_HEIGHT)
        self._top += depth

    def _padded(self, paths: list[Path]) -> list[Path]:
        return [path + path[-1:] * (self._width - len(path)) for path in paths]
