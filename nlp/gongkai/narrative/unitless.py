"""Numbers that no unit follows at once: words before them, or a unit in brackets, make some of them quantities."""

from __future__ import annotations

import re

from gongkai.document import Quantity
from gongkai.narrative.grammar import BOUNDARY, DIGITS, GLUE, HIGH, MONEY, MORE, PERCENT, Grammar
from gongkai.narrative.surroundings import is_about, is_glued, sign_before
from gongkai.numbers import CHINESE, INEXACT, value_of

INNER = frozenset("余多")
_CUT = re.compile(r"\s{1,8}[0-9]")  # the rest of a number, perhaps


def marked(text: str, plain: str, match: re.Match[str], grammar: Grammar) -> Quantity | None:
    """Read 百分之十二 or ¥12.5万."""
    percent = match.lastindex == PERCENT
    first, last = match.span()
    value = value_of(match[PERCENT if percent else MONEY])
    if value is None:
        return None
    approx = plain.startswith(grammar.units.after, last) or plain.endswith(grammar.units.before, 0, first)
    unit, kind = ("%", "percent") if percent else ("元", "money")
    return Quantity(text[first:last], first, last, value, None, unit, kind, approx or plain[last - 1] in INEXACT)


def bare(text: str, plain: str, match: re.Match[str], start: int, end: int, grammar: Grammar) -> Quantity | None:
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
    if following == "(" and (unit := grammar.in_brackets.match(plain, last, end)) is not None:
        return _unit_in_brackets(text, plain, match, unit, start, grammar)
    if following and following in "\r\n" and _CUT.match(plain, last, end):
        return None
    if not (large or inexact or not following or following in BOUNDARY or plain.startswith(grammar.units.after, last)):
        return None
    value = value_of(plain[first : match.end(DIGITS)])
    if value is None or (following and following in CHINESE) or (following.isascii() and following.isalnum()):
        return None
    sign = sign_before(plain, first, start, "bare", grammar.units) if before and before in "+-" else 0
    if before in GLUE and not sign and is_glued(plain, first, start):
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
    approx = approx or (before in grammar.before and is_about(plain, first, "0", grammar.units))
    return Quantity(
        text[first:last], first, last, value * (sign or 1), None, None, "money" if money else "count", approx
    )


def _unit_in_brackets(
    text: str, plain: str, match: re.Match[str], unit: re.Match[str], start: int, grammar: Grammar
) -> Quantity | None:
    """Read 5(件): the unit in brackets right behind its number."""
    first, last, measure = match.start(), unit.end(), grammar.measures[unit[1]]
    value = value_of(plain[first : match.end(DIGITS)])
    before = plain[first - 1] if first > start else ""
    if value is None or measure.time or (measure.whole and not isinstance(value, int)):
        return None
    sign = sign_before(plain, first, start, measure.kind, grammar.units) if before in grammar.signs else 0
    if before in GLUE and before and not sign and is_glued(plain, first, start):
        return None
    approx = match.start(MORE) >= 0 or (before in grammar.before and is_about(plain, first, "0", grammar.units))
    first -= abs(sign)
    return Quantity(text[first:last], first, last, value * (sign or 1), None, measure.unit, measure.kind, approx)
