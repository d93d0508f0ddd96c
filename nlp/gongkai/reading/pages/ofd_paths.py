"""The lines that a path of an OFD page draws: those along an axis are the rules of tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from gongkai.reading.pages.pdf_page import RULE_WIDTH
from gongkai.reading.safe_xml import Element, children

FALSE = frozenset(("false", "0"))
_PIECE = re.compile(r"[A-Za-z]|[^\sA-Za-z,]+(?:[eE][-+]?\d+)?")
_ARGUMENTS = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}

Point = tuple[float, float]
Box = tuple[float, float, float, float]


def thin_boxes(element: Element, at: Callable[[float, float], Point]) -> Iterator[Box]:
    """Yield the boxes of drawn lines: thin shapes, and the straight sides of stroked ones."""
    is_stroked = element.get("Stroke", "true").lower() not in FALSE
    if not is_stroked and element.get("Fill", "false").lower() in FALSE:
        return
    for part in _parts(element):
        corners = [at(*point) for point in part]
        if len(corners) > 1 and _is_thin(box := bounds(corners)):
            yield box
        elif is_stroked:
            yield from map(bounds, pairwise(corners))


def _parts(element: Element) -> Iterator[list[Point]]:
    """Yield the corners of each part of a path that is made of straight lines; curves part it."""
    part: list[Point] = []
    for data in children(element, "AbbreviatedData"):
        pieces = iter(_PIECE.findall(data.text or ""))
        for piece in pieces:
            values = [float(next(pieces)) for _ in range(_ARGUMENTS[piece])]
            if piece == "C":
                part.extend(part[:1])
                continue
            if piece != "L":
                yield part
                part = []
            part.append((values[-2], values[-1]))
    yield part


def _is_thin(box: Box) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) <= RULE_WIDTH


def bounds(points: list[Point] | tuple[Point, ...]) -> Box:
    """Return the box around some points."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
