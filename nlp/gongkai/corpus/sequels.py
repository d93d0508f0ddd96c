"""What became of a problem a year later: solved, repeated or dropped, or unclear.

Of each fate there must be evidence. A passage of the next report is about a problem when it holds much of the problem's
own words, or of those of the measure that was announced against it. Where the nearest passage is neither far enough nor
near enough, what became of the problem is unclear, and that passage is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from gongkai.corpus.completion import DONE, MENDED, completion, is_settled
from gongkai.corpus.items import MEASURE, PROBLEM, SECTION, bare, folded, has, part_five
from gongkai.corpus.pairing import pairs
from gongkai.corpus.records import Pair, Sequel
from gongkai.document import Passage, Report
from gongkai.overlap import Overlap

# Chosen on annotations/sequels.toml, and on 560 problems held against the report of another agency: there 17 have a
# problem as near as REPEATED (most are the same one in other words), none a passage as near as SOLVED; a quarter reach
# FAR. Nor does a report's own account of its year say of one of its 410 problems that it is solved, but for four.
REPEATED = 0.125
"""Likeness from which a problem of the next report is the same one."""
SOLVED = 0.125
"""Likeness from which a passage that says that a defect is mended is about the problem."""
ACTED = 0.25
"""Likeness from which a passage that says that something was done tells that the problem is solved."""
FAR = 0.07
"""Likeness below which nothing in the next report is about the problem."""
SHARED = 0.5
"""Share of the likeness to its nearest problem that a passage must have to another to be about that, too."""
MEASURED = 0.5
"""What a measure's words count beside the problem's."""
TILT = 0.2
"""How much a long passage's likeness is lowered."""

_CLAIMS = {"open": ("repeated", REPEATED), MENDED: ("solved", SOLVED), DONE: ("solved", ACTED)}


def sequels(report: Report, later: Report, known: Sequence[Pair] | None = None) -> tuple[Sequel, ...]:
    """Return what became of the problems of a report in the same agency's next; `known` are its `pairs`, if at hand."""
    problems = pairs(report) if known is None else known
    likes = _likes(problems, report, later)
    nearest = [max(column) for column in zip(*likes, strict=True)]
    said = _said(later)
    found = []
    for pair, line in zip(problems, likes, strict=True):
        own = [like if like >= SHARED * top else 0.0 for like, top in zip(line, nearest, strict=True)]
        found.append(_sequel(pair.problem, own, said, later))
    return tuple(found)


def _sequel(problem: Passage, likes: Sequence[float], said: Sequence[str | None], later: Report) -> Sequel:
    claims = [
        (like, -at, _CLAIMS[kind][0])
        for at, (like, kind) in enumerate(zip(likes, said, strict=True))
        if kind is not None and like >= _CLAIMS[kind][1]
    ]
    if claims:
        _, at, outcome = max(claims)
        return Sequel(problem, outcome, later.passages[-at])
    top, at = max(((like, -at) for at, like in enumerate(likes)), default=(0.0, 0))
    if top >= FAR:
        return Sequel(problem, "unclear", later.passages[-at])
    is_read = any(one.section == SECTION for one in later.passages)
    return Sequel(problem, "dropped" if is_read else "unclear", None)


def _said(later: Report) -> list[str | None]:
    """Return what each passage says of what it is about: "open", MENDED, DONE or nothing."""
    told = {one.start for one in part_five(later.passages)}
    return [None if _is_opening(one, told) else _of(one) for one in later.passages]


def _is_opening(passage: Passage, told: set[int]) -> bool:
    return passage.section == SECTION and has(passage, PROBLEM) and passage.start not in told


def _of(passage: Passage) -> str | None:
    if is_settled(folded(passage.text)):  # 上年……问题已解决 is tagged a problem or a measure, and is neither
        return MENDED
    if has(passage, PROBLEM):
        return "open"
    return None if has(passage, MEASURE) else completion(folded(passage.text))


def _likes(problems: Sequence[Pair], report: Report, later: Report) -> list[list[float]]:
    """Return how near each passage of the next report is to each problem with its own measure."""
    overlap = Overlap([bare(folded(one.text)) for one in (*report.passages, *later.passages)])
    places = {one.start: at for at, one in enumerate(report.passages)}
    others = range(len(report.passages), len(report.passages) + len(later.passages))
    answered = Counter(pair.measure.start for pair in problems if pair.measure)
    found = []
    for pair in problems:
        problem, measure = pair.problem, pair.measure
        line = [overlap.likeness(places[problem.start], at, TILT) for at in others]
        if measure and measure != problem and answered[measure.start] == 1:  # the words of one for many are not its own
            own = places[measure.start]
            line = [like + MEASURED * overlap.likeness(own, at, TILT) for like, at in zip(line, others, strict=True)]
        found.append(line)
    return found
