"""Two lists laid side by side: the pairs of the best way through both that keeps the order of each.

An entry may be left out, or answer several neighbours of the other list. A pair counts only where every way without it
is clearly worse: of lists that differ in length nobody knows by the order alone which entry has no partner.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from itertools import pairwise
from typing import Any

Scores = Sequence[Sequence[float]]
Pair = tuple[int, int]
NEVER = float("-inf")
_Way = tuple[float, tuple[Pair, Any] | None]  # its worth, and its last pair with those before it
_Owners = tuple[Sequence[Hashable], Sequence[Hashable]]
_NOTHING: _Way = (0.0, None)
_NO_WAY: _Way = (NEVER, None)


def clear_pairs(scores: Scores, further: Scores, margin: float, owners: _Owners) -> list[Pair]:
    """Return the pairs (row, column) of the best way that no way without them comes near, in order.

    `scores` is what a pair is worth, `further` what it is worth when row or column has a partner already. `owners` says
    to what rows and columns belong: pairs of the same owners are one answer, and a way without it has none of them.
    """
    best, way = best_way(scores, further)
    rows, columns = owners
    clear: dict[tuple[Hashable, Hashable], bool] = {}
    for row, column in way:
        answer = rows[row], columns[column]
        if answer not in clear:
            clear[answer] = best - _worth_without(answer, scores, further, owners) >= margin
    return [(row, column) for row, column in way if clear[rows[row], columns[column]]]


def best_way(scores: Scores, further: Scores) -> tuple[float, list[Pair]]:
    """Return the worth of the best way through both lists, and its pairs in order."""
    columns = len(scores[0]) if scores else 0
    above, ends = [_NOTHING] * (columns + 1), [_NO_WAY] * columns
    for row, (line, more) in enumerate(zip(scores, further, strict=True)):
        ways, end = [_NOTHING], _NO_WAY
        for column in range(columns):
            worth, before = above[column][0] + line[column], above[column][1]
            for old in (ends[column], end):  # row or column goes on
                if old[0] + more[column] > worth:
                    worth, before = old[0] + more[column], old[1]
            end = worth, ((row, column), before)
            ends[column] = end
            ways.append(max(above[column + 1], ways[column], end, key=_worth))
        above = ways
    return above[-1][0], _unwound(above[-1])


def crossing_pairs(likes: Scores, least: float, clearly: float) -> list[Pair]:
    """Return the pairs of which each is the other's best by far, in order of rows; none where they keep the order."""
    columns = list(zip(*likes, strict=True))
    found = []
    for row, line in enumerate(likes):
        for column, own in enumerate(line):
            rivals = [*line[:column], *line[column + 1 :], *columns[column][:row], *columns[column][row + 1 :]]
            if own >= max(least, clearly * max(rivals, default=0.0)):
                found.append((row, column))
    return found if any(one[1] > other[1] for one, other in pairwise(found)) else []


def _worth_without(
    answer: tuple[Hashable, Hashable],
    scores: Scores,
    further: Scores,
    owners: _Owners,
) -> float:
    """Return the worth of the best way that does without an answer."""
    rows, columns = owners

    def left(worths: Scores) -> Scores:
        return [
            [NEVER if (row, column) == answer else worth for column, worth in zip(columns, line, strict=True)]
            for row, line in zip(rows, worths, strict=True)
        ]

    return best_way(left(scores), left(further))[0]


def _unwound(way: _Way) -> list[Pair]:
    found, link = [], way[1]
    while link is not None:
        pair, link = link
        found.append(pair)
    return found[::-1]


def _worth(way: _Way) -> float:
    return way[0]
