"""Sheets for adding up: a row a report, a column a cell of the form, sums at the foot."""

from __future__ import annotations

from decimal import Decimal

from gongkai.document import Number, Report, Status
from gongkai.editions import Table
from gongkai.writing.header import leaves
from gongkai.writing.marks import PLAIN, marks
from gongkai.writing.sheet import Sheet

_WHO = (("文件", 28), ("机关", 24), ("年度", 6))
_LEVELS = 3
_SUM, _PARTIAL = "合计（随筛选变化）", "本表所列各份的合计（不是全部，见总览；随筛选变化）"
_COMMENTED_ROWS = 200  # comments are the dearest part of a workbook; beyond that many reports colours must do


class WideSheet:
    """The cells of one part of one edition, a row a report."""

    def __init__(self, sheet: Sheet, tables: list[Table]) -> None:
        self._sheet = sheet
        cells = [leaf for table in tables for leaf in leaves(table)]
        self._addresses = [address for address, _ in cells]
        self._sums: list[Number] = [0] * len(cells)
        self._lacking = [0] * len(cells)
        self._row = _LEVELS
        sheet.header(0, 0, [(name,) * _LEVELS for name, _ in _WHO] + [path for _, path in cells])
        for at, (_, width) in enumerate(_WHO):
            sheet.raw.set_column(at, at, width)
        sheet.raw.set_column(len(_WHO), len(_WHO) + len(cells) - 1, 11)
        for level, height in enumerate((32, 48, 32)):
            sheet.raw.set_row(level, height)
        sheet.raw.freeze_panes(_LEVELS, len(_WHO))

    def write(self, report: Report) -> None:
        """Write the row of `report`."""
        facts = {fact.address: fact for fact in report.facts}
        marked = marks(report)
        self._sheet.row(self._row, (report.source, report.agency, report.year), "plain.word")
        comment = self._row < _LEVELS + _COMMENTED_ROWS
        for at, address in enumerate(self._addresses):
            fact = facts.get(address)
            self._sheet.fact(self._row, len(_WHO) + at, fact, marked.get(address, PLAIN), comment=comment)
            if fact is not None and fact.value is not None:
                self._sums[at] += fact.value
            elif fact is not None and fact.status in (Status.MISSING, Status.TEXT):
                self._lacking[at] += 1
        self._row += 1

    def finish(self, *, partial: bool = False) -> None:
        """Write the sums, as formulas that follow a filter, and how many reports lack a number.

        `partial`: not all reports are in the workbook.
        """
        from xlsxwriter.utility import xl_range

        last, left = self._row - 1, len(_WHO)
        self._sheet.raw.autofilter(_LEVELS - 1, 0, last, left + len(self._addresses) - 1)
        self._sheet.row(self._row, (_PARTIAL if partial else _SUM, None, None), "sum.word")
        self._sheet.row(self._row + 1, ("未能计入的份数（缺失或非数）", None, None), "plain.word")
        for at, (total, lacking) in enumerate(zip(self._sums, self._lacking, strict=True)):
            cells = xl_range(_LEVELS, left + at, last, left + at)
            style = self._sheet.styles["sum.int" if total == int(total) else "sum.number"]
            value = float(total) if isinstance(total, Decimal) else total
            self._sheet.raw.write_formula(self._row, left + at, f"=SUBTOTAL(109,{cells})", style, value)
            self._sheet.put(self._row + 1, left + at, lacking, "doubt.int" if lacking else "plain.int")
