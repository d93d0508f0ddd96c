"""What stands on a page of an OFD document: its characters and its ruled lines, in points as on a page of a PDF."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from gongkai.reading.pages.ofd_package import Sheet, numbers
from gongkai.reading.pages.ofd_paths import FALSE, Point, bounds, thin_boxes
from gongkai.reading.pages.pdf_page import RULE_WIDTH, Glyph, Page, Rule, character
from gongkai.reading.safe_xml import Element, children, local

# A long report has 100,000 characters on 60 pages. Shared graphics that hold each other could ask for any number; so
# many take 1 s.
OBJECT_LIMIT = 300_000
POINT = 72 / 25.4  # points of a millimetre
_DEPTH = 16  # of blocks and shared graphics in each other
# Shares of a character's size. Fonts are not read: ideographs are as wide as high and others half as wide, unless the
# next one stands within that size where a wider or narrower one would end (figures have 0.5 to 0.64, W 0.94).
_ASCENT = 0.88
_HALF = 0.5
_NARROWEST = 0.5
_AGAIN = 0.6  # points: bold text is drawn twice less than one apart, figures of the smallest type stand two apart
_SLANT = 0.02  # text set at a slant is a watermark


class Matrix(NamedTuple):
    """From the coordinates of an object to those of its page."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def at(self, x: float, y: float) -> Point:
        """Return where a point comes to stand."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, element: Element) -> Matrix:
        """Return the matrix of an object in this one: its own, moved to its boundary."""
        a, b, c, d, e, f = numbers(element.get("CTM", "")) or Matrix()
        left, top = (numbers(element.get("Boundary", "")) or [0.0, 0.0])[:2]
        x, y = self.at(e + left, f + top)
        return Matrix(
            self.a * a + self.c * b, self.b * a + self.d * b, self.a * c + self.c * d, self.b * c + self.d * d, x, y
        )


class Looker:
    """Looks at the pages of a file; OverflowError when they hold more than any report."""

    def __init__(self) -> None:
        self.seen = 0

    def look(self, sheet: Sheet) -> Page:
        """Return what stands on a page."""
        width, height = sheet.width * POINT, sheet.height * POINT
        page = Page(width, height, [], [], [])
        for layer in sheet.layers:
            self._walk(layer, Matrix(POINT, 0.0, 0.0, POINT), sheet, page, 0)
        on_page = [g for g in page.glyphs if 0 <= g.left + g.right <= 2 * width and 0 <= g.middle <= height]
        return page._replace(glyphs=list(_once(on_page)))

    def _walk(self, holder: Element, matrix: Matrix, sheet: Sheet, page: Page, depth: int) -> None:
        for element in holder if depth < _DEPTH else ():
            kind = local(element)
            self._count(1)
            if element.get("Visible", "").lower() in FALSE:
                continue
            if kind == "TextObject":
                found = list(_glyphs(element, matrix.within(element)))
                self._count(len(found))
                page.glyphs.extend(found)
            elif kind == "PathObject":
                self._rule(element, matrix.within(element), page)
            elif kind == "PageBlock":
                self._walk(element, matrix, sheet, page, depth + 1)
            elif kind == "CompositeObject" and element.get("ResourceID") in sheet.units:
                shared = sheet.units[element.get("ResourceID", "")]
                self._walk(shared, matrix.within(element), sheet, page, depth + 1)

    def _rule(self, element: Element, matrix: Matrix, page: Page) -> None:
        for x0, y0, x1, y1 in thin_boxes(element, matrix.at):
            self._count(1)
            if y1 - y0 <= RULE_WIDTH < x1 - x0:
                page.across.append(Rule((y0 + y1) / 2, x0, x1))
            elif x1 - x0 <= RULE_WIDTH < y1 - y0:
                page.down.append(Rule((x0 + x1) / 2, y0, y1))

    def _count(self, objects: int) -> None:
        self.seen += objects
        if self.seen > OBJECT_LIMIT:
            raise OverflowError(f"over {OBJECT_LIMIT} objects on its pages")


def _once(glyphs: list[Glyph]) -> Iterator[Glyph]:
    """Yield the characters but those drawn again on themselves, which makes them bold, not two."""
    drawn: set[tuple[str, int, int]] = set()
    for glyph in glyphs:
        x, y = round(glyph.left / _AGAIN), round(glyph.top / _AGAIN)
        if drawn.isdisjoint((glyph.char, x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1)):
            yield glyph
        drawn.add((glyph.char, x, y))


def _glyphs(element: Element, matrix: Matrix) -> Iterator[Glyph]:
    if min(abs(matrix.a), abs(matrix.b)) > _SLANT * max(abs(matrix.a), abs(matrix.b)):
        return
    size, stretch = float(element.get("Size", "0")), float(element.get("HScale") or "1")
    x = y = 0.0
    for code in children(element, "TextCode"):
        x, y = float(code.get("X") or x), float(code.get("Y") or y)
        text = (code.text or "").strip("\r\n")
        for char, left, base, width in _places(text, x, y, size * stretch, code, element.get("ReadDirection", "0")):
            box = bounds([matrix.at(left, base - _ASCENT * size), matrix.at(left + width, base + (1 - _ASCENT) * size)])
            if not unicodedata.category(char).startswith("C") or char == "\ufffd":
                yield Glyph(character(ord(char)), *box)


def _places(
    text: str, x: float, y: float, size: float, code: Element, direction: str
) -> Iterator[tuple[str, float, float, float]]:
    """Yield each character with its place and width."""
    across, down = (_steps(code.get(name, ""), len(text)) for name in ("DeltaX", "DeltaY"))
    is_upright = direction in ("90", "270")
    way = -1 if direction in ("180", "270") else 1
    for index, char in enumerate(text):
        width = size if unicodedata.east_asian_width(char) in "WFA" else _HALF * size
        step = across[index] if index < len(across) else 0.0
        if _NARROWEST * width <= step <= size:
            width = step
        yield char, x, y, width
        x += step if across or down or is_upright else way * width
        y += down[index] if index < len(down) else way * size if is_upright and not (across or down) else 0.0


def _steps(text: str, count: int) -> list[float]:
    """Return the distances of a list in which "g 3 5" stands for "5 5 5", as many as characters need."""
    steps: list[float] = []
    pieces = iter(text.split())
    for piece in pieces:
        if piece.lower() != "g":
            steps.append(float(piece))
            continue
        times, step = int(next(pieces)), float(next(pieces))
        steps.extend([step] * min(times, count))
    return steps
