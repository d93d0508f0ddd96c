"""Ruled lines of scans: cells stay what they are, whatever the scanner did to the lines."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest

from gongkai.reading.pages import pdf_tables
from gongkai.reading.pages.ocr import ink, rules, upright
from gongkai.reading.pages.ocr.page import points
from gongkai.reading.pages.pdf_page import Page

LEFT, TOP, WIDE, HIGH = 150, 200, 180, 44  # of a table of four columns and six rows
COLUMNS, ROWS = 4, 6


def sheet(grey: int = 60, thick: int = 2) -> Any:
    """Return a page with a table; the first row is one cell, as are the first two of the second column."""
    page = np.full((900, 1000), 255, np.uint8)
    for row in range(ROWS + 1):
        start = LEFT + 2 * WIDE if row == 2 else LEFT
        if row == 2:
            cv2.line(page, (LEFT, TOP + row * HIGH), (LEFT + WIDE, TOP + row * HIGH), grey, thick)
        cv2.line(page, (start, TOP + row * HIGH), (LEFT + COLUMNS * WIDE, TOP + row * HIGH), grey, thick)
    for column in range(COLUMNS + 1):
        top = TOP if column in (0, COLUMNS) else TOP + HIGH
        cv2.line(page, (LEFT + column * WIDE, top), (LEFT + column * WIDE, TOP + ROWS * HIGH), grey, thick)
    return page


def slots(page: Any) -> list[tuple[int, int, int, int]]:
    across, down, _ = rules.find(ink.evened(page))
    (frame,) = pdf_tables.frames(Page(360, 324, [], points(across), points(down)))
    lattice = pdf_tables.lattice(frame)
    assert lattice is not None
    return [tuple(slot) for slot in lattice.slots]


PRINTED = [
    (0, 0, 1, 4),
    (1, 0, 1, 1), (1, 1, 2, 1), (1, 2, 1, 1), (1, 3, 1, 1),
    (2, 0, 1, 1), (2, 2, 1, 1), (2, 3, 1, 1),
    *((row, column, 1, 1) for row in range(3, ROWS) for column in range(COLUMNS)),
]  # fmt: skip


def _broken() -> Any:
    page = sheet()
    page[:, LEFT + 60 : LEFT + 66] = 255
    page[TOP + 100 : TOP + 106, :] = 255
    return page


def _grainy() -> Any:
    page = cv2.GaussianBlur(sheet(grey=150), (0, 0), 1.0).astype(float)
    return np.clip(page * 0.9 + np.random.default_rng(7).normal(10, 8, page.shape), 0, 255).astype(np.uint8)


def _doubled() -> Any:
    page = sheet()
    return np.minimum(page, np.roll(page, (4, 4), (0, 1)))


def _shaded() -> Any:
    return (sheet() * np.linspace(0.5, 1.0, 1000)).astype(np.uint8)


def _lettered() -> Any:
    page = sheet()
    for row in range(1, ROWS):
        for column in range(COLUMNS):
            at = (LEFT + column * WIDE + 8, TOP + row * HIGH + 36)
            cv2.putText(page, "EHT 11", at, cv2.FONT_HERSHEY_SIMPLEX, 1.1, 0, 2)
    return page


PAGES = {
    "clean": sheet,
    "thick": lambda: sheet(thick=6),
    "faint": lambda: sheet(grey=225, thick=1),
    "broken": _broken,
    "grainy": _grainy,
    "doubled": _doubled,
    "shaded": _shaded,
    "strokes beside": _lettered,
    "askew": lambda: upright.straight(_turned(sheet(), 1.7)),
}


def _turned(page: Any, angle: float) -> Any:
    turn = cv2.getRotationMatrix2D((page.shape[1] / 2, page.shape[0] / 2), angle, 1.0)
    return cv2.warpAffine(page, turn, (page.shape[1], page.shape[0]), borderValue=255)


@pytest.mark.parametrize("name", PAGES)
def test_cells_and_their_spans_are_those_that_were_drawn(name: str) -> None:
    assert slots(PAGES[name]()) == PRINTED


@pytest.mark.parametrize("angle", [-6.0, -2.0, -0.3, 0.0, 0.5, 3.0])
def test_the_angle_of_a_page_is_found(angle: float) -> None:
    assert upright.skew(_turned(sheet(), -angle)) == pytest.approx(angle, abs=0.1)


def test_characters_alone_are_no_table() -> None:
    page = np.full((400, 1000), 255, np.uint8)
    cv2.putText(page, "EHTIL 11 HHH", (50, 200), cv2.FONT_HERSHEY_SIMPLEX, 2, 0, 3)
    across, down, _ = rules.find(page)
    assert not pdf_tables.frames(Page(360, 144, [], points(across), points(down)))
