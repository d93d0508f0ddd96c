"""The lines of text within a cell, by the rows of pixels that hold ink."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from gongkai.reading.ocr.ink import Mask, Picture

# Pixels.
_SPECK = 6  # of ink: less is dust; a decimal point has 9, but never stands alone
_FAINT = 3  # a mark at most so high and so wide is dust as well
MARGIN = 4  # of paper around a line that is read; the recogniser was taught with some
_USUAL = 32.0  # height of a character of 12 points, where a page shows no other
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
    """Return the usual height of a character among runs of ink: most are of one line each."""
    tall = sorted(band.bottom - band.top for band in bands if band.bottom - band.top >= _USUAL / 2)
    return float(tall[len(tall) // 2]) if tall else _USUAL


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

    line = picture[band.top : band.bottom, band.left : band.right]
    return cv2.copyMakeBorder(  # type: ignore[return-value]
        line, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_CONSTANT, value=255
    )


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
