"""Length-preserving folding: one character in, one character out, so that offsets hold.

`fold` makes full-width forms half-width, every kind of space a space, every kind of dash a hyphen, traditional
characters simplified, and lines drawn around cells `|`, `-` and `+`. Control characters become what they do: Word's
cell mark a tab, every break a line end, all else without width a space. Line ends, tabs and everything else stay.
`squeeze` drops all white space and is used for keys only.
"""

from __future__ import annotations

import sys
from functools import cache

import numpy as np
from numpy.typing import NDArray

_CODES = "<u4"
_UTF_32 = "utf-32-le"
_FULL_WIDTH = range(0xFF01, 0xFF5F)
_TO_ASCII = 0xFEE0
_USUAL = {
    "\u3000": " ", "\xa0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202f": " ", "\ufeff": " ",
    "\u200b": " ", "〇": "零", "﹪": "%", "﹣": "-", "−": "-", "‐": "-", "‑": "-", "–": "-", "﹢": "+", "﹒": ".",
    "｡": "。", "､": "、", "\x07": "\t", "︱": "|", "￨": "|",
}  # fmt: skip
# Breaks of lines and pages as programs write them; \x07 above is the mark that ends a cell in text out of Word.
_BREAKS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_UNSEEN = "".join(map(chr, (*range(7), 8, *range(0x0E, 0x1C), 0x1F, 0x7F, 0xAD, *range(0x200B, 0x2010), 0x2060)))
_BOX = {
    "-": "─━┄┅┈┉╌╍═╴╶╸╺╼╾",
    "|": "│┃┆┇┊┋╎╏║╵╷╹╻╽╿",
    "+": "".join(map(chr, (*range(0x250C, 0x254C), *range(0x2552, 0x2571)))),  # corners and junctions
}
_HAN = "".join(map(chr, range(0x4E00, 0xA000)))


def fold(text: str) -> str:
    """Return `text` with widths, spaces, dashes and traditional characters folded; same length."""
    codes = np.frombuffer(text.encode(_UTF_32, "surrogatepass"), _CODES)
    return _folded().take(codes).tobytes().decode(_UTF_32, "surrogatepass")


def squeeze(text: str) -> str:
    """Return `text` without any white space."""
    return "".join(text.split())


@cache
def _folded() -> NDArray[np.uint32]:
    """Return what every code point is folded to.

    One look-up a character takes 6 ns, the coding around it included; `str.translate` takes 40, and replacing in turn
    each of the characters that might be there costs as much as six looks at all of the text.
    """
    table = np.arange(sys.maxunicode + 1, dtype=_CODES)
    for code in _FULL_WIDTH:
        table[code] = code - _TO_ASCII
    drawn = {char: plain for plain, chars in (("\n", _BREAKS), (" ", _UNSEEN), *_BOX.items()) for char in chars}
    for char, plain in (_USUAL | drawn | _simplified()).items():
        table[ord(char)] = ord(plain)
    return table


def _simplified() -> dict[str, str]:
    """Return the simplified form of every traditional character; those of GB 2312 are simplified by definition."""
    import opencc

    own = set(_HAN.encode("gb2312", "ignore").decode("gb2312"))
    rare = [char for char in _HAN if char not in own]
    # Each on a line of its own: next to each other, characters make words, which are converted as such.
    simple = opencc.OpenCC("t2s").convert("\n".join(rare)).split("\n")
    return {char: form for char, form in zip(rare, simple, strict=True) if len(form) == 1}
