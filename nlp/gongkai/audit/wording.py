"""Findings in words: every message and its severity is data in `rules.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gongkai.audit.rules import rules
from gongkai.document import Fact, Finding, Place, Severity
from gongkai.editions import Edition, Table

LONGEST_PLACE = 400
_HINT = re.compile("（[^（）]*）$")
DOUBTS = {"margin": "标签或位置难以确定", "identity": "由勾稽关系推定", "text": "数字后附有说明", "ocr": "由扫描件识别"}
TABLE_NAMES = {"requests": "申请情况表", "proceedings": "复议诉讼表"}


def finding(
    code: str,
    places: Iterable[tuple[int, int]],
    severity: Severity | None = None,
    *,
    wording: str | None = None,
    **names: object,
) -> Finding:
    """Return a finding worded for the clerk; places are cut to 400 characters."""
    entry = rules()[wording or code]
    spans = tuple(Place(start, min(end, start + LONGEST_PLACE)) for start, end in sorted(set(places)))
    return Finding(code, severity or entry.severity, entry.message.format(**names), spans)


def table_name(table: Table) -> str:
    """Return a table's name as a clerk says it."""
    return TABLE_NAMES.get(table.id) or f"“{table.title or table.id}”表"


def row_name(table: Table, id: str) -> str:
    """Return a row's printed label with its ordinal, without the form's hint in brackets."""
    item = next(item for item in (*table.rows, *table.groups, *table.abreast) if item.id == id)
    return item.ordinal + _HINT.sub("", item.label)


def column_name(table: Table, id: str) -> str:
    """Return a column's printed label."""
    return next(column.label for column in table.columns if column.id == id)


def cell_name(edition: Edition, address: str) -> str:
    """Return a cell's table, row and column in Chinese."""
    table_id, row, column = address.split(".")
    table = edition.table(table_id)
    return f"{table_name(table)}“{row_name(table, row)}·{column_name(table, column)}”"


def place_of(fact: Fact) -> tuple[int, int]:
    """Return where a fact stands."""
    return fact.start, fact.end
