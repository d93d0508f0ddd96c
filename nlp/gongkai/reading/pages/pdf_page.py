"""What stands on a page of a PDF: its characters and its ruled lines, with y running down the page as it is read."""

from __future__ import annotations

import ctypes
from itertools import pairwise
from typing import Any, NamedTuple

from gongkai.document import Position

# Rules of tables are 0.5 to 1.5 points thick, doubled ones 3; the lowest row of a form is 10 points high.
RULE_WIDTH = 3.0
UNREADABLE = "\ufffd"
# Chinese fonts often map plain characters to their look-alikes among the radicals, which mean the same.
_RADICALS = range(0x2E80, 0x2FE0)
_FORM_DEPTH = 8


class Glyph(NamedTuple):
    """A character and its box; `score` in [0, 1] is the certainty of a recognised one (OCR)."""

    char: str
    left: float
    top: float
    right: float
    bottom: float
    score: float | None = None

    @property
    def middle(self) -> float:
        """The height of its centre."""
        return (self.top + self.bottom) / 2


class Rule(NamedTuple):
    """A line drawn along an axis: `at` is its place across, `start` and `end` are its ends along."""

    at: float
    start: float
    end: float


class Page(NamedTuple):
    """The characters and the horizontal and vertical rules of a page."""

    width: float
    height: float
    glyphs: list[Glyph]
    across: list[Rule]
    down: list[Rule]


class _Turn(NamedTuple):
    """From PDF coordinates to those of the page as it is read."""

    rotation: int
    left: float
    bottom: float
    width: float  # before it is turned
    height: float

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Return left, top, right, bottom as read."""
        a, b = left - self.left, bottom - self.bottom
        c, d = right - self.left, top - self.bottom
        if self.rotation == 90:
            return b, a, d, c
        if self.rotation == 180:
            return self.width - c, b, self.width - a, d
        if self.rotation == 270:
            return self.height - d, self.width - c, self.height - b, self.width - a
        return a, self.height - d, c, self.height - b


def position(number: int, box: tuple[float, float, float, float]) -> Position:
    """Return the position of a box on the page of that number, counted from 0."""
    left, top, right, bottom = (round(edge, 1) for edge in box)
    return Position(page=number + 1, box=(left, top, right, bottom))


def look(page: Any) -> Page:
    """Return what stands on a page of pypdfium2."""
    left, bottom, right, top = page.get_mediabox()
    turn = _Turn(page.get_rotation(), left, bottom, right - left, top - bottom)
    across: list[Rule] = []
    down: list[Rule] = []
    for box in _thin_boxes(page):
        x0, y0, x1, y1 = turn.box(*box)
        if y1 - y0 <= RULE_WIDTH < x1 - x0:
            across.append(Rule((y0 + y1) / 2, x0, x1))
        elif x1 - x0 <= RULE_WIDTH < y1 - y0:
            down.append(Rule((x0 + x1) / 2, y0, y1))
    width, height = (turn.height, turn.width) if turn.rotation in (90, 270) else (turn.width, turn.height)
    return Page(width, height, _glyphs(page, turn), across, down)


def _glyphs(page: Any, turn: _Turn) -> list[Glyph]:
    import pypdfium2.raw as raw

    textpage = page.get_textpage()
    found: list[Glyph] = []
    rect = raw.FS_RECTF()
    place = ctypes.byref(rect)
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code in (9, 10, 13) or raw.FPDFText_IsGenerated(textpage, index) == 1:
            continue
        if not raw.FPDFText_GetLooseCharBox(textpage, index, place):
            continue
        lost = raw.FPDFText_HasUnicodeMapError(textpage, index) == 1
        box = turn.box(rect.left, min(rect.bottom, rect.top), rect.right, max(rect.bottom, rect.top))
        found.append(Glyph(UNREADABLE if lost else character(code), *box))
    return found


def character(code: int) -> str:
    """Return the character of a code as it is read: one that means nothing is U+FFFD, a radical its ideograph."""
    if code < 32 or 0xD800 <= code < 0xE000:
        return UNREADABLE
    if code in _RADICALS:
        import unicodedata

        return unicodedata.normalize("NFKC", chr(code))
    return " " if code == 0xA0 else chr(code)


def _thin_boxes(page: Any) -> list[tuple[float, float, float, float]]:
    """Return the boxes of drawn lines: thin shapes, and the sides of those that are stroked."""
    import pypdfium2.raw as raw

    boxes = []
    for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=_FORM_DEPTH):
        left, bottom, right, top = path.get_bounds()
        if min(right - left, top - bottom) <= RULE_WIDTH:
            boxes.append((left, bottom, right, top))
        elif right - left > RULE_WIDTH:
            boxes.extend(_sides(path))
    return boxes


def _sides(path: Any) -> list[tuple[float, float, float, float]]:
    """Return the straight sides of a stroked path, or the thin parts of a filled one (several lines in one shape)."""
    import pypdfium2.raw as raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    parts = _parts(path)
    if stroke.value:
        pairs = [pair for part in parts for pair in pairwise(part)]
        return [_bounds(pair) for pair in pairs]
    boxes = [_bounds(part) for part in parts if len(part) > 1]
    return [box for box in boxes if min(box[2] - box[0], box[3] - box[1]) <= RULE_WIDTH]


def _parts(path: Any) -> list[list[tuple[float, float]]]:
    """Return the corners of each part of a path, on the page."""
    import pypdfium2.raw as raw

    matrix = path.get_matrix()
    parts: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO or not parts:
            parts.append([])
        parts[-1].append(point)
        if raw.FPDFPathSegment_GetClose(segment):
            parts[-1].append(parts[-1][0])
    return parts


def _bounds(points: Any) -> tuple[float, float, float, float]:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
