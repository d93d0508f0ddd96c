"""Place values: give every aligned row the cells that are its own, or none when that is not sure.

A slot is a row's label with the value cells that follow it. Where a slot holds just as many cells as the form has columns
all is said. More cells are the leftovers of merged cells (blank, at one side, the same side in the whole table), or the
values of a neighbour whose label stands apart; fewer are blanks lost in flowing text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from gongkai.tables.cells import LINE, ROW, SPACE, Sheet
from gongkai.tables.labelling import Label
from gongkai.tables.vocabulary import Node


class Slot(msgspec.Struct, gc=False):
    """A label and the value cells after it, up to the next label.

    `node` is the row it was aligned with (None: header, group or unknown); `width` its number of columns; `taken` the
    cells placed, one a column, with -1 for a blank that is not printed; `doubt` why the placement is unsure.
    """

    label: Label | None
    node: Node | None
    width: int
    tied: bool
    cells: Sequence[int]
    taken: Sequence[int] | None = None
    doubt: str | None = None


def place(slots: Sequence[Slot], sheet: Sheet, *, cut: bool) -> None:
    """Fill `taken` of every row slot for which it is sure; `cut` says that the text ends with the last slot."""
    _absorb_text(slots, sheet)
    rows = [slot for slot in slots if slot.node is not None]
    if not rows:
        return
    if _stand_before(slots, rows, sheet):
        _shift(slots, rows)
    _place_windows(rows, sheet)
    for stretch in _unplaced(rows):
        _place_heap(stretch, sheet) or _place_without_one(stretch, sheet) or _place_nothing(stretch, rows, sheet, cut)


def place_one(slot: Slot, sheet: Sheet) -> None:
    """Place the single row of a table without row labels; what the header leaves blank in its own rows is not of it."""
    for at, index in enumerate(slot.cells):
        if sheet.cells[index].gap == ROW and len(slot.cells) - at >= slot.width:
            if all(sheet.is_blank(i) for i in slot.cells[:at]):
                slot.cells = slot.cells[at:]
            break
    _place_windows([slot], sheet)
    if slot.taken is None:
        _place_without_one([slot], sheet)


def _absorb_text(slots: Sequence[Slot], sheet: Sheet) -> None:
    """Take an unknown text for a value cell where it fills a row up to its exact number of columns (0 见附件 0 …)."""
    for at, slot in enumerate(slots):
        if slot.node is None or len(slot.cells) >= slot.width:
            continue
        cells = list(slot.cells)
        for follower in slots[at + 1 :]:
            if follower.node is not None or follower.label is None or follower.label.candidates:
                break
            cells += [follower.label.first, *follower.cells]
            if len(cells) >= slot.width:
                break
        if len(cells) == slot.width and len(cells) > len(slot.cells) and (slot.cells or slot.width == 1):
            for follower in slots[at + 1 :]:
                if follower.label is None or follower.label.first not in cells:
                    break
                follower.label, follower.cells = None, ()
            slot.cells = cells


def _stand_before(slots: Sequence[Slot], rows: Sequence[Slot], sheet: Sheet) -> bool:
    """Say whether each row's values stand before its label: a full run precedes the first, none follows the last."""
    first = next(at for at, slot in enumerate(slots) if slot is rows[0])
    head = [i for slot in slots[:first] for i in slot.cells if not sheet.is_blank(i)]
    return not rows[-1].cells and len(head) == rows[0].width and all(slot.cells for slot in rows[:-1])


def _shift(slots: Sequence[Slot], rows: Sequence[Slot]) -> None:
    """Give every row the cells of the slot before it."""
    cells: list[int] = []
    for slot in slots:
        if slot.node is None:
            cells += slot.cells
            slot.cells = ()
        else:
            slot.cells, cells = cells, list(slot.cells)


