"""Characters without width inside of words: what is read stays the same, and its places hold in the text as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import gongkai
from gongkai.corpus.plan import plan
from gongkai.document import Document, Report
from gongkai.text import fold, squeeze
from gongkai.unseen import visible, without

SAMPLES = Path(__file__).parents[1] / "annotations" / "reports"
NAMES = ("01-*.txt", "07-*.txt", "04-*.html", "17-*.txt", "16-*.md")
MARKS = "\u00ad\u200b\u200d\u2060\ufeff"


def littered(text: str) -> str:
    """Return a text with a mark within every seventh pair of Chinese characters."""
    count = 0

    def mark(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return match[0] if count % 7 else match[0] + MARKS[count // 7 % len(MARKS)]

    return re.sub("[\u4e00-\u9fff](?=[\u4e00-\u9fff])", mark, text)


def told(report: Report) -> list[object]:
    """Return what a report says, without places."""
    return [
        (report.agency, report.year, report.edition, report.status),
        [(part.id, visible(part.heading)) for part in report.sections],
        [(fact.address, visible(fact.raw), fact.value, fact.status, fact.doubt) for fact in report.facts],
        [(one.section, one.text, one.tags) for one in report.passages],
        [(one.text, one.value, one.unit) for one in report.quantities],
        [(one.code, one.message) for one in report.findings],
    ]


@pytest.mark.parametrize("name", NAMES)
def test_marks_inside_of_words_change_nothing_but_places(name: str) -> None:
    text = next(SAMPLES.glob(name)).read_text(encoding="utf-8")
    clean, found = gongkai.parse_text(text), gongkai.parse_text(littered(text))
    assert told(found) == told(clean)
    whole = found.text
    assert isinstance(whole, str)
    for part in found.sections:
        assert whole[part.start :].startswith(part.heading)
    for fact in found.facts:
        assert whole[fact.start : fact.end] == fact.raw
    for one in (*found.passages, *found.quantities):
        assert squeeze(visible(whole[one.start : one.end])) == squeeze(one.text)
    if found.agency_evidence and found.agency_evidence.source != "name":
        span = found.agency_evidence
        assert squeeze(fold(visible(whole[span.start : span.end]))) == found.agency
    starts = {one.start for one in found.passages}
    assert {one.parent for one in found.passages if one.parent is not None} <= starts


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("政\u00ad府信息公\u200b\u2060开", "政府信息公开"),
        ("收到\u200b12\u200b件", "收到12件"),
        ("0\u200b0\t1\u200b2", "0\u200b0\t1\u200b2"),
        ("0\t\u200b\t0", "0\t\t0"),
        ("\ufeff报告\u200b", "报告"),
        ("", ""),
    ],
)
def test_a_mark_goes_unless_it_may_part_two_numbers(text: str, seen: str) -> None:
    assert visible(text) == seen


def test_a_document_without_marks_is_the_document() -> None:
    document = Document("-", "政府信息公开")
    assert without(document).document is document


def test_a_query_copied_from_such_a_page_finds_the_same() -> None:
    assert plan("政\u00ad府信息 公\u200b开栏") == plan("政府信息 公开栏")
