"""Distinct rendered reports as text: all shapes in turn, both editions, pages of HTML aside."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice

from tests.rendering.generate import generate
from tests.rendering.shapes import SHAPES

PLAIN = tuple(name for name, shape in SHAPES.items() if shape.body != "html")


def texts(number: int, first: int = 0) -> Iterator[str]:
    """Yield so many texts, each of a truth of its own."""
    return (generate(seed, shape=PLAIN[seed % len(PLAIN)]).text for seed in islice(count(first), number))
