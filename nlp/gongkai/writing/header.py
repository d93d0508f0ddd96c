"""Multi-level headers: labels as paths, merged where neighbours share them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gongkai.editions import Column, Edition, Group, Row, Table

Path = tuple[str, ...]


class Block(NamedTuple):
    """A label over the leaves `first` to `last` (included), from level `top` to level `bottom`."""

    label: str
    first: int
    last: int
    top: int
    bottom: int


def blocks(paths: Sequence[Path]) -> Iterator[Block]:
    """Yield the merged cells of a header; paths are equally long, a label repeated along a path fills its levels."""
    depth = len(paths[0]) if paths else 0
    for level in range(depth):
        for first, last in _runs(paths, level):
            path = paths[first]
            if level and path[level] == path[level - 1]:
                continue  # begun on the level above
            bottom = level
            while bottom + 1 < depth and path[bottom + 1] == path[level]:
                bottom += 1
            yield Block(path[level], first, last, level, bottom)


def column_paths(table: Table) -> list[Path]:
    """Return the header above the value columns, a path a column, as the form prints it."""
    if table.abreast:
        return [
            (group.parent or group.label, group.label, column_label(column))
            for group in table.abreast
            for column in table.columns
        ]
    if not any(column.parent for column in table.columns):
        return [(column_label(column),) for column in table.columns]
    return [(column.parent or column_label(column), column_label(column)) for column in table.columns]


def row_paths(table: Table, rows: Iterable[Row | Group]) -> list[Path]:
    """Return the labels before each row, outermost group first; a row outside groups fills all levels."""
    paths = [(*(label(group) for group in ancestors(table, row)), label(row)) for row in rows]
    depth = max(map(len, paths))
    return [path + path[-1:] * (depth - len(path)) for path in paths]


def ancestors(table: Table, row: Row | Group) -> list[Group]:
    """Return the groups that `row` stands under, outermost first."""
    groups = {group.id: group for group in table.groups}
    found: list[Group] = []
    parent = row.parent
    while parent is not None:
        found.insert(0, groups[parent])
        parent = groups[parent].parent
    return found


def printed_rows(table: Table, undivided: Iterable[str]) -> list[Row | Group]:
    """Return the rows in the form's order, each group of `undivided` before its own rows."""
    wanted = {group.id: group for group in table.groups if group.id in set(undivided)}
    rows: list[Row | Group] = []
    for row in table.rows:
        if row.parent in wanted:
            rows.append(wanted.pop(row.parent))
        rows.append(row)
    return rows


def leaves(table: Table) -> list[tuple[str, Path]]:
    """Return address and header path of every cell of `table`, undivided groups included."""
    rows = printed_rows(table, table.undivided)
    if not rows:
        return list(zip(table.addresses, column_paths(table), strict=True))
    found: list[tuple[str, Path]] = []
    for row in rows:
        name = label(row) + ("（未细分）" if row.id in table.undivided else "")
        above = "".join(label(group) for group in ancestors(table, row)) or (name if table.groups else table.title)
        found += [(table.address(row.id, column.id), (above, name, column_label(column))) for column in table.columns]
    return found


def label(row: Row | Group) -> str:
    """Return the label of a row with its ordinal, as printed."""
    return row.ordinal + row.label


def column_label(column: Column) -> str:
    """Return the label of a column; a money column names the unit of its values, 元, in place of the form's."""
    return column.label.split("（单位")[0] + "（元）" if column.money else column.label


def tables_by_part(edition: Edition) -> dict[str, list[Table]]:
    """Return the tables of each part that has some, in the form's order."""
    found: dict[str, list[Table]] = {}
    for table in edition.tables:
        found.setdefault(table.part, []).append(table)
    return found


def _runs(paths: Sequence[Path], level: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of leaves that share their path down to `level`."""
    first = 0
    for at in range(1, len(paths) + 1):
        if at == len(paths) or paths[at][: level + 1] != paths[first][: level + 1]:
            yield first, at - 1
            first = at
