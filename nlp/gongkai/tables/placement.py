"""Place values: give every aligned row the cells that are its own, or none when that is not sure.

A slot is a row's label with the value cells that follow it. Where every slot holds just as many cells as the form has
columns all is said. More are leftovers or a neighbour's values (see `windows` and `heaps`), fewer are blanks lost in
flowing text.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from gongkai.editions import Edition
from gongkai.tables.cells import Sheet
from gongkai.tables.gaps import CELL, LINE, ROW, SPACE
from gongkai.tables.heaps import (
    doubt_blanks,
    loses_blanks,
    place_heap,
    place_nothing,
    place_shifted,
    unplace_apart,
    unplaced,
)
from gongkai.tables.ink import doubt_unprinted
from gongkai.tables.labelling import Label
from gongkai.tables.slots import Slot
from gongkai.tables.splits import join_splits
from gongkai.tables.totals import place_column, place_totals
from gongkai.tables.voids import take_voids
from gongkai.tables.windows import place_under_header, place_windows, unplace_padded


def place(slots: Sequence[Slot], sheet: Sheet, edition: Edition, *, cut: bool) -> None:
    """Fill `taken` of every row slot for which it is sure; `cut` says that the text ends with the last slot."""
    rows = [slot for slot in slots if slot.node is not None]
    if any(slot.unknown for slot in slots):
        if sheet.marked:
            _absorb_row_texts(slots, sheet)
        _absorb_text(slots, sheet)
        _mark_broken(slots, sheet)
    if any(len(slot.cells) > slot.width for slot in rows):
        slots = _split_lines(slots, sheet)
    if not rows or place_shifted(slots, rows, sheet):
        return
    join_splits(rows, sheet)
    place_under_header(slots, rows, sheet, edition)
    place_windows(rows, sheet)
    if all(slot.taken is None for slot in rows):
        place_column(slots, rows, sheet, edition)
    if any(slot.taken is None for slot in rows):
        _place_rest(slots, rows, sheet, edition, cut=cut)
    doubt_blanks(slots, sheet)
    doubt_unprinted(slots, sheet)


def place_one(slot: Slot, sheet: Sheet) -> None:
    """Place the single row of a table without row labels; what the header leaves blank in its own rows is not of it."""
    for at, index in enumerate(slot.cells):
        if sheet.cells[index].gap == ROW and len(slot.cells) - at >= slot.width:
            if sheet.are_blank(slot.cells[:at]):
                slot.cells = slot.cells[at:]
            break
    _drop_column_numbers(slot, sheet)
    join_splits([slot], sheet)
    place_windows([slot], sheet)
    if slot.taken is None:
        take_voids([slot], sheet)
        place_windows([slot], sheet)


def _place_rest(slots: Sequence[Slot], rows: Sequence[Slot], sheet: Sheet, edition: Edition, *, cut: bool) -> None:
    """Place rows that do not have enough cells of their own, or too many."""
    take_voids(rows, sheet)
    place_windows(rows, sheet)
    unplace_padded(rows, sheet)
    lossy = not unplace_apart(rows, sheet) and (loses_blanks(rows, sheet) or place_totals(rows, sheet, edition))
    for stretch in list(unplaced(slots)):
        own = [slot for slot in stretch if slot.node is not None]
        if not place_heap(stretch, own, sheet) and lossy:
            place_nothing(stretch, own[:-1] if cut and own[-1] is rows[-1] else own, sheet)


def _split_lines(slots: Sequence[Slot], sheet: Sheet) -> list[Slot]:
    """Part the values beside a label from those in lines below it, where the former are just as many as the columns."""
    found = []
    for slot in slots:
        found.append(slot)
        if slot.node is None or len(slot.cells) <= slot.width:
            continue
        gaps = [sheet.cells[index].gap for index in slot.cells[: slot.width + 1]]
        if gaps[0] == SPACE and LINE not in gaps[:-1] and gaps[-1] == LINE:
            found.append(Slot(None, None, 0, False, slot.cells[slot.width :]))
            slot.cells = slot.cells[: slot.width]
    return found


def _absorb_row_texts(slots: Sequence[Slot], sheet: Sheet) -> None:
    """Take unknown bounded texts after the label of a marked row for its values: a row holds one label."""
    for slot, follower in pairwise(slots):
        while (
            slot.node is not None and slot.cells and follower.node is None and follower.label is not None
            and not follower.label.candidates and sheet.cells[follower.label.first].gap == CELL
        ):  # fmt: skip
            slot.cells = [*slot.cells, follower.label.first, *follower.cells]
            follower.label, follower.cells = None, ()


def _absorb_text(slots: Sequence[Slot], sheet: Sheet) -> None:
    """Take unknown texts for value cells where they fill a row up to its exact number of columns (0 见附件 0 …)."""
    for at, slot in enumerate(slots):
        if slot.node is None or len(slot.cells) >= slot.width:
            continue
        cells = list(slot.cells)
        followers = []
        for follower in slots[at + 1 :]:
            if len(cells) >= slot.width or follower.label is None or not _is_value_like(follower, slot, sheet):
                break
            cells += [follower.label.first, *follower.cells]
            followers.append(follower)
        if not followers or len(cells) != slot.width:
            continue
        last = sheet.cells[cells[-1]]
        if last.value is not None or last.gap != LINE:  # a text alone on the last line is no value
            slot.cells = cells
            for follower in followers:
                follower.label, follower.cells = None, ()


def _mark_broken(slots: Sequence[Slot], sheet: Sheet) -> None:
    for slot, follower in pairwise(slots):
        slot.broken = slot.node is not None and follower.unknown and not sheet.are_blank(follower.cells)


def _drop_column_numbers(slot: Slot, sheet: Sheet) -> None:
    """Leave out a row that only numbers the columns: 1, 2, 3 … or (1), (2), (3) …"""
    numbers = [str(number) for number in range(1, slot.width + 1)]
    if [sheet.cells[index].key.strip("()") for index in slot.cells[: slot.width]] == numbers:
        slot.cells = slot.cells[slot.width :]


def _is_value_like(follower: Slot, slot: Slot, sheet: Sheet) -> bool:
    """Say whether an unknown text stands as the values of its row do: bounded, or like all of them beside or below."""
    label: Label | None = follower.label
    if follower.node is not None or label is None or label.candidates or not sheet.cells[label.last].core:
        return False
    like = {sheet.cells[index].gap for index in slot.cells} or {SPACE, CELL}
    return sheet.cells[label.first].gap in like | {CELL}
