"""Put a page upright: quarter turns by what can be read, small turns by how sharply its lines part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.reading.pages.ocr import engine, ink

if TYPE_CHECKING:
    from gongkai.reading.pages.ocr.ink import Picture

MOST = 8.0  # degrees that a page lies askew in a scanner
_COARSE, _FINE = 0.5, 0.05
_LEAST = 0.04  # degrees: over the width of a page one pixel
_SAMPLE = 60_000  # pixels of ink that tell the angle
_LINES = 4  # that are read both ways to tell which is up
_READABLE = 0.85  # certainty of lines that stand on their feet; upside down they have 0.3 to 0.7
_TALL = 1.5  # a box so much higher than wide holds a line that stands on end


def upright(picture: Picture) -> Picture:
    """Return the page with its lines level and its characters on their feet."""
    import cv2

    level = straight(picture)
    boxes = _boxes(level)
    tall = sum(bottom - top > _TALL * (right - left) for left, top, right, bottom in boxes)
    wide = sum(right - left > _TALL * (bottom - top) for left, top, right, bottom in boxes)
    if tall > wide:
        level = straight(cv2.rotate(level, cv2.ROTATE_90_CLOCKWISE))
        boxes = _boxes(level)
    return cv2.rotate(level, cv2.ROTATE_180) if _is_upside_down(level, boxes) else level


def _boxes(picture: Picture) -> list[tuple[float, float, float, float]]:
    """Return the boxes of lines of text; half the size shows them well enough."""
    import cv2

    half = cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return [(2 * a, 2 * b, 2 * c, 2 * d) for a, b, c, d in engine.detect(half)]


def straight(picture: Picture) -> Picture:
    """Return the page with its lines level, when it was askew by a few degrees."""
    import cv2

    angle = skew(picture)
    if abs(angle) < _LEAST:
        return picture
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)


def skew(picture: Picture) -> float:
    """Return the angle in degrees by which lines fall to the right."""
    import numpy as np

    ys, xs = np.nonzero(ink.darker(picture, ink.TEXT_LEVEL))
    if not len(ys):
        return 0.0
    step = max(1, len(ys) // _SAMPLE)
    ys, xs = ys[::step].astype(np.float32), xs[::step].astype(np.float32)

    def sharpness(angle: float) -> float:
        turned = ys * np.cos(np.radians(angle)) - xs * np.sin(np.radians(angle))
        rows = np.bincount((turned - turned.min()).astype(np.int64)).astype(np.float64)
        return float(np.square(np.diff(rows)).sum())

    best = max(np.arange(-MOST, MOST + _COARSE / 2, _COARSE / 2), key=sharpness)
    return float(max(np.arange(best - _COARSE, best + _COARSE, _FINE), key=sharpness))


def _is_upside_down(picture: Picture, boxes: list[tuple[float, float, float, float]]) -> bool:
    """Say whether the widest lines read better upside down."""
    import cv2

    widest = sorted(boxes, key=lambda box: box[0] - box[2])[:_LINES]
    lines = [picture[int(top) : int(bottom) + 1, int(left) : int(right) + 1] for left, top, right, bottom in widest]
    lines = [line for line in lines if line.size]
    there = _certainty(engine.recognise(lines))
    return (
        there < _READABLE and _certainty(engine.recognise([cv2.rotate(line, cv2.ROTATE_180) for line in lines])) > there
    )


def _certainty(texts: list[engine.Text]) -> float:
    scores = [score for text in texts for score in text.scores]
    return sum(scores) / max(1, len(scores))
