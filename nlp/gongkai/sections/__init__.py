"""Split a report into its six statutory parts.

Candidates for a heading are lines that begin with an ordinal or are short and name what a part is about. Each is
compared with the headings of the editions and their aliases; a monotone choice (dynamic programming) over all
candidates then decides, because wording alone can't: 主动公开情况 is a sub-heading of part one in one report and the
heading of part two in another. Only when parts are still missing is the text searched inside its lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from gongkai.document import Section
from gongkai.sections.candidates import Candidate, inside, known_lines, lines
from gongkai.sections.choice import choose, settled
from gongkai.sections.wordings import parts


def split(text: str, plain: str, tables: Sequence[tuple[int, int]]) -> tuple[Section, ...]:
    """Return the parts found, in text order; a part whose heading isn't there has no Section.

    `plain` is `text` folded, with artefacts blanked, of the same length. `tables` are spans that hold no heading.
    """
    headings = _headings(plain, tables)
    ends = [*(heading.start for heading in headings[1:]), len(text)] if headings else []
    return tuple(
        Section(parts()[heading.part].id, text[heading.start : heading.end], heading.start, end)
        for heading, end in zip(headings, ends, strict=True)
    )


def _headings(plain: str, tables: Sequence[tuple[int, int]]) -> list[Candidate]:
    """Return the headings, looking closer only as long as parts are missing."""
    gaps = list(_gaps(len(plain), tables))
    candidates = known_lines(plain, gaps)
    if settled(candidates, plain):
        return candidates
    chosen = choose(candidates, plain)
    if settled(chosen, plain):
        return chosen
    gaps = _between(chosen, gaps, len(plain))
    for search in (lines, inside):
        starts = {candidate.start for candidate in candidates}
        closer = [candidate for candidate in search(plain, gaps) if candidate.start not in starts]
        if closer:
            candidates += closer
            chosen = choose(candidates, plain)
        if len(chosen) == len(parts()):
            break
    return chosen


def _between(chosen: Sequence[Candidate], gaps: Sequence[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """Return where missing parts may stand: between their neighbours; anywhere if none is missing, or some swapped."""
    bounds = [(-1, 0, 0), *((one.part, one.start, one.end) for one in chosen), (len(parts()), length, length)]
    windows = [(one[2], other[1]) for one, other in pairwise(bounds) if other[0] != one[0] + 1]
    if not windows or any(other[0] < one[0] for one, other in pairwise(bounds)):
        return list(gaps)
    return [
        (max(start, opens), min(end, closes))
        for start, end in gaps
        for opens, closes in windows
        if max(start, opens) < min(end, closes)
    ]


def _gaps(length: int, tables: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the stretches outside of `tables`."""
    start = 0
    for opens, ends in sorted(tables):
        if opens > start:
            yield start, opens
        start = max(start, ends)
    if start < length:
        yield start, length
