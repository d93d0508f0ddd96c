"""Letters for figures are mended where figures stand, and stay in doubt."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from gongkai.reading.pages.ocr import numerals
from gongkai.reading.pages.ocr.engine import Text


def text(chars: str) -> Text:
    return Text(chars, tuple((at + 0.5) / len(chars) for at in range(len(chars))), (0.99,) * len(chars))


MENDED = {"O": "0", "l2": "12", "1，O23": "1,023", "Z5": "25", "S": "5", "2B": "28", "1.5": "1.5", "自然人": "自然人"}


@pytest.mark.parametrize("read", MENDED)
def test_what_looks_like_figures_becomes_figures(read: str) -> None:
    assert numerals.mended(text(read)).chars == MENDED[read]


@pytest.mark.parametrize("read", ["O", "l2", "S"])
def test_what_is_mended_is_uncertain(read: str) -> None:
    assert max(numerals.mended(text(read)).scores) <= numerals.MENDED


@pytest.mark.parametrize(
    ("column", "numeric"),
    [(["自然人", "3", "科研", "l"], False), (["1", "0", "/", "B"], True), (["规章", "许可"], False)],
)
def test_a_column_is_numeric_when_most_of_it_is(column: list[str], numeric: bool) -> None:
    assert numerals.is_numeric(column) is numeric


@pytest.mark.parametrize(("lean", "mark"), [(9, "/"), (0, "1"), (3, "1")])
def test_a_leaning_stroke_is_a_slash(lean: int, mark: str) -> None:
    page = np.zeros((34, 40), np.uint8)
    cv2.line(page, (20 + lean, 4), (20, 30), 1, 2)
    assert numerals.mark(text("1"), page.astype(bool)).chars == mark


def test_a_lone_stroke_is_a_dash() -> None:
    assert numerals.mark(text("一"), np.ones((3, 20), bool)).chars == "—"
