"""Part five against last year's: passages used again, and what became of the measures announced last year.

Statutory phrases say nothing of likeness and are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import log

from gongkai.audit.across.statutory import cut
from gongkai.document import Passage, Record, Report

PIECE = 6
"""Characters of a run: shorter ones are shared by all reports."""
SAME = 0.8
"""Share of a passage's runs that the other holds: so much is the same passage, a word or a number changed."""
SHORTEST = 12
"""Characters of a writer's own; fewer are alike by chance."""
REPEATED = 0.6
"""Share of a measure's weight of pairs of characters that another measure holds to be the same one, reworded."""
DONE = 0.3
"""Share from which a passage that is no measure speaks of it: it tells that it was done, it does not describe it."""

MOST, MOST_IN_FIVE = 1000, 200
"""Passages that are compared, each with each: the longest reports have some hundreds, part five some tens."""
_HAN = re.compile("[\u4e00-\u9fff]{2}")


class Fate(Record, frozen=True):
    """What became of a measure: `fate` is done, repeated or dropped; `answer` is this year's passage on it."""

    measure: Passage
    fate: str
    answer: Passage | None = None


def recycled(report: Report, previous: Report) -> tuple[list[Passage], float]:
    """Return the passages of part five that last year's had, too, and their share of its own words."""
    own, old = _part_five(report), _part_five(previous)
    ours, theirs = _runs(own), _runs(old)
    same = [at for at, runs in enumerate(ours) if _is_held(runs, theirs)]
    length = sum(map(len, ours))
    return [own[at] for at in same], sum(len(ours[at]) for at in same) / length if length else 0.0


def fates(report: Report, previous: Report) -> tuple[Fate, ...]:
    """Return what became in `report` of the measures that `previous` announced, in its order."""
    old = [passage for passage in _part_five(previous) if _is_measure(passage)]
    measures = [passage for passage in _part_five(report) if _is_measure(passage)]
    others = [each for each in report.passages if not _is_measure(each) and not _has(each, "problem")][:MOST]
    pairs = _pairs([*old, *measures, *others])
    weights = _weights(pairs)
    ours = list(zip(measures, _runs(measures), pairs[len(old) :], strict=False))
    theirs = list(zip(others, pairs[len(old) + len(measures) :], strict=True))
    found = []
    for passage, runs, own in zip(old, _runs(old), pairs, strict=False):
        again = [each for each, held, _ in ours if _is_held(runs, [held])]
        answer = again[0] if again else _nearest(own, [(each, held) for each, _, held in ours], weights, REPEATED)
        if answer is not None:
            found.append(Fate(passage, "repeated", answer))
            continue
        answer = _nearest(own, theirs, weights, DONE)
        found.append(Fate(passage, "done" if answer is not None else "dropped", answer))
    return tuple(found)


def _part_five(report: Report) -> list[Passage]:
    found = [each for each in report.passages if each.section == "problems"]
    rests = cut([each.text for each in found])
    return [each for each, rest in zip(found, rests, strict=True) if len(rest) >= SHORTEST][:MOST_IN_FIVE]


def _is_measure(passage: Passage) -> bool:
    return passage.section == "problems" and _has(passage, "measure") and not _has(passage, "problem")


def _has(passage: Passage, tag: str) -> bool:
    return any(own.tag == tag for own in passage.tags)


def _runs(passages: Sequence[Passage]) -> list[frozenset[str]]:
    rests = cut([passage.text for passage in passages])
    return [frozenset(rest[at : at + PIECE] for at in range(max(1, len(rest) - PIECE + 1))) for rest in rests]


def _is_held(runs: frozenset[str], others: Sequence[frozenset[str]]) -> bool:
    """Tell whether one of `others` holds nearly all of a passage's runs."""
    return any(len(runs & other) >= SAME * len(runs) for other in others)


def _weights(passages: Sequence[frozenset[str]]) -> dict[str, float]:
    """Return how much each pair of characters tells passages apart: little where many have it."""
    counts = Counter(pair for pairs in passages for pair in pairs)
    return {pair: log((len(passages) + 1) / count) for pair, count in counts.items()}


def _pairs(passages: Sequence[Passage]) -> list[frozenset[str]]:
    """Return the pairs of Chinese characters of each passage."""
    rests = cut([passage.text for passage in passages])
    return [frozenset(pair for pair in map("".join, pairwise(rest)) if _HAN.fullmatch(pair)) for rest in rests]


def _nearest(
    own: frozenset[str], passages: Sequence[tuple[Passage, frozenset[str]]], weights: dict[str, float], least: float
) -> Passage | None:
    """Return the passage that holds most of the weight of `own`, if it is `least` of it."""
    total = sum(weights[pair] for pair in own)
    shares = [(sum(weights[pair] for pair in own & held), -each.start, each) for each, held in passages]
    best = max(shares, key=lambda share: share[:2], default=None)
    return best[2] if best is not None and total and best[0] >= least * total else None
