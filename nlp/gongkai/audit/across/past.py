"""What a report's prose says of last year's numbers, held against last year's tables: told again, or as a change."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import islice, takewhile

from gongkai.audit.claims import Claim, claims, counted, of_others, on_subject
from gongkai.audit.contradictions import amount_of, cells_of
from gongkai.audit.prose import Count, Prose, agree
from gongkai.audit.wording import finding
from gongkai.document import Fact, Finding, Number

_TIME = re.compile(r"(20\d\d)年|(上年度?(?!结转)|去年|上一年度?)|本年度?|今年|全年|累计|以来|历年|季度|半年|\d月")
_TITLES = re.compile("《[^》]*》")
_CHANGE = re.compile("增|减|升|降|多(?!种)|少|提高|相比|同期|持平|同比|结转")
_SCOPE = re.compile("全[省市县区州旗镇系]")  # of more than the organ itself, mostly
_LAST = "(?:上年度?|去年|上一年度?|{year}年度?)"
_CHANGED = (
    r"(?:公开)?(?:申请|案件)?[,(]?(?:比|较|与)" + _LAST + r"(?:同期)?(?:相比)?,?(?:总数|数量)?"
    r"(?:(?P<more>增加|增长|上升|提高|多|增多)|减少|下降|降低|少)了?"
)
NEXT = 30
"""A change follows the number that changed within so many characters."""


def check_past(prose: Prose, now: Mapping[str, Fact], before: Mapping[str, Fact], year: int) -> Iterator[Finding]:
    """Yield where the prose tells other numbers of the year before than that year's tables; `year` is the reported."""
    yield from _told_again(prose, before, year)
    said = {claim.count.start: claim for claim in claims(prose, year) if not claim.object.part}
    said |= {claim.count.start: claim for claim in _compared(prose, year)}
    for _, claim in sorted(said.items()):
        yield from _change(prose, claim, now, before, year)


def _told_again(prose: Prose, before: Mapping[str, Fact], year: int) -> Iterator[Finding]:
    for claim in _of_last_year(prose, year):
        amount = _amount(before, claim)
        others = {amount_of(cells_of(before, also)) for also in claim.object.also}
        value = claim.count.value
        if amount is None or value in others or agree(value, amount, claim.count.step):
            continue
        text = prose.ink[max(claim.start, claim.count.start - 30) : claim.count.end]
        places = [prose.place(claim.start, claim.end)]
        yield finding("history.past", places, text=text, year=year - 1, before=amount)


def _of_last_year(prose: Prose, year: int) -> Iterator[Claim]:
    """Yield what is said of the whole of last year."""
    for object, count, sentence in counted(prose):
        whole = _TITLES.sub("", prose.before(sentence, count))
        times = list(_TIME.finditer(whole))
        if object.part or _SCOPE.search(whole) or not times or not (times[-1][2] or times[-1][1] == str(year - 1)):
            continue
        clause = prose.around(count.start, count.end)
        words = prose.ink[clause[0] : count.start]
        about = whole[times[-1].end() :]
        if not _CHANGE.search(about) and not of_others(object, words) and on_subject(prose, object, clause, whole):
            yield Claim(object, count, *clause)


def _compared(prose: Prose, year: int) -> Iterator[Claim]:
    """Yield this year's numbers in sentences that speak of last year, too."""
    for object, count, sentence in counted(prose):
        whole = _TITLES.sub("", prose.before(sentence, count))
        clause = prose.around(count.start, count.end)
        times = list(_TIME.finditer(whole))
        words = prose.ink[clause[0] : count.start]
        own = not times or times[-1][0] in ("今年", "全年", "本年", "本年度", f"{year}年")
        if own and not object.part and not of_others(object, words) and on_subject(prose, object, clause, whole):
            yield Claim(object, count, *clause)


def _change(
    prose: Prose, claim: Claim, now: Mapping[str, Fact], before: Mapping[str, Fact], year: int
) -> Iterator[Finding]:
    """Yield where a number is said to have grown from another than last year's table has."""
    told = _next(prose, claim.count)
    old, own = _amount(before, claim), _amount(now, claim)
    if told is None or old is None or own is None or own != claim.count.value:
        return  # what the prose says of this year is another rule's
    match = re.fullmatch(_CHANGED.format(year=year - 1), prose.ink[claim.count.end : told.start])
    if match is None:
        return
    change = own - old if match["more"] else old - own
    if told.kind == "percent":
        if not old:
            return
        right: Number = Decimal(100) * change / old
    elif told.unit == claim.count.unit or told.unit is None:
        right = change
    else:
        return
    if not agree(told.value, right, max(told.step, Decimal("0.1") if told.kind == "percent" else 0) * 2):
        text = prose.ink[max(claim.start, claim.count.start - 20) : told.end]
        places = [prose.place(claim.count.start, told.end)]
        yield finding("history.growth", places, text=text, year=year - 1, before=old, now=own)


def _next(prose: Prose, count: Count) -> Count | None:
    at = bisect_left(prose.counts, count.end, key=lambda each: each.start)
    later = takewhile(lambda each: each.start <= count.end + NEXT, islice(prose.counts, at, None))
    return next((each for each in later if each.exact), None)


def _amount(facts: Mapping[str, Fact], claim: Claim) -> Number | None:
    """Return what the cells of a claim add up to; None where one is in doubt."""
    cells = cells_of(facts, claim.object.cells)
    doubtful = any(cell.doubt or cell.unit_source == "assumed" for cell in cells)
    return None if doubtful else amount_of(cells)
