"""Find the quantities of prose: numbers that count something, with unit, sign and certainty.

One regex finds every numeral with what may be its unit; short checks then refuse what is no quantity. Where a line
break of the source runs through a passage, the passage is read joined and the places are carried back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from gongkai import artefacts
from gongkai.document import Number, Quantity
from gongkai.narrative import mentions
from gongkai.narrative.grammar import GLUE, HANZI, MONEY, PERCENT, PLAIN, UNIT, Grammar
from gongkai.narrative.grammar import grammar as shipped
from gongkai.narrative.joining import join
from gongkai.narrative.surroundings import after_unit, is_about, is_glued, names_unit, sign_before
from gongkai.narrative.unitless import INNER, bare, marked
from gongkai.narrative.wrapping import Wrapping, whole
from gongkai.numbers import DIGITS as NUMERALS
from gongkai.numbers import RANKS, value_of
from gongkai.text import fold
from gongkai.units import ARABIC as ARABIC_ONLY
from gongkai.units import Measure

_WORDS = NUMERALS | {"十": 10}
_LONE = frozenset("百千万亿")
_MARKED = "。;:!?) \t\n"
_AVERAGE = re.compile("[均每]")  # says, some 15 characters before a fraction of things, that it is an average


def find(text: str) -> list[Quantity]:
    """Return the quantities of one passage, in text order; offsets count characters of `text`."""
    plain = fold(text)
    if "\n" in plain:
        plain = artefacts.blank(plain, artefacts.find(plain))
    return list(find_all(text, plain, ((0, len(text)),)))


def find_all(text: str, plain: str, spans: Iterable[tuple[int, int]]) -> tuple[Quantity, ...]:
    """Return the quantities in the passages at `spans` of a report.

    `plain` is `text` folded, with artefacts blanked, of the same length. Offsets count characters of `text`.
    """
    grammar, returns, wrapping = shipped(), "\r" in plain, Wrapping(text, plain)
    found: list[Quantity] = []
    for start, end in whole(spans, wrapping, grammar.unit):
        if plain.find("\n", start, end) < 0 and not (returns and plain.find("\r", start, end) >= 0):
            found += _scan(text, plain, start, end, grammar)
            continue
        joined = join(text, plain, start, end, wrapping)
        for each in _scan(joined.text, joined.plain, 0, len(joined.text), grammar):
            place = joined.place(each.start, each.end)
            found.append(Quantity(each.text, *place, each.value, each.high, each.unit, each.kind, each.approx))
    return tuple(found)


def _scan(text: str, plain: str, start: int, end: int, grammar: Grammar) -> list[Quantity]:
    """Read every numeral of one line of text."""
    found: list[Quantity] = []
    units, behind = grammar.plain, -1
    for match in grammar.pattern.finditer(plain, start, end):
        group = match.lastindex
        if group is None:  # a mention, passed over
            continue
        if group == PLAIN:
            first, last = match.span()
            at = match.start(PLAIN)
            unit, kind, inexact, check = units[plain[at:last]]
            if check is not None and check(plain, first, at, last):
                continue
            numeral = plain[first:at]
            value = int(numeral) if numeral.isdecimal() else value_of(numeral)
            if value is None:
                continue
            quantity = Quantity(text[first:last], first, last, value, None, unit, kind, inexact)
        else:
            closer = _closer(text, plain, match, start, end, grammar)
            if closer is None:
                continue
            quantity = closer
        if behind + 3 > quantity.start > behind and found and _continues(plain, found[-1], quantity):
            quantity = _range(text, found.pop(), quantity)
        found.append(quantity)
        behind = quantity.end
    return found


def _closer(text: str, plain: str, match: re.Match[str], start: int, end: int, grammar: Grammar) -> Quantity | None:
    """Read what is no plain number with its unit, or stands where that is not certain."""
    if match.lastindex == UNIT:
        first, last = match.span()
        if match.end(HANZI) == first + 1 and _undoubted(plain, first, last, start, grammar):
            return _in_a_word(text, plain, first, last, grammar)
        return _examined(text, plain, match, start, grammar)
    if match.lastindex in (PERCENT, MONEY):
        return marked(text, plain, match, grammar)
    return bare(text, plain, match, start, end, grammar)


def _undoubted(plain: str, first: int, last: int, start: int, grammar: Grammar) -> bool:
    """Tell whether 六个 has its unit at once, and nothing around it wants a closer look."""
    before = plain[first - 1] if first > start else ""
    return (
        plain[first] in _WORDS
        and plain[first + 1 : last] in grammar.measures
        and before not in GLUE
        and before not in grammar.signs
        and plain[last : last + 1] not in grammar.after
        and not (before in grammar.before and plain.endswith(grammar.units.before, 0, first))
    )


def _in_a_word(text: str, plain: str, first: int, last: int, grammar: Grammar) -> Quantity | None:
    """Read 六个 where it is plain."""
    unit, kind, inexact, check = grammar.plain[plain[first + 1 : last]]
    measure = grammar.measures[plain[first + 1 : last]]
    if measure.numerals == ARABIC_ONLY or mentions.is_word(plain, first, first + 1, last, measure, grammar.units):
        return None
    if check is not None and check(plain, first, first + 1, last):
        return None
    return Quantity(text[first:last], first, last, _WORDS[plain[first]], None, unit, kind, inexact)


def _examined(text: str, plain: str, match: re.Match[str], start: int, grammar: Grammar) -> Quantity | None:
    """Read a numeral with its unit, looking at the words around it."""
    _, _, digits, hanzi, more, high, high_more, printed, _ = match.groups()
    first, last = match.span()
    numeral = plain[first : first + 1 + len(digits if hanzi is None else hanzi)]
    value = value_of(numeral)
    measure = grammar.measures[printed]
    if value is None or (
        (hanzi is not None or printed in grammar.watched) and _refused(plain, match, measure, grammar)
    ):
        return None
    if measure.whole and "." in numeral and numeral[-1] not in RANKS:
        # There is no 1.12件: it is item 1 of a list, and 12件. But 1.7篇 may be an average.
        marked = first == start or plain[first - 1] in _MARKED
        if not marked and not _AVERAGE.search(plain, max(start, first - 15), first):
            return None
        if marked:
            numeral = numeral.partition(".")[2]
            start = first = first + 1 + len(digits) - len(numeral)
            value = int(numeral)
    upper = None
    if high:
        ends = _ends(numeral, value, high)
        if ends is None:
            return None
        value, upper = ends
    approx, sign = bool(more or high_more or measure.inexact or not INNER.isdisjoint(numeral)), 0
    if first > start and plain[first - 1] in grammar.alert:
        before = plain[first - 1]
        if before in grammar.signs:
            sign = sign_before(plain, first, start, measure.kind, grammar.units)
        if before in GLUE and not sign and is_glued(plain, first, start):
            return None
        approx = approx or (before in grammar.before and is_about(plain, first, numeral, grammar.units))
    if numeral[0] in _LONE and not approx and measure.kind != "money":
        return None  # 百家, 千户, 万人 without 余 are words
    if plain[last : last + 1] in grammar.after:
        longer = after_unit(plain, last, measure, grammar.units)
        if longer is None:
            return None
        approx, last = approx or longer > 0, last + (longer == 2)
    if numeral[0] in _LONE and not approx and names_unit(plain, first, numeral):
        return None  # 单位: 万元; but 千元以上 counts
    if sign:
        first, value = first - 1, value * sign
    return Quantity(text[first:last], first, last, value, upper, measure.unit, measure.kind, approx)


def _refused(plain: str, match: re.Match[str], measure: Measure, grammar: Grammar) -> bool:
    """Tell whether the number or its classifier is part of a word, a date, a rank, an idiom."""
    first, last = match.span()
    at = match.start(UNIT)
    if match.start(HANZI) >= 0 and (
        measure.numerals == ARABIC_ONLY or mentions.is_word(plain, first, at, last, measure, grammar.units)
    ):
        return True
    check = mentions.CHECKS.get(plain[at:last])
    return check is not None and check(plain, first, at, last)


def _ends(numeral: str, low: Number, printed: str) -> tuple[Number, Number] | None:
    """Return both ends of 10至20 or 3至5万 (which is 3万至5万); None when they do not ascend."""
    high = value_of(printed)
    if high is None:
        return None
    count = value_of(printed.rstrip("百千万亿") or "零")
    if count and numeral[-1] not in RANKS and low < count < high:
        low = int(high / count) * low
    return (low, high) if low < high else None


def _continues(plain: str, low: Quantity, high: Quantity) -> bool:
    """Tell whether two quantities are the ends of one range: 10件至20件, 5%-8%. From … to is a change, not a range."""
    return (
        low.unit == high.unit
        and low.high is None
        and high.high is None
        and 0 <= low.value < high.value
        and plain[low.end : high.start].strip() in {"-", "—", "~", "至", "到", "--", "——"}
        and plain[low.start - 1 : low.start] not in {"从", "由"}
    )


def _range(text: str, low: Quantity, high: Quantity) -> Quantity:
    whole = text[low.start : high.end]
    approx = low.approx or high.approx
    return Quantity(whole, low.start, high.end, low.value, high.value, low.unit, low.kind, approx)
