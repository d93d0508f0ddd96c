"""A stored number as a spreadsheet shows it: percent, scale and unit of its number format; dates as dates.

All digits that a spreadsheet keeps are given, shown or not: rounding for show is no rounding of the fact. A zero stays
a zero where the format shows a dash or nothing, a negative number has its sign where the format shows it red. Signs of
currency and separators of thousands are left out; words stay: 24575.93 in the format `0.00"万元"` is 24575.93万元, and
245759300 in `0!.0,"万元"`, which shows thousands with a point set before their last digit, is too.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

BUILTIN = {
    9: "0%", 10: "0.00%", 14: "yyyy-m-d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy-m-d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"',
    30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: "h:mm", 33: "h:mm:ss", 34: "h:mm", 35: "h:mm:ss", 36: 'yyyy"年"m"月"',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"', 54: 'm"月"d"日"', 55: "h:mm", 56: "h:mm:ss", 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Formats that a Chinese Excel does not write down; others of them change nothing of a number."""

_LONGEST = 30  # digits of a number that anybody writes
_DIGITS = 15  # a spreadsheet keeps as many; what a float has beyond is noise
_EPOCH = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
_LAST_DAY = 2_958_465  # 9999-12-31
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|(?P<digits>[0#?]+)|(?P<commas>,+)'
    r"|(?P<date>General|[ymdhs]+|AM/PM|A/P|上午/下午|E[+-])|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"\s*(<=|>=|<>|<|>|=)\s*(-?[\d.]+)\s*")
_HOLDS = {
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b, "<>": lambda a, b: a != b,
}  # fmt: skip
_WORDS = re.compile(r"[^\u4e00-\u9fff%+]+")  # what is no word, percent or plus sign
_FALLS = re.compile("减|降|负")


class Section(NamedTuple):
    """One of the up to four formats that a code holds: words around the number, and what it is multiplied with."""

    before: str
    after: str
    power: int  # of ten
    date: str  # the letters for parts of a date or time, "" for a number
    words: str  # all that is quoted, for dates
    condition: tuple[str, Decimal] | None


def shown(number: str, code: str, *, from_1904: bool = False) -> str:
    """Return what a cell shows that holds `number` in the format `code`."""
    try:
        value = Decimal(number)
    except InvalidOperation:
        return number
    if not value.is_finite() or abs(value.adjusted()) > _LONGEST:
        return number
    section, signed = _choose(_sections(code), value)
    if section.date:
        return _date(value, section, from_1904)
    value = _rounded(value)
    sign = "-" if value < 0 and not (signed and _FALLS.search(section.before)) else ""
    return sign + section.before + _plain(abs(value).scaleb(section.power)) + section.after


def _rounded(value: Decimal) -> Decimal:
    return Decimal(f"{value:.{_DIGITS}g}")


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _choose(sections: tuple[Section, ...], value: Decimal) -> tuple[Section, bool]:
    """Return the section for a value, and whether it is one for negative numbers alone."""
    for section in sections[:2]:
        if section.condition and _HOLDS[section.condition[0]](value, section.condition[1]):
            return section, False
    if any(section.condition for section in sections):
        return next((section for section in sections if not section.condition), sections[0]), False
    if value < 0 and len(sections) > 1:
        return sections[1], True
    return sections[0], False  # zero, too: its own section shows a dash or nothing


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[Section, ...]:
    parts: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(code):
        if token["plain"] == ";":
            parts.append([])
        else:
            parts[-1].append(token)
    return tuple(map(_section, parts[:4]))


def _section(tokens: list[re.Match[str]]) -> Section:
    numbers = [at for at, token in enumerate(tokens) if token["digits"] or (token["date"] or "").lower() == "general"]
    first, last = (numbers[0], numbers[-1]) if numbers else (len(tokens), len(tokens))
    literals = [token["quoted"] or token["escaped"] or token["plain"] or "" for token in tokens]
    brackets = [token["bracket"] or "" for token in tokens]
    return Section(
        _WORDS.sub("", "".join(literals[:first])),
        _WORDS.sub("", "".join(literals[last + 1 :])),
        _power(tokens[: last + 2], literals),
        "" if numbers else "".join(map(_date_letters, tokens)),
        "".join(literals),
        next(filter(None, map(_condition, brackets)), None),
    )


def _power(tokens: list[re.Match[str]], literals: list[str]) -> int:
    """Return the power of ten that percent signs, commas after the digits and a point set between them make."""
    power, point = 2 * [token["plain"] for token in tokens].count("%"), False
    for at, token in enumerate(tokens):
        is_last = not any(other["digits"] for other in tokens[at + 1 : at + 2])
        if token["digits"] and point:
            power -= len(token["digits"])
        elif token["commas"] and is_last:
            power -= 3 * len(token["commas"])
        elif literals[at] == "." and not token["plain"] and not is_last:
            point = True
    return power


def _date_letters(token: re.Match[str]) -> str:
    letters = (token["date"] or token["bracket"] or "").lower()
    return letters if letters and not set(letters) - set("ymdhs") else ""


def _condition(bracket: str) -> tuple[str, Decimal] | None:
    found = _CONDITION.fullmatch(bracket)
    try:
        return (found[1], Decimal(found[2])) if found else None
    except InvalidOperation:
        return None


def _date(value: Decimal, section: Section, from_1904: bool) -> str:
    """Return a date or a time: with 年 where the format has it, else as 2020-01-20."""
    if not 0 <= value <= _LAST_DAY:
        return "#####"  # as a spreadsheet does
    moment = (_EPOCH_1904 if from_1904 else _EPOCH) + timedelta(days=float(value))
    if value < 60 and not from_1904:  # the 29 February 1900 that spreadsheets believe in
        moment += timedelta(days=1)
    has_year, has_day = "y" in section.date, "d" in section.date
    if not (has_year or has_day):
        return f"{moment:%H:%M:%S}" if "s" in section.date else f"{moment:%H:%M}"
    names = "年月日" if "月" in section.words or "年" in section.words else "--"
    text = f"{moment.year}{names[0]}" if has_year else ""
    text += f"{moment.month}{names[1] if has_day or names[1:2] == '月' else ''}"
    text += f"{moment.day}{names[2:]}" if has_day else ""
    return text + (f" {moment:%H:%M}" if "h" in section.date else "")
