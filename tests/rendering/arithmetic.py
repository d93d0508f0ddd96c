"""The laws of arithmetic over printed cells, and errors planted against them."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from gongkai.editions import Edition, Identity

from .cell import MISSING, NUMBER, TEXT, Cell


def printed_rows(identity: Identity, rows: tuple[str, ...], edition: Edition) -> tuple[str, ...]:
    """Return the addends of a column identity as printed rows."""
    table = edition.table(identity.table)
    parents = {row.id: row.parent for row in table.rows}
    return tuple(dict.fromkeys(id if id in rows else str(parents[id]) for id in identity.sum))


def breaches(edition: Edition, cells: dict[str, Cell]) -> list[tuple[str, str]]:
    """Return (identity code, column or row) of every identity that the printed numbers break.

    Blank and not-applicable cells count as nothing; both sides must print a number; a cell that is missing or holds
    text silences its identity.
    """
    broken = []
    for identity in edition.identities:
        table = edition.table(identity.table)
        prefix = f"{table.id}."
        rows = tuple(dict.fromkeys(address.split(".")[1] for address in cells if address.startswith(prefix)))
        if identity.along == "columns":
            left = printed_rows(identity, rows, edition) if rows else ()
            lines = [(column.id, left, identity.equals, f"{prefix}{{}}.{column.id}") for column in table.columns]
        else:
            lines = [(row, identity.sum, identity.equals, f"{prefix}{row}.{{}}") for row in rows]
        broken += [
            (identity.code, name)
            for name, one, other, address in lines
            if _breaks(cells, [address.format(id) for id in one], [address.format(id) for id in other])
        ]
    return broken


def _breaks(cells: dict[str, Cell], left: list[str], right: list[str]) -> bool:
    sides = [[cells.get(address, Cell("", None, MISSING)) for address in side] for side in (left, right)]
    if any(cell.status in (MISSING, TEXT) for side in sides for cell in side):
        return False
    numbers = [[cell.value for cell in side if cell.value is not None] for side in sides]
    return all(numbers) and sum(numbers[0]) != sum(numbers[1])


def plant_defect(rng: Random, edition: Edition, cells: dict[str, Cell]) -> dict[str, Cell]:
    """Return `cells` with one printed total changed so that at least one identity breaks, if any total is printed."""
    for _ in range(20):
        identity = rng.choice(edition.identities)
        numbers = (a for a, cell in cells.items() if cell.status == NUMBER and a.startswith(f"{identity.table}."))
        totals = [address for address in numbers if {*address.split(".")[1:]}.intersection(identity.equals)]
        if not totals:
            continue
        address = rng.choice(totals)
        value = int(cells[address].value or 0) + rng.choice((1, 1, 2, 3, 10))
        changed = cells | {address: replace(cells[address], raw=str(value), value=value)}
        if breaches(edition, changed):
            return changed
    return cells
