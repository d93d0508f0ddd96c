"""What stands in a value cell: a number, nothing, not applicable, a number with a remark, or words for a number."""

from __future__ import annotations

import re

import msgspec

from gongkai.document import Number, Record, Status
from gongkai.tables.amounts import AMOUNT, number_of, unit_of

NOT_APPLICABLE = frozenset(("无", "/-", "-/-"))
NOT_APPLICABLE_MARKS = frozenset("/\\-—―─━–_~")  # any run of one of them
NO_VALUE = frozenset(("NaN", "nan", "None", "null", "NULL"))  # what programs print for an empty cell

SIGNS = frozenset(("增", "增加", "增加了", "减", "减少", "减少了", "新增"))  # what a change begins with
_CHANGES = "新增|增加了?|增长|增|减少了?|下降|减"
_CELL = re.compile(rf"(?P<sign>[+↑↓-]|{_CHANGES})?{AMOUNT}(?P<arrow>[↑↓])?(?P<remark>[(\[][^()\[\]]*[)\]])?")
# What people write where a number is asked for. None of it is a piece of a label of the form.
_WORDS = re.compile(
    r"(?:详?见|参见|附)(?:附件|附表|附后|备注|说明|下表|后表)\d*"
    r"|(?:暂|尚)?(?:未|不|没有|无法)(?:作)?(?:统计|涉及|适用|开展|发生|产生|收费|收取|详)"
    r"|免收|免费|暂(?:无|缺|无数据)|无(?:此项|此类|数据|变化|增减)|另行(?:统计|公布|公开|说明)|待(?:定|统计)"
    r"|(?:与(?:上|去)年)?持平|(?:保持)?不变|同上"
)
_TWO_WAYS = re.compile(rf"(?:{_CHANGES})\d+\D{{0,3}}[,、;]?(?:{_CHANGES})\d+\D{{0,2}}")
_BRACKETS = frozenset(("()", "[]", "【】", "〔〕"))
_ORDINAL_DIGITS = 2  # (12) may number a row, (120) does not
_WRAPPING = "*'\"“”‘’;。"  # Markdown, quotation and closing marks around a value
_ABOUT = "约近超"  # what may stand before an approximate number
_NOTES = "①②③④⑤⑥⑦⑧⑨⑩*†余"  # what a footnote or an approximation adds after it
_FIRST = frozenset(
    "0123456789+-增减新约近超零无/\\—―─━–_~'*\"“‘NnN#↑↓下¥￥人R([【〔一二两三四五六七八九十百千万亿"
    "壹贰叁肆伍陆柒捌玖拾佰仟详见参附暂尚未不没免另待与持保同\ufffc"
)  # what a value can begin with


class Value(Record, frozen=True):
    """A value cell read: `number` still in the printed unit; `factor` and `unit` as printed in the cell, if at all.

    `remark` says that the cell holds more than the number, or words that hide one; `change` that it is printed as a
    growth or loss; `plain` that nothing but digits is printed.
    """

    status: Status
    number: Number | None = None
    factor: int = 1
    unit: str | None = None
    remark: bool = False
    plain: bool = True
    change: bool = False


BLANK = Value(Status.BLANK)
NOTHING = Value(Status.NOT_APPLICABLE)
WORDS = Value(Status.TEXT, plain=False)
HIDDEN = Value(Status.TEXT, remark=True, plain=False)
USUAL = {"": BLANK, "\ufffc": HIDDEN, "/": NOTHING, "-": NOTHING} | {
    str(digit): Value(Status.NUMBER, digit) for digit in range(10)
}


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
        return Value(Status.NUMBER, 0) if key == "零" else USUAL.get(key)
    match = _CELL.fullmatch(key)
    if match:
        return _read(match)
    if _TWO_WAYS.fullmatch(key):
        return HIDDEN
    if _WORDS.fullmatch(key):
        return HIDDEN if key[-1].isdecimal() else WORDS
    return _read_bracketed(key) if key[0] + key[-1] in _BRACKETS else _read_wrapped(key)


def read_in_brackets(key: str) -> Value | None:
    """Return the number that is all of what stands in brackets, with that as its remark; None for anything else."""
    value = read_value(key[1:-1]) if key and key[0] + key[-1] in _BRACKETS else None
    if value is None or value.number is None or key[1] in "([【〔":
        return None
    return msgspec.structs.replace(value, remark=value.remark or not value.change, plain=False)


def _read_bracketed(key: str) -> Value | None:
    """Return the value in brackets, None for a small number: it may be an ordinal, which its place must tell."""
    inner = key[1:-1]
    if inner in NOT_APPLICABLE or inner in NOT_APPLICABLE_MARKS:
        return NOTHING
    return None if inner.isdecimal() and len(inner) <= _ORDINAL_DIGITS else read_in_brackets(key)


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


def _read(match: re.Match[str]) -> Value | None:
    """Return the value of a cell that is an amount, with a sign, a unit or a remark."""
    sign, remark = match["sign"] or match["arrow"] or "", match["remark"]
    factor, unit = unit_of(match["led"] or match["unit"] or "")
    if remark and not unit and factor == 1 and (inner := unit_of(remark[1:-1].removeprefix("单位:"))) != (1, None):
        (factor, unit), remark = inner, None
    if match["currency"]:
        unit = unit or "元"
    number = number_of(match, unit)
    if number is None:
        return None
    if sign.startswith(("-", "减", "↓", "下")):
        number = -number
    plain = not (sign or unit or remark) and factor == 1
    return Value(Status.NUMBER, number, factor, unit, remark is not None, plain, bool(sign))
