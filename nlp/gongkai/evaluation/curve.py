"""The learning curve: what more annotated reports would be worth."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from gongkai.document import Record
from gongkai.examples import Example
from gongkai.training.heldout import held_out
from gongkai.training.learning import SETTINGS, truth
from gongkai.training.measures import Interval, measure
from gongkai.training.recipe import Recipe
from gongkai.training.validation import judge

SHARES = (0.10, 0.25, 0.50, 0.75)
"""Shares of the reports that are learned from, below all of them."""
FEWEST = 5
"""Reports that every model must learn from at least: fewer say nothing."""


class Point(Record, frozen=True):
    """Macro-F1 by setting on the same held-out passages, after learning from so many reports."""

    share: float
    reports: int
    passages: int
    macro: dict[str, Interval]


def curve(
    examples: Sequence[Example],
    recipe: Recipe,
    columns: NDArray[np.intp],
    folds: NDArray[np.intp],
    step: Callable[[str], None],
) -> tuple[Point, ...]:
    """Return the curve below all reports, for the tags of `columns`; each smaller share is part of the next."""
    groups = np.array([example.group for example in examples])
    order = np.random.default_rng(recipe.seed).permutation(np.unique(groups))
    points = []
    for share in SHARES:
        taken = order[: round(share * len(order))]
        usable = np.isin(groups, taken)
        least = min(len(set(groups[usable & (folds != fold)])) for fold in range(recipe.tuning.folds))
        if least >= FEWEST:
            step_of = partial(_told, step, f"learning curve, {share:.0%} of the reports")
            values = held_out(examples, recipe, folds, usable, step_of).values
            points.append(
                Point(share, len(taken), int(usable.sum()), _macros(examples, recipe, columns, folds, values))
            )
    return tuple(points)


def _told(step: Callable[[str], None], what: str, words: str) -> None:
    step(f"{what}: {words}")


def _macros(
    examples: Sequence[Example],
    recipe: Recipe,
    columns: NDArray[np.intp],
    folds: NDArray[np.intp],
    values: dict[str, NDArray[np.float64]],
) -> dict[str, Interval]:
    tags = [recipe.tags[column] for column in columns]
    holding = truth(examples, tags)
    groups = [example.group for example in examples]
    macros = {}
    for name in SETTINGS:
        _, given = judge(values[name][:, columns], holding, folds)
        macros[name] = measure(tags, given, holding, groups, recipe.seed).macro
    return macros
