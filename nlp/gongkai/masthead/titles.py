"""Read agency and year from a title (清溪县水利局2021年政府信息公开工作年度报告), in any order and on several lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from gongkai.document import Evidence
from gongkai.masthead.names import NOT_NAME_CHARS, NOT_NAMES, SUFFIX, is_name

TITLE_LINE = 60
"""A longer line is no title."""
AFTER_TITLE = 12
"""A year may stand so far behind the title: 政府信息公开工作年度报告（2020年度）."""
TITLE_LINES = 3
"""A name may be broken over so many lines."""
SHORTEST = 4
"""Shortest name without a place: 云岭大学."""

YEAR = re.compile(
    r"([2二](?<!\d.)(?:(?<=2)0[0-3]\d|(?<=二)[零○O][零○O一二三][零○O一二三四五六七八九]))(?!\d|[-./]\d|\s?年\s?\d{1,2}\s?月)\s?年?度?"
)
_SUBJECT = re.compile("(?:政府信息|政务信息|政务|信息)公开")
_REPORT = re.compile("报告|年报|汇报|总结|情况")
_CALL = re.compile("(?:关[于於])?(?:报送|印发|公布|发布|上报|呈报|编制|公开)?的?$")
_CALL_LENGTH = 8
_CALLS = re.compile("关[于於]|现(?:将|就|对)?|兹将|公布|发布|公开|编制|报送|呈报")
"""What a sentence says before the name: 现公布清溪县水利局2021年…."""
_LABEL = re.compile(r"(?:(?:(?:信息)?名称|标题|题名):)?[\d.、()\[\]【】·•:>-]*")
_REST = re.compile(r"[()\[\]\d零○一二三年度./:>-]*(?:的?(?:公示|公告|通知))?")
"""What may stand before and behind a title in its line: a bullet, a date."""
_LINE = re.compile(r"[^\n]+")
_INK = re.compile(r"[^\s#*]+")
_PIECE_END = re.compile(r"根据|按照|依据|依照|遵照|本报告|现将|。|,|;|!|\?")  # literals only: a search jumps to them


class Found(NamedTuple):
    """What was read, and where."""

    value: str
    evidence: Evidence


class Title(NamedTuple):
    """What a title says, where it stands in the head, and whether its lines hold nothing else."""

    agency: Found | None
    year: Found | None
    start: int = 0
    end: int = 0
    alone: bool = False


class _Ink(NamedTuple):
    """The ink of lines that may be titles as one string, its offsets, and where lines start in it."""

    text: str
    offsets: list[int]
    starts: set[int]


def titles(head: str, source: str, *, whole: bool = False) -> Iterator[Title]:
    """Yield agency and year of every title in `head`; `whole` says that all of it is a title."""
    ink, floor = _inked(head), 0
    subjects = list(_SUBJECT.finditer(ink.text))
    for subject, after in zip(subjects, [*subjects, None][1:], strict=True):
        report = _REPORT.search(ink.text, subject.end(), subject.end() + 30)
        if report and after and after.end() <= report.start() and _between(ink, subject.end(), after.start()):
            report = None  # that of the next title
        if report or whole:
            closes = report.end() if report else subject.end()
            yield _title(ink, (floor, subject.start(), closes), source)
            floor = closes if report else floor
    if whole and not subjects:
        yield _title(ink, (0, len(ink.text), len(ink.text)), source)


def _between(ink: _Ink, opens: int, closes: int) -> bool:
    """Tell whether a line starts between two places."""
    return any(opens <= start <= closes for start in ink.starts)


def _inked(head: str) -> _Ink:
    """Return the ink of the lines that may be titles."""
    inked: list[str] = []
    offsets: list[int] = []
    starts = set()
    for line in _LINE.finditer(head):
        start, end = line.span()
        prose = _PIECE_END.search(head, start, end)
        end = prose.start() if prose else end
        runs = list(_INK.finditer(head, start, end))
        if end - start > TITLE_LINE < sum(len(run[0]) for run in runs):
            continue
        starts.add(len(offsets))
        for run in runs:
            inked.append(run[0])
            offsets += range(*run.span())
    return _Ink("".join(inked), offsets, starts)


def _title(ink: _Ink, place: tuple[int, int, int], source: str) -> Title:
    """Return agency and year around the words between two places (政府信息公开工作年度报告), not before the first."""
    floor, opens, closes = place
    years = list(YEAR.finditer(ink.text, max(floor, opens - TITLE_LINE), closes + AFTER_TITLE))
    before = [match for match in years if match.end() <= opens]
    own = before[-1:] or years[:1]
    end = _before_call(ink.text, opens)
    if before and before[-1].end() == end:
        end = _before_call(ink.text, before[-1].start())
    called = {match.end() for match in _CALLS.finditer(ink.text, max(floor, end - TITLE_LINE), end)}
    name = _named_before(ink.text, {*ink.starts, *called, *(match.end() for match in years)}, (floor, end))
    name = name or _named_after(ink.text, sorted(at for at in ink.starts if at >= closes), closes + TITLE_LINE)
    begin = min(opens, *(span[0] for span in (name, before[-1].span() if before else None) if span), opens)
    return Title(
        Found(ink.text[slice(*name)], _evidence(source, ink.offsets, *name)) if name else None,
        Found(own[0][1], _evidence(source, ink.offsets, *own[0].span(1))) if own else None,
        ink.offsets[begin] if ink.offsets[begin:] else 0,
        ink.offsets[closes - 1] + 1 if closes else 0,
        _alone(ink, begin, closes),
    )


def _alone(ink: _Ink, begin: int, closes: int) -> bool:
    """Tell whether the lines of a title hold nothing else but a label before it and a year behind it."""
    line = max((start for start in ink.starts if start <= begin), default=0)
    end = min((start for start in ink.starts if start >= closes), default=len(ink.text))
    return bool(_LABEL.fullmatch(ink.text, line, begin) and _REST.fullmatch(ink.text, closes, end))


def _before_call(inked: str, end: int) -> int:
    """Return where the words that lead from a name to `end` begin (关于报送…的)."""
    call = _CALL.search(inked, max(0, end - _CALL_LENGTH), end)
    return call.start() if call else end


def _named_before(inked: str, boundaries: set[int], span: tuple[int, int]) -> tuple[int, int] | None:
    """Return the span of the name that ends `span`: from the nearest boundary that makes it whole."""
    floor, end = span
    run = max((match.end() for match in NOT_NAME_CHARS.finditer(inked, floor, end)), default=floor)
    if run >= end:
        return None
    begins = sorted({at for at in boundaries if run <= at < end} | {run}, reverse=True)[:TITLE_LINES]
    for start in begins:
        if is_name(inked[start:end]):
            return start, end
    for start in begins:
        name = inked[start:end]
        if len(name) >= SHORTEST and SUFFIX.search(name) and not NOT_NAMES.search(name):
            return start, end
    return None


def _named_after(inked: str, starts: list[int], limit: int) -> tuple[int, int] | None:
    """Return the span of a name that has a line of its own below the title."""
    for start, end in pairwise([*starts, len(inked)]):
        if start < limit and is_name(inked[start:end].strip("()")):
            line = inked[start:end]
            return start + len(line) - len(line.lstrip("(")), start + len(line.rstrip(")"))
    return None


def _evidence(source: str, offsets: list[int], start: int, end: int) -> Evidence:
    return Evidence(source, offsets[start], offsets[end - 1] + 1)
