"""Findings as comments in a copy of a Word document, each at the first of its places that is found there.

What a finding points at is an offset of the reader's text; here it is found again in the document's own runs: a cell
by its table, row and column, other words by themselves and by what stands around them. What is not found (in a text
box, a footnote, or the document was changed) is said in one comment at the document's beginning.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from gongkai.audit.decisions import Audited, Judged
from gongkai.audit.rules import SEVERITY_NAMES, rule_of
from gongkai.document import Report
from gongkai.errors import DamagedDocument, ReadingError
from gongkai.limits import DEFAULT, Limits
from gongkai.reading import formats, packed
from gongkai.writing.printable import printable

if TYPE_CHECKING:
    from gongkai.writing.runs import Runs

AUTHOR, INITIALS = "gongkai 审核", "审"
_LOST = "以下各处未能在文中定位，请对照整改通知查找：\n"


def is_docx(data: bytes, name: str) -> bool:
    """Tell whether `data` is a Word document of the kind that takes comments."""
    try:
        return formats.tell(data, name) is formats.DOCX
    except ReadingError:
        return False


def commented(data: bytes, audited: Audited, limits: Limits = DEFAULT) -> bytes:
    """Return a copy of a Word document with the findings as comments; ReadingError where it does not take any."""
    from docx import Document

    name = audited.report.source
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            packed.check(archive, name, limits, "Word 文档")
        document = Document(io.BytesIO(data))
        _comment(document, audited)
        copy = io.BytesIO()
        document.save(copy)
    except ReadingError:
        raise
    except Exception as error:  # what Word forgives, the library meets with any exception there is
        raise DamagedDocument(
            f"{name}: no comments can be put into it ({error or type(error).__name__}); save it again as .docx",
            "无法在其中加批注，请用 Word 或 WPS 重新保存为 .docx 后再试",
        ) from error
    return copy.getvalue()


def _comment(document: Any, audited: Audited) -> None:
    from gongkai.writing.runs import Runs

    runs = Runs(document)
    lost = []
    for judged in sorted(audited.findings, key=_start):
        if not _put(document, runs, audited.report, judged):
            lost.append(_words(judged))
    if lost:
        document.add_comment(runs.first(), _LOST + "\n".join(lost), AUTHOR, INITIALS)


def _put(document: Any, runs: Runs, report: Report, judged: Judged) -> bool:
    """Put a finding at the first of its places that is found; tell whether one was."""
    for place in judged.finding.places:
        if anchor := runs.find(report, place):
            document.add_comment(anchor, _words(judged), AUTHOR, INITIALS)
            return True
    return False


def _words(judged: Judged) -> str:
    rule = rule_of(judged.finding.code)
    remedy = f"\n修改：{rule.remedy}" if rule.remedy else ""
    return printable(f"【{SEVERITY_NAMES[judged.finding.severity]}】{rule.title}\n{judged.finding.message}{remedy}")


def _start(judged: Judged) -> int:
    return judged.finding.places[0].start if judged.finding.places else 0
