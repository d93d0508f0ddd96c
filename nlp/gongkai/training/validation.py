"""Cross-validation: decision values of every example by a model that did not learn from its group."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from gongkai.document import Record
from gongkai.examples import Example
from gongkai.training.calibration import Tuned, tune
from gongkai.training.folds import parted
from gongkai.training.heldout import held_out
from gongkai.training.learning import SETTINGS, Truth, one_thread, truth
from gongkai.training.recipe import Recipe

Step = Callable[[str], None]


class Validated(Record, frozen=True):
    """Decision values by setting, and what they mean.

    `given[setting]` are the tags by thresholds tuned on the other folds; `tuned[setting]` those tuned on all.
    """

    examples: tuple[Example, ...]
    folds: NDArray[np.intp]
    truth: Truth
    values: dict[str, NDArray[np.float64]]
    scores: dict[str, NDArray[np.float64]]
    given: dict[str, NDArray[np.bool_]]
    tuned: dict[str, Tuned]


def validate(examples: Sequence[Example], recipe: Recipe, step: Step = lambda _: None) -> Validated:
    """Return what models say of examples that they did not learn from; `step` is told of each fold."""
    folds = parted(examples, recipe.tuning.folds, recipe.tuning.group, recipe.seed)
    holding = truth(examples, recipe.tags)
    values = held_out(examples, recipe, folds, np.ones(len(examples), bool), step).values
    with one_thread():
        judged = {name: judge(values[name], holding, folds) for name in SETTINGS}
        tuned = {name: tune(values[name], holding) for name in SETTINGS}
    scores = {name: found for name, (found, _) in judged.items()}
    return Validated(
        tuple(examples), folds, holding, values, scores, {name: given for name, (_, given) in judged.items()}, tuned
    )


def judge(
    values: NDArray[np.float64], holding: Truth, folds: NDArray[np.intp]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return probabilities and given tags, each fold's by what was tuned on the others."""
    scores, given = np.zeros(values.shape), np.zeros(values.shape, bool)
    for fold in np.unique(folds):
        rest, own = folds != fold, folds == fold
        tuned = tune(values[rest], Truth(holding.holds[rest], holding.counts[rest]))
        scores[own], given[own] = tuned.probabilities(values[own]), tuned.given(values[own])
    return scores, given
