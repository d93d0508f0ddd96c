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
from gongkai.narrative.grammar import BOUNDARY, DIGITS, GLUE, HANZI, HIGH, MONEY, MORE, PERCENT, PLAIN, UNIT, Grammar
from gongkai.narrative.grammar import grammar as shipped
from gongkai.narrative.joining import join
from gongkai.numbers import CHINESE, INEXACT, RANKS, value_of
from gongkai.numbers import DIGITS as NUMERALS
from gongkai.text import fold
from gongkai.units import ARABIC as ARABIC_ONLY
from gongkai.units import Measure, Units

_SIGN_AFTER = "为是减增比差了达:,;(。、 \t"  # a + or - after one of these (or at the start) is a sign, else a dash
_ABBREVIATION = re.compile(r"[A-Za-z]{3,}$")  # APP12个 counts, A4纸 and H5页 do not
INNER = frozenset("余多")
_WORDS = NUMERALS | {"十": 10}
_NOT_TIME = frozenset("次个项条种部样")
_LONE = frozenset("百千万亿")
_FRACTIONAL = re.compile(r"[0-9]角")
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
    grammar, returns = shipped(), "\r" in plain
    found: list[Quantity] = []
    for start, end in spans:
        if plain.find("\n", start, end) < 0 and not (returns and plain.find("\r", start, end) >= 0):
            found += _scan(text, plain, start, end, grammar)
            continue
        joined = join(text, plain, start, end)
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
        return _marked(text, plain, match, grammar)
    return _bare(text, plain, match, start, end, grammar)


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
            sign = _sign(plain, first, start, measure.kind, grammar.units)
        if before in GLUE and not sign and _glued(plain, first, start):
            return None
        approx = approx or (before in grammar.before and _about(plain, first, numeral, grammar.units))
    if numeral[0] in _LONE and not approx and measure.kind != "money":
        return None  # 百家, 千户, 万人 without 余 are words
    if plain[last : last + 1] in grammar.after:
        longer = _after(plain, last, measure, grammar.units)
        if longer is None:
            return None
        approx, last = approx or longer > 0, last + (longer == 2)
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


def _after(plain: str, last: int, measure: Measure, words: Units) -> int | None:
    """Look behind the unit: 0 nothing, 1 以上 or the like, 2 a 多 that belongs to it (3年多); None (两年半)."""
    following = plain[last]
    if following == "半":
        return None if measure.time else 0
    if following in "多余":
        return 2 if measure.time and plain[last + 1 : last + 2] not in _NOT_TIME else 0
    if following.isdigit():
        return None if measure.kind == "money" and _FRACTIONAL.match(plain, last) else 0
    return int(plain.startswith(words.after, last))


def _sign(plain: str, first: int, start: int, kind: str, words: Units) -> int:
    """Return the sign printed directly before the number: 1, -1, or 0 for none."""
    mark = plain[first - 1]
    before = plain[first - 2] if first - 2 >= start else ""
    if mark in "+-":
        if before and before not in _SIGN_AFTER:
            return 0
    elif kind == "percent" or (before and before in words.verb):
        return 0  # a percentage carries no direction; 新增 is an ordinary verb
    return 1 if mark in words.plus else -1


def _glued(plain: str, first: int, start: int) -> bool:
    """Tell whether the numeral is the tail of something longer: 1 234, 7×24, 9:30, 3万5, A4."""
    head = plain[max(start, first - 12) : first]
    mark = head[-1]
    if mark.isspace():
        return head.rstrip()[-1:].isdecimal()
    if (mark.isascii() and mark.isalpha()) or mark in "@_#":
        return _ABBREVIATION.search(head) is None
    return head[-2:-1].isascii() and head[-2:-1].isalnum()


def _about(plain: str, first: int, numeral: str, words: Units) -> bool:
    """Tell whether 近, 约, 超过, … stands before the number; 上百 and 过万 only before a bare rank."""
    if plain[first - 1] in "上过" and numeral[0] not in RANKS:
        return plain.endswith(("超过", "不过"), 0, first)
    return plain.endswith(words.before, 0, first) and not plain.endswith(words.not_before, 0, first)


def _ends(numeral: str, low: Number, printed: str) -> tuple[Number, Number] | None:
    """Return both ends of 10至20 or 3至5万 (which is 3万至5万); None when they do not ascend."""
    high = value_of(printed)
    if high is None:
        return None
    count = value_of(printed.rstrip("百千万亿") or "零")
    if count and numeral[-1] not in RANKS and low < count < high:
        low = int(high / count) * low
    return (low, high) if low < high else None


def _marked(text: str, plain: str, match: re.Match[str], grammar: Grammar) -> Quantity | None:
    """Read 百分之十二 or ¥12.5万."""
    percent = match.lastindex == PERCENT
    first, last = match.span()
    value = value_of(match[PERCENT if percent else MONEY])
    if value is None:
        return None
    approx = plain.startswith(grammar.units.after, last) or plain.endswith(grammar.units.before, 0, first)
    unit, kind = ("%", "percent") if percent else ("元", "money")
    return Quantity(text[first:last], first, last, value, None, unit, kind, approx or plain[last - 1] in INEXACT)


def _bare(text: str, plain: str, match: re.Match[str], start: int, end: int, grammar: Grammar) -> Quantity | None:
    """Read a number without a unit: only where the words around it say that it counts."""
    if match.start(HIGH) >= 0:
        return None
    first, last = match.start(), max(match.end(DIGITS), match.end(MORE))
    inexact = match.start(MORE) >= 0
    large = plain[match.end(DIGITS) - 1] in "万亿"
    if first == start and not large and not inexact:
        return None  # as the markers of lists: no word before it
    before = plain[first - 1] if first > start else ""
    following = plain[last] if last < end else ""
    if not (large or inexact or not following or following in BOUNDARY or plain.startswith(grammar.units.after, last)):
        return None
    value = value_of(plain[first : match.end(DIGITS)])
    if value is None or (following and following in CHINESE) or (following.isascii() and following.isalnum()):
        return None
    sign = _sign(plain, first, start, "bare", grammar.units) if before and before in "+-" else 0
    if before in GLUE and not sign and _glued(plain, first, start):
        return None
    first -= abs(sign)
    context = plain[max(start, first - 12) : first]
    if inexact and plain[last - 1] == "+" and value < 100:
        return None  # 1+X, 5+2
    money = grammar.money.search(context) is not None
    plainly = large or inexact or sign or money or (value == 0 and context.endswith("为"))
    if not (plainly or grammar.counted.search(context)) or grammar.never.search(context):
        return None
    approx = inexact or plain.startswith(grammar.units.after, last) or not INNER.isdisjoint(plain[first:last])
    approx = approx or (before in grammar.before and _about(plain, first, "0", grammar.units))
    return Quantity(
        text[first:last], first, last, value * (sign or 1), None, None, "money" if money else "count", approx
    )


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
