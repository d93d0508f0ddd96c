"""Which tags are given instead of, or besides, those that hold."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gongkai.document import Record
from gongkai.training.learning import Truth


class Confusion(Record, frozen=True):
    """What was given to the passages that hold a tag; `tag` None: to those that hold none.

    Of `support` passages `right` were given the tag, `missed` were not. `instead` counts wrong tags of the missed
    ones, `besides` those of the others.
    """

    tag: str | None
    support: int
    right: int
    missed: int
    instead: dict[str, int]
    besides: dict[str, int]


def confusions(tags: Sequence[str], given: NDArray[np.bool_], holding: Truth) -> tuple[Confusion, ...]:
    """Return the confusion of every tag, then of no tag; what annotators differed on is no wrong tag."""
    wrong = given & ~holding.holds & holding.counts
    found = []
    for tag, holds, said in zip(tags, holding.holds.T, given.T, strict=True):
        found.append(_confusion(tag, tags, holds, said, wrong))
    bare = (holding.holds.sum(axis=1) == 0) & (holding.counts.sum(axis=1) == len(tags))
    found.append(_confusion(None, tags, bare, given.sum(axis=1) == 0, wrong))
    return tuple(found)


def _confusion(
    tag: str | None,
    tags: Sequence[str],
    rows: NDArray[np.bool_],
    is_right: NDArray[np.bool_],
    wrong: NDArray[np.bool_],
) -> Confusion:
    instead, besides = _counted(tags, wrong[rows & ~is_right]), _counted(tags, wrong[rows & is_right])
    support, right = int(rows.sum()), int((rows & is_right).sum())
    return Confusion(tag, support, right, support - right, instead, besides)


def _counted(tags: Sequence[str], wrong: NDArray[np.bool_]) -> dict[str, int]:
    """Return how often each tag is wrong, the most frequent first."""
    counts = zip(tags, wrong.sum(axis=0).tolist(), strict=True)
    return {tag: count for tag, count in sorted(counts, key=lambda item: -item[1]) if count}
