"""Find slips of the pen: doubled words, misspelt laws, letters for digits, days that are none, wrong order numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from gongkai.audit.prose import Prose
from gongkai.audit.wording import finding
from gongkai.document import Finding

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
_LETTER = re.compile(r"\d+[OoIl]\d*(?=[年月日件条个份次项篇期人万元])")
_DIGITS = str.maketrans("OoIl", "0011")
_DATE = re.compile(r"(\d{1,2})月(\d{1,2})日")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LAW = re.compile(r"(?:国务院(?:令)?|国令)(?:第|\(第)(\d{2,4})号")
_LAW_BEHIND = re.compile("信息公开条例》?[^《》]{0,6}$")
_LAW_AHEAD = re.compile("[^《》,。]{0,6}《[^》]{0,14}信息公开条例》")
_LAW_NOW, _LAW_BEFORE = 711, 492
_NEW_LAW = 2019
"""The old regulations (order 492) governed reports up to 2018."""


def check_spelling(prose: Prose, year: int | None) -> Iterator[Finding]:
    """Yield doubled and misspelt words, numbers with letters, impossible dates and misnumbered regulations."""
    ink = prose.ink
    for at, word in _doubled(ink):
        yield finding("words.doubled", [prose.place(at, at + len(word))], text=word)
    for word, right in _TYPOS.items():
        for at in _all(ink, word):
            yield finding("words.typo", [prose.place(at, at + len(word))], text=word, right=right)
    for match in _LETTER.finditer(ink):
        right = match[0].translate(_DIGITS)
        yield finding("words.typo", [prose.place(*match.span())], text=match[0], right=right)
    for match in _DATE.finditer(ink):
        month, day = int(match[1]), int(match[2])
        if not (1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]):
            yield finding("date.impossible", [prose.place(*match.span())], text=match[0])
    yield from _laws(prose, year)


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
