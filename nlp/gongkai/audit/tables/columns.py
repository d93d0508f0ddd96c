"""Check how a table was filled in: blanks beside zeros, a column misread, money in the wrong unit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gongkai.audit.wording import cell_name, finding, place_of, row_name, table_name
from gongkai.document import Fact, Finding, Report, Status
from gongkai.editions import Edition, Table

LEAST_ROWS = 2
"""One row may add up by chance."""
DEAREST = {"art20_8.fees.amount": Decimal(10) ** 10, "art20_9.procurement.amount": Decimal(10) ** 11}
"""No organ below a province took 10 billion yuan in fees or bought for 100 billion."""
CHEAPEST_PROJECT = 100
"""Yuan a project: what is centrally procured costs more."""


def check_columns(edition: Edition, report: Report) -> Iterator[Finding]:
    """Yield findings on rows that mix blanks and zeros, on the column of decisions, and on amounts of money."""
    facts = {fact.address: fact for fact in report.facts}
    if any(fact.status is Status.BLANK for fact in report.facts):
        for table in edition.tables:
            yield from _mixed(table, facts)
    yield from _misread(edition, facts)
    yield from _slips(edition, facts)


def _mixed(table: Table, facts: dict[str, Fact]) -> Iterator[Finding]:
    mixed = []
    for row, addresses in table.row_addresses.items():
        cells = [facts[address] for address in addresses if address in facts]
        blank = [cell for cell in cells if cell.status is Status.BLANK]
        if blank and any(cell.value == 0 for cell in cells):
            mixed.append((row, blank[0]))
    if mixed:
        places = [place_of(cell) for _, cell in mixed]
        yield finding(
            "cells.mixed", places, table=table_name(table), count=len(mixed), row=row_name(table, mixed[0][0])
        )


def _misread(edition: Edition, facts: dict[str, Fact]) -> Iterator[Finding]:
    """Yield one finding where last year's items and the change add up to the decisions in every row that has them."""
    rows: list[tuple[str, Fact]] = []
    for table in edition.tables:
        if "prior_items" not in table.column_ids or "decisions" not in table.column_ids:
            continue
        for row in table.row_ids:
            cells = [facts.get(table.address(row, id)) for id in ("prior_items", "change", "decisions")]
            values = [cell.value for cell in cells if cell is not None and cell.value is not None]
            if len(values) < len(cells) or not any(values):
                continue
            if values[0] + values[1] != values[2]:
                return
            rows.append((f"“{row_name(table, row)}”", facts[table.address(row, "decisions")]))
    if len(rows) >= LEAST_ROWS:
        yield finding("columns.misread", [place_of(cell) for _, cell in rows], rows="、".join(name for name, _ in rows))


def _slips(edition: Edition, facts: dict[str, Fact]) -> Iterator[Finding]:
    projects = facts.get("art20_9.procurement.projects")
    for address, dearest in DEAREST.items():
        cell = facts.get(address)
        if cell is None or not cell.value:
            continue
        why = "高得少见" if cell.value >= dearest else ""
        if (
            projects
            and address.startswith("art20_9")
            and projects.value
            and cell.value < CHEAPEST_PROJECT * projects.value
        ):
            why = f"平均每个采购项目不足{CHEAPEST_PROJECT}元"
        if why:
            amount = f"{Decimal(cell.value).normalize():f}"
            yield finding(
                "unit.slip", [place_of(cell)], place=cell_name(edition, address), raw=cell.raw, amount=amount, why=why
            )
