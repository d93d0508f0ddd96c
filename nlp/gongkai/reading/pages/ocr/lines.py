"""The lines of text within a cell, by the rows of pixels that hold ink."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from gongkai.reading.pages.ocr.ink import Mask, Picture

# Pixels.
_SPECK = 6  # of ink: less is dust; a decimal point has 9, but never stands alone
_FAINT = 3  # a mark at most so high and so wide is dust as well
# Paper around a line that is read, in pixels and as a share of its height; the recogniser was taught with some.
# Of 188 lines of two scanned pages 7 to 8 came out below 0.9 so, 11 without the share and 12 with half the pixels.
_MARGIN, _MARGIN_SHARE = 4, 0.15
_FLAT, _FLAT_MARGIN = 10, 16  # a dash: with less it is blown up to a bar, and read as = or ■
_LOWEST = 18.0  # height of a line in the smallest print that is read
# Shares of a character's height: strokes of one character (二) are no farther apart, lines are.
_ONE_LINE = 1.3
_TWO_LINES = 1.75


class Band(NamedTuple):
    """The box of the ink of one line."""

    left: int
    top: int
    right: int
    bottom: int


def cleaned(ink: Mask) -> Mask:
    """Return the ink without dust."""
    import cv2
    import numpy as np

    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    real = (stats[:, cv2.CC_STAT_AREA] >= _SPECK) & (
        (stats[:, cv2.CC_STAT_HEIGHT] > _FAINT) | (stats[:, cv2.CC_STAT_WIDTH] > _FAINT)
    )
    real[0] = False
    return np.asarray(real[labels], np.bool_)


def runs(ink: Mask) -> list[Band]:
    """Return the boxes of the runs of rows that hold ink."""
    import numpy as np

    rows = np.flatnonzero(np.diff(np.concatenate(([0], ink.any(axis=1).astype(np.int8), [0]))))
    return [_band(ink, int(top), int(bottom)) for top, bottom in zip(rows[::2], rows[1::2], strict=True)]


def height(bands: list[Band]) -> float:
    """Return the usual height of a line among runs of ink, each counted by its width: figures are low but narrow."""
    tall = sorted((band.bottom - band.top, band.right - band.left) for band in bands)
    half = sum(wide for _, wide in tall) / 2
    for high, wide in tall:
        half -= wide
        if half <= 0:
            return float(max(high, _LOWEST))
    return _LOWEST


def lines(ink: Mask, size: float) -> list[Band]:
    """Return the lines of a cell whose characters are `size` high: strokes joined, lines that touch cut apart."""
    joined: list[Band] = []
    for band in runs(ink):
        if joined and band.bottom - joined[-1].top <= _ONE_LINE * size:
            joined[-1] = _band(ink, joined[-1].top, band.bottom)
        else:
            joined.append(band)
    return [part for band in joined for part in _parted(ink, band, size)]


def crop(picture: Picture, band: Band) -> Picture:
    """Return a line of a page with some paper around it."""
    import cv2

    line, wide = picture[band.top : band.bottom, band.left : band.right], margin(band)
    return cv2.copyMakeBorder(line, wide, wide, wide, wide, cv2.BORDER_CONSTANT, value=255)


def margin(band: Band) -> int:
    """Return the paper around a line in its picture, in pixels."""
    high = band.bottom - band.top
    return _MARGIN + round(_MARGIN_SHARE * high) if high >= _FLAT else _FLAT_MARGIN


def _parted(ink: Mask, band: Band, size: float) -> list[Band]:
    """Return the lines of a run that is too high for one: cut where the least ink is."""
    import numpy as np

    high = band.bottom - band.top
    if high < _TWO_LINES * size:
        return [band]
    count = max(2, round(high / (_ONE_LINE * size)))
    weights = ink[band.top : band.bottom, band.left : band.right].sum(axis=1)
    cuts = [band.top]
    for number in range(1, count):
        about, reach = number * high // count, max(1, high // count // 3)
        cuts.append(band.top + about - reach + int(np.argmin(weights[about - reach : about + reach])))
    cuts.append(band.bottom)
    return [_band(ink, cuts[at], cuts[at + 1]) for at in range(count) if ink[cuts[at] : cuts[at + 1]].any()]


def _band(ink: Mask, top: int, bottom: int) -> Band:
    """Return the box of the ink between two rows of pixels."""
    import numpy as np

    rows = np.flatnonzero(ink[top:bottom].any(axis=1))
    columns = np.flatnonzero(ink[top:bottom].any(axis=0))
    return Band(int(columns[0]), top + int(rows[0]), int(columns[-1]) + 1, top + int(rows[-1]) + 1)
