"""Problems and measures of part five as the items of two lists.

A sentence that only opens a list is no item; a passage that holds a list of its own is as many items as that has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from gongkai.corpus.tokens import plain
from gongkai.document import Passage, Record

PROBLEM, MEASURE, SECTION = "problem", "measure", "problems"
SHORTEST = 12
"""Characters of what stands before an announcement to be a problem itself: 存在的主要问题 is none."""
_KNOWN = 2048  # texts kept at hand: two reports have 100
_DIGITS = {char: value for value, char in enumerate("一二三四五六七八九十", 1)}
_CIRCLED = ord("①")
_MARK = re.compile(
    r"(?:^|(?<=[。;:!?,\s]))(?:[第其]([一二三四五六七八九十])[,、]?|\(([一二三四五六七八九十]|\d{1,2})\)"
    r"|([一二三四五六七八九十])(?:是|要|、)|(\d{1,2})(?:[、)]|\.(?!\d))|([①-⑳]))"
)
_CLAUSE = re.compile(r"[^。;:!?]+[。;:!?]*")
_GENERAL = re.compile(
    r"^(?:虽|尽管|对照|对标|总体|总的|回顾|回头|检视|一年来|过去一年|今年以来|主要|存在|我[们局县市区镇乡街厅委办校院])"
    r".*(?:不足|差距|问题|短板|弱项|薄弱环节|欠缺|困难|矛盾|距离|地方|之处)(?:依然不少|有[两一二三四五六]个?)?。?$"
)
_PARTICULAR = re.compile(r"等(?:问题|不足|情况|现象|方面)|[不欠缺]够|(?<!主)要是|个别|部分|少数|有的")


class Item(Record, frozen=True):
    """A problem or measure: its passage, its words (folded) and the number it bears, None without one."""

    passage: Passage
    text: str
    number: int | None


def has(passage: Passage, tag: str) -> bool:
    """Say whether a passage carries a tag."""
    return any(own.tag == tag for own in passage.tags)


def part_five(passages: Sequence[Passage]) -> list[Passage]:
    """Return the problems and measures of part five, without the sentences that only open a list of them."""
    own = [(one, _kind(one)) for one in passages if one.section == SECTION]
    parents = {(one.parent, kind) for one, kind in own}
    last = {kind: one.start for one, kind in own}
    found = []
    for (one, kind), (later, other) in zip(own, [*own[1:], (None, None)], strict=False):
        is_parent, is_alone = (one.start, kind) in parents, one.start == last[kind]
        follows = later if kind == other else None
        if kind and not _opens(one, follows, is_parent=is_parent, is_last=later is None, is_alone=is_alone):
            found.append(one)
    return found


@lru_cache(maxsize=_KNOWN)
def folded(text: str) -> str:
    """Return a text as it is compared: each is asked for several times."""
    return plain(text)


def items(passages: Sequence[Passage]) -> list[Item]:
    """Return the items of passages of one list, in order."""
    found = [item for one in passages for item in _listed(one)]
    if len(found) == 1 and len(passages) == 1 and found[0].number is None:
        return [
            Item(passages[0], clause, None) for clause in _CLAUSE.findall(folded(passages[0].text)) if clause[-1] != ":"
        ]
    return found


def _kind(passage: Passage) -> str | None:
    return PROBLEM if has(passage, PROBLEM) else MEASURE if has(passage, MEASURE) else None


def _opens(passage: Passage, follows: Passage | None, *, is_parent: bool, is_last: bool, is_alone: bool) -> bool:
    """Say whether a passage only opens a list: it ends in a colon, has children, or says only that there is one.

    `follows` is the next passage if it is of the same kind; `is_alone` says that none of its kind is behind it.
    """
    text = folded(passage.text).rstrip()
    number = _number(text)
    if text.endswith(":") and not is_last:
        return number is None or len(_before_last(text)) < SHORTEST
    if number is not None:
        return False
    if is_parent or (follows is not None and _number(folded(follows.text)) == 1):
        return True
    return not is_alone and bool(_GENERAL.search(text) and not _PARTICULAR.search(text))


def _before_last(text: str) -> str:
    """Return what stands before the last sentence of a text, without its number."""
    ends = [match.end() for match in re.finditer("[。;!?]", text)]
    return _MARK.sub("", text[: ends[-1]], count=1) if ends else ""


def _listed(passage: Passage) -> list[Item]:
    """Return a passage as one item, or as those of the list that it holds."""
    text = folded(passage.text)
    marks = list(_MARK.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    found = [Item(passage, text[mark.end() : end], _value(mark)) for mark, end in zip(marks, ends, strict=False)]
    kept = [item for item in found if len(item.text) >= SHORTEST or len(found) == 1]
    if len(kept) == 1 or (kept and all(one.number != other.number for one, other in pairwise(kept))):
        return kept
    return [Item(passage, bare(text), _number(text))]


def bare(text: str) -> str:
    """Return a folded text without the number that it bears in its list."""
    mark = _MARK.match(text)
    return text[mark.end() :] if mark else text


def _number(text: str) -> int | None:
    mark = _MARK.match(text)
    return _value(mark) if mark else None


def _value(mark: re.Match[str]) -> int:
    own = str(mark[mark.lastindex or 0])
    return int(own) if own.isascii() else _DIGITS.get(own) or ord(own) - _CIRCLED + 1
