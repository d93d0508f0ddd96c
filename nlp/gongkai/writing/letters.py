"""A letter to a unit (整改通知): what is wrong in its report, at which words, what to change and on which basis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import Any, BinaryIO

from gongkai.audit.decisions import Audited, Judged
from gongkai.audit.rules import rule_of
from gongkai.document import Report, Severity
from gongkai.writing.printable import printable
from gongkai.writing.quotes import quotes_of
from gongkai.writing.sink import AuditSink
from gongkai.writing.whereabouts import told

PLACES = 4  # quoted of one finding: a sum has more cells, and its message names them
HINTS = ("identity.smallest-change",)  # remarks that say how to mend what is wrong
_BODY, _HEAD = ("仿宋", 14), ("宋体", 18)  # fonts of official letters, in points
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
    return any(judged.finding.severity in _PARTS for judged in audited.findings)


@contextmanager
def letters_docx(stream: BinaryIO) -> Iterator[AuditSink]:
    """Yield a sink that puts all letters into one Word document, each on a page of its own."""
    document = _blank()
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
        _paragraph(document, "没有需要整改的报告。")
    document.save(stream)


def letter(stream: BinaryIO, audited: Audited) -> None:
    """Write the letter on one report as a Word document."""
    document = _blank()
    _write(document, audited)
    document.save(stream)


def _write(document: Any, audited: Audited) -> None:
    report = audited.report
    _paragraph(document, _TITLE, style="Title")
    _paragraph(document, f"{report.agency or _BLANK * 6}：", indent=False)
    _paragraph(document, _OPENING.format(name=_name(report), file=PurePath(report.source).name, blank=_BLANK))
    parts = [(words, _of(audited.findings, severity)) for severity, words in _PARTS.items()]
    for ordinal, (words, found) in zip(_ORDINALS, [part for part in parts if part[1]], strict=False):
        _paragraph(document, f"{ordinal}、{words}", style="Heading 1")
        for number, judged in enumerate(found, start=1):
            _item(document, report, number, judged)
    for judged in audited.findings:
        if judged.finding.code in HINTS:
            _paragraph(document, f"供核对时参考：{judged.finding.message}。")
    for line in _CLOSING:
        _paragraph(document, line, right=True)


def _item(document: Any, report: Report, number: int, judged: Judged) -> None:
    """Write one finding: its title, the words in question, what is wrong, what to change, on which basis."""
    found, rule = judged.finding, rule_of(judged.finding.code)
    _paragraph(document, f"{number}．{rule.title}", bold=True, keep=True)
    _labelled(document, "问题", found.message)
    for place, words in zip(found.places, quotes_of(report, found, PLACES), strict=False):
        where = told(place.position)
        _labelled(
            document, "原文", f"{words.before}【{words.inside}】{words.after}" + (f"（{where}）" if where else "")
        )
    if len(found.places) > PLACES:
        _labelled(document, "原文", f"等{len(found.places)}处")
    _labelled(document, "修改", rule.remedy)
    _labelled(document, "依据", rule.basis)


def _of(findings: Iterable[Judged], severity: Severity) -> list[Judged]:
    return [judged for judged in findings if judged.finding.severity is severity]


def _name(report: Report) -> str:
    return f"{report.year}年政府信息公开工作年度报告" if report.year else "政府信息公开工作年度报告"


def _blank() -> Any:
    """Return an empty A4 document in the fonts of official letters; Word mixes in its own where none are named."""
    from docx import Document
    from docx.shared import Cm, Pt, RGBColor

    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Cm(3.7), Cm(3.5), Cm(2.8), Cm(2.6)
    for style, (font, size), bold in (("Normal", _BODY, False), ("Title", _HEAD, True), ("Heading 1", _BODY, True)):
        look = document.styles[style]
        _set_font(look, "黑体" if style == "Heading 1" else font)
        look.font.size, look.font.bold, look.font.color.rgb = Pt(size), bold, RGBColor(0, 0, 0)
    document.core_properties.title, document.core_properties.author = _TITLE, ""
    return document


def _set_font(style: Any, font: str) -> None:
    from docx.oxml.ns import qn

    style.font.name = font
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # a theme's font would win
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:eastAsia"), font)


def _labelled(document: Any, label: str, words: str) -> None:
    if words:
        _paragraph(document, words, label=f"{label}：")


def _paragraph(
    document: Any,
    words: str,
    *,
    style: str | None = None,
    label: str = "",
    bold: bool = False,
    right: bool = False,
    indent: bool = True,
    keep: bool = False,
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = document.add_paragraph(style=style)
    if label:
        paragraph.add_run(label).bold = True
    paragraph.add_run(printable(words)).bold = bold or None
    look = paragraph.paragraph_format
    look.space_after = Pt(4)
    look.keep_with_next = keep or None
    if style == "Title":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif indent and style is None:
        look.first_line_indent = Pt(2 * _BODY[1])  # two characters
