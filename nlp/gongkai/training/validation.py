"""Cross-validation: decision values of every example by a model that did not learn from its group."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from gongkai.document import Record
from gongkai.examples import Example
from gongkai.training.calibration import Tuned, tune
from gongkai.training.folds import parted
from gongkai.training.learning import SETTINGS, Truth, learn, truth
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
    number = recipe.tuning.folds
    folds = parted(examples, number, recipe.tuning.group, recipe.seed)
    holding = truth(examples, recipe.tags)
    values = {name: np.zeros(holding.holds.shape) for name in SETTINGS}
    for fold in range(number):
        step(f"cross-validation {fold + 1}/{number}")
        rest, own = np.flatnonzero(folds != fold).tolist(), np.flatnonzero(folds == fold).tolist()
        learned = learn([examples[row] for row in rest], recipe)
        decided = learned.decide([examples[row] for row in own], recipe)
        for name, decisions in zip(SETTINGS, decided, strict=True):
            values[name][own] = decisions
    judged = {name: judge(values[name], holding, folds) for name in SETTINGS}
    return Validated(
        tuple(examples), folds, holding, values,
        {name: scores for name, (scores, _) in judged.items()},
        {name: given for name, (_, given) in judged.items()},
        {name: tune(values[name], holding) for name in SETTINGS},
    )  # fmt: skip


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
