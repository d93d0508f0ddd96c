"""Hold every fold out in turn: what a model says of examples that it did not learn from, and the model itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from gongkai.document import Record
from gongkai.examples import Example
from gongkai.examples.duplicates import near_duplicates
from gongkai.training.learning import SETTINGS, Learned, learn, one_thread
from gongkai.training.recipe import Recipe


class HeldOut(Record, frozen=True):
    """Decision values by setting, each by the model that did not learn from the example's fold; models by fold."""

    values: dict[str, NDArray[np.float64]]
    models: tuple[Learned, ...]


def held_out(
    examples: Sequence[Example],
    recipe: Recipe,
    folds: NDArray[np.intp],
    usable: NDArray[np.bool_],
    step: Callable[[str], None],
) -> HeldOut:
    """Return what models say that learned from the `usable` examples of the other folds.

    Near-duplicates of what a fold holds are not learned from either, whoever wrote them.
    """
    values = {name: np.zeros((len(examples), len(recipe.tags))) for name in SETTINGS}
    models = []
    number = recipe.tuning.folds
    pairs = np.array(near_duplicates([example.text for example in examples]), np.intp).reshape(-1, 2)
    for fold in range(number):
        step(f"cross-validation {fold + 1}/{number}")
        alike = np.zeros(len(examples), bool)
        alike[pairs[folds[pairs[:, 0]] == fold, 1]] = alike[pairs[folds[pairs[:, 1]] == fold, 0]] = True
        rest = np.flatnonzero((folds != fold) & usable & ~alike).tolist()
        own = np.flatnonzero(folds == fold).tolist()
        with one_thread():
            learned = learn([examples[row] for row in rest], recipe)
            decided = learned.decide([examples[row] for row in own], recipe)
        for name, decisions in zip(SETTINGS, decided, strict=True):
            values[name][own] = decisions
        models.append(learned)
    return HeldOut(values, tuple(models))
