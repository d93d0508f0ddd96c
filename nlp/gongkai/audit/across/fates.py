"""Part five against last year's: passages used again, and what became of the measures announced last year.

Statutory phrases say nothing of likeness and are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gongkai.audit.across.statutory import cut
from gongkai.document import Passage, Record, Report
from gongkai.overlap import Overlap

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
    passages = [*old, *measures, *others]
    overlap = Overlap(cut([passage.text for passage in passages]))
    first, last = len(old), len(old) + len(measures)
    ours = _runs(measures)
    found = []
    for own, (passage, runs) in enumerate(zip(old, _runs(old), strict=True)):
        same = next((each for each, held in zip(measures, ours, strict=True) if _is_held(runs, [held])), None)
        again = same or _nearest(overlap, own, range(first, last), passages, REPEATED)
        told = again or _nearest(overlap, own, range(last, len(passages)), passages, DONE)
        found.append(Fate(passage, "repeated" if again else "done" if told else "dropped", told))
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


def _nearest(
    overlap: Overlap, own: int, places: Iterable[int], passages: Sequence[Passage], least: float
) -> Passage | None:
    """Return the passage that holds most of the weight of the one at `own`, if it is `least` of it."""
    best = max(((overlap.share(own, at), -at) for at in places), default=(0.0, 0))
    return passages[-best[1]] if best[0] >= least else None
