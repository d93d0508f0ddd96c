"""From decision values to probabilities and thresholds, by values of examples that were not learned from."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gongkai.document import Record
from gongkai.model.model import FAR
from gongkai.training.learning import Truth

TOLERATED = 0.005
"""F1 may be so much below the best for a higher threshold: a tag too few is better than a wrong one."""
GRID = np.round(np.arange(0.02, 0.98, 0.01), 2)
"""Thresholds tried."""
NEVER = 1.01
"""Threshold of a tag that was never seen to hold."""


class Tuned(Record, frozen=True):
    """Calibration and threshold by tag: a probability is the logistic function of slope * value + offset."""

    slopes: NDArray[np.float64]
    offsets: NDArray[np.float64]
    thresholds: NDArray[np.float64]

    def probabilities(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return calibrated probabilities."""
        odds = np.clip(self.slopes * values + self.offsets, -FAR, FAR)
        calibrated: NDArray[np.float64] = 1 / (1 + np.exp(-odds))
        return calibrated

    def given(self, values: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Tell which tags are given."""
        return self.probabilities(values) >= self.thresholds


def tune(values: NDArray[np.float64], holding: Truth) -> Tuned:
    """Return calibration and thresholds for decision values of examples not learned from (Platt 1999)."""
    tags = values.shape[1]
    slopes, offsets, thresholds = np.ones(tags), np.zeros(tags), np.full(tags, NEVER)
    for tag in range(tags):
        rows = holding.counts[:, tag]
        own, holds = values[rows, tag], holding.holds[rows, tag]
        if not holds.any() or holds.all():
            continue
        slopes[tag], offsets[tag] = _platt(own, holds)
        thresholds[tag] = _threshold(1 / (1 + np.exp(-(slopes[tag] * own + offsets[tag]))), holds)
    return Tuned(slopes, offsets, thresholds)


def _platt(values: NDArray[np.float64], holds: NDArray[np.bool_]) -> tuple[float, float]:
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(C=1e3).fit(values[:, None], holds)
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def _threshold(scores: NDArray[np.float64], holds: NDArray[np.bool_]) -> float:
    """Return the highest of the thresholds with about the best F1."""
    given = scores[:, None] >= GRID
    right = (given & holds[:, None]).sum(axis=0)
    f1 = 2 * right / np.maximum(given.sum(axis=0) + holds.sum(), 1)
    return float(GRID[f1 >= f1.max() - TOLERATED].max())
