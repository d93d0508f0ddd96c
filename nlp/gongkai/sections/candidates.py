"""Stretches that may be headings of a part: at the head of a line, or inside one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from gongkai.sections.wordings import (
    LINE_ORDINAL,
    LONGEST,
    NUMERALS,
    Match,
    glued,
    known,
    match,
    openers,
    opening,
    ordinal,
    wordings,
)
from gongkai.text import squeeze

_LINE = rf"(?:{LINE_ORDINAL.pattern}|[ \t\r#*>|]*+(?=[^\n。|\t\d]{{2,{LONGEST}}}(?:\d{{0,3}}\s*)$))[ \t*]*"
_FIRST_LINE = re.compile(_LINE, re.MULTILINE)
_NEXT_LINE = re.compile("\n" + _LINE, re.MULTILINE)  # a literal at its head makes the search five times faster
_NOT_QUOTED = rf"(?<![第“‘《\"'({NUMERALS}十].)(?<!\d\d)"
_INLINE = re.compile(f"(?P<ordinal>{ordinal(_NOT_QUOTED)})")
_CUE = re.compile("总体|体情|概[述况]|基本情况|主动公开|公开政府|申请|复议|诉讼|问题|改进|不足|其[他它]|报告的?事项")
_LISTED = re.compile('[ \\t]*[、,和及与等”》"]')
"""What follows a heading in a sentence that lists or quotes headings."""
_STANDS_APART = re.compile(r"[\s\d(|*]|$")


class Candidate(NamedTuple):
    """A possible heading: its span, the part it would open, how alike, style and number of its ordinal."""

    start: int
    end: int
    part: int
    likeness: float
    style: str
    ordinal: int


def known_lines(plain: str, gaps: Iterable[tuple[int, int]]) -> list[Candidate]:
    """Return candidates at the head of a line that have a known wording."""
    found = []
    first, other = _known_line()
    for start, end in gaps:
        for line in _each(first, other, plain, start, end):
            ordinal, wording, alone = line.group("ordinal", "wording", "alone")
            opens, closes = line.span("wording")
            if alone is not None:
                heading: Match | None = Match(opens, closes, _part(wording), 1.0)
            else:
                heading = match(plain, opens, end, ordinal)
            if heading and (candidate := _candidate(plain, ordinal, line.start("ordinal"), heading)):
                found.append(candidate)
    return found


def lines(plain: str, gaps: Iterable[tuple[int, int]]) -> Iterator[Candidate]:
    """Yield candidates at the head of a line."""
    for start, end in gaps:
        for line in _each(_FIRST_LINE, _NEXT_LINE, plain, start, end):
            head = line.end()
            if _CUE.search(plain, head, min(end, head + LONGEST)):
                heading = match(plain, head, end, line["ordinal"])
                if heading and (found := _candidate(plain, line["ordinal"], line.start("ordinal"), heading)):
                    yield found


def inside(plain: str, gaps: Iterable[tuple[int, int]]) -> Iterator[Candidate]:
    """Yield candidates inside lines: a known heading after an ordinal, or standing apart without one."""
    for start, end in gaps:
        for mark in _INLINE.finditer(plain, start, end):
            head = mark.end()
            if _CUE.search(plain, head, min(end, head + LONGEST)):
                heading = known(plain, head, end) or glued(plain, head, end)
                if heading and (found := _candidate(plain, mark["ordinal"], mark.start("ordinal"), heading)):
                    yield found
        for apart in _each(*_known_apart(), plain, start, end):
            if _STANDS_APART.match(plain, apart.end(), end) and "\n" not in apart["wording"]:
                yield Candidate(*apart.span("wording"), _part(apart["wording"]), 1.0, "", 0)


def _part(wording: str) -> int:
    """Return the part that a known wording, as printed, opens."""
    part = wordings().get(wording)
    return wordings()[squeeze(wording)] if part is None else part


def _each(first: re.Pattern[str], other: re.Pattern[str], plain: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the match of `first` at the start of a stretch, then those of `other` in it."""
    opens = first.match(plain, start, end)
    if opens:
        yield opens
    yield from other.finditer(plain, start, end)


def _candidate(plain: str, ordinal: str | None, start: int, found: Match) -> Candidate | None:
    """Return the candidate made of an ordinal and a wording, unless it stands in a sentence that lists headings."""
    if _LISTED.match(plain, found.end):
        return None
    if not ordinal:
        return Candidate(found.start, found.end, found.part, found.likeness, "", 0)
    opens = ordinal[0]
    style = opens if opens in "(第" else "1" if opens.isdigit() else "一"
    return Candidate(start, found.end, found.part, found.likeness, style, _value(ordinal))


def _value(ordinal: str) -> int:
    for char in ordinal:
        if char in NUMERALS:
            return NUMERALS.index(char) + 1
        if char.isdigit():
            return int(char)
    return 0


@cache
def _known_line() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns of a line with a known heading: the first of a stretch, and any other."""
    line = rf"(?:{LINE_ORDINAL.pattern})?[ \t\r#*>|]*(?P<wording>{opening().pattern})(?P<alone>[ \t\r*]*$)?"
    ahead = rf"(?=[ \t\r#*>|(第1-7{NUMERALS}{openers()}])"
    return re.compile(line, re.M), re.compile("\n" + ahead + line, re.M)


@cache
def _known_apart() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns of a known heading without an ordinal: at the start of a stretch, and after a sentence."""
    wording = rf" *(?P<wording>{opening().pattern})"
    return re.compile(wording), re.compile(r"[。;!?\n]" + wording)
