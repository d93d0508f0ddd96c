"""Whether probabilities mean what they say."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gongkai.document import Record
from gongkai.training.learning import Truth

BINS = 10
"""Of equal width; with some thousand passages each still holds a hundred decisions."""


class Bin(Record, frozen=True):
    """Decisions of about one probability: how many, what was predicted on average, what share held."""

    decisions: int
    predicted: float
    observed: float


class Reliability(Record, frozen=True):
    """Predicted against observed: over all decisions, and over those that users see.

    `error` is the expected calibration error: the mean distance of a bin's prediction from what held. Most decisions
    are easy refusals, so `given_error`, that of the tags given, is the severer figure.
    """

    bins: tuple[Bin, ...]
    error: float
    given_error: float


def reliability(scores: NDArray[np.float64], given: NDArray[np.bool_], holding: Truth) -> Reliability:
    """Return the reliability of the probabilities of all tags together."""
    counts = holding.counts
    bins = _bins(scores[counts], holding.holds[counts])
    shown = _bins(scores[given & counts], holding.holds[given & counts])
    return Reliability(bins, _error(bins), _error(shown))


def _bins(scores: NDArray[np.float64], holds: NDArray[np.bool_]) -> tuple[Bin, ...]:
    at = np.minimum((scores * BINS).astype(np.intp), BINS - 1)
    found = []
    for number in np.unique(at):
        own = at == number
        predicted, observed = float(scores[own].mean()), float(holds[own].mean())
        found.append(Bin(int(own.sum()), round(predicted, 4), round(observed, 4)))
    return tuple(found)


def _error(bins: tuple[Bin, ...]) -> float:
    total = sum(bin.decisions for bin in bins)
    apart = sum(bin.decisions * abs(bin.predicted - bin.observed) for bin in bins)
    return round(apart / max(total, 1), 4)
