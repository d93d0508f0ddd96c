"""Two lists laid side by side: the pairs of the best way through both that keeps the order of each.

An entry may be left out, or answer several neighbours of the other list. A pair counts only where every way without it
is clearly worse: of lists that differ in length nobody knows by the order alone which entry has no partner.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

Scores = Sequence[Sequence[float]]
Pair = tuple[int, int]
NEVER = float("-inf")


def clear_pairs(scores: Scores, further: Scores, margin: float, same: Callable[[Pair, Pair], bool]) -> list[Pair]:
    """Return the pairs (row, column) of the best way that no way without them comes near, in order.

    `scores` is what a pair is worth, `further` what it is worth when row or column has a partner already; `same` says
    of two pairs whether they are one and the same answer.
    """
    best, way = best_way(scores, further)
    return [pair for pair in way if best - _without(scores, further, lambda other, pair=pair: same(pair, other)) >= margin]  # type: ignore[misc]


def best_way(scores: Scores, further: Scores) -> tuple[float, list[Pair]]:
    """Return the worth of the best way through both lists, and its pairs in order."""
    rows, columns = len(scores), len(scores[0]) if scores else 0
    ways: dict[Pair, tuple[float, list[Pair]]] = {}  # up to and without row, column
    ends: dict[Pair, tuple[float, list[Pair]]] = {}  # those that end in this pair
    nothing: tuple[float, list[Pair]] = (0.0, [])
    for row in range(rows + 1):
        for column in range(columns + 1):
            if not row or not column:
                ways[row, column] = nothing
                continue
            pair = row - 1, column - 1
            worth, before = ways[pair]
            one, more = scores[pair[0]][pair[1]], further[pair[0]][pair[1]]
            found = [(worth + one, before)]
            found += [(ends[old][0] + more, ends[old][1]) for old in ((row - 1, column), (row, column - 1)) if old in ends]
            top = max(found, key=lambda way: way[0])
            ends[row, column] = top[0], [*top[1], pair]
            ways[row, column] = max(ways[row - 1, column], ways[row, column - 1], ends[row, column], key=lambda way: way[0])
    return ways[rows, columns]


def _without(scores: Scores, further: Scores, excluded: Callable[[Pair], bool]) -> float:
    """Return the worth of the best way that does without some pairs."""
    left, later = (
        [[NEVER if excluded((row, column)) else worth for column, worth in enumerate(line)] for row, line in enumerate(own)]
        for own in (scores, further)
    )
    return best_way(left, later)[0]


def crossing_pairs(likes: Scores, least: float, clearly: float) -> list[Pair]:
    """Return the pairs of which each is the other's best by far, in order of rows; none where they keep the order."""
    columns = list(zip(*likes, strict=True))
    found = [(row, column) for row, line in enumerate(likes) for column, own in enumerate(line)
             if own >= least and own >= clearly * max(_others(line, column) + _others(columns[column], row), default=0.0)]
    return found if any(one[1] > other[1] for one, other in pairwise(found)) else []


def _others(line: Sequence[float], at: int) -> list[float]:
    return [*line[:at], *line[at + 1 :]]