def _place_windows(rows: Sequence[Slot], sheet: Sheet) -> None:
    """Place slots with enough cells: exactly enough, or with blank leftovers on the side where the table has them."""
    open_windows = []
    left = right = 0
    for slot in rows:
        count = len(slot.cells)
        if count == slot.width:
            slot.taken = slot.cells
        elif count > slot.width:
            after_label = _fits_left(slot, sheet)
            at_row_end = _fits_right(slot, sheet)
            left += after_label is not None and at_row_end is None
            right += at_row_end is not None and after_label is None
            open_windows.append((slot, after_label, at_row_end))
    for slot, after_label, at_row_end in open_windows:
        first, second = (at_row_end, after_label) if right > left else (after_label, at_row_end)
        slot.taken = first or second
        if first and second and left == right and not all(sheet.is_blank(i) for i in slot.cells) and first != second:
            slot.doubt = "margin"


def _fits_left(slot: Slot, sheet: Sheet) -> Sequence[int] | None:
    """Return the first cells when all after them are blank."""
    rest = slot.cells[slot.width :]
    return slot.cells[: slot.width] if all(sheet.is_blank(i) for i in rest) else None


def _fits_right(slot: Slot, sheet: Sheet) -> list[int] | None:
    """Return the last cells of the printed row when all before them are blank."""
    row = []
    for index in slot.cells:
        if sheet.cells[index].gap == ROW:
            break
        row.append(index)
    lead = row[: -slot.width]
    if len(row) < slot.width or not all(sheet.is_blank(i) for i in lead):
        return None
    return row[-slot.width :]


def _unplaced(rows: Sequence[Slot]) -> Iterator[list[Slot]]:
    """Yield the runs of neighbouring rows that are still without their cells."""
    stretch: list[Slot] = []
    for slot in rows:
        if slot.taken is None:
            stretch.append(slot)
        elif stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def _place_heap(stretch: Sequence[Slot], sheet: Sheet) -> bool:
    """Match a heap of values with the labels around it by order, when their number is exactly that of the columns."""
    cells = [index for slot in stretch for index in slot.cells]
    if len(stretch) < 2 or len(cells) != sum(slot.width for slot in stretch):
        return False
    at = 0
    chunks = []
    for slot in stretch:
        chunks.append(cells[at : at + slot.width])
        at += slot.width
    sure = all(_is_line(chunk, sheet) for chunk in chunks) or len(set(_numbers(cells, sheet))) == 1
    for slot, chunk in zip(stretch, chunks, strict=True):
        slot.taken = chunk
        slot.doubt = None if sure else "margin"
    return True


def _is_line(cells: Sequence[int], sheet: Sheet) -> bool:
    """Say whether cells stand in one printed line or row of their own."""
    gaps = [sheet.cells[index].gap for index in cells]
    return gaps[0] in (LINE, ROW) and all(gap not in (LINE, ROW) for gap in gaps[1:]) and (gaps[1:] or [SPACE])[0] != LINE


def _place_without_one(stretch: Sequence[Slot], sheet: Sheet) -> bool:
    """Drop a number on a line of its own (a page number) from a table whose cells are bounded otherwise."""
    done = False
    for slot in stretch:
        if len(slot.cells) != slot.width + 1:
            continue
        alone = [i for i in slot.cells if sheet.cells[i].gap == LINE]
        if len(alone) == 1:
            slot.taken = [i for i in slot.cells if i != alone[0]]
            done = True
    return done


def _place_nothing(stretch: Sequence[Slot], rows: Sequence[Slot], sheet: Sheet, cut: bool) -> bool:
    """Take rows without any cell for blank where the text prints no blank at all and goes on after them."""
    if any(slot.cells for slot in stretch) or (cut and stretch[-1] is rows[-1]):
        return False
    if not any(slot.taken for slot in rows) or any(sheet.is_blank(i) for slot in rows for i in slot.cells):
        return False
    for slot in stretch:
        slot.taken = [-1] * slot.width
    return True


def _numbers(cells: Sequence[int], sheet: Sheet) -> list[object]:
    return [value.number if (value := sheet.cells[index].value) is not None else index for index in cells]
