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
    ORDINAL,
    Match,
    glued,
    known,
    match,
    opening,
    wordings,
)
from gongkai.text import squeeze

_LINE = re.compile(
    rf"^(?:{LINE_ORDINAL.pattern}|[ \t\r#*>|]*(?=[^\n。|\t\d]{{2,{LONGEST}}}(?:\d{{0,3}}\s*)$))[ \t*]*", re.MULTILINE
)
_INLINE = re.compile(rf"(?<![第“‘《\"'({NUMERALS}十])(?!(?<=\d)\d)(?P<ordinal>{ORDINAL})")
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


def known_lines(plain: str, gaps: Iterable[tuple[int, int]]) -> Iterator[Candidate]:
    """Yield candidates at the head of a line that have a known wording."""
    for start, end in gaps:
        first = _known_line().match(plain, start, end)
        for line in (*((first,) if first else ()), *_known_next().finditer(plain, start, end)):
            opens, closes = line.span("wording")
            alone = line["alone"] is not None
            exact = Match(opens, closes, wordings()[squeeze(line["wording"])], 1.0) if alone else None
            found = exact or match(plain, opens, end, line["ordinal"])
            yield from _candidate(plain, line["ordinal"], line.start("ordinal"), found)


def lines(plain: str, gaps: Iterable[tuple[int, int]]) -> Iterator[Candidate]:
    """Yield candidates at the head of a line."""
    for start, end in gaps:
        for line in _LINE.finditer(plain, start, end):
            head = line.end()
            if _CUE.search(plain, head, min(end, head + LONGEST)):
                found = match(plain, head, end, line["ordinal"])
                yield from _candidate(plain, line["ordinal"], line.start("ordinal"), found)


def inside(plain: str, gaps: Iterable[tuple[int, int]]) -> Iterator[Candidate]:
    """Yield candidates inside lines: a known heading after an ordinal, or standing apart without one."""
    for start, end in gaps:
        for mark in _INLINE.finditer(plain, start, end):
            if _CUE.search(plain, mark.end(), min(end, mark.end() + LONGEST)):
                found = known(plain, mark.end(), end) or glued(plain, mark.end(), end)
                yield from _candidate(plain, mark["ordinal"], mark.start("ordinal"), found)
        for wording in opening().finditer(plain, start, end):
            before = plain[start : wording.start()].rstrip(" ")[-1:]
            if before in "。;!?\n" and _STANDS_APART.match(plain, wording.end(), end) and "\n" not in wording[0]:
                yield Candidate(*wording.span(), wordings()[squeeze(wording[0])], 1.0, "", 0)


def _candidate(plain: str, ordinal: str | None, start: int, found: Match | None) -> Iterator[Candidate]:
    """Yield the candidate made of an ordinal and a wording, unless it stands in a sentence that lists headings."""
    if found is None or _LISTED.match(plain, found.end):
        return
    ordinal = (ordinal or "").strip()
    style = "" if not ordinal else ordinal[0] if ordinal[0] in "(第" else "1" if ordinal[0].isdigit() else "一"
    yield Candidate(start if ordinal else found.start, found.end, found.part, found.likeness, style, _value(ordinal))


def _value(ordinal: str) -> int:
    for char in ordinal:
        if char in NUMERALS:
            return NUMERALS.index(char) + 1
        if char.isdigit():
            return int(char)
    return 0


@cache
def _known_line() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{LINE_ORDINAL.pattern})?[ \t\r#*>|]*(?P<wording>{opening().pattern})(?P<alone>[ \t\r*]*$)?", re.M
    )


@cache
def _known_next() -> re.Pattern[str]:
    return re.compile("\n" + _known_line().pattern, re.M)  # a literal at its head makes the search five times faster
