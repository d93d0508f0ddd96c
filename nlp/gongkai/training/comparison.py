"""Measure a candidate by cross-validation: what it reaches, how fast it is, how large."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from gongkai.document import Record
from gongkai.examples import Example
from gongkai.training.candidate import Candidate
from gongkai.training.learning import Truth
from gongkai.training.measures import Interval, measure
from gongkai.training.recipe import Recipe
from gongkai.training.validation import judge

TICK = 1e-6
"""Seconds that tagging takes at least, where the clock saw none."""

Step = Callable[[str], None]


class Cost(Record, frozen=True):
    """What a candidate costs: seconds of processor time to learn (all folds but one) and to tag a passage; bytes."""

    learning: float
    tagging: float
    size: int


class Row(Record, frozen=True):
    """A candidate's figures: macro-F1 by setting, None where it has no such setting; the cost is that of its first.

    `absent` is the module that is not installed; then there are no figures.
    """

    name: str
    alone: Interval | None = None
    placed: Interval | None = None
    cost: Cost | None = None
    absent: str | None = None


class Ground(Record, frozen=True):
    """What all candidates are measured on."""

    examples: tuple[Example, ...]
    recipe: Recipe
    folds: NDArray[np.intp]
    truth: Truth
    step: Step


def measured(candidate: Candidate, ground: Ground) -> Row:
    """Return the row of a candidate, whose thresholds are tuned like those of a model that is shipped."""
    tried = {setting: _tried(candidate, setting, ground) for setting in candidate.settings}
    scores = {setting: _macro(values, ground) for setting, (values, _) in tried.items()}
    _, cost = tried[candidate.settings[0]]
    return Row(candidate.name, scores.get("alone"), scores.get("placed"), cost)


def _tried(candidate: Candidate, setting: str, ground: Ground) -> tuple[NDArray[np.float64], Cost]:
    """Return what a candidate says of passages that it did not learn from, fold by fold, and its cost."""
    values = np.zeros(ground.truth.holds.shape)
    learning, tagging, sizes = [], [], []
    for fold in np.unique(ground.folds):
        ground.step(f"{candidate.name}, {setting}: fold {fold + 1}/{ground.recipe.tuning.folds}")
        rest = [ground.examples[row] for row in np.flatnonzero(ground.folds != fold)]
        own = [ground.examples[row] for row in np.flatnonzero(ground.folds == fold)]
        started = time.process_time()
        fitted = candidate.learn(rest, ground.recipe, setting)
        learned = time.process_time()
        values[ground.folds == fold] = fitted.decide(own)
        tagging.append(time.process_time() - learned)
        learning.append(learned - started)
        sizes.append(fitted.size())
    return values, Cost(sum(learning) / len(learning), max(sum(tagging), TICK) / len(values), max(sizes))


def _macro(values: NDArray[np.float64], ground: Ground) -> Interval:
    _, given = judge(values, ground.truth, ground.folds)
    groups = [example.group for example in ground.examples]
    return measure(ground.recipe.tags, given, ground.truth, groups, ground.recipe.seed).macro
