"""Find what was left over or slipped in: words of a template, broken numbering, doubled words, misspelt laws."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

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
_ONCE = {
    1: "的 了 和 及 在 是 对 与 为 将",
    2: "不断 积极 认真 信息 公开 工作 情况 及时 加强 完善 政府 群众 要求 进行 通过 开展 落实 推进 提高 主动",
    3: "进一步",
}
_DOUBLED = {size: frozenset(word * 2 for word in words.split()) for size, words in _ONCE.items()}
"""Words that are slips when they stand twice, by their length."""
_NOT_DOUBLED = (
    "在在线", "在在校", "在在建", "在在职", "在在岗", "行为为", "作为为", "认为为", "为为民", "为为何",
    "公开公开透明", "的的士", "的的确确", "了了解", "了了结", "对对口", "对对外", "对对象", "对对策", "及及时",
    "和和谐", "和和平", "与与会", "将将军", "是是否",
)  # fmt: skip
_TYPOS = {
    "信息公开条列": "信息公开条例",
    "信息公开条理": "信息公开条例",
    "政府信息公条例": "政府信息公开条例",
    "政府信公开条例": "政府信息公开条例",
    "政府息公开条例": "政府信息公开条例",
    "中华人民共各国": "中华人民共和国",
    "中华人名共和国": "中华人民共和国",
    "中华人民共和政府": "中华人民共和国政府",
    "依申情公开": "依申请公开",
    "依申请工开": "依申请公开",
    "信息工开": "信息公开",
    "政务工开": "政务公开",
}
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
_LAW = re.compile(r"(?:国务院(?:令)?|国令)(?:第|\(第)(\d{2,4})号")
_LAW_BEHIND = re.compile("信息公开条例》?[^《》]{0,6}$")
_LAW_AHEAD = re.compile("[^《》,。]{0,6}《[^》]{0,14}信息公开条例》")
MOST_SKIPPED = 2
"""Where more are missing, another list goes on."""
_LAW_NOW, _LAW_BEFORE = 711, 492
_NEW_LAW = 2019
"""The old regulations (order 492) governed reports up to 2018."""


def check_leftovers(prose: Prose, year: int | None) -> Iterator[Finding]:
    """Yield template words, gaps in numbering, doubled words and misspelt or misnumbered laws."""
    ink = prose.ink
    if any(mark in ink for mark in _MARKS):
        for match in filter(_is_template, _TEMPLATE.finditer(ink)):
            text = ink[max(0, match.start() - 6) : match.end() + 6].strip()
            yield finding("template.left", [prose.place(*match.span())], text=text)
    for at, word in _doubled(ink):
        yield finding("words.doubled", [prose.place(at, at + len(word))], text=word)
    for word, right in _TYPOS.items():
        for at in _all(ink, word):
            yield finding("words.typo", [prose.place(at, at + len(word))], text=word, right=right)
    yield from _numbering(prose)
    yield from _laws(prose, year)


def _is_template(match: re.Match[str]) -> bool:
    """Tell whether what looks like a template's words is not part of something else."""
    ink, (start, end) = match.string, match.span()
    before, after = ink[start - 1 : start], ink[end : end + 1]
    if match[0][0] in "Xx×":
        return after not in _WITHIN and (before not in _WITHIN or ink[max(0, start - 2) : start] == "20")
    if match[0].startswith("填"):
        return after == ":" or before in ("", "\n")
    return True


def _laws(prose: Prose, year: int | None) -> Iterator[Finding]:
    """Yield orders of the State Council that are given for the regulations, and are not theirs."""
    ink = prose.ink
    for match in _LAW.finditer(ink):
        before, after = ink[max(0, match.start() - 16) : match.start()], ink[match.end() : match.end() + 30]
        old = int(match[1]) == _LAW_BEFORE and (
            year is None or year < _NEW_LAW or re.search("修|原|711", before + after)
        )
        if int(match[1]) != _LAW_NOW and not old and (_LAW_BEHIND.search(before) or _LAW_AHEAD.match(after)):
            yield finding("law.number", [prose.place(*match.span())], text=match[0])


def _doubled(ink: str) -> Iterator[tuple[int, str]]:
    """Yield words that stand twice in a row, with their places.

    Where one to three characters come again is told for the whole text at once; hardly any place is left to look at.
    """
    codes = np.frombuffer(ink.encode("utf-32-le"), "<u4")
    for size, words in _DOUBLED.items():
        again = np.flatnonzero(codes[size:] == codes[:-size])
        for at in again.tolist():
            word = ink[at : at + 2 * size]
            if word in words and not any(other in ink[max(0, at - 1) : at + 2 * size + 2] for other in _NOT_DOUBLED):
                yield at, word


def _all(ink: str, word: str) -> Iterator[int]:
    """Yield where a word stands."""
    at = ink.find(word)
    while at >= 0:
        yield at
        at = ink.find(word, at + 1)


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
