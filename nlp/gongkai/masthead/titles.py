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
_LINE = re.compile(r"[^\n]+")
_INK = re.compile(r"[^\s#*]+")
_PIECE_END = re.compile(r"根据|按照|依据|依照|遵照|本报告|现将|。|,|;|!|\?")  # literals only: a search jumps to them


class Found(NamedTuple):
    """What was read, and where."""

    value: str
    evidence: Evidence


class Title(NamedTuple):
    """What a title says."""

    agency: Found | None
    year: Found | None


def titles(head: str, source: str, *, whole: bool = False) -> Iterator[Title]:
    """Yield agency and year of every title in `head`; `whole` says that all of it is a title."""
    inked, offsets, starts = _pieces(head)
    for subject in _SUBJECT.finditer(inked):
        report = _REPORT.search(inked, subject.end(), subject.end() + 30)
        if report or whole:
            yield _title(inked, offsets, starts, subject.start(), report.end() if report else subject.end(), source)
    if whole and not _SUBJECT.search(inked):
        yield _title(inked, offsets, starts, len(inked), len(inked), source)


def _pieces(head: str) -> tuple[str, list[int], set[int]]:
    """Return the ink of the lines that may be titles as one string, its offsets, and where lines start in it."""
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
    return "".join(inked), offsets, starts


def _title(inked: str, offsets: list[int], starts: set[int], opens: int, closes: int, source: str) -> Title:
    """Return agency and year around the words from `opens` to `closes` (政府信息公开工作年度报告)."""
    years = list(YEAR.finditer(inked, max(0, opens - TITLE_LINE), closes + AFTER_TITLE))
    before = [match for match in years if match.end() <= opens]
    own = before[-1:] or years[:1]
    end = _before_call(inked, opens)
    if before and before[-1].end() == end:
        end = _before_call(inked, before[-1].start())
    called = {match.end() for match in _CALLS.finditer(inked, max(0, end - TITLE_LINE), end)}
    name = _named_before(inked, {*starts, *called, *(match.end() for match in years)}, end)
    name = name or _named_after(inked, sorted(at for at in starts if at >= closes), closes + TITLE_LINE)
    return Title(
        Found(inked[slice(*name)], _evidence(source, offsets, *name)) if name else None,
        Found(own[0][1], _evidence(source, offsets, *own[0].span(1))) if own else None,
    )


def _before_call(inked: str, end: int) -> int:
    """Return where the words that lead from a name to `end` begin (关于报送…的)."""
    call = _CALL.search(inked, max(0, end - _CALL_LENGTH), end)
    return call.start() if call else end


def _named_before(inked: str, boundaries: set[int], end: int) -> tuple[int, int] | None:
    """Return the span of the name that ends at `end`: from the nearest boundary that makes it whole."""
    run = max((match.end() for match in NOT_NAME_CHARS.finditer(inked, 0, end)), default=0)
    if run == end:
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
