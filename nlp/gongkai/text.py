"""Length-preserving folding: one character in, one character out, so that offsets hold.

`fold` makes full-width forms half-width, every kind of space a space, every kind of dash a hyphen and traditional
characters simplified. Line ends, tabs and everything else stay. `squeeze` drops all white space and is used for keys only.
"""

from __future__ import annotations

from functools import cache

_PLAIN = (
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # full-width ASCII
    | {chr(code): " " for code in (0x3000, 0xA0, 0x2002, 0x2003, 0x2009, 0x200B, 0x202F, 0xFEFF)}
    | {"〇": "零", "﹪": "%", "︰": ":", "〈": "<", "〉": ">", "﹣": "-", "−": "-", "‐": "-", "‑": "-", "–": "-"}
    | {"﹢": "+", "＂": '"', "•": "·", "・": "·", "．": ".", "﹒": ".", "｡": "。", "､": "、", "　": " "}
)
# A handful of replacements over the whole text beat a per-character table by 20 times; only characters present are tried.


def fold(text: str) -> str:
    """Return `text` with widths, spaces, dashes and traditional characters folded; same length."""
    for char in set(text).intersection(_PLAIN):
        text = text.replace(char, _PLAIN[char])
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
