"""A candidate for the classifier: anything that learns from examples and can say how much speaks for each tag."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from gongkai.document import Record
from gongkai.examples import Example
from gongkai.training.learning import SETTINGS
from gongkai.training.recipe import Recipe

CLEAR = 1e-6
"""Probabilities nearer to 0 or 1 are taken for this near: their log-odds stay finite."""


class Fitted(Protocol):
    """What a candidate has learned in one setting."""

    def decide(self, examples: Sequence[Example]) -> NDArray[np.float64]:
        """Return a decision value by example and tag: the larger, the more speaks for the tag."""

    def size(self) -> int:
        """Return the bytes that it takes on disk."""


class Candidate(Record, frozen=True):
    """A way to learn: `learn(examples, recipe, setting)`, in each of its settings."""

    name: str
    learn: Callable[[Sequence[Example], Recipe, str], Fitted]
    settings: tuple[str, ...] = SETTINGS
    needs: str | None = None  # a module that may not be installed

    @property
    def absent(self) -> str | None:
        """Return the module that is needed and not installed."""
        return self.needs if self.needs and find_spec(self.needs) is None else None


def packed(arrays: Mapping[str, NDArray[Any]]) -> int:
    """Return the bytes of arrays written as a model directory has them."""
    stream = io.BytesIO()
    np.savez_compressed(stream, allow_pickle=False, **dict(arrays))
    return stream.tell()


def log_odds(probabilities: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return decision values for probabilities."""
    clear = np.clip(probabilities, CLEAR, 1 - CLEAR)
    odds: NDArray[np.float64] = np.log(clear / (1 - clear))
    return odds
