"""Letters that a recogniser puts for figures, mended where a column holds figures; what is mended stays in doubt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.reading.pages.ocr.engine import Text

if TYPE_CHECKING:
    from gongkai.reading.pages.ocr.ink import Mask

MENDED = 0.3  # certainty of what was read as something else
_DASHES = frozenset("一—-")  # no label of a form consists of 一 alone
_STROKES = frozenset("1lI|丨")
# Pixels to the left for each pixel down: a slash has 0.3 to 0.5, a 1 that leans 0.2, an upright one its flag: -0.1.
_SLANT = 0.26
_MOSTLY = 0.5  # share of a column's cells that hold figures, so that the others do too
_ALIKE = str.maketrans("OoQD〇○。lI|!丨iZzSsBgq，·", "00000001111112255899,.")
_FIGURES = re.compile(r"[+-]?\d[\d,.]*|[/—-]")


def is_figure(text: str) -> bool:
    """Say whether a text is a number, or the mark that stands for none."""
    return bool(_FIGURES.fullmatch(text))


def is_numeric(texts: list[str]) -> bool:
    """Say whether a column of cells, the empty ones left out, holds figures."""
    return sum(map(is_figure, texts)) > _MOSTLY * len(texts)


def mended(text: Text) -> Text:
    """Return a line of a column of figures with its letters made the figures that look alike, if that makes one."""
    chars = text.chars.translate(_ALIKE)
    if chars == text.chars or not is_figure(chars):
        return text
    return text._replace(chars=chars, scores=tuple(min(score, MENDED) for score in text.scores))


def mark(text: Text, ink: Mask) -> Text:
    """Return the mark that stands for no number where it was taken for a figure or character: / for 1, — for 一."""
    if "一" in text.chars and set(text.chars) <= _DASHES:
        return text._replace(chars="—" * len(text.chars), scores=(MENDED,) * len(text.chars))
    if text.chars in _STROKES and _lean(ink) >= _SLANT:
        return text._replace(chars="/", scores=(MENDED,))
    return text


def _lean(ink: Mask) -> float:
    """Return how far a stroke goes to the left for each pixel down."""
    import numpy as np

    ys, xs = np.nonzero(ink)
    spread = float(np.square(ys - ys.mean()).sum()) if len(ys) else 0.0
    return -float(((ys - ys.mean()) * (xs - xs.mean())).sum()) / spread if spread else 0.0
