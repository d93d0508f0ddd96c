"""The workbook that a clerk reads: overview, findings, passages, sums, and for a few reports the form itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, BinaryIO

from gongkai.document import Report
from gongkai.editions import Edition, editions
from gongkai.writing.forms import FormSheet
from gongkai.writing.header import tables_by_part
from gongkai.writing.lists import FindingSheet, OverviewSheet, PassageSheet
from gongkai.writing.sheet import Sheet
from gongkai.writing.sink import Sink
from gongkai.writing.styles import Styles
from gongkai.writing.wide import WideSheet

FORMS_UP_TO = 20  # reports; above that nobody turns the pages, and the sums are what is wanted
_PART_NAMES = {"proactive": "主动公开", "requests": "申请情况", "proceedings": "复议诉讼"}  # tabs are narrow
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
MADE = datetime(2000, 1, 1)  # the same reports make the same bytes


@contextmanager
def workbook(stream: BinaryIO, most: int | None = None) -> Iterator[Sink]:
    """Yield a sink that writes each report into an XLSX workbook, after `most` of them only their number."""
    import xlsxwriter

    book = xlsxwriter.Workbook(stream, OPTIONS)
    book.set_properties({"title": "政府信息公开工作年度报告", "created": MADE})
    written = _Workbook(book, most)
    yield written.write
    written.finish()
    book.close()


class _Workbook:
    """Sheets are added when the first report of an edition comes; the form sheets come last."""

    def __init__(self, book: Any, most: int | None) -> None:
        self._book = book
        self._styles = Styles(book)
        self._editions = {edition.id: edition for edition in editions()}
        self._overview = OverviewSheet(self._sheet("总览"))
        self._findings = FindingSheet(self._sheet("发现"))
        self._passages = PassageSheet(self._sheet("段落"))
        self._wide: dict[str, list[WideSheet]] = {}
        self._first: list[Report] = []  # one more than get form sheets
        self._most, self._written, self._left_out = most, 0, 0

    def write(self, report: Report) -> None:
        """Write `report` on every sheet that it belongs to."""
        if self._written == self._most:
            self._left_out += 1
            return
        self._written += 1
        self._overview.write(report)
        self._findings.write(report)
        self._passages.write(report)
        edition = self._editions.get(report.edition or "")
        if edition is None:
            return
        if edition.id not in self._wide:
            self._wide[edition.id] = [
                WideSheet(self._sheet(f"汇总 {_name(edition, part)}"), tables)
                for part, tables in tables_by_part(edition).items()
            ]
        for wide in self._wide[edition.id]:
            wide.write(report)
        if len(self._first) <= FORMS_UP_TO:
            self._first.append(report)

    def finish(self) -> None:
        """Write what needs all reports."""
        self._overview.finish(self._left_out)
        self._findings.finish()
        self._passages.finish()
        for sheets in self._wide.values():
            for wide in sheets:
                wide.finish(partial=self._left_out > 0)
        if len(self._first) <= FORMS_UP_TO:
            for id in self._wide:
                self._forms(self._editions[id])

    def _forms(self, edition: Edition) -> None:
        for part, tables in tables_by_part(edition).items():
            form = FormSheet(self._sheet(f"表样 {_name(edition, part)}"), tables)
            for report in self._first:
                if report.edition == edition.id:
                    form.write(report)

    def _sheet(self, name: str) -> Sheet:
        return Sheet(self._book.add_worksheet(name), self._styles)


def _name(edition: Edition, part: str) -> str:
    heading = next(item.heading for item in edition.parts if item.id == part)
    return f"{_PART_NAMES.get(part, heading[:16])} {edition.id}版"
