"""Pictures (PNG, JPEG, TIFF of several pages, BMP, WEBP, GIF) to a Document, by recognition."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from gongkai.document import Document
from gongkai.errors import DamagedDocument, EmptyDocument, OversizedDocument, ReadingError
from gongkai.limits import Limits
from gongkai.reading.pages import pdf
from gongkai.reading.pages.ocr import engine
from gongkai.reading.pages.ocr.ink import DPI
from gongkai.reading.pages.ocr.watch import Watch
from gongkai.reading.pages.pdf_page import UNREADABLE

if TYPE_CHECKING:
    from gongkai.reading.pages.ocr.ink import Picture

PIXELS = 80_000_000  # A3 at 600 dots an inch has 70 million
_PAGE = 2339  # pixels: the long side of A4 at 200 dpi, for pictures that do not say how large their paper is
_LARGE, _SMALL = 2600, 1200  # long sides that are scaled down to that, and up by two
_KNOWN = (100, 1200)  # dots an inch that scanners write into their files; less is what programs put for no reason


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Return the Document of a picture; ScannedDocument without the extra `[ocr]`."""
    engine.require(name)
    from gongkai.reading.pages.ocr import page

    watch, pages = Watch(name, limits), []
    for picture in _pages(data, name, limits):
        watch.check()
        pages.append(page.recognise(picture))
    if not any(glyph.char != UNREADABLE for found in pages for glyph in found.glyphs):
        raise EmptyDocument(
            f"{name}: a picture without any text; give the pages of the report",
            "图片中没有读出文字，请确认文件是否放错",
        )
    return pdf.document_of(pages, name)


def _pages(data: bytes, name: str, limits: Limits) -> Iterator[Picture]:
    """Yield the pages of a picture file one at a time, their size checked before they are decoded."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(data))
            count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1  # others are animated
            _check(count, limits.pages, name, "pages", "页")
            for number in range(count):
                image.seek(number)
                _check(image.width * image.height, PIXELS, name, "pixels", "像素")
                yield _grey(image)
    except ReadingError:
        raise
    except Image.DecompressionBombError as error:
        raise _too_large(f"{name}: a picture of too many pixels ({error})", f"超过 {PIXELS} 像素") from error
    except Exception as error:  # decoders meet damage with a dozen exceptions
        raise DamagedDocument(
            f"{name}: a damaged or cut-off picture ({error or type(error).__name__}); fetch the file again",
            "图片已损坏或不完整，请重新扫描或重新下载后再试",
        ) from error


def _grey(image: Any) -> Picture:
    """Return a page in grey levels, as it is held to be read, at about 200 dots an inch."""
    import numpy as np
    from PIL import Image, ImageOps

    share = _scale(image)
    upright = ImageOps.exif_transpose(image)
    if upright.has_transparency_data:
        upright = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright)
    if upright.mode.startswith("I"):  # of 16 bits
        upright = upright.point(lambda level: level / 256)
    grey = upright.convert("L")
    size = max(1, round(grey.width * share)), max(1, round(grey.height * share))
    return np.asarray(grey.resize(size, Image.Resampling.LANCZOS) if size != grey.size else grey)


def _scale(image: Any) -> float:
    dots = float(image.info.get("dpi", (0, 0))[0])
    long = float(max(image.size))
    if _KNOWN[0] <= dots <= _KNOWN[1]:
        return min(DPI / dots, 2 * _PAGE / long)
    return _PAGE / long if long > _LARGE else 2.0 if long < _SMALL else 1.0


def _check(count: int, most: int, name: str, english: str, chinese: str) -> None:
    if count > most:
        raise _too_large(f"{name}: a picture of {count} {english}, at most {most} are read", f"超过 {most} {chinese}")


def _too_large(message: str, chinese: str) -> OversizedDocument:
    return OversizedDocument(f"{message}; scan at 200 dots an inch", f"图片过大（{chinese}），请以 200 DPI 扫描后重试")
