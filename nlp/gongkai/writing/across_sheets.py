"""Sheets on what was found across reports.

上年打算 (a row a measure announced last year), 汇总核对 (a row a cell), 汇总明细 (a row a unit's number), 雷同段落.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from gongkai.audit.across.across import Across
from gongkai.audit.across.copying import Copies, Copy, Shared, Side
from gongkai.audit.across.fates import Fate
from gongkai.audit.across.pairing import Head
from gongkai.audit.across.rollup import Rollup, Sum
from gongkai.audit.wording import column_name, row_name, table_name
from gongkai.document import Number
from gongkai.editions import Edition, editions
from gongkai.writing.lists import OVERFLOW, close_list, open_list
from gongkai.writing.sheet import LAST_ROW, Sheet
from gongkai.writing.styles import Styles

Columns = tuple[tuple[str, int], ...]
Cells = tuple[str | Number | None, ...]

_CELL: Columns = (("机关", 28), ("年度", 7), ("表", 26), ("行", 36), ("列", 14))
_SUMS: Columns = (
    *_CELL,
    *(
        ("政府报告", 10),
        ("各单位合计", 11),
        ("差额", 9),
        ("有数的单位", 11),
        ("各单位", 70),
        ("未读到的单位", 40),
        ("代码", 36),
    ),
)
_PARTS: Columns = (*_CELL, ("单位", 30), ("数", 10), ("文件", 52), ("代码", 36))
_COPIES: Columns = (
    *(("类别", 10), ("甲", 28), ("甲年度", 8), ("甲落款", 11), ("乙", 28), ("乙年度", 8), ("乙落款", 11), ("先后", 10)),
    *(("字数", 7), ("相似度", 8), ("文字", 90), ("甲位置", 14), ("乙位置", 14), ("甲文件", 44), ("乙文件", 44)),
)
_FATES: Columns = (
    *(("机关", 28), ("年度", 7), ("上年的打算", 70), ("下文", 12), ("本年的文字", 70), ("位置", 14), ("文件", 52)),
)
FATE_NAMES = {"done": "看来已做", "repeated": "又写一遍", "dropped": "没有提到"}
_NAMED = 200
"""Units named in a cell; 汇总明细 has all."""


def across_sheets(book: Any, across: Across) -> None:
    """Add the sheets for what there is: a roll-up, copies."""
    styles = Styles(book)
    if across.fates:
        _list(book, styles, "上年打算", _FATES, (row for head, fates in across.fates for row in _fates(head, fates)))
    if across.rollups:
        _list(book, styles, "汇总核对", _SUMS, (row for each in across.rollups for row in _sums(each)))
        _list(book, styles, "汇总明细", _PARTS, (row for each in across.rollups for row in _parts(each)))
    if across.copies is not None:
        _list(book, styles, "雷同段落", _COPIES, _copies(across.copies))


def _list(book: Any, styles: Styles, name: str, columns: Columns, rows: Iterable[Cells]) -> None:
    sheet = Sheet(book.add_worksheet(name), styles)
    at = open_list(sheet, columns)
    for row in rows:
        if at >= LAST_ROW:
            sheet.put(LAST_ROW, 0, OVERFLOW, "failed")
            break
        sheet.row(at, row, "wrap")
        at += 1
    close_list(sheet, at, columns)


def _fates(head: Head, fates: Iterable[Fate]) -> Iterator[Cells]:
    for each in fates:
        answer = each.answer
        told = (answer.text, f"{answer.start}-{answer.end}") if answer else (None, None)
        yield head.agency, head.year, each.measure.text, FATE_NAMES[each.fate], *told, head.source


def _sums(rollup: Rollup) -> Iterator[Cells]:
    """Yield the cells in which there is anything, those that differ and those that don't."""
    for cell in rollup.cells:
        if not (cell.stated or cell.sum or cell.stated is None or cell.unread):
            continue
        parts = "、".join(f"{part.unit}{part.value}" for part in cell.contributions[:_NAMED])
        more = "等" if len(cell.contributions) > _NAMED else ""
        unread = "、".join(cell.unread[:_NAMED])
        stated = "未读到" if cell.stated is None else cell.stated
        numbers = (stated, cell.sum, cell.difference, len(cell.contributions))
        yield *_where(rollup, cell), *numbers, parts + more, unread, cell.address


def _parts(rollup: Rollup) -> Iterator[Cells]:
    for cell in rollup.cells:
        for part in cell.contributions:
            yield *_where(rollup, cell), part.unit, part.value, part.source, cell.address


def _where(rollup: Rollup, cell: Sum) -> Cells:
    """Return whose cell it is, and where in the form."""
    table_id, row, column = cell.address.split(".")
    for edition in _having(cell.address):
        table = edition.table(table_id)
        names = (table_name(table), row_name(table, row), column_name(table, column))
        return rollup.agency, rollup.year, *names
    return rollup.agency, rollup.year, table_id, row, column


def _having(address: str) -> Iterator[Edition]:
    """Yield the editions that have a cell; rows filled undivided are in none of their addresses, but have a name."""
    table_id, row, _ = address.split(".")
    for edition in editions():
        table = next((each for each in edition.tables if each.id == table_id), None)
        if table is not None and address in table.row_addresses.get(row, ()):
            yield edition


def _copies(copies: Copies) -> Iterator[Cells]:
    for copy in copies.copies:
        yield from _spans(copy)
    for shared in copies.shared:
        yield _boilerplate(shared)


def _spans(copy: Copy) -> Iterator[Cells]:
    order = "甲在前" if copy.is_ordered else "不明"
    for span in copy.spans:
        places = (f"{span.start}-{span.end}", f"{span.other_start}-{span.other_end}")
        told = (order, span.length, f"{span.likeness:.0%}", span.text, *places)
        yield "雷同", *_side(copy.one), *_side(copy.other), *told, copy.one.source, copy.other.source


def _boilerplate(shared: Shared) -> Cells:
    (first, start, end), *_ = shared.places
    many = f"等 {shared.agencies} 个单位"
    told = (None, None, None, shared.text, f"{start}-{end}", None, first.source, None)
    return "通用文字", *_side(first), many, None, None, *told


def _side(side: Side) -> Cells:
    return side.agency or side.source, side.year, side.signed.isoformat() if side.signed else None
