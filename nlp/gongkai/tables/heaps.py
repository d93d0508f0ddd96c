"""Heaps: values that stand apart from their labels, before or after, where only order and number tell whose they are.

Also the opposite, labels whose blank values a flowing text does not print. Both are decided only where nothing else is
possible; a value that might be a neighbour's is nobody's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.tables.cells import Sheet
from gongkai.tables.gaps import CELL, LINE, ROW, SPACE
from gongkai.tables.slots import UNPRINTED, Slot


def place_shifted(slots: Sequence[Slot], rows: Sequence[Slot], sheet: Sheet) -> bool:
    """Place all rows by order where values precede the first label and just as many are lacking after the last ones."""
    if rows[-1].cells and len(rows[-1].cells) == rows[-1].width and all(slot.cells for slot in rows):
        return False
    head = []
    for slot in slots:
        if slot.node is not None:
            break
        head += [index for index in slot.cells if not sheet.is_blank(index)]
    return len(head) >= rows[0].width and len({row.width for row in rows}) == 1 and place_heap(slots, rows, sheet)


def unplaced(slots: Sequence[Slot]) -> Iterator[list[Slot]]:
    """Yield the runs of slots that hold rows still without their cells, between placed rows or headers."""
    stretch: list[Slot] = []
    has_rows = False
    for slot in slots:
        if slot.taken is not None or (has_rows and _is_heading(slot)):
            if has_rows:
                yield stretch
            stretch, has_rows = [], False
        if slot.taken is None:
            stretch.append(slot)
            has_rows = has_rows or slot.node is not None
    if has_rows:
        yield stretch


def place_heap(stretch: Sequence[Slot], rows: Sequence[Slot], sheet: Sheet) -> bool:
    """Match a heap of values with the labels around it by order, when their number is exactly that of the columns."""
    if (len(rows) == 1 and rows[0].cells) or _has_foreign(stretch, sheet):
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


def unplace_apart(rows: Sequence[Slot], sheet: Sheet) -> bool:
    """Take back what adjacency alone gave, and say whether there was any: values on a line of their own, next to a row
    without values, may be that row's."""
    empty = [not slot.cells for slot in rows]
    if not any(empty):
        return False
    beside = any(slot.cells and sheet.cells[slot.cells[0]].gap == SPACE for slot in rows)
    doubtful = [
        slot
        for at, slot in enumerate(rows)
        if slot.cells
        and any(empty[max(at - 1, 0) : at + 2])
        and _stands_apart(slot, beside, sheet)
        and not (slot.label is not None and slot.cells[-1] < slot.label.last)  # within its own label
    ]
    for slot in doubtful:
        slot.taken = None
    return bool(doubtful)


def loses_blanks(rows: Sequence[Slot], sheet: Sheet) -> bool:
    """Say whether the rendering prints no blanks: no cell is empty, and rows are not marked."""
    taken = [index for slot in rows for index in slot.taken or ()]
    marked = any(slot.label is not None and sheet.cells[slot.label.first].gap == ROW for slot in rows)
    return bool(taken) and not marked and not any(map(sheet.is_blank, taken))


def place_nothing(stretch: Sequence[Slot], rows: Sequence[Slot], sheet: Sheet) -> None:
    """Take rows without any value for blank, but for those next to loose values that might be theirs."""
    loose = [at for at, slot in enumerate(stretch) if len(slot.cells) > slot.width and not sheet.are_blank(slot.cells)]
    width = min((slot.width for slot in rows), default=0)
    if any(len(stretch[at].cells) > width or stretch[at].width for at in loose):
        return  # more than one row's values: anybody's
    near = {id(slot) for at in loose for slot in (_row_before(stretch, at), _row_after(stretch, at)) if slot}
    for slot in rows:
        if id(slot) not in near and not slot.broken and (not slot.cells or sheet.are_blank(slot.cells)):
            slot.taken = [UNPRINTED] * slot.width


def _row_before(stretch: Sequence[Slot], at: int) -> Slot | None:
    return next((slot for slot in reversed(stretch[:at]) if slot.node is not None), None)


def _row_after(stretch: Sequence[Slot], at: int) -> Slot | None:
    return next((slot for slot in stretch[at + 1 :] if slot.node is not None), None)


def doubt_blanks(slots: Sequence[Slot], sheet: Sheet) -> None:
    """Doubt a blank row beside an unknown label with values: they may be its own, the label broken in two."""
    for at, slot in enumerate(slots):
        if slot.node is not None or slot.label is None or not slot.cells or slot.label.score == 1.0:
            continue
        if not sheet.are_blank(slot.cells):
            for other in (*slots[max(at - 1, 0) : at], *slots[at + 1 : at + 2]):
                if other.taken and all(index < 0 or sheet.is_blank(index) for index in other.taken):
                    other.doubt = other.doubt or "margin"


def _is_heading(slot: Slot) -> bool:
    """Say whether a slot's label is exactly the title or a column of a table."""
    if slot.node is not None or slot.label is None or slot.label.score < 1.0:
        return False
    return slot.label.candidates[0].node.kind in ("title", "corner", "column")


def _has_foreign(stretch: Sequence[Slot], sheet: Sheet) -> bool:
    """Say whether a row beyond the form stands among the rows: an unknown label with values."""
    in_rows = False
    for slot in stretch:
        in_rows = in_rows or slot.node is not None
        if in_rows and slot.unknown and not sheet.are_blank(slot.cells):
            return True
    return False


def _is_line(cells: Sequence[int], sheet: Sheet) -> bool:
    """Say whether cells stand in one printed line or row of their own."""
    gaps = [sheet.cells[index].gap for index in cells]
    return gaps[0] in (LINE, ROW) and all(gap in (SPACE, CELL) for gap in gaps[1:])


def _stands_apart(slot: Slot, beside: bool, sheet: Sheet) -> bool:
    """Say whether the values of a slot stand in a line of their own, or those of several rows together.

    `beside` says that other rows have theirs on the label's line.
    """
    if len(slot.cells) >= 2 * slot.width > 2 and not any(map(sheet.is_blank, slot.cells)):
        return True
    if beside and sheet.cells[slot.cells[0]].gap == LINE:
        return True
    return len(slot.cells) > 1 and _is_line(slot.cells, sheet)
