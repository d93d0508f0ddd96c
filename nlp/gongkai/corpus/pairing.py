"""Which measure answers which problem, and what became of a problem a year later.

Both say less rather than wrong things: a problem without a clear answer has none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from math import log

from gongkai.corpus.records import Pair, Sequel
from gongkai.corpus.tokens import index_words, plain
from gongkai.document import Passage, Report

PROBLEM, MEASURE, SECTION = "problem", "measure", "problems"
ANSWERS = 0.25
"""Share of a problem's weight of words that a measure must repeat to answer it by its words alone."""
CLEARLY = 1.5
"""Times that share of the second best: between two that are nearly as good nobody chooses."""
AGAIN = 0.45
"""Share of a problem's weight of words that another year's passage must repeat to be about the same."""
ABOUT = 0.3
"""Share from which a passage that says that something was done is about a problem: it does not describe it again."""
_KNOWN = 2048  # texts whose words are kept at hand: two reports have 100
DONE = ("已", "完成", "解决", "整改到位", "得到改", "明显", "建成", "上线", "配备了", "健全了", "改进了", "落实了")
"""Without one of these words a passage does not say that anything was solved."""


def pairs(report: Report) -> tuple[Pair, ...]:
    """Return the problems of a report in order, each with the measure that answers it."""
    items = [one for one in report.passages if one.section == SECTION]
    problems = [one for one in items if _has(one, PROBLEM)]
    measures = [one for one in items if _has(one, MEASURE) and not _has(one, PROBLEM)]
    open_ones = [one for one in problems if not _has(one, MEASURE)]
    answers: dict[int, tuple[Passage, str]] = {one.start: (one, "self") for one in problems if _has(one, MEASURE)}
    weights = _weights(items)
    for problem, measure in _by_words(open_ones, measures, weights):
        answers[problem.start] = measure, "words"
    for problem, measure in _by_order(open_ones, measures, answers):
        answers.setdefault(problem.start, (measure, "order"))
    none: tuple[None, None] = (None, None)
    return tuple(Pair(problem, *answers.get(problem.start, none)) for problem in problems)


def sequels(report: Report, later: Report) -> tuple[Sequel, ...]:
    """Return what became of the problems of a report in the same agency's next: solved, repeated or dropped."""
    weights = _weights([*report.passages, *later.passages])
    return tuple(_sequel(one, later, weights) for one in report.passages if _has(one, PROBLEM))


def _sequel(problem: Passage, later: Report, weights: dict[str, float]) -> Sequel:
    again = [one for one in later.passages if _has(one, PROBLEM)]
    if (found := _nearest(problem, again, weights, AGAIN)) is not None:
        return Sequel(problem, "repeated", found)
    done = [one for one in later.passages if not _has(one, PROBLEM) and any(word in one.text for word in DONE)]
    if (found := _nearest(problem, done, weights, ABOUT)) is not None:
        return Sequel(problem, "solved", found)
    return Sequel(problem, "dropped", None)


def _nearest(problem: Passage, passages: Sequence[Passage], weights: dict[str, float], least: float) -> Passage | None:
    shares = [(_share(problem, one, weights), -one.start, one) for one in passages]
    best = max(shares, key=lambda share: share[:2], default=None)
    return best[2] if best is not None and best[0] >= least else None


def _by_words(
    problems: Sequence[Passage], measures: Sequence[Passage], weights: dict[str, float]
) -> list[tuple[Passage, Passage]]:
    """Return the pairs of which each is the other's clearly best."""
    shares = [[_share(problem, measure, weights) for measure in measures] for problem in problems]
    found = []
    for row, problem in enumerate(problems):
        for column, measure in enumerate(measures):
            own = shares[row][column]
            rivals = [*shares[row][:column], *shares[row][column + 1 :]]
            rivals += [other[column] for at, other in enumerate(shares) if at != row]
            if own >= ANSWERS and own >= CLEARLY * max(rivals, default=0.0):
                found.append((problem, measure))
    return found


def _by_order(
    problems: Sequence[Passage], measures: Sequence[Passage], known: dict[int, tuple[Passage, str]]
) -> list[tuple[Passage, Passage]]:
    """Return the pairs of two lists of one length, one by one; nothing where words tell another order."""
    if len(problems) != len(measures) or not problems:
        return []
    if not (_follow(problems, measures) or _alternate(problems, measures)):
        return []
    inline = list(zip(problems, measures, strict=True))
    by_words = [(problem, known[problem.start][0]) for problem in problems if problem.start in known]
    return inline if all(pair in inline for pair in by_words) else []


def _follow(problems: Sequence[Passage], measures: Sequence[Passage]) -> bool:
    """Say whether all measures come after all problems."""
    return problems[-1].start < measures[0].start


def _alternate(problems: Sequence[Passage], measures: Sequence[Passage]) -> bool:
    """Say whether each problem is followed by its measure."""
    starts = [one.start for pair in zip(problems, measures, strict=True) for one in pair]
    return starts == sorted(starts)


def _share(problem: Passage, other: Passage, weights: dict[str, float]) -> float:
    own, theirs = _content(problem), _content(other)
    total = sum(weights.get(word, 0.0) for word in own)
    return sum(weights.get(word, 0.0) for word in own & theirs) / total if total else 0.0


def _weights(passages: Sequence[Passage]) -> dict[str, float]:
    """Return how much each word tells passages apart: nothing where most have it."""
    counts = Counter(word for one in passages for word in _content(one))
    return {word: log((len(passages) + 1) / (count + 0.5)) for word, count in counts.items() if len(passages) > count}


def _content(passage: Passage) -> frozenset[str]:
    return _words(passage.text)


@lru_cache(maxsize=_KNOWN)
def _words(text: str) -> frozenset[str]:
    """Return the words that a text is compared by; each problem is compared with every passage."""
    found = index_words(plain(text)).split(" ")
    return frozenset(word for word in found if len(word) > 1 and not word.isdigit())


def _has(passage: Passage, tag: str) -> bool:
    return any(own.tag == tag for own in passage.tags)
