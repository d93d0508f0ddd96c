"""The workbook of an audit: 总览, a row a report, the worst first, and 发现, a row a finding with what to change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from gongkai.audit.across.across import Across
from gongkai.audit.decisions import STATE_NAMES, Audited, Judged
from gongkai.audit.rules import SEVERITY_NAMES, rule_of
from gongkai.audit.standing import Standing, standing
from gongkai.document import Report
from gongkai.writing.across_sheets import across_sheets
from gongkai.writing.lists import OVERFLOW, SEVERITY_STYLES, close_list, open_list
from gongkai.writing.quotes import quoted
from gongkai.writing.sheet import LAST_ROW, Sheet
from gongkai.writing.sink import AuditSink
from gongkai.writing.styles import Styles
from gongkai.writing.tally import STATUS_NAMES
from gongkai.writing.whereabouts import told
from gongkai.writing.workbook import MADE, OPTIONS

DECISION_NAMES = {"": "", "confirm": "确认", "dismiss": "驳回"}
_OVERVIEW = (
    *(("机关", 28), ("年度", 7), ("状态", 7), ("确定", 7), ("待核", 7), ("提示", 7), ("已驳回", 8)),
    *(("最要紧的一处", 70), ("说明", 40), ("文件", 52)),
)
_FINDINGS = (
    *(("机关", 28), ("年度", 7), ("级别", 7), ("规则", 20), ("问题", 60), ("原文", 60), ("位置", 24), ("修改建议", 44)),
    *(("依据", 36), ("状态", 8), ("意见", 8), ("备注", 24), ("文件", 52), ("代码", 24), ("指纹", 24)),
)
_PRINTED = 8  # columns that paper has room for
_SEVERITY = 2  # column of _FINDINGS


@contextmanager
def audit_workbook(stream: BinaryIO, across: Across | None = None) -> Iterator[AuditSink]:
    """Yield a sink that writes each audited report into an XLSX workbook, at the end what was found `across` them."""
    import xlsxwriter

    book = xlsxwriter.Workbook(stream, OPTIONS)
    book.set_properties({"title": "政府信息公开工作年度报告审核", "created": MADE})
    written = _Workbook(book)
    yield written.write
    written.finish()
    if across is not None:
        across_sheets(book, across)
    book.close()


class _Workbook:
    """The overview is written last: only then it is known which report is the worst."""

    def __init__(self, book: Any) -> None:
        styles = Styles(book)
        self._overview = Sheet(book.add_worksheet("总览"), styles)
        self._findings = Sheet(book.add_worksheet("发现"), styles)
        self._standings: list[Standing] = []
        self._row = open_list(self._findings, _FINDINGS)

    def write(self, audited: Audited) -> None:
        """Write the findings of a report."""
        self._standings.append(standing(audited))
        for judged in audited.findings:
            if self._row >= LAST_ROW:
                self._findings.put(LAST_ROW, 0, OVERFLOW, "failed")
                return
            self._findings.row(self._row, _cells(audited.report, judged), "wrap")
            severity = judged.finding.severity
            self._findings.put(self._row, _SEVERITY, SEVERITY_NAMES[severity], SEVERITY_STYLES[severity])
            self._row += 1

    def finish(self) -> None:
        """Write the overview, and the filters over all rows."""
        close_list(self._findings, self._row, _FINDINGS)
        self._findings.raw.print_area(0, 0, self._row - 1, _PRINTED - 1)
        self._findings.raw.repeat_rows(0)
        first = open_list(self._overview, _OVERVIEW)
        ranked = sorted(self._standings, key=lambda each: each.badness, reverse=True)
        for row, each in enumerate(ranked, start=first):
            counts = (each.certain, each.check, each.info, each.dismissed)
            cells = (each.name, each.year, STATUS_NAMES.get(each.status, each.status), *counts, each.worst, each.reason)
            self._overview.row(row, (*cells, each.source), "failed" if each.status == "failed" else "wrap")
        close_list(self._overview, first + len(ranked), _OVERVIEW)


def _cells(report: Report, judged: Judged) -> tuple[str | int | None, ...]:
    found, rule = judged.finding, rule_of(judged.finding.code)
    where = told(found.places[0].position) if found.places else None
    state = STATE_NAMES[judged.state] if judged.state else None
    said = (state, DECISION_NAMES[judged.decision], judged.note, report.source, found.code, judged.fingerprint)
    who = (report.agency, report.year, SEVERITY_NAMES[found.severity], rule.title)
    return *who, found.message, quoted(report, found), where, rule.remedy, rule.basis, *said
