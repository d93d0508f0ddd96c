"""Place values: give every aligned row the cells that are its own, or none when that is not sure.

A slot is a row's label with the value cells that follow it. Where a slot holds just as many cells as the form has columns
all is said. More cells are the leftovers of merged cells (blank, at one side, the same side in the whole table), or the
values of a neighbour whose label stands apart; fewer are blanks lost in flowing text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.editions import Edition
from gongkai.tables.cells import Sheet
from gongkai.tables.gaps import CELL, LINE, ROW, SPACE
from gongkai.tables.geometry import columns_of, take_columns
from gongkai.tables.labelling import Label
from gongkai.tables.labels import core
from gongkai.tables.slots import Slot
from gongkai.tables.voids import take_voids


WIDE = 5  # columns: in a narrower table a repeated or blank cell beside a value is likely


def place(slots: Sequence[Slot], sheet: Sheet, edition: Edition, *, cut: bool) -> None:
    """Fill `taken` of every row slot for which it is sure; `cut` says that the text ends with the last slot."""
    slots = _split_lines(slots, sheet)
    _absorb_text(slots, sheet)
    rows = [slot for slot in slots if slot.node is not None]
    if not rows or _place_shifted(slots, rows, sheet):
        return
    _place_under_header(slots, rows, sheet, edition)
    _place_windows(rows, sheet)
    if any(slot.taken is None for slot in rows):
        take_voids(rows, sheet)
        _place_windows(rows, sheet)
    _unplace_padded(rows, sheet)
    apart = _unplace_apart(rows, sheet)
    lossy = not apart and _loses_blanks(rows, sheet)
    for stretch in list(_unplaced(slots)):
        own = [slot for slot in stretch if slot.node is not None]
        if not _place_heap(stretch, own, sheet) and lossy:
            _place_nothing(stretch, own, cut and own[-1] is rows[-1])
    _doubt_blanks(slots, sheet)


def place_one(slot: Slot, sheet: Sheet) -> None:
    """Place the single row of a table without row labels; what the header leaves blank in its own rows is not of it."""
    for at, index in enumerate(slot.cells):
        if sheet.cells[index].gap == ROW and len(slot.cells) - at >= slot.width:
            if all(sheet.is_blank(i) for i in slot.cells[:at]):
                slot.cells = slot.cells[at:]
            break
    _place_windows([slot], sheet)
    if slot.taken is None:
        take_voids([slot], sheet)
        _place_windows([slot], sheet)


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


def _absorb_text(slots: Sequence[Slot], sheet: Sheet) -> None:
    """Take an unknown text for a value cell where it fills a row up to its exact number of columns (0 见附件 0 …)."""
    for at, slot in enumerate(slots):
        if slot.node is None or len(slot.cells) >= slot.width:
            continue
        cells = list(slot.cells)
        for follower in slots[at + 1 :]:
            if follower.node is not None or follower.label is None or not _is_value_like(follower.label, slot, sheet):
                break
            cells += [follower.label.first, *follower.cells]
            if len(cells) >= slot.width:
                break
        last = sheet.cells[cells[-1]] if cells else None
        enclosed = last is not None and (last.value is not None or last.gap != LINE)
        if len(cells) == slot.width and len(cells) > len(slot.cells) and enclosed:
            for follower in slots[at + 1 :]:
                if follower.label is None or follower.label.first not in cells:
                    break
                follower.label, follower.cells = None, ()
            slot.cells = cells


def _is_value_like(label: Label, slot: Slot, sheet: Sheet) -> bool:
    """Say whether an unknown text stands as the values of its row do: bounded, or like all of them on the same or a new line."""
    gap = sheet.cells[label.first].gap
    like = {sheet.cells[index].gap for index in slot.cells} or {SPACE, CELL}
    return not label.candidates and bool(core(label.key)) and like | {CELL, gap} == like | {CELL}


def _place_shifted(slots: Sequence[Slot], rows: Sequence[Slot], sheet: Sheet) -> bool:
    """Place all rows by order where values precede the first label and just as many are lacking after the last ones."""
    head = [i for slot in slots[: slots.index(rows[0])] for i in slot.cells if not sheet.is_blank(i)]
    return len(head) >= rows[0].width and len({row.width for row in rows}) == 1 and _place_heap(slots, rows, sheet)


def _place_under_header(slots: Sequence[Slot], rows: Sequence[Slot], sheet: Sheet, edition: Edition) -> None:
    """Place slots with too many cells where the header shows in which place of a row each column stands."""
    wide = {slot.node.table for slot in rows if slot.node is not None and len(slot.cells) > slot.width}
    grids = {id: columns_of(edition.table(id), slots, sheet) for id in wide}
    for slot in rows:
        columns = grids.get(slot.node.table) if slot.node is not None else None
        if columns is not None:
            slot.taken = take_columns(slot, columns, sheet)


def _place_exact(slot: Slot, sheet: Sheet) -> None:
    """Take the cells of a slot as they are; those partly beside the label and partly below it only if they add up."""
    gaps = [sheet.cells[index].gap for index in slot.cells]
    if slot.width > 2 and gaps[0] == SPACE and LINE in gaps:
        if not _adds_up(slot.cells, sheet):
            return
        slot.doubt = "identity"
    slot.taken = slot.cells


def _adds_up(cells: Sequence[int], sheet: Sheet) -> bool:
    """Say whether the last of several numbers is the sum of the others, and not nothing."""
    numbers = [value.number or 0 for index in cells if (value := sheet.cells[index].value) is not None]
    return bool(numbers[-1]) and sum(numbers[:-1]) == numbers[-1]


def _place_windows(rows: Sequence[Slot], sheet: Sheet) -> None:
    """Place slots with enough cells: exactly enough, or with blank leftovers on the side where the table has them."""
    open_windows = []
    left = right = 0
    for slot in rows:
        count = len(slot.cells)
        if count == slot.width:
            _place_exact(slot, sheet)
        elif count > slot.width and slot.taken is None:
            slot.taken = _printed_block(slot, sheet) or _repeated(slot, sheet)
            if slot.taken is not None:
                continue
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


def _printed_block(slot: Slot, sheet: Sheet) -> Sequence[int] | None:
    """Return the cells from the first to the last that is not blank, when they are just as many as the columns."""
    printed = [at for at, index in enumerate(slot.cells) if not sheet.is_blank(index)]
    if slot.width >= WIDE and printed and printed[-1] - printed[0] + 1 == slot.width:
        return slot.cells[printed[0] : printed[-1] + 1]
    return None


def _repeated(slot: Slot, sheet: Sheet) -> Sequence[int] | None:
    """Return one cell a column where each is printed as often as its merged cell is wide."""
    times, rest = divmod(len(slot.cells), slot.width)
    if rest or any(sheet.cells[index].gap != CELL or sheet.is_blank(index) for index in slot.cells):
        return None
    chunks = [slot.cells[at : at + times] for at in range(0, len(slot.cells), times)]
    alike = all(len({sheet.cells[index].key for index in chunk}) == 1 for chunk in chunks)
    return [chunk[0] for chunk in chunks] if alike else None


def _fits_left(slot: Slot, sheet: Sheet) -> Sequence[int] | None:
    """Return the first cells when all after them are blank."""
    rest = slot.cells[slot.width :]
    return slot.cells[: slot.width] if all(sheet.is_blank(i) for i in rest) else None


def _fits_right(slot: Slot, sheet: Sheet) -> list[int] | None:
    """Return the last cells of the printed row when all before them are blank."""
    row = list(slot.cells[:1])
    for index in slot.cells[1:]:
        if sheet.cells[index].gap == ROW:
            break
        row.append(index)
    lead = row[: -slot.width]
    if len(row) < slot.width or not all(sheet.is_blank(i) for i in lead):
        return None
    return row[-slot.width :]


def _unplaced(slots: Sequence[Slot]) -> Iterator[list[Slot]]:
    """Yield the runs of slots that hold rows still without their cells, between placed rows or headers."""
    stretch: list[Slot] = []
    for slot in (*slots, None):
        open_row = slot is not None and slot.node is not None and slot.taken is None
        has_rows = any(other.node is not None for other in stretch)
        if slot is None or slot.taken is not None or (has_rows and _is_heading(slot)):
            if has_rows:
                yield stretch
            stretch = []
        if slot is not None and (open_row or slot.taken is None):
            stretch.append(slot)


def _is_heading(slot: Slot) -> bool:
    """Say whether a slot's label is exactly the title or a column of a table."""
    if slot.node is not None or slot.label is None or slot.label.score < 1.0:
        return False
    return slot.label.candidates[0].node.kind in ("title", "corner", "column")


