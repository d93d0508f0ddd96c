"""Bars as geometry, for an SVG drawn on the server: no script, no colour that alone says something."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gongkai.corpus import Facet
from gongkai.document import Record

HEIGHT = 96
"""Of the tallest bar, in units of the drawing."""
STEP, BAR = 56, 36
"""From bar to bar, and a bar's width."""
_LEAST = 1.5  # a count above 0 shows


class Bar(Record, frozen=True):
    """A bar with its label below and its count above; `address` leads to what it counts."""

    x: float
    y: float
    height: float
    label: str
    count: int
    address: str
    is_chosen: bool


class Chart(Record, frozen=True):
    """Bars side by side."""

    width: float
    bars: tuple[Bar, ...]


def chart(
    facets: Sequence[Facet], label: Callable[[str], str], address: Callable[[str], str], chosen: Sequence[str]
) -> Chart:
    """Return the chart of counts."""
    most = max((facet.count for facet in facets), default=0)
    bars = []
    for at, facet in enumerate(facets):
        height = max(_LEAST, round(HEIGHT * facet.count / most, 1)) if facet.count else 0.0
        bars.append(
            Bar(at * STEP + (STEP - BAR) / 2, HEIGHT - height, height, label(facet.value), facet.count,
                address(facet.value), facet.value in chosen)
        )  # fmt: skip
    return Chart(len(facets) * STEP, tuple(bars))


def every_year(facets: Sequence[Facet]) -> list[Facet]:
    """Return counts by year with the years between that have none, so that a gap shows as one."""
    counts = {int(facet.value): facet.count for facet in facets if facet.value.isdigit()}
    if not counts:
        return []
    first, last = max(min(counts), max(counts) - 30), max(counts)
    return [Facet(str(year), counts.get(year, 0)) for year in range(first, last + 1)]
