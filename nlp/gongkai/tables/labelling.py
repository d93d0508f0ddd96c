"""Read the text cells of a zone as labels: whole, joined from pieces, or unknown.

A label may be wrapped over lines or cells, even around its own values. Cells that name a node exactly are taken as they
are; every stretch of others is cut into labels by dynamic programming: each label costs what it lacks in similarity,
each character left over costs half.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import msgspec
import numpy as np

from gongkai.tables.cells import CELL, ROW, Sheet
from gongkai.tables.labels import core, ordinal
from gongkai.tables.vocabulary import Candidate, Vocabulary, similarities

MOST_PIECES = 6  # a label of 40 characters in cells of 7
LEAST_SIMILARITY = 0.5  # below it a cell is rather unknown than a label
NEAR_BEST = 0.2  # candidates this far below the best are kept for the alignment to decide
FAR = 12  # a label goes on after its own values at most: 7 and the leftovers of merged cells
LONGEST_CORE = 60
SOFT_LENGTH = 2  # 其他, 总计, 规章: whole labels and pieces of labels alike
_JOIN_COST = (0.1, 0.15, 0.6, 1.2)  # by gap: SPACE, LINE, CELL, ROW
_AROUND_COST = 0.8  # a label around its own values


class Label(msgspec.Struct, gc=False):
    """Text of a zone: cells `first` to `last`; no candidates when it is unknown."""

    first: int
    last: int
    key: str
    candidates: tuple[Candidate, ...]

    @property
    def score(self) -> float:
        """Similarity of the best candidate; 0 when unknown."""
        return max((candidate.score for candidate in self.candidates), default=0.0)

    @property
    def ordinal(self) -> int:
        """The number that the label begins with, 0 where there is none."""
        return ordinal(self.key)


class _Join(msgspec.Struct, gc=False):
    """Pieces `begin` to `end` of a stretch taken as one label."""

    begin: int
    end: int
    key: str
    core: str
    penalty: float
    candidates: tuple[Candidate, ...] = ()


def read_labels(sheet: Sheet, zone: Sequence[range], part: str, vocabulary: Vocabulary) -> list[Label]:
    """Return the labels of a zone in reading order."""
    known = vocabulary.known[part]
    labels: list[Label] = []
    stretch: list[int] = []
    cells = sheet.cells
    for index in _texts(sheet, zone):
        cell = cells[index]
        exact = known.get(cell.core or "")
        if labels and not stretch and exact is None and _closes(labels[-1], cell.key, index):
            labels[-1] = msgspec.structs.replace(labels[-1], last=index, key=labels[-1].key + cell.key)
            continue
        if exact is not None and len(cell.core or "") > SOFT_LENGTH:
            if stretch:
                labels += _cut(stretch, sheet, part, vocabulary)
                stretch = []
            labels.append(Label(index, index, cell.key, exact))
        else:
            stretch.append(index)
    if stretch:
        labels += _cut(stretch, sheet, part, vocabulary)
    return labels


def _closes(label: Label, key: str, index: int) -> bool:
    """Say whether a text goes on with the hint or quotation that the label before it left open (不计其他情形） after （区分…）."""
    if index - label.last > FAR:
        return False
    if not any(char.isalnum() for char in key) or (key[0] == "(" and key[-1] == ")" and not ordinal(key)):
        return True
    opening = label.key.count("(") - label.key.count(")")
    return opening > 0 and key.count("(") <= key.count(")") + opening and len(key) <= LONGEST_CORE


def _texts(sheet: Sheet, zone: Sequence[range]) -> Iterator[int]:
    for cells in zone:
        yield from sheet.texts[bisect_left(sheet.texts, cells.start) : bisect_left(sheet.texts, cells.stop)]


def _cut(stretch: list[int], sheet: Sheet, part: str, vocabulary: Vocabulary) -> list[Label]:
    """Cut a stretch of text cells into labels at the least cost."""
    cells = [sheet.cells[index] for index in stretch]
    known = vocabulary.known[part]
    if all((cell.core or "") in known for cell in cells):
        return [Label(i, i, cell.key, known[cell.core or ""]) for i, cell in zip(stretch, cells, strict=True)]
    labels: list[Label] = []
    rest: list[int] = []
    at = 0
    while at < len(stretch):
        whole = _exact_join(stretch, at, sheet, known)
        if whole is None:
            rest.append(stretch[at])
            at += 1
            continue
        if rest:
            labels += _cut_at_least_cost(rest, sheet, part, vocabulary)
            rest = []
        labels.append(whole)
        at = bisect_right(stretch, whole.last)
    return labels + _cut_at_least_cost(rest, sheet, part, vocabulary) if rest else labels


def _exact_join(
    stretch: list[int], at: int, sheet: Sheet, known: dict[str, tuple[Candidate, ...]]
) -> Label | None:
    """Return the longest label that neighbouring cells from `at` on spell out exactly, if any does."""
    found = None
    key = ""
    for end in range(at, min(at + MOST_PIECES, len(stretch))):
        if end > at and stretch[end] > stretch[end - 1] + 1:
            break
        key += sheet.cells[stretch[end]].key
        label = core(key) if end > at else sheet.cells[stretch[at]].core
        candidates = known.get(label or "")
        if candidates:
            found = Label(stretch[at], stretch[end], key, candidates)
    return found


def _cut_at_least_cost(stretch: list[int], sheet: Sheet, part: str, vocabulary: Vocabulary) -> list[Label]:
    joins = _joins(stretch, sheet)
    _score(joins, part, vocabulary)
    best = [0.0] + [float("inf")] * len(stretch)
    taken: list[_Join | None] = [None] * (len(stretch) + 1)
    for join in joins:  # sorted by end, so that best[join.begin] is settled
        cost = best[join.begin] + _cost(join)
        if cost < best[join.end + 1]:
            best[join.end + 1], taken[join.end + 1] = cost, join
    labels = []
    at = len(stretch)
    while at:
        join_or_none = taken[at]
        assert join_or_none is not None  # every single cell is a join
        join = join_or_none
        labels.append(Label(stretch[join.begin], stretch[join.end], join.key, join.candidates))
        at = join.begin
    return labels[::-1]


def _cost(join: _Join) -> float:
    if not join.candidates:
        return 0.5 * len(join.key) + 5.0 * (join.end - join.begin)
    return (1.0 - join.candidates[0].score) * len(join.key) + join.penalty


def _joins(stretch: list[int], sheet: Sheet) -> list[_Join]:
    """Return every run of neighbouring cells that may be one label, by its end: at most one run of values inside."""
    joins = []
    cells = [sheet.cells[index] for index in stretch]
    for begin, cell in enumerate(cells):
        key, penalty, around = cell.key, 0.0, False
        joins.append(_Join(begin, begin, key, cell.core or "", 0.0))
        for end in range(begin + 1, min(begin + MOST_PIECES, len(stretch))):
            if stretch[end] > stretch[end - 1] + 1:
                if around or not _has_value(sheet, stretch[end - 1] + 1, stretch[end]):
                    break
                around = True
                penalty += _AROUND_COST
            penalty += _JOIN_COST[cells[end].gap]
            key += cells[end].key
            joins.append(_Join(begin, end, key, core(key), penalty))
    joins.sort(key=lambda join: join.end)
    return joins


def _has_value(sheet: Sheet, start: int, stop: int) -> bool:
    """Say whether cells hold more than the blanks between two labels of a header."""
    return any(cell.key for cell in sheet.cells[start:stop])


def _score(joins: list[_Join], part: str, vocabulary: Vocabulary) -> None:
    """Give every join its candidates: exact by core, else by similarity, all at once."""
    known = vocabulary.known[part]
    unknown = []
    for join in joins:
        join.candidates = known.get(join.core, ())
        if not join.candidates and 1 < len(join.core) <= LONGEST_CORE:
            unknown.append(join)
    if not unknown:
        return
    exact = list(known.values())
    scores = similarities([join.core for join in unknown], list(known))
    for at in np.flatnonzero(scores.max(axis=1) >= LEAST_SIMILARITY):
        row = scores[at]
        near = np.flatnonzero(row >= max(LEAST_SIMILARITY, float(row.max()) - NEAR_BEST))
        unknown[at].candidates = tuple(
            Candidate(candidate.node, float(row[i])) for i in sorted(near, key=lambda i: -row[i]) for candidate in exact[i]
        )


assert len(_JOIN_COST) == ROW + 1
