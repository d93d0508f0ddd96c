"""What stands in a value cell: a number, nothing, not applicable, or a number with a remark."""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from gongkai.document import Number, Record, Status

NOT_APPLICABLE = frozenset(("无", "/-", "-/-"))
NOT_APPLICABLE_MARKS = frozenset("/\\-—―─━–_~")  # any run of one of them
NO_VALUE = frozenset(("NaN", "nan", "None", "null", "NULL"))  # what programs print for an empty cell

SIGNS = frozenset(("增", "增加", "减", "减少", "新增"))  # what a change begins with
_NUMERAL = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_UNIT = r"(?:[万亿千百]?(?:元|件次|人次|份|件|条|项|个|次|家|部|起|宗|人|篇|例|批|户)|[万亿])"
_CELL = re.compile(
    rf"(?P<sign>[+-]|增加?|减少?|新增)?(?P<numeral>{_NUMERAL})(?P<unit>{_UNIT})?(?P<remark>[(\[][^()\[\]]*[)\]])?"
)
_WRAPPING = "*'\"“”‘’;。"  # Markdown, quotation and closing marks around a value
_ABOUT = "约近超"  # what may stand before an approximate number
_NOTES = "①②③④⑤⑥⑦⑧⑨⑩*†余"  # what a footnote or an approximation adds after it
_FIRST = frozenset("0123456789+-增减新约近超零无/\\—―─━–_~'*\"“‘NnN#")  # what a value can begin with
_FACTORS = {"万": 10_000, "亿": 100_000_000, "千": 1_000, "百": 100}


class Value(Record, frozen=True):
    """A value cell read: `number` still in the printed unit; `factor` and `unit` as printed in the cell, if at all.

    `plain` says that nothing but the number is printed.
    """

    status: Status
    number: Number | None = None
    factor: int = 1
    unit: str | None = None
    remark: bool = False
    plain: bool = True


BLANK = Value(Status.BLANK)
NOTHING = Value(Status.NOT_APPLICABLE)
USUAL = {"": BLANK, "/": NOTHING, "-": NOTHING} | {str(digit): Value(Status.NUMBER, digit) for digit in range(10)}


def read_value(key: str) -> Value | None:
    """Return what a cell's folded text without spaces holds; None when it is no value."""
    if key.isdecimal():
        return Value(Status.NUMBER, int(key))
    if not key:
        return BLANK
    if key[0] not in _FIRST:
        return None
    if key in NOT_APPLICABLE or (key[0] in NOT_APPLICABLE_MARKS and key == key[0] * len(key)):
        return NOTHING
    if len(key) == 1:
        return Value(Status.NUMBER, 0) if key == "零" else None
    match = _CELL.fullmatch(key)
    return _read(match) if match else _read_wrapped(key)


def _read_wrapped(key: str) -> Value | None:
    """Return the value within quotation marks, or with a footnote or 约 as its remark."""
    first, last = key[0], key[-1]
    if first in _WRAPPING or last in _WRAPPING:
        bare = key.strip(_WRAPPING)
        return read_value(bare) if bare else None
    if first not in _ABOUT and last not in _NOTES:
        return BLANK if key in NO_VALUE else None
    value = read_value(key.lstrip(_ABOUT).rstrip(_NOTES) or "?")
    return msgspec.structs.replace(value, remark=True, plain=False) if value and value.number is not None else None


def _read(match: re.Match[str]) -> Value:
    digits = match["numeral"].replace(",", "")
    number: Number = Decimal(digits) if "." in digits else int(digits)
    if (match["sign"] or "").startswith(("-", "减")):
        number = -number
    unit, factor = match["unit"], 1
    if unit and unit[0] in _FACTORS:
        factor, unit = _FACTORS[unit[0]], unit[1:] or None
    return Value(
        Status.NUMBER,
        number,
        factor,
        unit,
        match["remark"] is not None,
        plain=not (unit or match["remark"]) and factor == 1,
    )
