"""The amounts of value cells: a numeral with its unit, before, behind or in brackets, and what both mean."""

from __future__ import annotations

import re
from decimal import Decimal

from gongkai.document import Number
from gongkai.numbers import CHINESE, FORMAL, value_of

_NUMERAL = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_HANZI = rf"(?![百千万亿])[{CHINESE}{FORMAL}]{{1,12}}"
_THINGS = "圆|元|件次|人次|份|件|条|项|个|次|家|部|起|宗|人|篇|例|批|户"
_UNIT = rf"(?:[万亿千百]?(?:{_THINGS})|[万亿])"
AMOUNT = (
    rf"(?P<currency>[¥￥]|人民币|RMB)?(?:\((?P<led>{_UNIT})\))?"
    rf"(?:(?P<numeral>{_NUMERAL})|(?P<hanzi>{_HANZI}))(?P<unit>{_UNIT})?整?"
)
"""Regex source of an amount in folded text without spaces."""

_WHOLE_UNIT = re.compile(rf"(?P<factor>[万亿千百])?(?P<thing>{_THINGS})?")
_OF_LABELS = frozenset((None, "条", "项"))  # 五 may number a row, and 第二十条 and 第一项 may be wrapped
_FACTORS = {"万": 10_000, "亿": 100_000_000, "千": 1_000, "百": 100}
_PLAIN = str.maketrans(FORMAL, "一二三四五六七八九十百千")


def unit_of(printed: str) -> tuple[int, str | None]:
    """Return factor and unit of a printed unit: 万元 is (10000, 元), 万 is (10000, None); (1, None) for none."""
    match = _WHOLE_UNIT.fullmatch(printed)
    if match is None:
        return 1, None
    thing = "元" if match["thing"] == "圆" else match["thing"]
    return _FACTORS.get(match["factor"], 1), thing


def number_of(match: re.Match[str], unit: str | None) -> Number | None:
    """Return the number of an amount in `unit`; None for a Chinese one that is malformed or may be of a label."""
    if match["numeral"]:
        digits = match["numeral"].replace(",", "")
        return Decimal(digits) if "." in digits else int(digits)
    return value_of(match["hanzi"].translate(_PLAIN)) if match["sign"] or unit not in _OF_LABELS else None
