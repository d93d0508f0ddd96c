"""Which measure answers which problem.

Problems and measures are two lists, and the lists are laid side by side: their order, their numbers and their words
together say which entry answers which. What is not clear has no answer: a wrong one is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.corpus.alignment import NEVER, clear_pairs, crossing_pairs
from gongkai.corpus.items import MEASURE, PROBLEM, Item, has, items, part_five
from gongkai.corpus.records import Pair
from gongkai.document import Passage, Report
from gongkai.overlap import Overlap

ORDER = 1.0
"""What it is worth that no entry is left over."""
NUMBER = 1.0
"""What equal numbers are worth, and unequal ones cost."""
WORDS = 30.0
"""What likeness is worth: of entries that do not belong together one in a hundred reaches 0.05, of others half."""
MORE = 1.0
"""What a second answer must have in words before it counts."""
MARGIN = 1.25
"""What a pair must be worth beyond the best way without it."""
CLEARLY = 2.0
"""Times the likeness of the second best that tells of another order than that of the lists."""
TILT = 0.3
"""How much a long entry's likeness is lowered."""
TOLD = 0.05
"""Likeness from which a pair is told as one by words."""
MOST = 40
"""Entries of a list: no report has more, and a text that pretends to would take its time."""


def pairs(report: Report) -> tuple[Pair, ...]:
    """Return the problems of a report in order, each with the measure that answers it; what opens a list is none."""
    told = part_five(report.passages)
    problems = [one for one in told if has(one, PROBLEM)]
    itself = [one for one in problems if has(one, MEASURE) and not one.text.rstrip().endswith(("：", ":"))]
    answers: dict[int, tuple[Passage, str]] = {one.start: (one, "self") for one in itself}
    for ours, theirs in _rounds([one for one in told if one.start not in answers]):
        for problem, measure, basis in _answers(ours, theirs):
            answers.setdefault(problem.start, (measure, basis))
    none: tuple[None, None] = (None, None)
    return tuple(Pair(problem, *answers.get(problem.start, none)) for problem in problems)


def _rounds(told: Sequence[Passage]) -> list[tuple[list[Passage], list[Passage]]]:
    """Return the lists of problems, each with the list of measures behind it; all as one where they do not fit."""
    rounds: list[tuple[list[Passage], list[Passage]]] = []
    for one in told:
        if has(one, PROBLEM):
            if not rounds or rounds[-1][1]:
                rounds.append(([], []))
            rounds[-1][0].append(one)
        elif rounds:
            rounds[-1][1].append(one)
    if all(len(problems) == len(measures) for problems, measures in rounds):
        return rounds
    whole = [one for problems, _ in rounds for one in problems], [one for _, measures in rounds for one in measures]
    return [whole]


def _answers(problems: Sequence[Passage], measures: Sequence[Passage]) -> Iterator[tuple[Passage, Passage, str]]:
    """Yield each problem with a clear answer, the measure and the basis."""
    ours, theirs = items(problems)[:MOST], items(measures)[:MOST]
    if not ours or not theirs:
        return
    likes = _likes(ours, theirs)
    scores = [[_worth(own, other, likes[row][at]) for at, other in enumerate(theirs)] for row, own in enumerate(ours)]
    further = [[one - ORDER - MORE for one in line] for line in scores]
    owners = [item.passage.start for item in ours], [item.passage.start for item in theirs]
    crossed = crossing_pairs(likes, TOLD, CLEARLY)
    for row, column in crossed or clear_pairs(scores, further, MARGIN, owners):
        yield ours[row].passage, theirs[column].passage, "words" if likes[row][column] >= TOLD else "order"


def _likes(ours: Sequence[Item], theirs: Sequence[Item]) -> list[list[float]]:
    """Return how much each measure has of each problem's words; one that stands before its problem has none."""
    overlap = Overlap([item.text for item in (*ours, *theirs)])
    return [
        [
            overlap.likeness(row, len(ours) + at, TILT) if _follows(other, own) else 0.0
            for at, other in enumerate(theirs)
        ]
        for row, own in enumerate(ours)
    ]


def _follows(measure: Item, problem: Item) -> bool:
    return measure.passage.start > problem.passage.start


def _worth(problem: Item, measure: Item, likeness: float) -> float:
    if not _follows(measure, problem):
        return NEVER
    numbers = problem.number, measure.number
    numbered = 0.0 if None in numbers else NUMBER if numbers[0] == numbers[1] else -NUMBER
    return ORDER + WORDS * likeness + numbered
