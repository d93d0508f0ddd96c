"""What stands around a numeral: its sign, what says that it is approximate, and what it is but a piece of."""

from __future__ import annotations

import re

from gongkai.numbers import RANKS
from gongkai.units import Measure, Units

_SIGN_AFTER = "为是减增比差了达:,;(。、 \t"  # a + or - after one of these (or at the start) is a sign, else a dash
_COMPARED = re.compile("[较比同][^,。;:]{0,10}[年期月度]$")  # nor is it a dash behind 较去年同期
_ABBREVIATION = re.compile(r"[A-Za-z]{3,}$")  # APP12个 counts, A4纸 and H5页 do not
_NOT_TIME = frozenset("次个项条种部样")
_UNIT_OF_ALL = re.compile("单位:? ?$")
_FRACTIONAL = re.compile(r"[0-9]角")


def after_unit(plain: str, last: int, measure: Measure, words: Units) -> int | None:
    """Look behind the unit: 0 nothing, 1 以上 or the like, 2 a 多 that belongs to it (3年多); None (两年半)."""
    following = plain[last]
    if following == "半":
        return None if measure.time else 0
    if following in "多余":
        return 2 if measure.time and plain[last + 1 : last + 2] not in _NOT_TIME else 0
    if following.isdigit():
        return None if measure.kind == "money" and _FRACTIONAL.match(plain, last) else 0
    return int(plain.startswith(words.after, last))


def sign_before(plain: str, first: int, start: int, kind: str, words: Units) -> int:
    """Return the sign printed directly before the number: 1, -1, or 0 for none."""
    mark = plain[first - 1]
    before = plain[first - 2] if first - 2 >= start else ""
    if mark in "+-":
        if before and before not in _SIGN_AFTER and not _COMPARED.search(plain[max(start, first - 16) : first - 1]):
            return 0
    elif kind == "percent" or (before and before in words.verb):
        return 0  # a percentage carries no direction; 新增 is an ordinary verb
    return 1 if mark in words.plus else -1


def is_glued(plain: str, first: int, start: int) -> bool:
    """Tell whether the numeral is the tail of something longer: 1 234, 7×24, 9:30, 3万5, A4."""
    head = plain[max(start, first - 12) : first]
    mark = head[-1]
    if mark.isspace():
        tail = head.rstrip()[-2:]
        return tail[-1:].isdecimal() or (tail[1:] == "." and tail[0].isdecimal())
    if (mark.isascii() and mark.isalpha()) or mark in "@_#":
        return _ABBREVIATION.search(head) is None
    return head[-2:-1].isascii() and head[-2:-1].isalnum()


def is_about(plain: str, first: int, numeral: str, words: Units) -> bool:
    """Tell whether 近, 约, 超过, … stands before the number; 上百 and 过万 only before a bare rank."""
    if plain[first - 1] in "上过" and numeral[0] not in RANKS:
        return plain.endswith(("超过", "不过"), 0, first)
    return plain.endswith(words.before, 0, first) and not plain.endswith(words.not_before, 0, first)


def names_unit(plain: str, first: int, numeral: str) -> bool:
    """Tell whether 万元 is but the unit of other numbers: alone, or after 单位:."""
    return len(numeral) == 1 or _UNIT_OF_ALL.search(plain, max(0, first - 4), first) is not None
