"""Choose among candidates: the chain of headings in the order of the form that scores highest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from gongkai.sections.candidates import Candidate
from gongkai.sections.wordings import CERTAIN, parts

ACCEPT = 0.76
"""Least score of a heading: 主动公开情况 (0.75) as an unnumbered line inside part one stays below."""
ORDINAL_BONUS = 0.3
"""For the ordinal of the part, in the style of the report: 五、存在问题及整改措施 (wording 0.55) is part five."""
STYLE_PENALTY = 0.1
"""For numbering in another style than the report's headings: （二）… in a report numbered 一、二、."""
CONTENTS_RUN = 3
"""So many headings with nothing between them are a table of contents."""

_FILLER = re.compile(r"[\s.…·\d#*|-]*")


def settled(candidates: Sequence[Candidate], plain: str) -> bool:
    """Tell whether candidates are all the parts in order, numbered alike, and no table of contents.

    Nothing could score higher, then.
    """
    if [candidate.part for candidate in candidates] != list(range(len(parts()))):
        return False
    pairs = list(pairwise(candidates))[:CONTENTS_RUN]
    empty = all(_FILLER.fullmatch(plain, one.end, other.start) for one, other in pairs)
    return not empty and len({candidate.style for candidate in candidates}) == 1


def choose(candidates: list[Candidate], plain: str) -> list[Candidate]:
    """Return the best candidates in the order of the form, then swapped ones where wording is certain."""
    style = _style(candidates)
    scored = sorted((candidate, _score(candidate, style)) for candidate in candidates)
    scored = _without_contents([pair for pair in scored if pair[1] >= ACCEPT], plain)
    chosen = _monotone(scored)
    missing = {candidate.part for candidate, _ in scored} - {candidate.part for candidate in chosen}
    for part in missing:
        certain = [c for c, _ in scored if c.part == part and c.likeness >= CERTAIN and c.style == style]
        chosen += [c for c in certain[-1:] if all(c.start >= o.end or c.end <= o.start for o in chosen)]
    return sorted(chosen)


def _style(candidates: Iterable[Candidate]) -> str:
    """Return the style of numbering that the most, and most alike, headings share."""
    best: dict[str, dict[int, float]] = {"一": {}}
    for candidate in candidates:
        likeness = best.setdefault(candidate.style, {})
        likeness[candidate.part] = max(likeness.get(candidate.part, 0.0), candidate.likeness)
    return max(best, key=lambda style: sum(best[style].values()))


def _score(candidate: Candidate, style: str) -> float:
    if candidate.style != style:
        return candidate.likeness - (STYLE_PENALTY if candidate.style else 0.0)
    right = candidate.ordinal and candidate.ordinal == parts()[candidate.part].ordinal
    return candidate.likeness + (ORDINAL_BONUS if right else 0.0)


def _without_contents(scored: list[tuple[Candidate, float]], plain: str) -> list[tuple[Candidate, float]]:
    """Drop runs of headings with nothing between them whose parts all come again, and a heading printed twice."""
    runs: list[list[tuple[Candidate, float]]] = []
    for pair in scored:
        last = runs[-1][-1][0] if runs else None
        if last is None or pair[0].part < last.part or not _FILLER.fullmatch(plain, last.end, pair[0].start):
            runs.append([pair])
        elif last.part != pair[0].part:
            runs[-1].append(pair)
    kept = []
    for number, run in enumerate(runs):
        later = {candidate.part for other in runs[number + 1 :] for candidate, _ in other}
        if len(run) < CONTENTS_RUN or not {candidate.part for candidate, _ in run} <= later:
            kept += run
    return kept


def _monotone(scored: list[tuple[Candidate, float]]) -> list[Candidate]:
    """Return the chain of candidates with the highest sum whose parts rise; of equal ones the later."""
    best: dict[int, tuple[float, list[Candidate]]] = {}
    for candidate, score in scored:
        highest, chain = 0.0, []
        for part, (total, others) in best.items():
            if part < candidate.part and total > highest and others[-1].end <= candidate.start:
                highest, chain = total, others
        total = highest + score
        if candidate.part not in best or total >= best[candidate.part][0] - 1e-9:
            best[candidate.part] = (total, [*chain, candidate])
    return max(best.values(), key=lambda chain: chain[0])[1] if best else []
