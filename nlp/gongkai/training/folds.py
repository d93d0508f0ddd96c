"""Part examples into folds that share no report or no writer; by report, no near-duplicates either."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gongkai.errors import RecipeError
from gongkai.examples import Example
from gongkai.examples.duplicates import near_duplicates


def parted(examples: Sequence[Example], number: int, group: str, seed: int) -> NDArray[np.intp]:
    """Return the fold of every example; reports that hold near-duplicates of each other stay together.

    Writers, being few, are not joined: one phrase in common would make two of them one.
    Folds are about equal in size: groups, in an order drawn from `seed`, go to the smallest fold. RecipeError when
    there are fewer groups than folds.
    """
    names = [_group(example, group) for example in examples]
    joined = _joined(names, near_duplicates([example.text for example in examples]) if group == "report" else [])
    groups = [joined[name] for name in names]
    sizes: dict[str, int] = {}
    for name in groups:
        sizes[name] = sizes.get(name, 0) + 1
    if len(sizes) < number:
        raise RecipeError(
            f"{len(sizes)} groups of passages by {group} cannot be parted into {number} folds: "
            f"lower tuning.folds, group by report, or annotate more reports"
        )
    order = np.random.default_rng(seed).permutation(sorted(sizes))
    totals, fold_of = [0] * number, {}
    for name in sorted(order.tolist(), key=lambda name: -sizes[name]):
        smallest = totals.index(min(totals))
        fold_of[name] = smallest
        totals[smallest] += sizes[name]
    return np.array([fold_of[name] for name in groups])


def _group(example: Example, group: str) -> str:
    return (example.writer if group == "writer" else None) or example.group


def _joined(names: Sequence[str], pairs: Sequence[tuple[int, int]]) -> dict[str, str]:
    """Return for every group the name of all those it is tied to by near-duplicates."""
    head = {name: name for name in names}

    def root(name: str) -> str:
        while head[name] != name:
            name = head[name]
        return name

    for one, other in pairs:
        first, second = sorted((root(names[one]), root(names[other])))
        head[second] = first
    return {name: root(name) for name in head}
