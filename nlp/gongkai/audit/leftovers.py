"""Find what was left over: words of a template, items numbered past one that is gone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.audit.prose import Prose
from gongkai.audit.wording import finding
from gongkai.document import Finding

_TEMPLATE = re.compile(
    r"[Xx×]{2,}|【】|【(?:单位|名称|此处|填|请|[Xx×])[^】\n]{0,12}】|填[报写]说明|此处(?:填写|插入)|待(?:补充|填写)|_{3,}"
    r"|\((?:单位名称|单位全称|部门名称|盖章|此处[^)\n]{0,12}|请[^)\n]{0,14}|示例|模板|参考[^)\n]{0,6})\)"
)
_WITHIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789./@_-:")
"""Beside one of these XX is part of a code, an address or a masked number."""
_NUMERALS = "一二三四五六七八九十"
_ITEM = re.compile(rf"是(?<=[{_NUMERALS}].)|第(?=[{_NUMERALS}]{{1,2}}[,、])")
_NUMERAL = re.compile(rf"[{_NUMERALS}]{{1,2}}")
_BEFORE_ITEM = frozenset(",;。:、!?)”\n ")
_MARKS = (
    "X",
    "x",
    "×",
    "【",
    "填",
    "___",
    "待补充",
    "此处",
    "(单位",
    "(部门",
    "(盖章",
    "(请",
    "(示例",
    "(模板",
    "(参考",
)
"""One of them is in whatever `_TEMPLATE` finds; to look for them is much quicker."""
MOST_SKIPPED = 2
"""Where more are missing, another list goes on."""


def check_leftovers(prose: Prose) -> Iterator[Finding]:
    """Yield template words and gaps in numbering."""
    ink = prose.ink
    if any(mark in ink for mark in _MARKS):
        for match in filter(_is_template, _TEMPLATE.finditer(ink)):
            text = ink[max(0, match.start() - 6) : match.end() + 6].strip()
            yield finding("template.left", [prose.place(*match.span())], text=text)
    yield from _numbering(prose)


def _is_template(match: re.Match[str]) -> bool:
    """Tell whether what looks like a template's words is not part of something else."""
    ink, (start, end) = match.string, match.span()
    before, after = ink[start - 1 : start], ink[end : end + 1]
    if match[0][0] in "Xx×":
        return after not in _WITHIN and (before not in _WITHIN or ink[max(0, start - 2) : start] == "20")
    if match[0].startswith("填"):
        return after == ":" or before in ("", "\n")
    return True


def _numbering(prose: Prose) -> Iterator[Finding]:
    """Yield jumps in 一是…二是…四是 and 第一,…第三,: lists that start at one and go on in the same part."""
    last: dict[str, tuple[int, str, str | None]] = {}  # mark -> number, as printed, part
    for mark, numeral, start, end in _items(prose.ink):
        number, section = _number(numeral), prose.passage(start).section
        before, printed, part = last.get(mark, (0, "", None))
        own = prose.ink[start:end]
        if part == section and before and before + 1 < number <= before + MOST_SKIPPED + 1:
            yield finding("numbering.broken", [prose.place(start, end)], before=printed, after=own)
        going = number == 1 or (part == section and before and before < number <= before + MOST_SKIPPED + 1)
        last[mark] = (number if going else 0, own, section)


def _items(ink: str) -> Iterator[tuple[str, str, int, int]]:
    """Yield 一是 and 第一 as mark, numeral and place."""
    for match in _ITEM.finditer(ink):
        at = match.start()
        if match[0] == "第":
            numeral = _NUMERAL.match(ink, at + 1)
            if numeral and (not at or ink[at - 1] in _BEFORE_ITEM):
                yield "第", numeral[0], at, numeral.end()
            continue
        first = at - 2 if at > 1 and ink[at - 2] in _NUMERALS else at - 1
        if not first or ink[first - 1] in _BEFORE_ITEM:
            yield "是", ink[first:at], first, at + 1


def _number(numeral: str) -> int:
    """Return the value of 一 to 二十."""
    if "十" in numeral:
        tens, _, ones = numeral.partition("十")
        return (_NUMERALS.index(tens) + 1 if tens else 1) * 10 + (_NUMERALS.index(ones) + 1 if ones else 0)
    return _NUMERALS.index(numeral[0]) + 1
