"""The panel: a row a report, a column a cell of any edition, for those who compare agencies and years.

A cell that holds no number says why in a code that begins with a dot, as statistics programs write missing values. The
codebook says of every column what it holds, and in which editions.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from gongkai.document import Report, Status
from gongkai.editions import Edition, Table, editions
from gongkai.writing.header import leaves
from gongkai.writing.long import Cell, LongTable

NO_CELL = ".e"
CODES = {
    Status.BLANK: ".b",
    Status.NOT_APPLICABLE: ".n",
    Status.TEXT: ".t",
    Status.MISSING: ".m",
}
MEANINGS = {
    ".b": "原表为空",
    ".n": "原表填“/”“—”“无”等，表示不适用",
    ".t": "原表填的不是数字",
    ".m": "未能读到",
    NO_CELL: "所用版式没有这一格，或未能认出版式",
}
_WHO = {
    "source": "文件",
    "agency": "机关",
    "year": "年度",
    "edition": "版式",
    "status": "状态",
    "doubtful": "存疑的格数",
}


class Variable(NamedTuple):
    """A column of the panel: a cell address, its printed labels from the outside in, and the editions that have it."""

    address: str
    labels: tuple[str, ...]
    unit: str | None
    editions: tuple[str, ...]
    note: str


@cache
def variables() -> tuple[Variable, ...]:
    """Return a variable for every cell of all editions: in the order of the newest form, then what older ones add."""
    found: dict[str, Variable] = {}
    for edition in sorted(editions(), key=lambda edition: edition.id, reverse=True):
        for table in edition.tables:
            for address, labels in leaves(table):
                known = found.get(address)
                own = known.editions if known else ()
                labels = known.labels if known else (table.title, *labels)
                unit = "元" if _is_money(table, address) else None
                found[address] = Variable(address, labels, unit, tuple(sorted((*own, edition.id))), _note(address))
    return tuple(found.values())


def panel() -> LongTable:
    """Return the panel as a table of one row a report that was read."""
    columns = dict.fromkeys((*_WHO, *(variable.address for variable in variables())), "text")
    return LongTable("panel", columns, _rows)


def codebook() -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of the codebook, its header first: the columns of the panel, then the codes in them."""
    yield "变量", "含义", "单位", "版式", "跨版式可比性"
    for name, meaning in _WHO.items():
        yield name, meaning, None, None, None
    every = {edition.id for edition in editions()}
    for variable in variables():
        labels = "·".join(dict.fromkeys(filter(None, variable.labels)))
        shared = "可比：各版式均有" if set(variable.editions) == every else "不可直接比较：仅此版式有"
        yield variable.address, labels, variable.unit, " ".join(variable.editions), variable.note or shared
    for code, meaning in MEANINGS.items():
        yield code, meaning, None, None, None


def _rows(report: Report) -> Iterator[tuple[Cell, ...]]:
    if report.status == "failed":
        return
    facts = {fact.address: fact for fact in report.facts}
    doubtful = sum(fact.doubt is not None for fact in report.facts)
    row: list[Cell] = [report.source, report.agency, report.year, report.edition, report.status, doubtful]
    for variable in variables():
        fact = facts.get(variable.address)
        if fact is None:
            row.append(NO_CELL)
        else:
            row.append(fact.value if fact.value is not None else CODES[fact.status])
    yield tuple(row)


def _is_money(table: Table, address: str) -> bool:
    column = address.rsplit(".", 1)[1]
    return any(item.money for item in table.columns if item.id == column)


def _note(address: str) -> str:
    """Say what a row that one edition divides stands for in another."""
    table, row, column = address.split(".")
    for edition in editions():
        for id, group in edition.undivided:
            children = edition.table(id).children(group)
            if id == table and group == row and _prints(table, row, edition):
                parts = "、".join(f"{id}.{child}.{column}" for child in children)
                return f"可换算：等于 {edition.id} 版的 {parts} 之和"
            if id == table and row in children:
                return f"可换算：各分项之和等于其他版式的 {id}.{group}.{column}"
    return ""


def _prints(table: str, group: str, edition: Edition) -> bool:
    """Say whether another edition prints as one row what `edition` divides."""
    others = (other for other in editions() if other.id != edition.id)
    return any(group in own.row_ids for other in others for own in other.tables if own.id == table)
