"""Check that the parts of a whole add up to it: 共N条,其中A a条、B b条、其他c条.

Parts are held against the total only where they exhaust it: with a rest among them (其他, 其余), or where the words
say so (分别, 分为). Else they must not exceed it. Nothing is said where any reading of the sentence adds up: an
earlier total, a total of several numbers, a list that ends earlier, parts that are divided again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import takewhile

from gongkai.audit.lists import Item, Listing, listings
from gongkai.audit.prose import Count, Prose, add, agree, distance
from gongkai.audit.wording import finding
from gongkai.document import Finding, Number, Severity

MOST_NAMED = 14  # parts spelled out in a message
MOST_OPTIONS = 2  # numbers named as misprinted
NEAR = 0.02  # a list that leaves so little of its total open probably leaves nothing open
LEAST_NEAR = 3  # parts of such a list
_WAYS = re.compile(
    "网|微信|微博|公众号|新媒体|平台|客户端|公报|公开栏|公示栏|广播|电视|报|屏|渠道|方式|媒体|抖音|短信|查阅|出席|参加|参与|涉及|覆盖"
)
"""Of such parts one piece can be of several: published on the site and in the gazette, attended by both."""
_PAIRS = (
    (re.compile("建议[和及与、]?(?:政协)?提案"), re.compile("建议"), re.compile("提案")),
    (re.compile("申请"), re.compile("自然人|个人|公民"), re.compile("法人|企业|组织")),
)
"""What has two kinds by law: its name, and theirs."""
_WHOLE = re.compile(r"(?:共|总|合计|全部|累计)[^,;。]{0,12}$")


def check_sums(prose: Prose) -> Iterator[Finding]:
    """Yield a finding for every list whose parts do not agree with its total in any reading."""
    before: Sequence[Count] = ()
    end = -1
    for sentence in prose.sentences:
        taken: set[int] = set()
        for listing in listings(prose.ink, sentence, before if sentence.start == end else ()):
            items = _untaken(listing.items, taken)
            if len(items) < 2 or not all(c.exact for c in (*listing.heads, *(item.count for item in items))):
                continue
            heads = _open_heads(listing.heads, taken)
            read = _balanced(heads, items)
            if read is None:
                yield from _judge(prose, listing, heads, items, sure=sentence.start <= heads[-1].start not in taken)
                read = tuple(range(len(items))) if listing.clear else ()
            taken.update(items[index].count.start for index in read)
        before, end = sentence.counts, sentence.end


def _untaken(items: Sequence[Item], taken: Set[int]) -> tuple[Item, ...]:
    """Return the parts up to the first that belongs to a list around this one."""
    return tuple(takewhile(lambda item: item.count.start not in taken, items))


def _open_heads(heads: Sequence[Count], taken: Set[int]) -> tuple[Count, ...]:
    """Return what may be the total: the number right before the list, and those before it that are no list's parts."""
    return (*(head for head in heads[:-1] if head.start not in taken), heads[-1])


Reading = tuple[int, ...]
"""The parts that add up to a total."""


def _balanced(heads: Sequence[Count], items: Sequence[Item]) -> Reading | None:
    """Return the parts of a reading that adds up to one of the totals, None when there is none."""
    totals: list[tuple[Number, Number]] = [(head.value, head.step) for head in heads]
    for first in range(len(heads) - 1):
        totals.append((add(c.value for c in heads[first:]), add(c.step for c in heads[first:])))
    return next((read for total, step in totals if (read := _reading(items, 0, total, step)) is not None), None)


def _reading(items: Sequence[Item], at: int, rest: Number, step: Number) -> Reading | None:
    """Return the parts from `at` on that use up `rest`; parts that add up to the one before them may be its own."""
    read: Reading = ()
    for index in range(at, len(items)):
        value = items[index].count.value
        if items[index].inner and (last := _without_inner(items, index, rest, step)) is not None:
            return read + last
        rest, step = rest - value, step + items[index].count.step
        read += (index,)
        if agree(rest, 0, step):
            return read
        if rest < 0 and step == 0:
            return None
        after = _own_end(items, index)
        if after and (last := _reading(items, after, rest, step)) is not None:
            return read + last
    return None


def _own_end(items: Sequence[Item], at: int) -> int:
    """Return where the parts end that add up to part `at`, 0 when none do."""
    own: Number = 0
    for child in range(at + 1, len(items)):
        own += items[child].count.value
        if own >= items[at].count.value:
            return child + 1 if own == items[at].count.value and child > at + 1 else 0
    return 0


def _without_inner(items: Sequence[Item], at: int, rest: Number, step: Number) -> Reading | None:
    """Return what `_reading` does where the inner list that starts at `at` is no longer than its own total allows."""
    own: Number = 0
    for after in range(at + 1, len(items)):
        own += items[after - 1].count.value
        if own > items[at - 1].count.value:
            return None
        if (last := _reading(items, after, rest, step)) is not None:
            return last
    return None


