"""A long table as CSV that Excel opens rightly: UTF-8 with BOM, and no cell that it would run as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import BinaryIO

from gongkai.writing.long import Cell, LongTable
from gongkai.writing.sink import Sink

# Spreadsheets run a cell that opens with one of these, full-width ones too. Signed numbers and dashes are harmless.
_OPENERS = "=+-@\t\r\n＝＋－＠"
_FORMULA = re.compile(r"[=+\-@\s＝＋－＠](?![\d.,]*%?$|-*$)")


@contextmanager
def tables_csv(stream: BinaryIO, table: LongTable) -> Iterator[Sink]:
    """Yield a sink that writes the rows of `table`; a text that a spreadsheet would run gets a leading apostrophe."""
    with rows_csv(stream) as write_rows:
        write_rows((tuple(table.columns),))
        yield lambda report: write_rows(table.rows(report))


@contextmanager
def rows_csv(stream: BinaryIO) -> Iterator[Callable[[Iterable[tuple[Cell, ...]]], None]]:
    """Yield a function that writes rows, as `tables_csv` does."""
    lines = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="backslashreplace", newline="")
    writer = csv.writer(lines)

    def write(rows: Iterable[tuple[Cell, ...]]) -> None:
        # Most cells are whole numbers or nothing: the call is spared where it would change nothing.
        writer.writerows(
            [value if value is None or type(value) is int else _cell(value) for value in row] for row in rows
        )
        lines.flush()

    try:
        yield write
    finally:
        lines.detach()  # the stream belongs to the caller; detaching flushes


def unguarded(text: str) -> str:
    """Return what `rows_csv` was given for a text as it wrote it: without the apostrophe before what looks runnable."""
    return text[1:] if text[:1] == "'" and _runs(text[1:]) else text


def _runs(text: str) -> bool:
    return bool(text) and text[0] in _OPENERS and _FORMULA.match(text) is not None


def _cell(value: Cell) -> Cell:
    if isinstance(value, str):
        return "'" + value if _runs(value) else value
    return format(value, "f") if isinstance(value, Decimal) else value
