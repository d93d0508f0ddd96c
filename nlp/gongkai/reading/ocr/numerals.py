"""Letters that a recogniser puts for figures, mended where a column holds figures; what is mended stays in doubt."""

from __future__ import annotations

import re

from gongkai.reading.ocr.engine import Text

MENDED = 0.3  # certainty of a figure that was read as a letter
_MOSTLY = 0.5  # share of a column's cells that hold figures, so that the others do too
_ALIKE = str.maketrans("OoQD〇○。lI|!丨iZzSsBgq，·", "0000000111111225589" "9,.")
_FIGURES = re.compile(r"[+-]?\d[\d,.]*")


def is_figure(text: str) -> bool:
    """Say whether a text is a number."""
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
