"""Check the parts of a report: all there, not empty, part five with problems and measures, something to hold on to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.audit.answers import TOPICS, unanswered
from gongkai.audit.wording import finding
from gongkai.document import Finding, Passage, Report, Section
from gongkai.editions import Edition

TABLED = frozenset({"proactive", "requests", "proceedings"})
"""Parts that are tables: they need no prose."""
LEAST_INK = 12
"""A part five shorter than this says 无, or nothing."""
EMPTY_NARRATIVE = 300
"""A narrative of fewer characters is short rather than empty."""
MOST_DETAILS = 2
"""A narrative with more numbers, documents and dates can be checked."""

_PROBLEM = re.compile(
    "问题|不足|短板|差距|薄弱|欠缺|有待|不够|不高|不强|不深|不全|不严|不及时|不到位|不均衡|不平衡|滞后|困难|偏少|偏低|较少|单一|缺乏|缺少|尚未|还需|仍需|不规范|"
    "仍然|毛病|参差|难以|尚有|较弱|不熟|不多|不一|不足|不清|没有|需要提高|需加强"
)
_MEASURE = re.compile(
    "下一步|今后|将|改进|措施|加强|进一步|完善|强化|提高|提升|规范|加大|推进|健全|优化|落实|打算|拟|计划|准备|要|请|争取|确保|来年|明年|培训|增加|建立|做到"
)
_DOCUMENT = re.compile("《[^》]{4,60}》")
_DATE = re.compile(r"\d{1,2}月\d{1,2}日|\d{1,2}月份?")


def check_structure(report: Report, edition: Edition | None) -> Iterator[Finding]:
    """Yield findings on missing and empty parts, on part five, and on a narrative without anything to check."""
    if edition is not None and len(report.sections) > 1:
        found = {section.id for section in report.sections}
        lost = [f"第{part.ordinal.rstrip('、')}部分“{part.heading}”" for part in edition.parts if part.id not in found]
        if lost:
            yield finding("part.missing", [], parts="、".join(lost))
    for section in report.sections:
        own = [passage for passage in report.passages if passage.section == section.id]
        if section.id == "problems":
            yield from _problems(section, own)
        elif not own and section.id not in TABLED:
            yield finding("part.empty", [_heading(section)], heading="".join(section.heading.split()))
    yield from _emptiness(report)


def _problems(section: Section, passages: Sequence[Passage]) -> Iterator[Finding]:
    """Yield what part five lacks."""
    place, heading = [_heading(section)], "".join(section.heading.split())
    words = "".join(f"{passage.heading or ''}{passage.text}" for passage in passages)
    if not words:
        yield finding("part.empty", place, heading=heading)
        return
    problems = [passage for passage in passages if _has(passage, "problem")]
    measures = [passage for passage in passages if _has(passage, "measure")]
    if not problems and not _PROBLEM.search(words):
        yield finding("problems.absent", place, heading=heading)
    if not measures and (len(words) <= LEAST_INK or not _MEASURE.search(words)):
        yield finding("measures.absent", place, heading=heading)
    open_ = list(unanswered(problems, measures))
    if measures and open_:
        topics = "、".join(dict.fromkeys(TOPICS[tag] for _, tag in open_))
        yield finding("problem.unanswered", [(passage.start, passage.end) for passage, _ in open_], topics=topics)


def _has(passage: Passage, tag: str) -> bool:
    return any(each.tag == tag for each in passage.tags)


def _heading(section: Section) -> tuple[int, int]:
    return section.start, section.start + len(section.heading)


def _emptiness(report: Report) -> Iterator[Finding]:
    """Say how empty a narrative is that has hardly a number, a document's name or a date."""
    own = [passage for passage in report.passages if passage.section and passage.section not in TABLED]
    length = sum(len(passage.text) for passage in own)
    if length < EMPTY_NARRATIVE:
        return
    numbers = len(report.quantities)
    if numbers > MOST_DETAILS:
        return
    words = "".join(passage.text for passage in own)
    documents, dates = len(set(_DOCUMENT.findall(words))), len(_DATE.findall(words))
    if numbers + documents + dates <= MOST_DETAILS:
        score = round(1 - (numbers + documents + dates) / (MOST_DETAILS + 2), 2)
        reasons = f"{length}字中只有{numbers}个数量、{documents}个文件名、{dates}个日期"
        yield finding(
            "narrative.empty", [_heading(report.sections[0])] if report.sections else [], score=score, reasons=reasons
        )