def _judge(
    prose: Prose, listing: Listing, heads: Sequence[Count], items: Sequence[Item], *, sure: bool
) -> Iterator[Finding]:
    """Yield what is wrong with a list that adds up in no reading; `sure` that the number before it is its total."""
    head = heads[-1]
    rests = [index for index, item in enumerate(items) if item.residual]
    parts = items[: rests[-1] + 1] if rests else items
    sum_ = add(item.count.value for item in parts)
    step = head.step + add(item.count.step for item in parts)
    alone = all(other.value == head.value for other in heads)
    ways = len([item for item in parts if _WAYS.search(item.label)]) > 1
    if len(parts) < 2 or agree(sum_, head.value, step):
        return
    whole = bool(rests) and len(parts) == len(items)
    if rests and ((whole and listing.clear) or sum_ > head.value):
        sure = sure and alone and listing.clear and whole
        sure = sure and not (ways and sum_ > head.value)
        yield _said(prose, "sum.parts", head, parts, None if sure else Severity.CHECK)
    elif listing.clear and alone and (_exhausts(prose, listing, head) or _are_pair(prose, head, parts)):
        yield _said(prose, "sum.parts", head, parts, Severity.CHECK)
    elif sum_ > head.value and alone and listing.mark == "among":
        yield _said(prose, "sum.excess", head, parts, Severity.INFO if ways or not listing.clear else None)
    elif listing.clear and alone and len(parts) >= LEAST_NEAR and 0 < head.value - sum_ <= NEAR * float(head.value):
        yield _said(prose, "sum.near", head, parts, None)


def _exhausts(prose: Prose, listing: Listing, head: Count) -> bool:
    """Tell whether the words say that the parts are all: 共8件,分别为… or 分为…."""
    if listing.mark not in ("each", "mark"):
        return False
    return _WHOLE.search(prose.ink, max(0, head.start - 16), head.start) is not None


def _are_pair(prose: Prose, head: Count, parts: Sequence[Item]) -> bool:
    """Tell whether two parts are the two kinds that there are: 建议提案58件,其中建议27件、提案31件."""
    if len(parts) != 2:
        return False
    words = prose.ink[max(0, head.start - 16) : head.start]
    one, other = (item.label for item in parts)
    return any(whole.search(words) and first.search(one) and second.search(other) for whole, first, second in _PAIRS)


def _said(prose: Prose, code: str, head: Count, parts: Sequence[Item], severity: Severity | None) -> Finding:
    """Return the finding, with the single numbers whose change would mend it."""
    sum_ = add(item.count.value for item in parts)
    left, right = prose.around(head.start, head.end)
    numbers = [_printed(item.count.value) for item in parts]
    more = f"等{len(numbers)}项" if len(numbers) > MOST_NAMED else ""
    return finding(
        code,
        [prose.place(head.start, head.end), *(prose.place(item.count.start, item.count.end) for item in parts)],
        severity,
        head=prose.ink[max(left, head.start - 30) : min(right, head.end + 10)],
        sum=_printed(sum_), total=_printed(head.value), gap=_printed(distance(sum_, head.value)), unit=head.unit or "",
        parts="+".join(numbers[:MOST_NAMED]) + more, repair=_repair(prose, head, parts, sum_),
    )  # fmt: skip


def _repair(prose: Prose, head: Count, parts: Sequence[Item], sum_: Number) -> str:
    """Return the smallest change in words: numbers one slip of a digit away first, else the total."""
    gap = sum_ - head.value
    wanted = [(head, sum_), *((item.count, item.count.value - gap) for item in parts)]
    slips = [(count, right) for count, right in wanted if is_slip(count.value, right)]
    options = slips[:MOST_OPTIONS] or wanted[:1]
    said = "，或".join(f"把“{prose.ink[c.start : c.end]}”改为{_printed(right)}{c.unit or ''}" for c, right in options)
    return f"改动一个数字即可相等，最可能的是{said}" if slips else f"改动一个数字即可相等，如{said}"


def is_slip(value: Number, right: Number) -> bool:
    """Tell whether two numbers differ in one digit, in the order of two neighbours, or by a digit lost or doubled."""
    if right < 0 or value == right:
        return False
    one, other = str(value), str(right)
    if len(one) == len(other):
        differ = [index for index, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
        swapped = len(differ) == 2 and differ[1] == differ[0] + 1 and one[differ[0]] == other[differ[1]]
        return len(differ) == 1 or (swapped and one[differ[1]] == other[differ[0]])
    short, long = sorted((one, other), key=len)
    return len(long) == len(short) + 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _printed(value: Number) -> str:
    return f"{value.normalize():f}" if not isinstance(value, int) else str(value)
