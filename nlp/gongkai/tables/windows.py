"""Windows: which of the cells after a label are its row, when there are as many as columns or more.

More cells than columns are leftovers of merged cells: blank, or repeating their text. What stands under the header
decides where a grid is kept; else a window without blanks around it, or the side on which the table leaves blanks.
"""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.editions import Edition
from gongkai.tables.cells import LONGEST_PAGE_NUMBER, Sheet
from gongkai.tables.gaps import CELL, LINE, ROW, SPACE
from gongkai.tables.geometry import take_all
from gongkai.tables.slots import Slot

WIDE = 5  # columns: in a narrower table a repeated or blank cell beside a value is likely


def place_under_header(slots: Sequence[Slot], rows: Sequence[Slot], sheet: Sheet, edition: Edition) -> None:
    """Place slots of another length than the form's rows where the header shows in which place each column stands."""
    tables = {slot.table for slot in rows if len(slot.cells) != slot.width}
    for table in tables if sheet.marked else ():
        own = [slot for slot in rows if slot.table == table]
        taken = take_all(edition.table(table), slots, own, sheet)
        for slot, cells in zip(own, taken or (), strict=bool(taken)):
            slot.taken, slot.ordered = cells, cells is not None
            if cells is None and slot.width >= WIDE and any(map(sheet.is_blank, slot.cells)):
                slot.cells, slot.broken = (), True  # a row of another length, with blanks: which is which is lost


def place_windows(rows: Sequence[Slot], sheet: Sheet) -> None:
    """Place slots with enough cells: exactly enough, or with leftovers on the side where the table has them."""
    open_windows = []
    left = right = 0
    for slot in rows:
        count = len(slot.cells)
        if slot.ordered:
            continue
        if count == slot.width:
            _place_exact(slot, sheet)
        elif count > slot.width and slot.taken is None and sheet.are_blank(slot.cells):
            slot.taken = slot.cells[: slot.width]
        elif count > slot.width and slot.taken is None and not _is_mixed(slot, sheet):
            slot.taken = _printed_block(slot, sheet) or _repeated(slot, sheet)
            if slot.taken is None:
                after_label, at_row_end = _fits_left(slot, sheet), _fits_right(slot, sheet)
                left += after_label is not None and at_row_end is None
                right += at_row_end is not None and after_label is None
                open_windows.append((slot, after_label, at_row_end))
    for slot, after_label, at_row_end in open_windows:
        first, second = (at_row_end, after_label) if right > left else (after_label, at_row_end)
        slot.taken = first or second
        if first and second and left == right and list(first) != list(second) and not sheet.are_blank(slot.cells):
            _choose(slot, first, second, sheet)
    beside = any(slot.cells and sheet.cells[slot.cells[0]].gap == SPACE for slot in rows)
    led = {slot.table for slot in rows if len(slot.cells) > slot.width}
    for slot in rows:
        if beside and slot.taken and slot.width == 1 and _may_be_page_number(slot.taken[0], sheet):
            slot.doubt = slot.doubt or "margin"
        open_to_leftovers = slot.taken is not None and not slot.ordered and slot.width >= WIDE and slot.table in led
        if open_to_leftovers and _lacks_last(slot.taken or (), sheet):
            slot.doubt = slot.doubt or "margin"  # a lost cell lets a leftover in


def _choose(slot: Slot, first: Sequence[int], second: Sequence[int], sheet: Sheet) -> None:
    """Choose between two windows that are tied on all else: the one that adds up, with that doubt."""
    sums = [_adds_up(cells, sheet) for cells in (first, second)]
    slot.taken = second if sums == [False, True] else first
    slot.doubt = "identity" if sums.count(True) == 1 else "margin"


def unplace_padded(rows: Sequence[Slot], sheet: Sheet) -> None:
    """Take back rows that only a blank at their end makes whole where other rows of the table lack cells: it may be the
    leftover of a merged cell before the next row."""
    lacking = {slot.table for slot in rows if 0 < len(slot.cells) < slot.width}
    for slot in rows:
        if slot.taken and slot.table in lacking and _lacks_last(slot.taken, sheet):
            slot.taken = None


def _may_be_page_number(index: int, sheet: Sheet) -> bool:
    """Say whether a value stands alone on a line, and is a small number."""
    cell = sheet.cells[index]
    return cell.gap == LINE and cell.key.isdecimal() and len(cell.key) <= LONGEST_PAGE_NUMBER


def _lacks_last(taken: Sequence[int], sheet: Sheet) -> bool:
    """Say whether the last cell of a row, its total, is blank and another is not."""
    return sheet.is_blank(taken[-1]) and not sheet.are_blank(taken)


def _is_mixed(slot: Slot, sheet: Sheet) -> bool:
    """Say whether values apart by a mere space stand among bounded ones: one number in two pieces, perhaps."""
    gaps = [sheet.cells[index].gap for index in slot.cells]
    return SPACE in gaps[1:] and gaps[1:].count(CELL) > 1


def _place_exact(slot: Slot, sheet: Sheet) -> None:
    """Take the cells of a slot as they are; those partly beside the label and partly below it only if they add up."""
    cells = sheet.cells
    if slot.width > 2 and cells[slot.cells[0]].gap == SPACE and any(cells[index].gap == LINE for index in slot.cells):
        if not _adds_up(slot.cells, sheet):
            return
        slot.doubt = "identity"
    slot.taken = slot.cells


def _adds_up(cells: Sequence[int], sheet: Sheet) -> bool:
    """Say whether the last of several numbers is the sum of the others, and not nothing."""
    return sheet.adds_up(cells) and any(sheet.numbers(cells[-1:]))


def _printed_block(slot: Slot, sheet: Sheet) -> Sequence[int] | None:
    """Return the cells from the first to the last that is not blank, when they are just as many as the columns."""
    if slot.width < WIDE:
        return None
    cells = sheet.cells
    printed = [at for at, index in enumerate(slot.cells) if cells[index].key]
    if printed and printed[-1] - printed[0] + 1 == slot.width:
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
    return slot.cells[: slot.width] if sheet.are_blank(slot.cells[slot.width :]) else None


def _fits_right(slot: Slot, sheet: Sheet) -> Sequence[int] | None:
    """Return the last cells of the printed row when all before them are blank."""
    stop = len(slot.cells)
    if sheet.marked:
        stop = next((at for at in range(1, stop) if sheet.cells[slot.cells[at]].gap == ROW), stop)
    first = stop - slot.width
    return slot.cells[first:stop] if first >= 0 and sheet.are_blank(slot.cells[:first]) else None
