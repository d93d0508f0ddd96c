"""Length-preserving folding: one character in, one character out, so that offsets hold.

`fold` makes full-width forms half-width, every kind of space a space, every kind of dash a hyphen and traditional
characters simplified. Line ends, tabs and everything else stay. `squeeze` drops all white space and is used for keys only.
"""

from __future__ import annotations

import re
from functools import cache

_WIDTHS = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_LETTERS = re.compile("[Ａ-Ｚａ-ｚ]")
_USUAL = {char: _WIDTHS[char] for char in "０１２３４５６７８９（），．：；％＋－／｜！？［］～＝＂＆＠＃＊＜＞"} | {
    "\u3000": " ", "\xa0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202f": " ", "\ufeff": " ", "\u200b": " ",
    "〇": "零", "﹪": "%", "﹣": "-", "−": "-", "‐": "-", "‑": "-", "–": "-", "﹢": "+", "﹒": ".", "｡": "。", "､": "、",
}  # fmt: skip
# Replacing each over the whole text costs a microsecond; looking at every character would cost a hundred times that.


def fold(text: str) -> str:
    """Return `text` with widths, spaces, dashes and traditional characters folded; same length."""
    for char, plain in _USUAL.items():
        text = text.replace(char, plain)
    if _LETTERS.search(text):
        for char in set(_LETTERS.findall(text)):
            text = text.replace(char, _WIDTHS[char])
    return _simplify(text)


def squeeze(text: str) -> str:
    """Return `text` without any white space."""
    return "".join(text.split())


def _simplify(text: str) -> str:
    """Replace traditional characters, one for one. Text within GB 2312 (simplified by definition) is returned as it is."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return _convert(text)
    return text


def _convert(text: str) -> str:
    rare = {char for char in set(text) if "\u4e00" <= char <= "\u9fff" and not _in_gb2312(char)}
    for char in rare:
        simple = _simple(char)
        if simple != char:
            text = text.replace(char, simple)
    return text


@cache
def _in_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _simple(char: str) -> str:
    """Return the simplified form of one traditional character."""
    import opencc

    simple = opencc.OpenCC("t2s").convert(char)
    return simple if len(simple) == 1 else char
