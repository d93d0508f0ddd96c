"""A letter to a unit (整改通知): what is wrong in its report, at which words, what to change and on which basis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import Any, BinaryIO

from gongkai.audit.decisions import Audited, Judged
from gongkai.audit.rules import rule_of
from gongkai.audit.wording import cell_name
from gongkai.audit.words import fact_at
from gongkai.document import Finding, Place, Report, Severity
from gongkai.editions import editions
from gongkai.writing.official import blank, labelled, paragraph
from gongkai.writing.quotes import marked
from gongkai.writing.sink import AuditSink
from gongkai.writing.whereabouts import told

PLACES, CELLS = 4, 10  # quoted of one finding, in prose and of tables; a sum of all outcomes has more cells
HINTS = ("identity.smallest-change",)  # remarks that say how to mend what is wrong
OWN_DOUBTS = ("cell.doubtful",)  # for the reviewer: a unit is not told that the program is unsure of what it read
_PARTS = {
    Severity.CERTAIN: "应当更正的问题",
    Severity.CHECK: "请核实的问题（属实的请更正，口径或范围另有规定的请说明）",
}
_ORDINALS = "一二"
_BLANK = "＿＿"
_TITLE = "关于更正政府信息公开工作年度报告的通知"
_OPENING = (
    "经审核，你单位《{name}》（文件：{file}）有下列问题。请于{blank}年{blank}月{blank}日前逐项核对，将更正后的报告"
    "和核对情况书面报送我单位；报告已经公开的，请同时更正公开的文本。"
)
_CLOSING = (
    "联系人：＿＿＿＿＿＿　　电话：＿＿＿＿＿＿＿＿",
    "（发文单位）＿＿＿＿＿＿＿＿＿＿",
    f"{_BLANK}{_BLANK}年{_BLANK}月{_BLANK}日",
)


def wants_letter(audited: Audited) -> bool:
    """Tell whether a report has findings that its unit must do something about."""
    return any(_of(audited.findings, severity) for severity in _PARTS)


@contextmanager
def letters_docx(stream: BinaryIO) -> Iterator[AuditSink]:
    """Yield a sink that puts all letters into one Word document, each on a page of its own."""
    document = blank(_TITLE)
    written = 0

    def write(audited: Audited) -> None:
        nonlocal written
        if wants_letter(audited):
            if written:
                document.add_page_break()
            _write(document, audited)
            written += 1

    yield write
    if not written:
        paragraph(document, "没有需要整改的报告。")
    document.save(stream)


def letter(stream: BinaryIO, audited: Audited) -> None:
    """Write the letter on one report as a Word document."""
    document = blank(_TITLE)
    _write(document, audited)
    document.save(stream)


def _write(document: Any, audited: Audited) -> None:
    report = audited.report
    paragraph(document, _TITLE, style="Title")
    paragraph(document, f"{report.agency or _BLANK * 6}：", indent=False)
    paragraph(document, _OPENING.format(name=_name(report), file=PurePath(report.source).name, blank=_BLANK))
    parts = [(words, _of(audited.findings, severity)) for severity, words in _PARTS.items()]
    for ordinal, (words, found) in zip(_ORDINALS, [part for part in parts if part[1]], strict=False):
        paragraph(document, f"{ordinal}、{words}", style="Heading 1")
        for number, judged in enumerate(found, start=1):
            _item(document, report, number, judged)
    for judged in audited.findings:
        if judged.finding.code in HINTS:
            paragraph(document, f"供核对时参考：{judged.finding.message}。")
    for line in _CLOSING:
        paragraph(document, line, right=True)


def _item(document: Any, report: Report, number: int, judged: Judged) -> None:
    """Write one finding: its title, the words in question, what is wrong, what to change, on which basis."""
    found, rule = judged.finding, rule_of(judged.finding.code)
    paragraph(document, f"{number}．{rule.title}", bold=True, keep=True)
    labelled(document, "问题", found.message)
    for line in _quotations(report, found):
        labelled(document, "原文", line)
    labelled(document, "修改", rule.remedy)
    labelled(document, "依据", rule.basis)


def _quotations(report: Report, found: Finding) -> Iterator[str]:
    """Yield what stands at the places of a finding: cells by their names in one line, then prose in its context."""
    forms = {edition.id: edition for edition in editions()}
    form = forms.get(report.edition or "")
    cells, prose = [], []
    for place in found.places:
        fact = fact_at(report, place)
        if fact is None or form is None:
            prose.append(place)
        else:
            cells.append(f"{cell_name(form, fact.address)}{f'【{fact.raw}】' if fact.raw else '空白'}")
    if cells:
        rest = f"等{len(cells)}格" if len(cells) > CELLS else ""
        yield "，".join(cells[:CELLS]) + rest + _where(found.places[0])
    for words, place in marked(report, prose, PLACES):
        yield words + _where(place)


def _where(place: Place) -> str:
    words = told(place.position)
    return f"（{words}）" if words else ""


def _of(findings: Iterable[Judged], severity: Severity) -> list[Judged]:
    return [
        judged for judged in findings if judged.finding.severity is severity and judged.finding.code not in OWN_DOUBTS
    ]


def _name(report: Report) -> str:
    return f"{report.year}年政府信息公开工作年度报告" if report.year else "政府信息公开工作年度报告"
