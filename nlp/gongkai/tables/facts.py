"""From placed cells to facts: status, exact value, unit and its source, certainty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.document import Fact, Number, Record, Status
from gongkai.editions import Column, Table
from gongkai.tables.cells import Cell, Sheet
from gongkai.tables.header import Header
from gongkai.tables.ink import holds_ink
from gongkai.tables.slots import LOST, UNPRINTED, Slot
from gongkai.tables.values import Value

_YUAN = {"元": 1, "千元": 1_000, "万元": 10_000, "亿元": 100_000_000}
_DIGIT = re.compile(r"\d")
_CHANGE = "change"  # the column that asks for growth or loss
_UNSURE = 0.8  # factor on the score of a fact in doubt


class RowSource(Record, frozen=True):
    """A placed slot and the header above it."""

    slot: Slot
    header: Header


def missing_fact(address: str) -> Fact:
    """Return the fact that says a cell was not found."""
    return Fact(address, "", None, Status.MISSING, None, None, 0, 0, 0.0)


def row_facts(table: Table, rows: Sequence[str], source: RowSource, sheet: Sheet, text: str) -> list[Fact]:
    """Return the facts of one placed row (or of the single row of a table whose groups stand abreast)."""
    slot, header = source.slot, source.header
    if slot.ordered:
        header = Header(table.column_ids, True, header.unit)
    taken = slot.taken or ()
    if LOST in taken and header.columns != table.column_ids:
        taken = [LOST] * len(taken)  # which column comes last is a question
    doubt = slot.doubt or ("margin" if slot.tied else None)
    if not doubt and slot.label and _has_blank(taken, sheet) and holds_ink(slot.label, table, rows, sheet):
        doubt = "text"
    if not doubt and not header.certain and not _is_uniform(taken, sheet):
        doubt = "margin"
    score = slot.label.score if slot.label and slot.node else 1.0
    if doubt:
        score *= _UNSURE
    lost = sheet.cells[slot.label.last].end if slot.label else 0
    cells = sheet.cells
    if header.columns == table.column_ids and min(taken) >= 0 and not table.has_money:
        plain = _plain_facts([cells[i] for i in taken], table, rows, text, score, doubt)
        if plain is not None:
            return plain
    facts = []
    for index, (address, column) in zip(taken, _places(table, rows, header), strict=True):
        if index == LOST:
            facts.append(missing_fact(address))
            continue
        if index == UNPRINTED:
            facts.append(Fact(address, "", None, Status.BLANK, None, None, lost, lost, score, doubt))
            continue
        cell = cells[index]
        value, start, end = cell.value, cell.start, cell.end
        if value is None:
            why = doubt or ("text" if _DIGIT.search(cell.key) else None)  # a number may hide in it
            facts.append(Fact(address, text[start:end], None, Status.TEXT, None, None, start, end, score, why))
        elif value.plain and not column.money:
            facts.append(
                Fact(address, text[start:end], value.number, value.status, None, None, start, end, score, doubt)
            )
        else:
            number, unit, unit_source = _measure(value, column, header)
            strange = value.remark or (value.change and column.id != _CHANGE)
            why = doubt or ("text" if strange else None)
            facts.append(
                Fact(address, text[start:end], number, value.status, unit, unit_source, start, end, score, why)
            )
    if header.columns != table.column_ids:
        order = {address: at for at, address in enumerate(table.addresses)}
        facts.sort(key=lambda fact: order.get(fact.address, 0))
    return facts


def _plain_facts(
    cells: list[Cell], table: Table, rows: Sequence[str], text: str, score: float, doubt: str | None
) -> list[Fact] | None:
    """Return the facts of cells that hold just numbers and blanks, the usual case; None when one holds more."""
    facts = []
    addresses = table.row_addresses[rows[0]] if len(rows) == 1 else table.addresses
    for address, cell in zip(addresses, cells, strict=True):
        value = cell.value
        if value is None or not value.plain:
            return None
        start, end = cell.start, cell.end
        facts.append(Fact(address, text[start:end], value.number, value.status, None, None, start, end, score, doubt))
    return facts


def _places(table: Table, rows: Sequence[str], header: Header) -> Iterator[tuple[str, Column]]:
    """Yield address and column of every cell in printed order."""
    for row in rows:
        if header.columns == table.column_ids:
            yield from zip(table.row_addresses[row], table.columns, strict=True)
        else:
            columns = {column.id: column for column in table.columns}
            yield from ((table.address(row, id), columns[id]) for id in header.columns)


def _measure(value: Value, column: Column, header: Header) -> tuple[Number | None, str | None, str | None]:
    """Return a cell's exact number, its unit and where the unit came from."""
    if value.number is None:
        return None, None, None
    if column.money:
        number, unit_source = _in_yuan(value, column, header)
        return number, "元", unit_source
    number = value.number if value.factor == 1 else _exact(Decimal(value.number) * value.factor)
    return number, value.unit, "cell" if value.unit else None


def _in_yuan(value: Value, column: Column, header: Header) -> tuple[Number, str]:
    """Return a money cell in 元 and where its unit came from: cell, header, edition, else assumed."""
    number = Decimal(value.number or 0)
    if value.factor != 1 or value.unit == "元":
        return _exact(number * value.factor), "cell"
    if header.unit:
        return _exact(number * _YUAN[header.unit]), "header"
    if column.unit:
        return _exact(number * _YUAN[column.unit]), "edition"
    return _exact(number), "assumed"


def _exact(number: Decimal) -> Number:
    return int(number) if number == number.to_integral_value() else number


def _has_blank(taken: Sequence[int], sheet: Sheet) -> bool:
    return any(index < 0 or sheet.is_blank(index) for index in taken)


def _is_uniform(taken: Sequence[int], sheet: Sheet) -> bool:
    """Say whether all cells hold the same, so that their order does not matter."""
    return len({sheet.cells[index].key if index >= 0 else "" for index in taken}) == 1
