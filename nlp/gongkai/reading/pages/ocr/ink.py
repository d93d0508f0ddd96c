"""Ink and paper: a page with its shadows evened out, and what on it is darker than paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from typing import Any

    import numpy as np
    import numpy.typing as npt

    Picture: TypeAlias = npt.NDArray[Any]  # grey levels, 0 is black
    Mask: TypeAlias = npt.NDArray[np.bool_]

DPI = 200  # that pages are read at: a character of a form is then 20 to 40 pixels high
POINT = 72 / DPI  # points a pixel
# Shadows are wider than this and characters narrower.
_SHADOW = 61
TEXT_LEVEL = 165  # what is printed is darker; even paper is 255


def framed(picture: Picture) -> Picture:
    """Return a picture that is at least so large as the squares of it that are looked at."""
    import cv2

    high, wide = (max(0, _SHADOW - side) for side in picture.shape)
    return cv2.copyMakeBorder(picture, 0, high, 0, wide, cv2.BORDER_CONSTANT, value=255) if high or wide else picture


def evened(picture: Picture) -> Picture:
    """Return the page as if it was lit evenly, its paper white."""
    import cv2
    import numpy as np

    small = cv2.resize(picture, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    size = _SHADOW // 4 | 1
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((size, size), np.uint8)), size)
    whole = cv2.resize(paper, (picture.shape[1], picture.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(picture, np.maximum(whole, 1), scale=255), np.uint8)


def darker(picture: Picture, level: int) -> Mask:
    """Return where an evened page is darker than a level."""
    import cv2
    import numpy as np

    return np.asarray(cv2.GaussianBlur(picture, (3, 3), 0) < level, np.bool_)
