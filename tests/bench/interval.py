"""The 95 % interval of a mean, by bootstrap: of differences between two systems, query by query."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

DRAWS = 10_000
OUTSIDE = 0.025


def interval(values: Sequence[float], seed: int = 1) -> tuple[float, float]:
    """Return the bounds between which the mean lies when the values are drawn anew."""
    rng, number = Random(seed), len(values)
    means = sorted(sum(rng.choices(values, k=number)) / number for _ in range(DRAWS))
    return means[int(DRAWS * OUTSIDE)], means[int(DRAWS * (1 - OUTSIDE)) - 1]
