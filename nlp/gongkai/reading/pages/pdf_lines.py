"""Characters to lines, lines to paragraphs; page numbers and running heads are none of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from gongkai.reading.pages.pdf_page import Glyph, Page

# Shares of a character's height: two of one line overlap by half; a gap of more than half a character is a space
# (justified lines stretch less), of more than one and a half a column.
_SAME_LINE = 0.5
_SPACE = 0.6
_DIGITS = 0.15  # figures of one number stand close, those of two columns may not stand much farther apart
_COLUMN = 1.5
# A line is full when less than so many characters are free at its end, and not indented below so many at its start.
_FULL = 2.0
_INDENT = 1.0
_SAME_SIZE = 0.25  # a heading is a quarter larger
_LEADING = 1.3  # more than the usual distance of lines, times this, parts paragraphs
_MARGIN = 0.12  # of the page's height: where running heads and page numbers stand
_REPEATED = 3  # pages that must show a line for it to be furniture

_PAGE_MARK = re.compile(r"[-—–－·~ ]*第?\s*\d{1,3}\s*页?\s*(?:[/／,，]?\s*共?\s*\d{1,3}\s*页?)?[-—–－·~ ]*")
_PROSE = "，。；"  # a line with these is a sentence, though it may end in a figure
_WORD = re.compile(r"[A-Za-z0-9,.;:)]")
_OPENS_ITEM = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）、]|[一二三四五六七八九十]是|\d{1,2}[.、．]")


class Line(NamedTuple):
    """A line of text and its box."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float  # the usual height of its characters; figures in another font stand out
    score: float | None = None  # the least certainty of its characters, where they were recognised


def lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """Return the lines of some characters, from top to bottom."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.middle, glyph.left)):
        if rows and glyph.middle - rows[-1][0].middle <= _SAME_LINE * (rows[-1][0].bottom - rows[-1][0].top):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [line for line in map(_line, rows) if line.text]


def _line(row: list[Glyph]) -> Line:
    row.sort(key=lambda glyph: glyph.left)
    inked = [glyph for glyph in row if not glyph.char.isspace()]
    if not inked:
        return Line("", 0, 0, 0, 0, 0)
    parts = [inked[0].char]
    spaced = {round(glyph.left, 1) for glyph in row if glyph.char.isspace()}
    row_of_figures = inked[-1].char.isdigit() and not any(glyph.char in _PROSE for glyph in inked)
    for before, glyph in pairwise(inked):
        gap = (glyph.left - before.right) / max(glyph.bottom - glyph.top, 1.0)
        if gap > _COLUMN:
            parts.append("  ")
        elif gap > _space(before, glyph, row_of_figures) or (
            spaced and any(before.left < x < glyph.left for x in spaced)
        ):
            parts.append(" ")
        parts.append(glyph.char)
    heights = sorted(glyph.bottom - glyph.top for glyph in inked)
    right = max(glyph.right for glyph in inked)
    top, bottom = min(glyph.top for glyph in inked), max(glyph.bottom for glyph in inked)
    scores = [glyph.score for glyph in inked if glyph.score is not None]
    size, score = heights[len(heights) // 2], min(scores, default=None)
    return Line("".join(parts), inked[0].left, top, right, bottom, size, score)


def _space(before: Glyph, glyph: Glyph, row_of_figures: bool) -> float:
    """Return the gap that is a space between two characters: less before a figure that may stand in a column."""
    if not glyph.char.isdigit() or not (before.char.isdigit() or row_of_figures):
        return _SPACE
    return _DIGITS


def cell_text(found: list[Line], right: float) -> str:
    """Return the text of a cell that ends at `right`: its lines joined, digits only where their line was full."""
    text = ""
    for index, line in enumerate(found):
        if index and _WORD.match(text[-1]) and _WORD.match(line.text):
            before = found[index - 1]
            text += "" if right - before.right < before.size else "\n"
        text += line.text
    return text


def furniture(pages: list[tuple[Page, list[Line]]]) -> set[tuple[int, int]]:
    """Return the (page, index) of lines in the margins that are page numbers or repeat from page to page."""
    edges = [
        (number, index, re.sub(r"\d+", "0", line.text))
        for number, (page, found) in enumerate(pages)
        for index, line in enumerate(found)
        if (line.bottom < _MARGIN * page.height or line.top > (1 - _MARGIN) * page.height)
        and (index < 2 or index >= len(found) - 2)
    ]
    counts = Counter(text for text in (text for _, _, text in edges))
    often = max(_REPEATED, len(pages) // 2)
    return {(number, index) for number, index, text in edges if counts[text] >= often or _PAGE_MARK.fullmatch(text)}


class Measure(NamedTuple):
    """The column that prose stands in: its edges and the usual distance of lines."""

    left: float
    right: float
    pitch: float


def opens_item(text: str) -> bool:
    """Say whether a text opens with the mark of a list item or heading."""
    return bool(_OPENS_ITEM.match(text))


def measure(found: list[Line]) -> Measure:
    """Return the measure of the prose lines of a document."""
    rights = sorted(line.right for line in found)
    lefts = Counter(round(line.left) for line in found)
    near = [b.top - a.top for a, b in pairwise(found) if 0 < b.top - a.top < 4 * a.size]
    pitch = sorted(near)[len(near) // 2] if near else 0.0
    left = min((x for x, count in lefts.items() if count >= len(found) / 20), default=0)
    return Measure(left, rights[int(len(rights) * 0.9)] if rights else 0.0, pitch)


def continues(line: Line, before: Line, body: Measure, *, new_page: bool) -> bool:
    """Say whether a line goes on with the sentence of the line before it."""
    if "  " in line.text or "  " in before.text:  # columns without rules
        return False
    is_full = body.right - before.right < _FULL * before.size
    is_flush = line.left - body.left < _INDENT * line.size
    is_near = new_page or line.top - before.top < _LEADING * body.pitch
    is_item = opens_item(line.text) and before.text.endswith(("。", "；", "：", "！"))
    return is_full and is_flush and is_near and not is_item and abs(line.size - before.size) < _SAME_SIZE * before.size
