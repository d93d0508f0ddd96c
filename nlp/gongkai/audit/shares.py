"""Check percentages against the numbers they are of: shares of a total, rates of what came in, growth over a year.

A percentage is wrong only where no number of the sentence makes it right, within the rounding of its last digit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.audit.lists import is_change
from gongkai.audit.prose import Count, Prose, Sentence
from gongkai.audit.wording import finding
from gongkai.document import Finding, Number

ROUNDING = Decimal(1)
"""In units of the last printed digit: cut off or rounded up, a percentage is off by less than one."""
WHOLE = 100
"""Of this no rounding makes a part."""
MOST_BEFORE = 12
"""Numbers looked at before a percentage."""
LEAST_SHARES = 2

_SHARE = re.compile(r"^[^,;。]{0,12}[,、(]?(?:约|各|所)?占[^,;。、0-9]{0,14}$")
_LIMITED = re.compile("占(?:应|可|需|拟|该|同类|同期|其中|人口|当)")  # of what the sentence gives no number of
_SHARES = re.compile(r"占[^,;。、0-9]{0,14}$")
_REST = re.compile("其他|其它|其余|余下|剩余")
_RATE = re.compile(r"(?<![按时期当场及限])(办结|答复|回复|办理|反馈|整改|采纳|处理)率(?:均?为|达到|达|保持|是|实现)?$")
_TIMELY = re.compile(r"(?:按时|按期|及时|限时|限期|当场|当日|即时|提前|依法|规范|网上|平均)[^,;。]{0,6}率")
_CAME = re.compile(r"(?:收到|受理|接收|接到|新收|登记|收集|征集|征求|交办|承办|转办|反馈|发现|查出|排查)[^,;。]{0,22}$")
_DONE = {
    "办结": "办结|办理完毕|办理", "办理": "办理|办结", "答复": "答复", "回复": "回复|答复", "反馈": "反馈|回复",
    "整改": "整改|改正", "采纳": "采纳|吸收", "处理": "处理|办结",
}  # fmt: skip
_GROWTH = re.compile(r"(增长|增加|上升|提高|提升|增幅|多了?|下降|减少|降低|降幅|少了?)(?:了|约|为|达|达到|是)*$")
_FELL = re.compile("下降|减少|降低|降幅|少")
_FROM = re.compile(r"(?:由|从)[^,;。]{0,18}$")
_TO = re.compile(
    r"(?:[^,;。0-9]{0,6})?(?:增加|增长|提高|上升|扩大|升|增|减少|下降|降低|压减|压缩|降|减|变|扩展|拓展|调整)(?:到|至|为)[^,;。0-9]{0,4}$"
)
_LAST_YEAR = re.compile(r"上年|去年|同比|[比较]20\d\d年")
_OF_LAST_YEAR = re.compile(r"(?:上年|去年|上一年|[与同比较]20\d\d年)度?(?:同期)?(?:的)?[^,;。0-9]{0,8}$")
_OF_THIS_YEAR = re.compile(r"(?:今年|本年)[^,;。0-9]{0,12}$")
_BEFORE = re.compile(r"(?:上年|去年|上一年|前一年)(?:度|同期)?(?:为|的|是|共|共计|同期|数)?[^,;。0-9]{0,8}$")


def check_shares(prose: Prose) -> Iterator[Finding]:
    """Yield a finding for every share, rate or growth that no numbers of its sentence make right."""
    for sentence in prose.sentences:
        counts = sentence.counts
        if len(counts) < 2:
            continue
        if any(count.kind == "percent" and count.unit == "%" for count in counts):
            yield from _percentages(prose, sentence)
        yield from _changes(prose, sentence)


def _percentages(prose: Prose, sentence: Sentence) -> Iterator[Finding]:
    counts, ink = sentence.counts, prose.ink
    shares: list[tuple[Count, str]] = []
    for at, each in enumerate(counts):
        if each.kind != "percent" or each.unit != "%" or not each.exact:
            continue
        words = ink[counts[at - 1].end if at else sentence.start : each.start]
        if _SHARES.search(words):
            shares.append((each, words))
        if at and _SHARE.match(words):
            yield from _share(prose, sentence, at)
        elif rate := _RATE.search(ink, max(sentence.start, each.start - 12), each.start):
            yield from _rate(prose, sentence, at, rate[1])
        elif at > 1 and _GROWTH.search(words):
            yield from _growth(prose, sentence, at)
    yield from _shares(prose, shares)


def _share(prose: Prose, sentence: Sentence, at: int) -> Iterator[Finding]:
    """Hold the number before a percentage against every earlier number of its unit."""
    each, part = sentence.counts[at], sentence.counts[at - 1]
    wholes = [
        c for c in sentence.counts[max(0, at - MOST_BEFORE) : at - 1] if c.unit == part.unit and c.kind == part.kind
    ]
    words = prose.ink[part.end : each.start]
    if part.kind == "percent" or not _plain(part, *wholes) or _LIMITED.search(words):
        return
    if any(_fits(part.value, whole, each) for whole in _runs(wholes)):
        return
    fitting = [c for c in wholes if c.value >= part.value > 0 and not is_change(prose.ink, c)]
    if fitting:
        right = _percent(part.value, fitting[0].value, each)
        yield finding(
            "share.part", [prose.place(c.start, c.end) for c in (fitting[0], part, each)],
            text=prose.ink[prose.around(part.start, part.end)[0] : each.end], right=right, printed=each.value,
        )  # fmt: skip


def _runs(counts: Sequence[Count]) -> Iterator[Number]:
    """Yield the sum of every run of numbers."""
    for first in range(len(counts)):
        sum_: Number = 0
        for count in counts[first:]:
            sum_ += count.value
            yield sum_


def _shares(prose: Prose, shares: Sequence[tuple[Count, str]]) -> Iterator[Finding]:
    """Yield a finding where shares with a rest among them, last, are not a hundred."""
    if len(shares) < LEAST_SHARES or not _REST.search(shares[-1][1]):
        return
    sum_ = sum((Decimal(each.value) for each, _ in shares), Decimal())
    if abs(sum_ - WHOLE) * 2 > sum(Decimal(each.step) for each, _ in shares):
        text = prose.ink[prose.around(shares[0][0].start, shares[0][0].end)[0] : shares[-1][0].end]
        places = [prose.place(each.start, each.end) for each, _ in shares]
        yield finding("share.sum", places, text=text[-120:], sum=f"{sum_.normalize():f}")


def _rate(prose: Prose, sentence: Sentence, at: int, kind: str) -> Iterator[Finding]:
    """Hold a rate against what came in and what was done, where one sentence gives one number of each."""
    ink, each = prose.ink, sentence.counts[at]
    if _TIMELY.search(ink, max(sentence.start, each.start - 16), each.start):
        return
    near = sentence.counts[max(0, at - MOST_BEFORE) : at]
    came = [c for c in near if _CAME.search(ink, max(sentence.start, c.start - 30), c.start)]
    done = re.compile(rf"(?:{_DONE[kind]})[^,;。率0-9]{{0,8}}$")
    did = [c for c in near if done.search(ink, max(sentence.start, c.start - 14), c.start)]
    if len(came) != 1 or len(did) != 1 or came[0] is did[0] or came[0].unit != did[0].unit:
        return
    whole, part = came[0], did[0]
    others = [c for c in near if c.unit == whole.unit and c not in (whole, part)]
    if not others and _plain(whole, part) and part.value <= whole.value and not _fits(part.value, whole.value, each):
        yield finding(
            "rate.counts", [prose.place(c.start, c.end) for c in (whole, part, each)],
            text=ink[max(sentence.start, whole.start - 20) : each.end], part=part.value, whole=whole.value,
            right=_percent(part.value, whole.value, each) if whole.value else "—", printed=each.value,
        )  # fmt: skip


def _growth(prose: Prose, sentence: Sentence, at: int) -> Iterator[Finding]:
    """Hold a growth against the two numbers it is of, or against one and the change."""
    ink, each = prose.ink, sentence.counts[at]
    pair = _years(prose, sentence, at)
    if pair is None:
        return
    before, after = pair
    wanted = -each.value if _FELL.search(ink, max(0, each.start - 6), each.start) else each.value
    if not before or abs(100 * Decimal(after - before) / Decimal(before) - Decimal(wanted)) < ROUNDING * each.step:
        return
    right = _round(abs(100 * Decimal(after - before) / Decimal(before)), each)
    start = max(sentence.start, sentence.counts[at - 2].start - 16)
    yield finding(
        "growth.years", [prose.place(c.start, c.end) for c in sentence.counts[at - 2 : at + 1]],
        text=ink[start : each.end], before=before, after=after, right=right, printed=each.value,
    )  # fmt: skip


def _years(prose: Prose, sentence: Sentence, at: int) -> tuple[Number, Number] | None:
    """Return last year's number and this year's, of the two numbers before the one at `at`."""
    ink, (one, other) = prose.ink, sentence.counts[at - 2 : at]
    if one.unit != other.unit or one.kind != other.kind or one.kind == "percent" or not _plain(one, other):
        return None
    words = ink[one.end : other.start]
    if _FROM.search(ink, max(sentence.start, one.start - 24), one.start) and _TO.search(words):
        return one.value, other.value
    change = _GROWTH.search(words)
    if _OF_LAST_YEAR.search(ink, max(sentence.start, one.start - 24), one.start):
        if change and "相比" in words:
            return one.value, one.value + (-other.value if _FELL.search(change[1]) else other.value)
        return (one.value, other.value) if _OF_THIS_YEAR.search(words) else None
    if change and _LAST_YEAR.search(words):
        delta = -other.value if _FELL.search(change[1]) else other.value
        return one.value - delta, one.value
    return (other.value, one.value) if not change and _BEFORE.search(words) else None


def _changes(prose: Prose, sentence: Sentence) -> Iterator[Finding]:
    """Hold a change (增加9个) against the two numbers before it (由18个增加到25个)."""
    counts, ink = sentence.counts, prose.ink
    for at in range(2, len(counts)):
        each = counts[at]
        if each.unit != counts[at - 1].unit or each.kind == "percent" or not each.exact:
            continue
        words = ink[counts[at - 1].end : each.start]
        if len(words) > 12 or not (change := _GROWTH.search(words)):
            continue
        pair = _years(prose, sentence, at)
        if pair is None or abs(pair[1] - pair[0]) == each.value or bool(_FELL.search(change[1])) != (pair[1] < pair[0]):
            continue
        yield finding(
            "growth.change", [prose.place(c.start, c.end) for c in counts[at - 2 : at + 1]],
            text=ink[max(sentence.start, counts[at - 2].start - 16) : each.end],
            before=pair[0], after=pair[1], right=abs(pair[1] - pair[0]), printed=each.value,
        )  # fmt: skip


def _plain(*counts: Count) -> bool:
    return all(count.exact and count.step == 0 for count in counts)


def _fits(part: Number, whole: Number, printed: Count) -> bool:
    """Tell whether `part` is the printed percentage of `whole`."""
    if printed.value == WHOLE:
        return part == whole
    return bool(whole) and abs(100 * Decimal(part) / Decimal(whole) - printed.value) < ROUNDING * printed.step


def _percent(part: Number, whole: Number, printed: Count) -> str:
    return _round(100 * Decimal(part) / Decimal(whole), printed)


def _round(value: Decimal, printed: Count) -> str:
    """Return a percentage with one digit more than the printed one has."""
    return f"{value.quantize(Decimal(printed.step) / 10).normalize():f}"
