"""A table of one kind of row, as CSV or as a worksheet, both safe from what spreadsheets run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import BinaryIO

from gongkai.writing.long import Cell
from gongkai.writing.sheet import LAST_ROW, Sheet
from gongkai.writing.styles import Styles
from gongkai.writing.tables_csv import rows_csv

_OVERFLOW = "行数已满，其余未列入本表，请改用 CSV 或 JSONL"


def csv_table(stream: BinaryIO, heads: Sequence[str], rows: Iterable[tuple[Cell, ...]]) -> int:
    """Write rows under heads as CSV; return how many there were."""
    count = 0
    with rows_csv(stream) as write:
        write((tuple(heads),))
        for row in rows:
            write((row,))
            count += 1
    return count


def xlsx_table(
    stream: BinaryIO, name: str, heads: Sequence[str], widths: Sequence[int], rows: Iterable[tuple[Cell, ...]]
) -> int:
    """Write rows under heads as a workbook with one sheet; return how many there were."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, options)
    sheet = Sheet(book.add_worksheet(name), Styles(book))
    sheet.row(0, list(heads), "head")
    for at, width in enumerate(widths):
        sheet.raw.set_column(at, at, width)
    sheet.raw.freeze_panes(1, 0)
    count = 0
    for row in rows:
        if count + 1 >= LAST_ROW:
            sheet.put(LAST_ROW, 0, _OVERFLOW, "failed")
            break
        count += 1
        sheet.row(count, [Decimal(str(value)) if isinstance(value, float) else value for value in row], "wrap")
    sheet.raw.autofilter(0, 0, count, max(0, len(heads) - 1))
    book.close()
    return count
