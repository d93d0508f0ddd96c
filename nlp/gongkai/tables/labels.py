"""What a printed label is called: its core, without ordinal, hints in brackets and punctuation, and its ordinal.

1.属于国家秘密 and （1）属于国家秘密 have one core. All of it works on folded text without spaces.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_ORDINAL = re.compile(
    r"(?:\(([一二三四五六七八九十]{1,3}|\d{1,2})\)|([一二三四五六七八九十]{1,3})(?=[、.,:)])|(\d{1,2})(?=[、.,:)\u4e00-\u9fff])"
    r"|([①-⑳]))[、.,:)]*"
)
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_HINT = re.compile(r"\((?![一二三四五六七八九十\d]{1,2}\)项)[^()]*\)?|^[^()]*(?<![一二三四五六七八九十\d])\)")
PUNCTUATION = re.compile(r"[^\w]+|_+")
_ORDINALS = re.compile(r"\n" + _ORDINAL.pattern)  # begins with a literal that the search can jump to
_USUAL_MARKS = '、,.;:“”"/-·《》'
_PUNCTUATION_IN_LINES = re.compile(r"[^\w\n]+|_+")
_STARTS = "(一二三四五六七八九十0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ENDS = "、.,:)"
_PLANE = 0xFFFF  # the last code point that is told apart: beyond it stands nothing that an ordinal is made of


def ordinal(key: str) -> int:
    """Return the number that a folded label begins with (（三） is 3), 0 where there is none."""
    match = _ORDINAL.match(key)
    if match is None:
        return 0
    digits = match[match.lastindex or 0]
    if digits.isdecimal():
        return int(digits)
    if digits in _NUMERALS:
        return _NUMERALS[digits]
    return ord(digits) - ord("①") + 1 if len(digits) == 1 else 10 + _NUMERALS.get(digits[-1], 0)


def core(key: str) -> str:
    """Return what is left of a folded label without ordinal, hints and punctuation."""
    match = _ORDINAL.match(key)
    rest = key[match.end() :] if match else key
    if "(" in rest or ")" in rest:
        rest = _HINT.sub("", rest) or rest
    return rest if rest.isalnum() else PUNCTUATION.sub("", rest)


def cores_of(joined: str) -> list[str]:
    """Return the core of every line of folded text without spaces: as `core` does, all lines in a few passes."""
    bare = _ORDINALS.sub("\n", "\n" + joined)
    if "(" in bare or ")" in bare:
        lines = bare.split("\n")
        bare = "\n".join([_HINT.sub("", line) or line if "(" in line or ")" in line else line for line in lines])
    for mark in _USUAL_MARKS:  # replacing is faster than matching, and mostly leaves nothing to match
        bare = bare.replace(mark, "")
    if not bare.replace("\n", "").isalnum():
        bare = _PUNCTUATION_IN_LINES.sub("", bare)
    return bare[1:].split("\n")


def ordinals_of(joined: str) -> NDArray[np.int8]:
    """Return the number that every line of folded labels begins with, 0 where there is none.

    The usual forms (1. 一、 （一）) are told by the first three characters of all lines at once.
    """
    codes = np.frombuffer((joined + "\n\n\n").encode("utf-32-le", "surrogatepass"), "<u4")
    starts = np.concatenate(([0], np.flatnonzero(codes[:-3] == ord("\n")) + 1))
    first, second, third = (np.minimum(codes[starts + at], _PLANE) for at in range(3))
    kinds = _kinds()
    boxed = (first == ord("(")) & (third == ord(")"))
    found: NDArray[np.int8] = kinds.digit[first] * kinds.ends[second] + kinds.digit[second] * boxed
    lines = joined.split("\n")
    for at in np.flatnonzero(kinds.starts[first] & (found == 0)).tolist():
        found[at] = ordinal(lines[at])
    return found


class _Kinds(NamedTuple):
    """What each character is to an ordinal: the number that it means (0 for none), a beginning, an end."""

    digit: NDArray[np.int8]
    starts: NDArray[np.bool_]
    ends: NDArray[np.bool_]


@cache
def _kinds() -> _Kinds:
    size = _PLANE + 1
    kinds = _Kinds(np.zeros(size, np.int8), np.zeros(size, np.bool_), np.zeros(size, np.bool_))
    for number, han in enumerate("一二三四五六七八九", 1):
        kinds.digit[[ord(str(number)), ord(han)]] = number
    kinds.starts[[ord(char) for char in _STARTS]] = True
    kinds.ends[[ord(char) for char in _ENDS]] = True
    return kinds
