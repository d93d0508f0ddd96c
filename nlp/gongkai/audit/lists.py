"""Lists of parts in a sentence: 共N条,其中A a条、B b条、其他c条, as deep as it goes.

A list opens behind a number with 其中, 包括, 分别, a colon or a bracket, and runs over the numbers of the same unit.
It ends where a clause starts anew (全年…, 另…, 同时…), where its bracket closes, and with the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongkai.audit.prose import Count, Sentence
from gongkai.document import Record

# What opens a list between a number and the next one; the shorter marks must stand directly behind the number's noun.
_OPENS = re.compile(
    r"(?P<among>其中)|(?P<each>分别|分为)|(?P<holds>包括|包含|涵盖)|(?:^[^,;:、()]{0,10})(?P<mark>:|\((?!含|不含|比|较|同比|上年))"
)
# A clause that starts so is no part: it speaks of something else.
_ANEW = re.compile(
    r"[,;](?:全年|累计|年内|本年|当年|截至|截止|20\d\d年|另|此外|同时|还|并|比|较|同比|环比|均|已|全部|目前|平均|共(?![同享产青]))"
)
_CHANGE = re.compile(
    r"同比|环比|较上|较去|比上|比去|比前|较前|较20|比20|增长|增加|减少|下降|上升|提高|增幅|多了|少了|上年|去年|去年|平均|人均|第$"
)
_WITHIN = re.compile("含|内含|包括|包含|剔除|扣除|不含|除去")
_RESIDUAL = re.compile(
    r"(?:^|[,;、:(]|其中|以及|及|和|与)(?:通过|由|采取|以|在|经|属于|为)?(?:其他|其它|其余|余下|剩余|剩下|余)[^,;、:]{0,24}$"
)
_DATES = re.compile(r"20\d\d年度?|\d{1,2}月(?:\d{1,2}日)?|〔\d+〕|\d+号|[“《][^”》]*[”》]|[A-Za-z]+\d*")
_ALL = re.compile("均|全部|都|皆")  # twelve came, twelve were answered: the total again
_UNCOUNTED = re.compile(r"\d|若干|数[十百千]|[上近][百千万]|大量|多[条件篇]")
_EACH_SAME = re.compile("[各均每](?:为|有|是|计|达)?$")  # A、B各50条: a hundred
MOST_HEADS, MOST_ITEMS = 12, 30
"""Numbers looked at before and in a list; a longer list is none."""
MOST_LISTS = 12
"""Lists looked at in a sentence."""
LONGEST_LABEL = 60
"""More between two numbers, and the second is hardly a part of the same whole."""


class Item(Record, frozen=True):
    """A part: its number, the words before it, whether it is the rest (其他), and whether an inner list starts here."""

    count: Count
    label: str
    residual: bool
    inner: bool


class Listing(Record, frozen=True):
    """A list with what may be its total.

    `heads` are the numbers of its unit that stand before it, the nearest last. `clear` says that nothing speaks
    against adding all items up; `mark` is what opened it.
    """

    heads: tuple[Count, ...]
    items: tuple[Item, ...]
    mark: str
    clear: bool


def listings(ink: str, sentence: Sentence, before: Sequence[Count] = ()) -> Iterator[Listing]:
    """Yield the lists of a sentence, outer ones first; `before` are the numbers of the sentence before it."""
    counts = sentence.counts
    if not before and len(counts) < 3:
        return
    opening = ink[sentence.start : counts[0].start]
    if before and len(opening) <= LONGEST_LABEL and (found := _OPENS.search(opening)) and found.lastgroup == "among":
        yield from _read(ink, sentence, 0, before, "among", sentence.start + found.end())
    else:
        before = ()
    opened = 0
    for at in range(len(counts) - 1):
        if opened == MOST_LISTS:
            return
        start = counts[at].end
        found = _OPENS.search(ink[start : counts[at + 1].start])
        if found is not None:
            opened += 1
            yield from _read(
                ink, sentence, at + 1, (*before, *counts[: at + 1]), str(found.lastgroup), start + found.end()
            )


def is_change(ink: str, count: Count) -> bool:
    """Tell whether a number says by how much something grew, or what it was the year before."""
    left = max(ink.rfind(mark, max(0, count.start - 16), count.start) for mark in ",。;:、\n(")
    return _CHANGE.search(ink, max(left + 1, count.start - 16), count.start) is not None


def _read(
    ink: str, sentence: Sentence, first: int, before: Sequence[Count], mark: str, opened: int
) -> Iterator[Listing]:
    """Yield the list whose first part is the number `first` of the sentence, if it is one."""
    unit, kind = sentence.counts[first].unit, sentence.counts[first].kind
    heads = tuple(c for c in before[-MOST_HEADS:] if c.unit == unit and c.kind == kind and not is_change(ink, c))
    if not heads or kind == "percent":
        return
    items: list[Item] = []
    clear = True
    for count, label, outside in _labelled(ink, sentence, first, opened):
        if _EACH_SAME.search(label):
            return
        if outside and items and "其中" in label:
            clear = False  # an inner list without brackets: whose the following parts are, is open
        clear = clear and not _UNCOUNTED.search(_DATES.sub("", label))
        if not outside or count.kind == "percent" or _is_aside(label):
            continue
        if _ALL.match(ink, count.end):
            break
        other = count.unit != unit and (count.unit is not None or count.value >= heads[-1].value)
        if other or (items and _WITHIN.match(_last_clause(label))):
            clear = False
            continue
        inner = bool(items) and "其中" in label
        items.append(Item(count, label, _RESIDUAL.search(label) is not None, inner))
    if 1 < len(items) <= MOST_ITEMS:
        yield Listing(heads, tuple(items), mark, clear)


def _labelled(ink: str, sentence: Sentence, first: int, opened: int) -> Iterator[tuple[Count, str, bool]]:
    """Yield the numbers that a list may hold, the words before each, and whether it stands outside inner brackets."""
    closes = ink[opened - 1] == "(" or ink.rfind("(", sentence.start, opened) > ink.rfind(")", sentence.start, opened)
    depth, at = 0, opened
    for count in sentence.counts[first : first + 2 * MOST_ITEMS]:
        label = ink[at : count.start]
        depth += label.count("(") - label.count(")")
        if (depth < 0 and closes) or len(label) > LONGEST_LABEL or _ANEW.search(label):
            return
        yield count, label, depth <= 0
        at = count.end


def _is_aside(label: str) -> bool:
    """Tell whether the words before a number, back to the last comma, speak of a change."""
    return _CHANGE.search(_last_clause(label)) is not None


def _last_clause(label: str) -> str:
    return re.split("[,;、]", label)[-1]
