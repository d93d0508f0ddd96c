"""Precision, recall, F1 by tag, with bootstrap intervals over groups."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gongkai.document import Record
from gongkai.training.learning import Truth

DRAWS = 500
LOW, HIGH = 2.5, 97.5
"""Percentiles of the interval: 95 % of the draws lie within."""


class Interval(Record, frozen=True):
    """A figure and the 95 % interval of its bootstrap."""

    value: float
    low: float
    high: float


class TagScore(Record, frozen=True):
    """How well a tag is given; `support` passages carry it."""

    tag: str
    precision: float
    recall: float
    f1: Interval
    support: int


class Scores(Record, frozen=True):
    """Scores by tag and their means: over tags (macro) and over all decisions (micro)."""

    tags: tuple[TagScore, ...]
    macro: Interval
    micro: float


class _Counts(Record, frozen=True):
    """True positives, given and holding, each by group (row) and tag."""

    right: NDArray[np.int64]
    given: NDArray[np.int64]
    holding: NDArray[np.int64]


def measure(tags: Sequence[str], given: NDArray[np.bool_], holding: Truth, groups: Sequence[str], seed: int) -> Scores:
    """Return the scores of given tags; what annotators differed on does not count."""
    counts = _counted(given, holding, groups)
    total = [part.sum(axis=0) for part in (counts.right, counts.given, counts.holding)]
    f1 = _f1(*total)
    drawn = _bootstrap(counts, seed)
    drawn[:, total[2] == 0] = 0.0
    low, high = np.nanpercentile(drawn, (LOW, HIGH), axis=0)
    means = np.nanmean(drawn[~np.isnan(drawn).all(axis=1)], axis=1)
    right, said, held = total
    found = tuple(
        TagScore(
            tag, _rounded(right[at] / max(said[at], 1)), _rounded(right[at] / max(held[at], 1)),
            Interval(_rounded(f1[at]), _rounded(low[at]), _rounded(high[at])), int(held[at]),
        )
        for at, tag in enumerate(tags)
    )  # fmt: skip
    macro = Interval(_rounded(f1.mean()), *(_rounded(part) for part in np.percentile(means, (LOW, HIGH))))
    return Scores(found, macro, _rounded(2 * right.sum() / max(said.sum() + held.sum(), 1)))


def macro_f1(given: NDArray[np.bool_], holding: Truth) -> float:
    """Return the mean F1 over tags."""
    counts = _counted(given, holding, ["all"] * len(given))
    return float(_f1(counts.right[0], counts.given[0], counts.holding[0]).mean())


def _counted(given: NDArray[np.bool_], holding: Truth, groups: Sequence[str]) -> _Counts:
    _, at = np.unique(np.asarray(groups), return_inverse=True)
    counts = holding.counts
    parts = (given & holding.holds & counts, given & counts, holding.holds & counts)
    sums = []
    for part in parts:
        total = np.zeros((int(at.max()) + 1, part.shape[1]), np.int64)
        np.add.at(total, at, part)
        sums.append(total)
    return _Counts(*sums)


def _f1(right: NDArray[np.int64], given: NDArray[np.int64], holding: NDArray[np.int64]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = 2 * right / np.maximum(given + holding, 1)
    return found


def _bootstrap(counts: _Counts, seed: int) -> NDArray[np.float64]:
    """Return F1 by draw and tag: groups are drawn, for passages of one report are alike.

    It is nan where a draw has no passage with a tag: that says nothing of the tag.
    """
    groups = len(counts.right)
    weights = np.random.default_rng(seed).multinomial(groups, np.full(groups, 1 / groups), DRAWS)
    holding = weights @ counts.holding
    return np.where(holding, _f1(weights @ counts.right, weights @ counts.given, holding), np.nan)


def _rounded(value: float) -> float:
    return round(float(value), 4)
