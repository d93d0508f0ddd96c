"""Numerals as reports print them, and their exact values.

Arabic (1276.5534, 1,234), Chinese to 亿 (二十三, 两千零五) and mixed (3万, 2千万, 1亿2000万), all over folded text.
A numeral that is malformed, or has two readings (三万五, 3万5), has no value: None, never 0 and never a guess.
"""

from __future__ import annotations

import re
from decimal import Decimal

from gongkai.document import Number

ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
RANKS = {"亿": 10**8, "万": 10**4, "千": 1000, "百": 100, "十": 10}
DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
CHINESE = "".join(DIGITS) + "".join(RANKS)
FORMAL = "壹贰叁肆伍陆柒捌玖拾佰仟"  # 一 to 九, 十, 百, 千 as written on cheques
MULTIPLIER = "[百千万亿]{1,2}"
NUMERAL = (
    rf"(?:{ARABIC}(?: ?{MULTIPLIER}(?:{ARABIC}{MULTIPLIER})*+(?:[0-9]{{4}}(?![0-9.]))?)?"
    rf"|[{CHINESE}]++(?:点[{CHINESE}]++)?)"
)
"""Regex source of one numeral in folded text, without sign, without 余 or 多."""

INEXACT = "余多+"  # after the digits: 18万余, 300多, 10万+
LONGEST = 24  # characters; the exact arithmetic below holds for 28 significant digits, and no count is longer

_ARABIC = re.compile(ARABIC)
_INNER = re.compile(r"(?:(?<=[0-9]) |[余多])(?=[百千万亿])")  # 3 万, 30余万
_POINT = re.compile(rf"([{CHINESE}]+)点([{''.join(DIGITS)}]+)([万亿]?)")


def value_of(numeral: str) -> Number | None:
    """Return the exact value of a folded `numeral`, None when it is malformed or ambiguous.

    余, 多 or + at its end, and 余 or 多 before 万 (30余万), are left aside: that it is approximate, the caller sees.
    """
    if numeral.isdecimal() and len(numeral) <= LONGEST:
        return int(numeral)
    if len(numeral) > LONGEST:
        return None
    if numeral[:-1].isdecimal() and numeral[-1] in RANKS:
        return int(numeral[:-1]) * RANKS[numeral[-1]]
    body = numeral.rstrip(INEXACT)
    if body in DIGITS:
        return DIGITS[body]
    if " " in body or "余" in body or "多" in body:
        body = _INNER.sub("", body)
    if _ARABIC.fullmatch(body):
        return scaled(body)
    if "点" in body:
        return _with_point(body)
    return _ranked(body)


def scaled(arabic: str, factor: int = 1) -> Number:
    """Return an Arabic numeral times `factor`: an int where the product is whole, else an exact Decimal."""
    whole, _, fraction = arabic.replace(",", "").partition(".")
    product, parts = int(whole + fraction) * factor, int(10 ** len(fraction))
    if product % parts == 0:
        return product // parts
    return Decimal(f"{product}E-{len(fraction)}").normalize()


def _ranked(body: str) -> Number | None:
    """Read `body` by its highest rank: what stands before 亿 (万, 千, …) times that, plus what stands after it."""
    for rank, factor in RANKS.items():
        if rank in body:
            # 一万亿 has its 万 before 亿; a rank twice (三千五千) is refused further down.
            head, _, tail = body.partition(rank)
            return _sum(head, tail, factor)
    return DIGITS.get(body) if not body.isdecimal() else int(body)


def _sum(head: str, tail: str, factor: int) -> Number | None:
    high = _times(head, factor, alone=not tail)
    if high is None or not tail:
        return high
    if "." in head:
        return None  # 1.5万2千
    skips = tail.startswith("零")
    low = _ranked(tail[skips:])
    if not isinstance(high, int) or not isinstance(low, int) or not 0 < low < factor or tail.endswith("两"):
        return None
    adjacent = low * 10 >= factor
    if skips:
        return None if adjacent else high + low
    # 三万五百 has one reading, 三万五 and 3万50 have two.
    return high + low if adjacent or (low >= 10 and tail[0] in CHINESE) else None


def _times(head: str, factor: int, *, alone: bool) -> Number | None:
    """Return `head` times `factor`. An empty head is one: before 十, or where the rank stands alone (百余, 近万)."""
    if not head:
        return factor if alone or factor == 10 else None
    if _ARABIC.fullmatch(head):
        return scaled(head, factor)
    if head.startswith("零") or (factor == 10 and head == "两"):
        return None
    high = _ranked(head)
    limit = factor if factor > 1000 else 10
    return high * factor if high is not None and high < limit else None


def _with_point(body: str) -> Number | None:
    """Read 九十九点八, 一点二万."""
    match = _POINT.fullmatch(body)
    whole = _ranked(match[1]) if match else None
    if match is None or whole is None:
        return None
    fraction = "".join(str(DIGITS[digit]) for digit in match[2])
    return scaled(f"{whole}.{fraction}", RANKS.get(match[3], 1))
