"""A picture of a page to its characters and rules: cells by their ruled lines and one by one, then what is around."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from gongkai.reading.grids import Slot
from gongkai.reading.pages import pdf_tables
from gongkai.reading.pages.ocr import engine, ink, lines, numerals, rules
from gongkai.reading.pages.ocr.engine import Text
from gongkai.reading.pages.ocr.ink import POINT
from gongkai.reading.pages.ocr.lines import Band
from gongkai.reading.pages.ocr.upright import upright
from gongkai.reading.pages.pdf_page import UNREADABLE, Glyph, Page, Rule

if TYPE_CHECKING:
    from gongkai.reading.pages.ocr.ink import Mask, Picture

# Pixels between a ruled line's middle and the characters of its cells; within it stand the line's own rough edges.
_INSET = 4
_LOW = 0.2  # of a line's height: less is a stroke of the line above that its box caught
_WIDEST = 0.55  # of a line's height: half of the box of a character


class _Cell(NamedTuple):
    """A cell of a table and the lines in it, as boxes in pixels."""

    slot: Slot
    box: Band
    bands: list[Band]


def recognise(picture: Picture) -> Page:
    """Return the characters, with their certainty, and the rules of a scanned page, in points."""
    level = ink.evened(upright(ink.evened(ink.framed(picture))))
    across, down, ruled = rules.find(level)
    page = Page(level.shape[1] * POINT, level.shape[0] * POINT, [], points(across), points(down))
    paper = level.copy()
    paper[ruled] = 255
    written = lines.cleaned(ink.darker(paper, ink.TEXT_LEVEL))
    frames = pdf_tables.frames(page)
    for frame in frames:
        page.glyphs.extend(_table(frame, paper, written))
        paper[_pixel(frame.top) : _pixel(frame.bottom), _pixel(frame.left) : _pixel(frame.right)] = 255
    page.glyphs.extend(_loose(paper, written if not frames else lines.cleaned(ink.darker(paper, ink.TEXT_LEVEL))))
    return page


def points(found: list[Rule]) -> list[Rule]:
    """Return rules in points."""
    return [Rule(rule.at * POINT, rule.start * POINT, rule.end * POINT) for rule in found]


def _table(frame: pdf_tables.Frame, paper: Picture, written: Mask) -> list[Glyph]:
    """Return the characters of a table."""
    lattice = pdf_tables.lattice(frame)
    if lattice is None:
        return []
    boxes = [(slot, _box(lattice, slot, written)) for slot in lattice.slots]
    size = lines.height([band for _, box in boxes for band in lines.runs(_part(written, box))])
    cells = [_Cell(slot, box, lines.lines(_part(written, box), size)) for slot, box in boxes]
    bands = [_moved(band, cell.box) for cell in cells for band in cell.bands]
    texts = engine.recognise([lines.crop(paper, band) for band in bands])
    texts = [numerals.mark(text, _part(written, band)) for text, band in zip(texts, bands, strict=True)]
    _mend(cells, texts)
    return [glyph for band, text in zip(bands, texts, strict=True) for glyph in _glyphs(band, text)]


def _mend(cells: list[_Cell], texts: list[Text]) -> None:
    """Mend the figures of columns that hold figures, in place."""
    at, columns = 0, dict[int, list[int]]()
    for cell in cells:
        if len(cell.bands) == 1 and cell.slot.colspan == 1:
            columns.setdefault(cell.slot.column, []).append(at)
        at += len(cell.bands)
    for held in columns.values():
        if numerals.is_numeric([texts[index].chars for index in held]):
            for index in held:
                texts[index] = numerals.mended(texts[index])


def _loose(paper: Picture, written: Mask) -> list[Glyph]:
    """Return the characters outside of tables."""
    if not written.any():
        return []
    bands = []
    for left, top, right, bottom in engine.detect(paper):
        box = Band(max(0, int(left)), max(0, int(top)), int(right) + 1, int(bottom) + 1)
        inked = lines.runs(_part(written, box))
        high = [band for band in inked if band.bottom - band.top >= _LOW * (box.bottom - box.top)] or inked
        if high:
            bands.append(_moved(_around(high), box))
    texts = engine.recognise([lines.crop(paper, band) for band in bands])
    return [glyph for band, text in zip(bands, texts, strict=True) if text.chars for glyph in _glyphs(band, text)]


def _glyphs(band: Band, text: Text) -> list[Glyph]:
    """Return the characters of a line, their boxes side by side up to the edges of its ink."""
    left, top, right, bottom = (edge * POINT for edge in band)
    if not text.chars:  # ink that was not recognised: the cell is neither blank nor a number
        return [Glyph(UNREADABLE, left, top, right, bottom, 0.0)]
    widest = _WIDEST * (bottom - top)
    margin = lines.margin(band) * POINT
    centres = [left - margin + centre * (right - left + 2 * margin) for centre in text.centres]
    edges = [(a + b) / 2 for a, b in pairwise(centres)]
    lefts = [left, *(max(edge, centre - widest) for edge, centre in zip(edges, centres[1:], strict=True))]
    rights = [*(min(edge, centre + widest) for edge, centre in zip(edges, centres, strict=False)), right]
    return [
        Glyph(char, min(a, b), top, max(a, b), bottom, score)
        for char, a, b, score in zip(text.chars, lefts, rights, text.scores, strict=True)
    ]


def _box(lattice: pdf_tables.Lattice, slot: Slot, written: Mask) -> Band:
    """Return the box within the rules of a cell, in pixels of the page."""
    xs, ys = lattice.xs, lattice.ys
    left, right = _pixel(xs[slot.column]) + _INSET, _pixel(xs[slot.column + slot.colspan]) - _INSET
    top, bottom = _pixel(ys[slot.row]) + _INSET, _pixel(ys[slot.row + slot.rowspan]) - _INSET
    return Band(max(left, 0), max(top, 0), min(right, written.shape[1]), min(bottom, written.shape[0]))


def _around(bands: list[Band]) -> Band:
    lefts, tops, rights, bottoms = zip(*bands, strict=True)
    return Band(min(lefts), min(tops), max(rights), max(bottoms))


def _part(mask: Mask, box: Band) -> Mask:
    return mask[box.top : box.bottom, box.left : box.right]


def _moved(band: Band, box: Band) -> Band:
    """Return a band of a box in pixels of the page."""
    return Band(band.left + box.left, band.top + box.top, band.right + box.left, band.bottom + box.top)


def _pixel(point: float) -> int:
    return round(point / POINT)
