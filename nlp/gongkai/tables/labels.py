"""What a printed label is called: its core, without ordinal, hints in brackets and punctuation, and its ordinal.

1.属于国家秘密 and （1）属于国家秘密 have one core. All of it works on folded text without spaces.
"""

from __future__ import annotations

import re

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
_PUNCTUATION_IN_LINES = re.compile(r"[^\w\n]+|_+")
_STARTS = frozenset("(一二三四五六七八九十0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_QUICK = {f"{digit}{mark}": digit for digit in range(1, 10) for mark in ".、)"}


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
    return _PUNCTUATION_IN_LINES.sub("", bare)[1:].split("\n")


def ordinals_of(keys: list[str]) -> NDArray[np.int8]:
    """Return the number that each folded label begins with, 0 where there is none."""
    quick, starts = _QUICK, _STARTS
    found = [quick.get(key[:2]) or (ordinal(key) if key[:1] in starts else 0) for key in keys]
    return np.array(found, np.int8)
