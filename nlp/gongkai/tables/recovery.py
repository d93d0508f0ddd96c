"""Recover the statutory tables of a document: cells, labels, alignment, placement, facts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from gongkai.document import Document, Fact, Record, Status, UnknownRow
from gongkai.editions import Edition, Table
from gongkai.tables.brackets import take_brackets
from gongkai.tables.cells import Sheet, read_sheet
from gongkai.tables.facts import RowSource, missing_fact, row_facts
from gongkai.tables.header import read_header
from gongkai.tables.labelling import Label, read_labels
from gongkai.tables.placement import place, place_one
from gongkai.tables.rows import apart_slot, body_slot, row_slots
from gongkai.tables.slots import Slot
from gongkai.tables.trimming import take_single
from gongkai.tables.vocabulary import Vocabulary, choose_edition
from gongkai.tables.zones import find_zones


class Recovered(Record, frozen=True):
    """The tables of a document: facts in the form's order, rows it does not know, and where the tables stand.

    `found` are the ids of tables of which at least one row was placed.
    """

    edition: Edition | None = None
    facts: tuple[Fact, ...] = ()
    unknown_rows: tuple[UnknownRow, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    found: frozenset[str] = frozenset()
    tied: bool = False  # two editions fit the labels equally well

    @property
    def whole(self) -> bool:
        """Say whether every cell of the edition was found."""
        return all(fact.status is not Status.MISSING for fact in self.facts)


def recover(document: Document, plain: str, year: int | None = None) -> Recovered:
    """Return every statutory cell of `document`; `plain` is its folded text, `year` decides between equal editions."""
    sheet = read_sheet(document, plain)
    take_brackets(sheet)
    vocabulary, tied = choose_edition({sheet.cells[index].core or "" for index in sheet.texts}, year)
    if vocabulary is None:
        return Recovered()
    edition = vocabulary.edition
    placed: dict[str, list[RowSource]] = {}
    unknown: list[UnknownRow] = []
    spans = []
    for part, found in find_zones(sheet, vocabulary).items():
        zone = found.cells
        labels = read_labels(sheet, zone, part, vocabulary)
        cut = zone[-1].stop == len(sheet.cells)
        tables = [table for table in edition.tables if table.part == part]
        slots = _slots(tables, labels, zone, sheet, edition, cut=cut)
        if found.contested:
            _doubt(slots)
        _collect(slots, tables, labels, placed)
        unknown += _unknown_rows(slots, tables, sheet, document.text)
        spans += _spans(zone, labels, slots, sheet)
        for other in () if tables[0].abreast else found.others:
            unknown += _rows_of(other, part, tables, sheet, vocabulary, document.text)
    facts = _facts(edition, placed, sheet, document.text)
    return Recovered(edition, facts, tuple(unknown), tuple(sorted(spans)), frozenset(placed), tied)


def _slots(
    tables: Sequence[Table], labels: list[Label], zone: Sequence[range], sheet: Sheet, edition: Edition, *, cut: bool
) -> list[Slot]:
    if not tables[0].abreast:
        slots = row_slots(labels, zone, sheet, edition)
        place(slots, sheet, edition, cut=cut)
        return slots
    slot = body_slot(labels, zone, sheet, len(tables[0].addresses))
    if slot is not None:
        place_one(slot, sheet)
        if slot.taken is None:
            slot.taken = take_single(slot, tables[0], labels, sheet)
        if slot.taken is None and (apart := apart_slot(labels, zone, sheet, tables[0])) is not None:
            slot = apart
            slot.taken = slot.cells
    return [slot] if slot is not None else []


def _doubt(slots: Sequence[Slot]) -> None:
    """Put all values of a table in doubt: another copy of it, filled otherwise, may be the report's own."""
    for slot in slots:
        slot.doubt = slot.doubt or "margin"


