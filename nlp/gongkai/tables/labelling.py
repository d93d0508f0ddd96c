"""Read the text cells of a zone as labels: whole, joined from pieces, or unknown.

Cells that name a node exactly are taken as they are, and so are neighbours that spell one out together; what lies
between is cut into labels by similarity.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from gongkai.tables.cells import Cell, Sheet
from gongkai.tables.gaps import LINE
from gongkai.tables.joins import LONGEST_CORE, MOST_PIECES, cut
from gongkai.tables.labels import core, ordinal
from gongkai.tables.vocabulary import Candidate, Names, Vocabulary

FAR = 12  # a label goes on after its own values at most: 7 and the leftovers of merged cells
SOFT_LENGTH = 2  # 其他, 总计, 规章: whole labels and pieces of labels alike


class Label(msgspec.Struct, gc=False, eq=False):
    """Text of a zone: cells `first` to `last`; no candidates when it is unknown."""

    first: int
    last: int
    key: str
    names: Names

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The nodes it may name, best first."""
        return self.names.candidates

    @property
    def score(self) -> float:
        """Similarity of the best candidate; 0 when unknown."""
        return self.candidates[0].score if self.candidates else 0.0

    @property
    def ordinal(self) -> int:
        """The number that the label begins with, 0 where there is none."""
        return ordinal(self.key)


def read_labels(sheet: Sheet, zone: Sequence[range], part: str, vocabulary: Vocabulary) -> list[Label]:
    """Return the labels of a zone in reading order."""
    known, letters = vocabulary.known[part], vocabulary.group_letters
    labels: list[Label] = []
    stretches: list[list[int]] = []
    stretch: list[int] = []
    cells = sheet.cells
    for index in (index for cells_of_zone in zone for index in sheet.texts_in(cells_of_zone)):
        cell = cells[index]
        exact = known.get(cell.core or "")
        if labels and not stretch and labels[-1].key == cell.key and index == labels[-1].last + 1:
            labels[-1].last = index  # a merged cell repeated
        elif exact is not None and len(cell.core or "") > SOFT_LENGTH:
            first = index
            if stretch and _is_bare_ordinal(cells[stretch[-1]]) and index - stretch[-1] <= FAR:
                first = stretch.pop()  # the number stands apart, perhaps before the values: （一） 3 0 0 予以公开
            if stretch:
                labels += _spelled_out(stretch, sheet, known, stretches)
                stretch = []
            key = cell.key if first == index else cells[first].key + cell.key
            labels.append(Label(first, index, key, exact))
        elif exact is None and not stretch and labels and _goes_on(labels[-1], cell, index, letters):
            labels[-1].last = index
            labels[-1].key += cell.key
        else:
            stretch.append(index)
    if stretch:
        labels += _spelled_out(stretch, sheet, known, stretches)
    if stretches:
        for own, joins in zip(stretches, cut(stretches, sheet, part, vocabulary), strict=True):
            labels += (Label(own[join.begin], own[join.end], join.key, join.names) for join in joins)
        labels.sort(key=lambda label: label.first)
    return labels


def _is_bare_ordinal(cell: Cell) -> bool:
    return not cell.core and ordinal(cell.key + "、") > 0


def _goes_on(label: Label, cell: Cell, index: int, letters: frozenset[str]) -> bool:
    """Say whether a text that names nothing is more of the label before it."""
    return index - label.last <= FAR and (
        _closes(label, cell.key) or _opens(label, cell.key, index) or _is_upright(cell, label, letters)
    )


def _is_upright(cell: Cell, before: Label, letters: frozenset[str]) -> bool:
    """Say whether a character is of a group's label that runs down beside its rows: 度 between 危及… and its values."""
    upright = cell.gap == LINE and len(cell.key) == 1 and cell.key in letters
    return upright and bool(before.names.rows) and before.score == 1.0


def _opens(label: Label, key: str, index: int) -> bool:
    """Say whether a hint begins right below a row's label and ends further down."""
    below = index == label.last + 1 and bool(label.names.rows)
    return below and key[0] == "(" and ")" not in key and not ordinal(key)


def _closes(label: Label, key: str) -> bool:
    """Say whether a text goes on with what the label before it left open: 不计其他情形） after （区分…."""
    if not any(char.isalnum() for char in key) or (key[0] == "(" and key[-1] == ")" and not ordinal(key)):
        return True
    opening = label.key.count("(") - label.key.count(")")
    return opening > 0 and key.count("(") <= key.count(")") + opening and len(key) <= LONGEST_CORE


def _spelled_out(stretch: list[int], sheet: Sheet, known: dict[str, Names], rest: list[list[int]]) -> list[Label]:
    """Return the labels that neighbouring cells spell out exactly; what is left between them is added to `rest`."""
    labels: list[Label] = []
    left: list[int] = []
    at = 0
    while at < len(stretch):
        if labels and stretch[at] == labels[-1].last + 1 and sheet.cells[stretch[at]].key == labels[-1].key:
            labels[-1].last = stretch[at]  # a merged cell repeated
            at += 1
            continue
        whole = _exact_join(stretch, at, sheet, known)
        if whole is None:
            left.append(stretch[at])
            at += 1
            continue
        if left:
            rest.append(left)
            left = []
        labels.append(whole)
        at = bisect_right(stretch, whole.last)
    if left:
        rest.append(left)
    return labels


def _exact_join(stretch: list[int], at: int, sheet: Sheet, known: dict[str, Names]) -> Label | None:
    """Return the longest label that neighbouring cells from `at` on spell out exactly, if any does."""
    first = sheet.cells[stretch[at]]
    names = known.get(first.core or "")
    found = Label(stretch[at], stretch[at], first.key, names) if names else None
    key = first.key
    for end in range(at + 1, min(at + MOST_PIECES, len(stretch))):
        if stretch[end] > stretch[end - 1] + 1:
            break
        key += sheet.cells[stretch[end]].key
        if names := known.get(core(key)):
            found = Label(stretch[at], stretch[end], key, names)
    return found
