"""The list sheets of the workbook: overview (a row a report), findings and passages (a row each)."""

from __future__ import annotations

from gongkai.audit.rules import SEVERITY_NAMES
from gongkai.document import Report, Severity
from gongkai.model.names import tag_name
from gongkai.writing.quotes import quoted
from gongkai.writing.sheet import LAST_ROW, Sheet
from gongkai.writing.styles import LEGEND
from gongkai.writing.tally import STATUS_NAMES, tally
from gongkai.writing.whereabouts import told

_OVERVIEW = (
    *(("文件", 52), ("机关", 28), ("年度", 7), ("版式", 7), ("状态", 7), ("原因", 36)),
    *(("单元格总数", 11), ("已识别", 9), ("有数值", 9), ("存疑", 7), ("缺失", 7)),
    *(("段落", 7), ("数量", 7), ("确定错误", 9), ("待核", 8), ("提示", 7)),
)
_FINDINGS = (
    ("文件", 52),
    ("机关", 28),
    ("年度", 7),
    ("级别", 7),
    ("内容", 70),
    ("原文", 60),
    ("位置", 24),
    ("代码", 26),
)
_PASSAGES = (("文件", 52), ("机关", 28), ("年度", 7), ("部分", 22), ("标签", 26), ("内容", 100), ("位置", 24))
SEVERITY_STYLES = {Severity.CERTAIN: "breach.word", Severity.CHECK: "doubt.word", Severity.INFO: "plain.word"}
_LEFT_OUT = "本工作簿只列前 {} 份，另有 {} 份未列入（合计也不含），见 JSONL、panel.csv 和 facts.csv"
OVERFLOW = "行数已满，其余未列入本表，见 JSONL 或 CSV"


class OverviewSheet:
    """总览: a row a report, failed ones in red, and the legend of colours at the foot."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._row = open_list(sheet, _OVERVIEW)

    def write(self, report: Report) -> None:
        """Write the row of `report`."""
        row = tally(report)
        who = (row.source, row.agency, row.year, row.edition, STATUS_NAMES.get(row.status, row.status), row.reason)
        cells = (row.cells, row.found, row.numbers, row.doubtful, row.missing)
        rest = (row.passages, row.quantities, row.certain, row.check, row.info)
        self._sheet.row(self._row, (*who, *cells, *rest), "failed" if row.status == "failed" else "label")
        self._row += 1

    def finish(self, left_out: int = 0) -> None:
        """Write how many reports are not in the workbook, the legend, and the filter over all rows."""
        close_list(self._sheet, self._row, _OVERVIEW)
        if left_out:
            self._row += 1
            self._sheet.put(self._row, 0, _LEFT_OUT.format(self._row - 2, left_out), "failed")
        for at, (kind, words) in enumerate(LEGEND.items(), start=self._row + 1):
            self._sheet.put(at, 0, None, f"{kind}.word")
            self._sheet.put(at, 1, words, "note")


class FindingSheet:
    """发现: a row a finding, with the words it points at."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._row = open_list(sheet, _FINDINGS)

    def write(self, report: Report) -> None:
        """Write the findings of `report`."""
        for finding in report.findings:
            if self._row >= LAST_ROW:
                self._sheet.put(LAST_ROW, 0, OVERFLOW, "failed")
                return
            self._sheet.row(self._row, (report.source, report.agency, report.year), "wrap")
            self._sheet.put(self._row, 3, SEVERITY_NAMES[finding.severity], SEVERITY_STYLES[finding.severity])
            where = told(finding.places[0].position) if finding.places else None
            words = (finding.message, quoted(report, finding), where, finding.code)
            for column, value in enumerate(words, start=4):
                self._sheet.put(self._row, column, value, "wrap")
            self._row += 1

    def finish(self) -> None:
        """Put the filter over all rows."""
        close_list(self._sheet, self._row, _FINDINGS)


class PassageSheet:
    """段落: a row a passage, with its tags; the filter finds all problems of a county at once."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._row = open_list(sheet, _PASSAGES)

    def write(self, report: Report) -> None:
        """Write the passages of `report`."""
        headings = {section.id: section.heading for section in report.sections}
        for passage in report.passages:
            if self._row >= LAST_ROW:
                self._sheet.put(LAST_ROW, 0, OVERFLOW, "failed")
                return
            tags = "、".join(tag_name(tag.tag) for tag in passage.tags)
            part = headings.get(passage.section or "", "")
            words = (part, tags, passage.text, told(passage.position))
            self._sheet.row(self._row, (report.source, report.agency, report.year, *words), "wrap")
            self._row += 1

    def finish(self) -> None:
        """Put the filter over all rows."""
        close_list(self._sheet, self._row, _PASSAGES)


def open_list(sheet: Sheet, columns: tuple[tuple[str, int], ...]) -> int:
    """Write the header; return the first row under it."""
    sheet.row(0, [name for name, _ in columns], "head")
    for at, (_, width) in enumerate(columns):
        sheet.raw.set_column(at, at, width)
    sheet.raw.freeze_panes(1, 1)
    return 1


def close_list(sheet: Sheet, row: int, columns: tuple[tuple[str, int], ...]) -> None:
    """Put the filter over all rows above `row`."""
    sheet.raw.autofilter(0, 0, max(row - 1, 0), len(columns) - 1)
