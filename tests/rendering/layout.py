"""Lay the form out as physical tables: rows of boxes with spans, before any shape prints them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from gongkai.editions import Column, Edition, Group, Table
from gongkai.editions import Row as Form

from .cell import Cell
from .truth import Truth, request_rows


@dataclass(slots=True)
class Box:
    """A cell as merged: `kind` is title, corner, header, group, label, value or extra (value of an unknown row)."""

    kind: str
    text: str
    column: int
    colspan: int = 1
    rowspan: int = 1
    ordinal: str = ""
    address: str | None = None

    @property
    def printed(self) -> str:
        """The text with its ordinal."""
        return self.ordinal + self.text


@dataclass(slots=True)
class Row:
    """A physical row. `kind` is title, header, values or extra; `key` is `table.row` of a row of the form."""

    kind: str
    table: str
    boxes: list[Box]
    key: str = ""

    @property
    def values(self) -> list[Box]:
        """The boxes that hold values."""
        return [box for box in self.boxes if box.kind in ("value", "extra")]


@dataclass(slots=True)
class Sheet:
    """The physical table of one part."""

    part: str
    width: int
    rows: list[Row] = field(default_factory=list)

    def keyed(self) -> Iterator[Row]:
        """Yield the rows of the form, without headers and extra rows."""
        return (row for row in self.rows if row.key)


class Slot(NamedTuple):
    """A cell of a flattened row; `box` is None where a merged cell left one over."""

    text: str
    box: Box | None


def lay_out(truth: Truth) -> dict[str, Sheet]:
    """Return the sheets of a report by part."""
    edition = truth.edition
    parts = dict.fromkeys(table.part for table in edition.tables)
    sheets = {}
    for part in parts:
        tables = [table for table in edition.tables if table.part == part]
        if tables[0].abreast:
            sheets[part] = _abreast(tables[0], truth.cells)
        elif any(column.parent for column in tables[0].columns):
            sheets[part] = _nested(tables[0], truth)
        else:
            sheets[part] = _stack(part, tables, truth)
    return sheets


def _stack(part: str, tables: list[Table], truth: Truth) -> Sheet:
    """Tables one under the other, each with a title row and a header row; the last cell of a short row is wide."""
    width = 1 + max(len(table.columns) for table in tables)
    sheet = Sheet(part, width)
    for table in tables:
        sheet.rows.append(Row("title", table.id, [Box("title", table.title, 0, colspan=width)]))
        headers = [column.label + truth.header_units.get(f"{table.id}.{column.id}", "") for column in table.columns]
        boxes = [Box("corner", table.corner, 0)] + [Box("header", text, 1 + i) for i, text in enumerate(headers)]
        sheet.rows.append(Row("header", table.id, boxes))
        for row in table.rows:
            values = _values(table, row.id, truth.cells, 1)
            sheet.rows.append(
                Row(
                    "values",
                    table.id,
                    [Box("label", row.label, 0, ordinal=row.ordinal), *values],
                    f"{table.id}.{row.id}",
                )
            )
        for line in sheet.rows[-1 - len(table.rows) :]:
            line.boxes[-1].colspan = width - line.boxes[-1].column
    return sheet


def _nested(table: Table, truth: Truth) -> Sheet:
    """One table with columns under a parent and rows under nested groups."""
    groups = {group.id: group for group in table.groups}
    entries: dict[str, Group | Form] = {**groups, **{row.id: row for row in table.rows}}
    rows = request_rows(truth.edition, undivided=truth.undivided)
    chains = {id: _chain(entries[id].parent, groups) for id in rows}
    depth = 1 + max(map(len, chains.values()))
    sheet = Sheet(table.part, depth + len(table.columns), _nested_header(table, depth))
    opened: list[str] = []
    for index, id in enumerate(rows):
        boxes = []
        chain = chains[id]
        for level, group in enumerate(chain):
            if opened[level : level + 1] != [group]:
                below = next(
                    (i for i, other in enumerate(rows[index:]) if group not in chains[other]), len(rows) - index
                )
                boxes.append(Box("group", groups[group].label, level, rowspan=below, ordinal=groups[group].ordinal))
        opened = list(chain)
        item = entries[id]
        boxes.append(Box("label", item.label, len(chain), colspan=depth - len(chain), ordinal=item.ordinal))
        sheet.rows.append(Row("values", table.id, boxes + _values(table, id, truth.cells, depth), f"{table.id}.{id}"))
    return sheet


def _chain(parent: str | None, groups: dict[str, Group]) -> tuple[str, ...]:
    return () if parent is None else (*_chain(groups[parent].parent, groups), parent)


def _nested_header(table: Table, depth: int) -> list[Row]:
    wide = len(table.columns)
    first = [Box("corner", table.corner, 0, colspan=depth, rowspan=3), Box("title", table.title, depth, colspan=wide)]
    return [Row("header", table.id, first), *_two_levels(table.columns, table.id, depth)]


def _two_levels(columns: tuple[Column, ...], table: str, start: int) -> list[Row]:
    """Columns without parent reach over both rows; a parent stands once, over its columns."""
    upper: list[Box] = []
    lower: list[Box] = []
    for index, column in enumerate(columns, start):
        if column.parent is None:
            upper.append(Box("header", column.label, index, rowspan=2))
            continue
        if lower and upper[-1].text == column.parent:
            upper[-1].colspan += 1
        else:
            upper.append(Box("header", column.parent, index))
        lower.append(Box("header", column.label, index))
    return [Row("header", table, upper), Row("header", table, lower)]


def _abreast(table: Table, cells: dict[str, Cell]) -> Sheet:
    """Groups side by side over one row of values; a group without parent has its columns one row higher."""
    wide = len(table.columns)
    top: list[Box] = []
    middle: list[Box] = []
    bottom: list[Box] = []
    values: list[Box] = []
    for index, group in enumerate(table.abreast):
        start = index * wide
        if group.parent is None:
            top.append(Box("header", group.label, start, colspan=wide))
            middle += [Box("header", column.label, start + i, rowspan=2) for i, column in enumerate(table.columns)]
        else:
            if top and top[-1].text == group.parent:
                top[-1].colspan += wide
            else:
                top.append(Box("header", group.parent, start, colspan=wide))
            middle.append(Box("header", group.label, start, colspan=wide))
            bottom += [Box("header", column.label, start + i) for i, column in enumerate(table.columns)]
        values += _values(table, group.id, cells, start)
    rows = [Row("header", table.id, boxes) for boxes in (top, middle, bottom)]
    return Sheet(table.part, wide * len(table.abreast), [*rows, Row("values", table.id, values, f"{table.id}.*")])


def _values(table: Table, row: str, cells: dict[str, Cell], start: int) -> list[Box]:
    addresses = (table.address(row, column.id) for column in table.columns)
    return [Box("value", cells[address].raw, start + i, address=address) for i, address in enumerate(addresses)]


def flatten(sheet: Sheet, *, vertical: str, horizontal: str) -> Iterator[tuple[Row, list[Slot]]]:
    """Yield each row with its cells in order; what merged cells leave over is drop, empty or repeat.

    `vertical` is for cells that continue from above, `horizontal` for the further columns of a wide cell. Repeated text
    is the label's as printed.
    """
    opened: list[tuple[int, Box]] = []  # last row, box
    for index, row in enumerate(sheet.rows):
        opened = [item for item in opened if item[0] >= index]
        boxes = [(box, False) for box in row.boxes]
        if opened and vertical != "drop":
            boxes = sorted([*((box, True) for _, box in opened), *boxes], key=_column)
        slots: list[Slot] = []
        for box, continued in boxes:
            text = box.ordinal + box.text if not continued or vertical == "repeat" else ""
            slots.append(Slot(text, None if continued else box))
            if box.colspan > 1 and horizontal != "drop":
                slots += [Slot(text if horizontal == "repeat" else "", None)] * (box.colspan - 1)
        yield row, slots
        if vertical != "drop":
            opened += [(index + box.rowspan - 1, box) for box in row.boxes if box.rowspan > 1]


def _column(item: tuple[Box, bool]) -> int:
    return item[0].column


def insert(sheet: Sheet, index: int, row: Row) -> None:
    """Insert a row; merged cells that reach over its place grow."""
    for above, other in enumerate(sheet.rows[:index]):
        for box in other.boxes:
            if above + box.rowspan > index:
                box.rowspan += 1
    sheet.rows.insert(index, row)


def cut(sheet: Sheet, index: int) -> None:
    """Drop the rows from `index` on; merged cells that reached below end there."""
    del sheet.rows[index:]
    for above, row in enumerate(sheet.rows):
        for box in row.boxes:
            box.rowspan = min(box.rowspan, index - above)


def addresses(edition: Edition, rows: list[Row]) -> list[str]:
    """Return the cell addresses that `rows` hold, of the edition's form."""
    known = {table.id for table in edition.tables}
    return [box.address for row in rows if row.table in known for box in row.boxes if box.address]
