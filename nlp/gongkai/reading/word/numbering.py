"""The automatic numbers of Word paragraphs (一、 （一） 1.), which stand nowhere in a document's text."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple
from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACEHOLDER = re.compile(r"%([1-9])")
_STYLE_DEPTH = 20  # styles are based on styles; a circle of them ends here
_DIGITS = "零一二三四五六七八九"
_CHINESE = frozenset({
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
    "taiwaneseCountingThousand", "ideographDigital", "ideographTraditional",
})  # fmt: skip
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


class _Level(NamedTuple):
    start: int
    format: str
    label: str  # with %1 for the number of level 1


class _Place(NamedTuple):
    """A list and a level in it, as a paragraph or style gives it; None where it leaves that open."""

    list: str | None
    level: int | None


class Numbering:
    """Counts the numbered paragraphs of a document; `next` must meet them in order."""

    def __init__(self, numbering: Element, styles: Element | None) -> None:
        abstracts = {_get(item, "abstractNumId"): item for item in numbering.iter(_W + "abstractNum")}
        self._abstract_of: dict[str | None, str | None] = {}
        self._levels: dict[str | None, dict[int, _Level]] = {}
        for item in numbering.iter(_W + "num"):
            number, abstract = _get(item, "numId"), _value(item, "abstractNumId")
            if abstract in abstracts:
                self._abstract_of[number] = abstract
                self._levels[number] = _levels(abstracts[abstract]) | _overrides(item)
        self._styles = (
            {_get(style, "styleId"): style for style in styles.iter(_W + "style")} if styles is not None else {}
        )
        self._counts: dict[str | None, dict[int, int]] = defaultdict(dict)

    def next(self, paragraph: Element) -> str:
        """Return the number that Word prints before this paragraph, or nothing."""
        place = self._place(paragraph)
        level = place.level or 0
        levels = self._levels.get(place.list, {})
        if level not in levels:
            return ""
        # Lists that share a definition count on, as in Word.
        counts = self._counts[self._abstract_of[place.list]]
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if levels[level].format in ("bullet", "none"):
            return ""
        label = _PLACEHOLDER.sub(lambda match: _print(levels, counts, int(match[1]) - 1), levels[level].label)
        return label + " " if label[-1:].isalnum() or label.endswith(".") else label

    def _place(self, paragraph: Element) -> _Place:
        """Return the list of a paragraph: its own, else that of its style or of the styles this is based on."""
        properties = paragraph.find(_W + "pPr")
        if properties is None:
            return _Place(None, None)
        place = _read_place(properties)
        style = self._styles.get(_value(properties, "pStyle"))
        for _ in range(_STYLE_DEPTH):
            if style is None or (place.list is not None and place.level is not None):
                break
            inner = style.find(_W + "pPr")
            inherited = _read_place(inner) if inner is not None else _Place(None, None)
            place = _Place(place.list or inherited.list, inherited.level if place.level is None else place.level)
            style = self._styles.get(_value(style, "basedOn"))
        return place


def _read_place(properties: Element) -> _Place:
    numbered = properties.find(_W + "numPr")
    if numbered is None:
        return _Place(None, None)
    level = _value(numbered, "ilvl")
    return _Place(_value(numbered, "numId"), int(level) if level else None)


def _levels(parent: Element) -> dict[int, _Level]:
    return {
        int(_get(level, "ilvl") or 0): _Level(
            int(_value(level, "start") or 1), _value(level, "numFmt") or "decimal", _value(level, "lvlText") or ""
        )
        for level in parent.iterfind(_W + "lvl")
    }


def _overrides(item: Element) -> dict[int, _Level]:
    """Return the levels that a list defines anew."""
    found: dict[int, _Level] = {}
    for override in item.iterfind(_W + "lvlOverride"):
        found |= _levels(override)
    return found


def _print(levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
    if level not in levels:
        return ""
    count = counts.get(level, levels[level].start)
    return _in_format(count, levels[level].format)


def _in_format(count: int, format: str) -> str:
    if format in _CHINESE and 0 < count < 100:
        return _chinese(count)
    if format in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 0 < count <= 20:
        return chr(ord("①") + count - 1)
    if format == "decimalFullWidth":
        return "".join(chr(ord("０") + int(digit)) for digit in str(count))
    if format in ("upperLetter", "lowerLetter") and 0 < count <= 26:
        return chr(ord("A" if format == "upperLetter" else "a") + count - 1)
    if format in ("upperRoman", "lowerRoman") and 0 < count < 4000:
        return _roman(count).upper() if format == "upperRoman" else _roman(count)
    return str(count)


def _chinese(count: int) -> str:
    """Return 1 to 99 in Chinese numerals: 十, 十一, 二十三."""
    tens, ones = divmod(count, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


def _roman(count: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (count // value)
        count %= value
    return text


def _value(parent: Element, child: str) -> str | None:
    element = parent.find(_W + child)
    return None if element is None else element.get(_W + "val")


def _get(element: Element, attribute: str) -> str | None:
    return element.get(_W + attribute)
