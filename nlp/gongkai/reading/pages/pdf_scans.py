"""Pages of a PDF that are pictures: told by what covers them, and recognised where the extra `[ocr]` is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai.reading.pages.ocr import engine
from gongkai.reading.pages.ocr.ink import DPI
from gongkai.reading.pages.ocr.watch import Watch
from gongkai.reading.pages.pdf_page import UNREADABLE, Page

if TYPE_CHECKING:
    from gongkai.reading.pages.ocr.ink import Picture

LAYER = 0.9  # certainty of the text that a scanner's own recognition laid under or over its picture
_COVERED = 0.5  # of a page by pictures: more than a photograph or seal, less than a scan with its margins cut
_FEW = 15  # characters: a page number or a stamp beside a picture
_LOST = 0.02  # of the characters without a meaning: then the page is read as if it was a picture
_OUTLINES = 300  # drawn shapes on a page without text: its characters were turned into outlines
_SHOWN = 3  # pieces of text over a scan: its page number, a date, a mark of the archive
_LONGEST = 3400  # pixels: the long side of A3
_DEPTH = 8


def seen(page: Any, found: Page, watch: Watch) -> Page:
    """Return what stands on a page of pypdfium2: `found` where it has text of its own, else what is recognised."""
    chars = [glyph.char for glyph in found.glyphs if not glyph.char.isspace()]
    lost = chars.count(UNREADABLE) > max(_LOST * len(chars), _FEW)
    hidden = _is_covered(page, found)
    if not (hidden or lost or (len(chars) < _FEW and _is_drawn(page))):
        return found
    if not engine.is_available():
        return found._replace(glyphs=[glyph._replace(score=LAYER) for glyph in found.glyphs]) if hidden else found
    from gongkai.reading.pages.ocr.page import recognise

    watch.check()
    read = recognise(_picture(page))
    more = len(read.glyphs) - (0 if hidden or lost else len(chars))
    return read if more >= _FEW or (hidden and read.glyphs) else found


def _is_covered(page: Any, found: Page) -> bool:
    """Say whether pictures cover a page, and whatever text it has is invisible or lies under them."""
    import pypdfium2.raw as raw

    kinds = [raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_TEXT]
    covered, shown = 0.0, 0
    for item in page.get_objects(max_depth=_DEPTH, filter=kinds):
        if item.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            covered += (right - left) * (top - bottom) / (found.width * found.height)
            shown = 0 if covered > _COVERED else shown
        elif raw.FPDFTextObj_GetTextRenderMode(item) != raw.FPDF_TEXTRENDERMODE_INVISIBLE:
            shown += 1
    return covered > _COVERED and shown <= _SHOWN


def _is_drawn(page: Any) -> bool:
    """Say whether a page without text has so many shapes that they may be its characters."""
    import pypdfium2.raw as raw

    shapes = page.get_objects(max_depth=_DEPTH, filter=[raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE])
    return sum(_OUTLINES if item.type == raw.FPDF_PAGEOBJ_IMAGE else 1 for item in shapes) >= _OUTLINES


def _picture(page: Any) -> Picture:
    import numpy as np

    scale = min(DPI / 72, _LONGEST / max(page.get_size()))
    grey = page.render(scale=scale, grayscale=True).to_numpy()
    return np.ascontiguousarray(grey.reshape(grey.shape[:2]))
