"""Read a table's header: which columns it names, in which order, and the unit it gives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from gongkai.document import Record
from gongkai.editions import Table
from gongkai.tables.labelling import Label
from gongkai.tables.labels import core
from gongkai.text import fold, squeeze

COVERED = 0.8  # share of the header's characters present: a header wrapped column by column is all there, in pieces
_UNIT = re.compile(r"(?:单位:?|[(,])(亿元|万元|千元|元|万(?=\))|亿(?=\)))|(亿元|万元|千元|元)\)?$")
_SHORT = {"万": "万元", "亿": "亿元"}


class Header(Record, frozen=True):
    """Ids of the `columns` as printed; money's `unit`; `certain` is False where order is unclear or not the form's."""

    columns: tuple[str, ...]
    certain: bool
    unit: str | None


def read_header(table: Table, labels: Sequence[Label]) -> Header:
    """Return what the labels above the first row say of the columns."""
    standard = table.column_ids
    named = [label.names.column for label in labels if label.names.column is not None]
    unit = _unit(labels) if table.has_money else None
    if table.abreast:
        certain = named == list(standard) * len(table.abreast)
        return Header(standard, certain or (_in_order(labels, standard) and _covers(table, labels)), unit)
    order = _order(named, standard)
    if order == standard:
        return Header(standard, True, unit)
    if order is not None and all(label.score == 1.0 for label in labels if label.names.column):
        return Header(order, False, unit)
    in_order = named == [id for id in standard if id in named]
    certain = len(standard) == 1 or (in_order and _covers(table, labels) and _covers_rest(table, labels, named))
    return Header(standard, certain, unit)


def _in_order(labels: Sequence[Label], standard: tuple[str, ...]) -> bool:
    """Say whether the columns that labels name exactly come in the form's order."""
    exact = dict.fromkeys(label.names.column for label in labels if label.score == 1.0 and label.names.column)
    return list(exact) == [id for id in standard if id in exact]


def _unit(labels: Sequence[Label]) -> str | None:
    match = _UNIT.search("".join(label.key for label in labels))
    match = match or next(
        (match for label in labels if len(label.key) > 2 and (match := _UNIT.search(label.key))), None
    )
    unit = (match[1] or match[2]) if match else None
    return _SHORT.get(unit, unit) if unit else None


def _order(named: list[str], standard: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the columns' order when each is named once (or the whole header again and again), else None.

    总计 spans two header rows and is read before the columns under 法人或其他组织: alone out of order, it is last.
    """
    if not named or set(named) != set(standard):
        return None
    once = list(dict.fromkeys(named))
    last = standard[-1]
    if len(standard) > 3 and once[0] != last and [id for id in once if id != last] == list(standard[:-1]):
        return standard
    return tuple(once)


def _covers(table: Table, labels: Sequence[Label]) -> bool:
    wanted: Counter[str] = Counter()
    for column in table.columns:
        wanted.update({char: n * (len(table.abreast) or 1) for char, n in Counter(_core(column.label)).items()})
    for group in table.abreast:
        wanted.update(_core(group.label))
    present = Counter("".join(label.key for label in labels))
    return (wanted & present).total() >= COVERED * wanted.total()


def _covers_rest(table: Table, labels: Sequence[Label], named: list[str]) -> bool:
    """Say whether columns that no label names are there in pieces; a header without 总计 is of another form."""
    wanted = Counter("".join(_core(column.label) for column in table.columns if column.id not in named))
    pieces = Counter("".join(label.key for label in labels if label.score < 1.0))
    return (wanted & pieces).total() >= COVERED * wanted.total()


def _core(label: str) -> str:
    return core(squeeze(fold(label)))