def _collect(
    slots: Sequence[Slot], tables: Sequence[Table], labels: Sequence[Label], placed: dict[str, list[RowSource]]
) -> None:
    """Sort the placed slots by table and give each its table's header: the labels above its first row."""
    by_table: dict[str, list[Slot]] = {}
    for slot in slots:
        if slot.taken is not None:
            by_table.setdefault(slot.table or tables[0].id, []).append(slot)
    firsts = [label.first for label in labels]
    above = 0
    for table in tables:
        own = by_table.get(table.id)
        if not own:
            continue
        if table.abreast:
            header = read_header(table, labels)
        else:
            rows = [slot.label.first for slot in own if slot.label]
            header = read_header(table, labels[bisect_left(firsts, above) : bisect_left(firsts, min(rows))])
            above = max(rows)
        placed[table.id] = [RowSource(slot, header) for slot in own]


def _facts(edition: Edition, placed: dict[str, list[RowSource]], sheet: Sheet, text: str) -> tuple[Fact, ...]:
    """Return a fact for every cell of the edition; where a group is filled undivided, it stands for its rows."""
    facts: list[Fact] = []
    for table in edition.tables:
        if table.abreast:
            for source in placed.get(table.id, ()):
                facts += row_facts(table, table.row_ids, source, sheet, text)
            if table.id not in placed:
                facts += map(missing_fact, table.addresses)
            continue
        sources = {source.slot.node.id: source for source in placed.get(table.id, ()) if source.slot.node}
        for row in _row_ids(table, sources):
            if row in sources:
                facts += row_facts(table, (row,), sources[row], sheet, text)
            else:
                facts += (missing_fact(table.address(row, column.id)) for column in table.columns)
    return tuple(facts)


def _row_ids(table: Table, sources: dict[str, RowSource]) -> list[str]:
    rows = list(table.row_ids)
    for group in table.undivided:
        children = table.children(group)
        if group in sources and not any(child in sources for child in children):
            at = rows.index(children[0])
            rows[at : at + len(children)] = [group]
    return rows


def _unknown_rows(slots: Sequence[Slot], tables: Sequence[Table], sheet: Sheet, text: str) -> list[UnknownRow]:
    """Return the rows with values whose label the form does not know, and groups that have values.

    Above the first row a label that may be a column's is one of the header.
    """
    found = []
    table = tables[0].id
    taken = {index for slot in slots for index in slot.taken or ()}
    in_rows = False
    for slot in slots:
        if slot.node is not None:
            table, in_rows = slot.node.table, True
        elif slot.label is not None and slot.cells and (in_rows or _is_row_like(slot.label)):
            cells = [i for i in slot.cells if not sheet.is_blank(i) and i not in taken]
            if cells:
                first = sheet.cells[slot.label.first]
                end = max(sheet.cells[cells[-1]].end, sheet.cells[slot.label.last].end)
                values = tuple(text[sheet.cells[i].start : sheet.cells[i].end] for i in cells)
                found.append(UnknownRow(table, _printed(slot.label, sheet, text), values, first.start, end))
    return found


def _rows_of(
    cells: range, part: str, tables: Sequence[Table], sheet: Sheet, vocabulary: Vocabulary, text: str
) -> list[UnknownRow]:
    """Return the rows of a copy that is not read."""
    slots = row_slots(read_labels(sheet, (cells,), part, vocabulary), (cells,), sheet, vocabulary.edition)
    for slot in slots:
        slot.node = None
    return _unknown_rows(slots, tables, sheet, text)


def _printed(label: Label, sheet: Sheet, text: str) -> str:
    """Return a label as printed, without the values that it may be wrapped around."""
    cells = (sheet.cells[index] for index in range(label.first, label.last + 1))
    return "".join(text[cell.start : cell.end] for cell in cells if cell.value is None)


def _is_row_like(label: Label) -> bool:
    return all(candidate.node.kind in ("row", "group") for candidate in label.candidates)


def _spans(
    zone: Sequence[range], labels: Sequence[Label], slots: Sequence[Slot], sheet: Sheet
) -> list[tuple[int, int]]:
    """Return where tables stand: from the first known label of each range to its last label or placed cell."""
    known = [label for label in labels if label.candidates]
    taken = [slot.taken[-1] for slot in slots if slot.taken]
    spans = []
    for cells in zone:
        first = next((label.first for label in known if label.first in cells), None)
        ends = [label.last for label in reversed(known) if label.last in cells][:1]
        ends += [index for index in reversed(taken) if index in cells][:1]
        if first is not None and ends:
            spans.append((sheet.cells[first].start, sheet.cells[max(ends)].end))
    return spans
