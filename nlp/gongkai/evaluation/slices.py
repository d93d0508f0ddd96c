"""Results by part of the data: section, level, year, and whether only the place tells the tags."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from gongkai.document import Record
from gongkai.evaluation.names import LEVELS, SECTIONS
from gongkai.examples import Example
from gongkai.training.learning import Truth
from gongkai.training.measures import DRAWS, HIGH, LOW, Interval

LEAST = 20
"""Passages of a slice: fewer tell chance."""


class Slice(Record, frozen=True):
    """Micro-F1 over the passages that share a value; `support` counts their tags."""

    by: str
    value: str
    passages: int
    support: int
    f1: Interval


def slices(examples: Sequence[Example], given: NDArray[np.bool_], holding: Truth, seed: int) -> tuple[Slice, ...]:
    """Return the results of every slice that is large enough, in a reader's order."""
    found = []
    for by, told in _BY.items():
        values = np.array([told(example) for example in examples])
        for value in sorted(set(values.tolist()) - {""}, key=_rank):
            rows = np.flatnonzero(values == value).tolist()
            part = Truth(holding.holds[rows], holding.counts[rows])
            support = int((part.holds & part.counts).sum())
            if len(rows) >= LEAST and support:
                groups = [examples[row].group for row in rows]
                found.append(Slice(by, value, len(rows), support, micro(given[rows], part, groups, seed)))
    return tuple(found)


def micro(given: NDArray[np.bool_], holding: Truth, groups: Sequence[str], seed: int) -> Interval:
    """Return F1 over all decisions, with the interval of a bootstrap over groups."""
    counts = holding.counts
    right = (given & holding.holds & counts).sum(axis=1)
    both = (given & counts).sum(axis=1) + (holding.holds & counts).sum(axis=1)
    names, at = np.unique(np.asarray(groups), return_inverse=True)
    rights, boths = (np.bincount(at, part, len(names)) for part in (right, both))
    draws = np.random.default_rng(seed).multinomial(len(names), np.full(len(names), 1 / len(names)), DRAWS)
    drawn = 2 * (draws @ rights) / np.maximum(draws @ boths, 1)
    low, high = np.percentile(drawn, (LOW, HIGH))
    value = 2 * rights.sum() / max(boths.sum(), 1)
    return Interval(*(round(float(part), 4) for part in (value, low, high)))


def _rank(value: str) -> tuple[int, str]:
    return (_ORDER.index(value) if value in _ORDER else len(_ORDER), value)


_ORDER = (*SECTIONS, *LEVELS)
_BY: dict[str, Callable[[Example], str]] = {
    "section": lambda example: example.section or "",
    "level": lambda example: example.level or "",
    "year": lambda example: str(example.year or ""),
    "context": lambda example: "yes" if example.needs_context else "no",
}
