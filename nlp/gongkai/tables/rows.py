"""From the labels of a zone to slots: which labels are rows, and which value cells follow each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gongkai.editions import Edition, Table
from gongkai.tables.alignment import Item, align
from gongkai.tables.cells import Sheet
from gongkai.tables.gaps import ROW
from gongkai.tables.labelling import Label
from gongkai.tables.slots import Slot
from gongkai.tables.vocabulary import Candidate

_ROW_KINDS = ("row", "group")
KNOWN_GROUP = 0.7  # a group this alike is the one that the rows after it stand under
_DUAL = 0.1  # a label is as much a row as a column when the scores are this near


def row_slots(labels: Sequence[Label], zone: Sequence[range], sheet: Sheet, edition: Edition) -> list[Slot]:
    """Align the labels of a zone with the form's rows and return a slot for every label, in reading order."""
    cells = list(_cells_of(labels, zone, sheet))
    if sheet.marked:
        cells = [cells[0], *(_in_row(own, sheet) for own in cells[1:])]
    aligned = {found.label.first: found for found in align(_items(labels, cells, edition))}
    widths, undivided = edition.widths, edition.undivided
    slots = [Slot(None, None, 0, False, cells[0])]
    for label, own in zip(labels, cells[1:], strict=True):
        found = aligned.get(label.first)
        if found is None or (found.node.kind == "group" and (found.node.table, found.node.id) not in undivided):
            slots.append(Slot(label, None, 0, False, own))
        else:
            slots.append(Slot(label, found.node, widths[found.node.table], found.tied, own))
    return slots


def body_slot(labels: Sequence[Label], zone: Sequence[range], sheet: Sheet, width: int) -> Slot | None:
    """Return the slot of a table without row labels: the values after the last label of its header."""
    slots = [
        Slot(label, None, width, False, own)
        for label, own in zip(labels, list(_cells_of(labels, zone, sheet))[1:], strict=True)
    ]
    full = [slot for slot in slots if len(slot.cells) >= width or not all(map(sheet.is_blank, slot.cells))]
    found = full or slots
    return found[-1] if found else None


def apart_slot(labels: Sequence[Label], zone: Sequence[range], sheet: Sheet, table: Table) -> Slot | None:
    """Return the single row of a table whose groups stand one below the other: each label with its columns' values."""
    cells: dict[str, list[int]] = {}
    group = None
    for label, own in zip(labels, list(_cells_of(labels, zone, sheet))[1:], strict=True):
        best = label.names.candidates[0] if label.names.candidates else None
        if best is not None and best.node.kind == "abreast" and best.score == 1.0:
            group = cells.setdefault(best.node.id, [])
        if group is not None:
            group += own
    if any(len(cells.get(id, ())) != len(table.columns) for id in table.row_ids):
        return None
    return Slot(labels[0], None, len(table.addresses), False, [index for id in table.row_ids for index in cells[id]])


def _cells_of(labels: Sequence[Label], zone: Sequence[range], sheet: Sheet) -> Iterator[Sequence[int]]:
    """Yield the value cells before the first label, then those of each label: inside it, and up to the next."""
    at = zone[0].start
    stops = [label.first for label in labels] + [zone[-1].stop]
    yield range(at, stops[0])
    for label, stop in zip(labels, stops[1:], strict=True):
        own: Sequence[int] = range(label.last + 1, stop)
        if label.last > label.first:
            inside = [i for i in range(label.first, label.last) if sheet.cells[i].value is not None]
            own = [*inside, *own] if inside else own
        if len(zone) > 1:
            own = [i for i in own if any(i in cells for cells in zone)]
        yield own


def _in_row(cells: Sequence[int], sheet: Sheet) -> Sequence[int]:
    """Return the cells up to where the next printed row begins."""
    for at in range(1, len(cells)):
        if sheet.cells[cells[at]].gap == ROW:
            return cells[:at]
    return cells


def _items(labels: Sequence[Label], cells: Sequence[Sequence[int]], edition: Edition) -> list[Item]:
    """Return the labels that may be rows, each with the group it stands under."""
    parents = edition.group_parents
    items = []
    groups: tuple[str, ...] = ()
    in_rows = False
    for at, label in enumerate(labels):
        rows = label.names.rows
        if not rows or (len(rows) < len(label.names.candidates) and _is_header(labels, at, rows, in_rows)):
            continue
        best = rows[0]
        own = cells[at + 1]
        filled = len(own) > 0
        if best.node.kind == "group" and best.score >= KNOWN_GROUP:
            groups = _chain(best.node.table, best.node.id, parents)
            whole = (best.node.table, best.node.id) in edition.undivided and not _is_divided(
                best.node.id, labels[at + 1 :]
            )
            filled = filled and whole
            if best.score == 1.0 and not whole:
                continue
        in_rows = in_rows or best.score == 1.0
        items.append(Item(label, groups, filled))
    return items


def _chain(table: str, group: str, parents: Mapping[tuple[str, str], str | None]) -> tuple[str, ...]:
    """Return a group and the groups it stands under."""
    parent = parents[table, group]
    return (group, *(_chain(table, parent, parents) if parent else ()))


def _is_divided(group: str, following: Sequence[Label]) -> bool:
    """Say whether the label after a group is a row under it."""
    return bool(following) and any(c.node.parent == group for c in following[0].candidates)


def _is_header(labels: Sequence[Label], at: int, rows: Sequence[Candidate], in_rows: bool) -> bool:
    """Say whether what may be row or column (总计, 其他) is a column here: beside columns, or above all rows."""
    label = labels[at]
    columns = [c for c in label.candidates if c.node.kind not in _ROW_KINDS]
    if columns[0].score < rows[0].score - _DUAL:
        return False
    if columns[0].score > rows[0].score + _DUAL:
        return True
    if label.ordinal and any(c.node.ordinal for c in rows):
        return False
    return not in_rows or any(_is_column(other) for other in _beside(labels, at))


def _beside(labels: Sequence[Label], at: int) -> Iterable[Label]:
    """Yield the labels next to one, no value between."""
    if at and labels[at - 1].last + 1 == labels[at].first:
        yield labels[at - 1]
    if at + 1 < len(labels) and labels[at].last + 1 == labels[at + 1].first:
        yield labels[at + 1]


def _is_column(label: Label) -> bool:
    return bool(label.candidates) and all(c.node.kind not in _ROW_KINDS for c in label.candidates)