def _place_heap(stretch: Sequence[Slot], rows: Sequence[Slot], sheet: Sheet) -> bool:
    """Match a heap of values with the labels around it by order, when their number is exactly that of the columns."""
    if _has_foreign(stretch, sheet) or (len(rows) == 1 and rows[0].cells):
        return False
    cells = [i for slot in stretch for i in slot.cells if slot.node is not None or not sheet.is_blank(i)]
    if len(cells) != sum(slot.width for slot in rows):
        return False
    at = 0
    chunks = []
    for slot in rows:
        chunks.append(cells[at : at + slot.width])
        at += slot.width
    sure = all(_is_line(chunk, sheet) for chunk in chunks) or len({sheet.cells[i].key for i in cells}) == 1
    for slot, chunk in zip(rows, chunks, strict=True):
        slot.taken = chunk
        slot.doubt = None if sure and len(rows) > 1 else "margin"
    return True


def _has_foreign(stretch: Sequence[Slot], sheet: Sheet) -> bool:
    """Say whether a row beyond the form stands among the rows: an unknown label with values."""
    first = next(at for at, slot in enumerate(stretch) if slot.node is not None)
    return any(
        slot.node is None and slot.label is not None and not slot.label.candidates and not all(map(sheet.is_blank, slot.cells))
        for slot in stretch[first:]
    )


