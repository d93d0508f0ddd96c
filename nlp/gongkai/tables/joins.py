"""Cut stretches of text cells into labels: a label may be wrapped over lines or cells, even around its own values.

Every run of neighbouring cells may be one label. Dynamic programming takes the runs that cost least: a label costs what
it lacks in similarity, and something for each seam; each character left over costs half.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from gongkai.tables.cells import Sheet
from gongkai.tables.gaps import CELL, LINE, ROW, SPACE
from gongkai.tables.labels import core
from gongkai.tables.vocabulary import UNKNOWN, Candidate, Names, Vocabulary, near

MOST_PIECES = 6  # a label of 40 characters in cells of 7
LEAST_SIMILARITY = 0.5  # below it a cell is rather unknown than a label
NEAR_BEST = 0.2  # candidates this far below the best are kept for the alignment to decide
LONGEST_CORE = 60
_SEAM_COST = {SPACE: 0.1, LINE: 0.15, CELL: 0.6, ROW: 1.2}
_AROUND_COST = 0.8  # a label around its own values
_LEFT_OVER_COST = 0.5  # a character


class Join(msgspec.Struct, gc=False):
    """Cells `begin` to `end` of a stretch taken as one label."""

    begin: int
    end: int
    key: str
    core: str
    penalty: float
    names: Names = UNKNOWN

    @property
    def cost(self) -> float:
        """What it costs to take this label."""
        if self.names is UNKNOWN:
            return _LEFT_OVER_COST * len(self.key) * (1 + self.end - self.begin)
        return (1.0 - self.names.candidates[0].score) * len(self.key) + self.penalty


def cut(stretches: Sequence[Sequence[int]], sheet: Sheet, part: str, vocabulary: Vocabulary) -> list[list[Join]]:
    """Return the labels of every stretch (indices of text cells), in order; all are compared with the form at once."""
    joins = [_joins(stretch, sheet) for stretch in stretches]
    _score([join for own in joins for join in own], part, vocabulary)
    return [_cheapest(own, len(stretch)) for own, stretch in zip(joins, stretches, strict=True)]


def _joins(stretch: Sequence[int], sheet: Sheet) -> list[Join]:
    """Return every run of neighbouring cells that may be one label, by its end: at most one run of values inside."""
    cells = [sheet.cells[index] for index in stretch]
    if len(cells) == 1:
        return [Join(0, 0, cells[0].key, cells[0].core or "", 0.0)]
    joins = []
    for begin, cell in enumerate(cells):
        key, penalty, around = cell.key, 0.0, False
        joins.append(Join(begin, begin, key, cell.core or "", 0.0))
        for end in range(begin + 1, min(begin + MOST_PIECES, len(stretch))):
            if stretch[end] > stretch[end - 1] + 1:
                if around or not _has_value(sheet, stretch[end - 1] + 1, stretch[end]):
                    break
                around = True
                penalty += _AROUND_COST
            penalty += _SEAM_COST[cells[end].gap]
            key += cells[end].key
            joins.append(Join(begin, end, key, core(key), penalty))
    joins.sort(key=lambda join: join.end)
    return joins


def _has_value(sheet: Sheet, start: int, stop: int) -> bool:
    """Say whether cells hold more than the blanks between two labels of a header."""
    return any(cell.key for cell in sheet.cells[start:stop])


def _score(joins: Sequence[Join], part: str, vocabulary: Vocabulary) -> None:
    """Give every join its candidates: exact by core, else by similarity."""
    known = vocabulary.known[part]
    unknown = []
    for join in joins:
        join.names = known.get(join.core, UNKNOWN)
        if join.names is UNKNOWN and 1 < len(join.core) <= LONGEST_CORE:
            unknown.append(join)
    if not unknown:
        return
    exact = list(known.values())
    for join, ranked in zip(unknown, near([join.core for join in unknown], list(known), LEAST_SIMILARITY), strict=True):
        if ranked:
            least = ranked[0][0] - NEAR_BEST
            join.names = Names.of(
                tuple(Candidate(c.node, score) for score, at in ranked if score >= least for c in exact[at].candidates)
            )


def _cheapest(joins: Sequence[Join], length: int) -> list[Join]:
    """Return the joins that cover a stretch at the least cost."""
    best = [0.0] + [float("inf")] * length
    taken: list[Join | None] = [None] * (length + 1)
    for join in joins:  # sorted by end, so that best[join.begin] is settled
        cost = best[join.begin] + join.cost
        if cost < best[join.end + 1]:
            best[join.end + 1], taken[join.end + 1] = cost, join
    chosen = []
    at = length
    while at and (join_or_none := taken[at]) is not None:
        chosen.append(join_or_none)
        at = join_or_none.begin
    return chosen[::-1]
