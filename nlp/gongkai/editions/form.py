"""What an edition of the form consists of: parts, tables, rows, columns, identities."""

from __future__ import annotations

from functools import cached_property

import msgspec


class _Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str


class Labelled(_Item, frozen=True):
    """A row, group or column: something that a label names. `parent` is the id of its group, or a column's span."""

    label: str
    ordinal: str = ""
    parent: str | None = None


class Part(_Item, frozen=True):
    """One of the six statutory parts."""

    ordinal: str
    heading: str


class Column(Labelled, frozen=True):
    """A column: `money` cells are in 元; `unit` is the edition's own where cell and header are silent."""

    money: bool = False
    unit: str | None = None


class Group(Labelled, frozen=True):
    """A heading row above several rows; it has no values of its own."""


class Row(Labelled, frozen=True):
    """A row with one value a column."""


class Table(_Item, frozen=True, dict=True, eq=False):
    """A table of the form.

    Either `rows` (one under the other, each with all columns) or `abreast` (groups side by side in a single row
    without label, each with all columns). `undivided` names groups that some reports fill in place of their rows.
    """

    part: str
    columns: tuple[Column, ...]
    title: str = ""
    corner: str = ""
    rows: tuple[Row, ...] = ()
    groups: tuple[Group, ...] = ()
    abreast: tuple[Column, ...] = ()
    undivided: tuple[str, ...] = ()

    @cached_property
    def row_ids(self) -> tuple[str, ...]:
        """Ids of the rows in the form's order, `abreast` groups included."""
        return tuple(row.id for row in self.rows) or tuple(group.id for group in self.abreast)

    @cached_property
    def has_money(self) -> bool:
        """Say whether a column holds sums of money."""
        return any(column.money for column in self.columns)

    @cached_property
    def column_ids(self) -> tuple[str, ...]:
        """Ids of the columns in the form's order."""
        return tuple(column.id for column in self.columns)

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """Cell addresses in the form's order."""
        return tuple(address for row in self.row_ids for address in self.row_addresses[row])

    @cached_property
    def row_addresses(self) -> dict[str, tuple[str, ...]]:
        """Cell addresses of every row, and of every group that may be filled undivided."""
        rows = (*self.row_ids, *self.undivided)
        return {row: tuple(self.address(row, column.id) for column in self.columns) for row in rows}

    def address(self, row: str, column: str) -> str:
        """Return the cell address of a row and column."""
        return f"{self.id}.{row}.{column}"

    def children(self, group: str) -> tuple[str, ...]:
        """Return the ids of the rows that stand directly under `group`."""
        return tuple(row.id for row in self.rows if row.parent == group)


class Identity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """勾稽关系: in every column (`along` = columns) or every row (`along` = rows), `sum` adds up to `equals`."""

    code: str
    table: str
    along: str
    sum: tuple[str, ...]
    equals: tuple[str, ...]


class Edition(_Item, frozen=True, dict=True, eq=False):
    """One edition of the form."""

    years: tuple[int, ...]
    source: str
    parts: tuple[Part, ...]
    tables: tuple[Table, ...]
    identities: tuple[Identity, ...]

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """All cell addresses in the form's order: 198 in edition 2019, 200 in edition 2021."""
        return tuple(address for table in self.tables for address in table.addresses)

    @cached_property
    def widths(self) -> dict[str, int]:
        """Number of columns, by table."""
        return {table.id: len(table.columns) for table in self.tables}

    @cached_property
    def undivided(self) -> frozenset[tuple[str, str]]:
        """(table, group) of every group that some reports fill in place of its rows."""
        return frozenset((table.id, group) for table in self.tables for group in table.undivided)

    @cached_property
    def group_parents(self) -> dict[tuple[str, str], str | None]:
        """The group that every (table, group) stands under."""
        return {(table.id, group.id): group.parent for table in self.tables for group in table.groups}

    def table(self, id: str) -> Table:
        """Return the table named `id`; KeyError when the edition has none."""
        for table in self.tables:
            if table.id == id:
                return table
        raise KeyError(f"edition {self.id} has no table {id!r}; it has {', '.join(t.id for t in self.tables)}")