def _is_line(cells: Sequence[int], sheet: Sheet) -> bool:
    """Say whether cells stand in one printed line or row of their own."""
    gaps = [sheet.cells[index].gap for index in cells]
    return gaps[0] in (LINE, ROW) and all(gap in (SPACE, CELL) for gap in gaps[1:])


def _unplace_padded(rows: Sequence[Slot], sheet: Sheet) -> None:
    """Take back rows that only a blank at their end makes whole where other rows of the table lack cells: it may be the
    leftover of a merged cell before the next row."""
    lacking = {slot.node.table for slot in rows if slot.node is not None and 0 < len(slot.cells) < slot.width}
    for slot in rows:
        if slot.taken and slot.node is not None and slot.node.table in lacking:
            blanks = [sheet.is_blank(index) for index in slot.taken]
            if blanks[-1] and not all(blanks):
                slot.taken = None


def _unplace_apart(rows: Sequence[Slot], sheet: Sheet) -> bool:
    """Take back what adjacency alone gave, and say whether there was any: values on a line of their own, next to a row
    without values, may be that row's."""
    beside = any(slot.cells and sheet.cells[slot.cells[0]].gap == SPACE for slot in rows)
    apart = [_stands_apart(slot, sheet) or (beside and _is_below(slot, sheet)) for slot in rows]
    empty = [not slot.cells for slot in rows]
    doubtful = [at for at in range(len(rows)) if apart[at] and any(empty[max(at - 1, 0) : at + 2])]
    for at in doubtful:
        rows[at].taken = None
    return bool(doubtful)


def _stands_apart(slot: Slot, sheet: Sheet) -> bool:
    """Say whether the values of a slot stand in a line of their own, or those of several rows together."""
    if len(slot.cells) >= 2 * slot.width > 2 and not any(map(sheet.is_blank, slot.cells)):
        return True
    return len(slot.cells) > 1 and _is_line(slot.cells, sheet)


def _is_below(slot: Slot, sheet: Sheet) -> bool:
    return len(slot.cells) > 0 and sheet.cells[slot.cells[0]].gap == LINE


def _loses_blanks(rows: Sequence[Slot], sheet: Sheet) -> bool:
    """Say whether the rendering prints no blanks: no cell is empty, and rows are not marked."""
    taken = [index for slot in rows for index in slot.taken or ()]
    marked = any(slot.label is not None and sheet.cells[slot.label.first].gap == ROW for slot in rows)
    return bool(taken) and not marked and not any(map(sheet.is_blank, taken))


def _place_nothing(stretch: Sequence[Slot], rows: Sequence[Slot], cut: bool) -> None:
    """Take rows without any cell for blank: nothing is left over near them that might be theirs, and the text goes on."""
    if any(len(slot.cells) > slot.width for slot in stretch):
        return
    for slot in rows[: -1 if cut else None]:
        if not slot.cells:
            slot.taken = [-1] * slot.width


def _doubt_blanks(slots: Sequence[Slot], sheet: Sheet) -> None:
    """Doubt a blank row beside an unknown label with values: they may be its own, the label broken in two."""
    for at, slot in enumerate(slots):
        if not slot.taken or any(i >= 0 and not sheet.is_blank(i) for i in slot.taken):
            continue
        for other in (*slots[max(at - 1, 0) : at], *slots[at + 1 : at + 2]):
            if other.label and not _is_exact(other.label) and other.node is None and any(not sheet.is_blank(i) for i in other.cells):
                slot.doubt = slot.doubt or "margin"


def _is_exact(label: Label) -> bool:
    return bool(label.candidates) and label.candidates[0].score == 1.0
