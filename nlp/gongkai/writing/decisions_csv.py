"""The file of decisions: a CSV that a reviewer edits in a spreadsheet. Whatever it holds besides is kept as it is."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from gongkai.audit.decisions import COLUMNS, Row
from gongkai.errors import RecordError, WritingError
from gongkai.writing.atomic import replacing
from gongkai.writing.tables_csv import rows_csv, unguarded

_CELL = 1 << 30  # characters of a cell; the csv module's own limit cuts long notes off
_KEY = COLUMNS[0]
_BEYOND = "（第{}列）"  # name of a column that the header does not name


class Sheet(NamedTuple):
    """A file of decisions: its columns in their order, and its rows."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read(path: Path) -> Sheet:
    """Return the file at `path`, an empty one where there is none; RecordError when it is no file of decisions."""
    if not path.exists():
        return Sheet(COLUMNS, ())
    text = _decoded(path)
    if not text.strip():
        return Sheet(COLUMNS, ())
    csv.field_size_limit(_CELL)
    # Spreadsheets write commas, semicolons or tabs, as the system and the menu have it.
    head = text.lstrip().split("\n", 1)[0]
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count)))
    header = [name.strip() for name in lines[0]]
    if _KEY not in header or len(set(header) - {""}) != len([name for name in header if name]):
        raise RecordError(
            f"{path}: no file of decisions: the first row must name {_KEY} and the other columns, each once, and it "
            f"has {', '.join(header)[:200]}; give the file that --decisions wrote, or a new name",
            f"{path} 不是审核意见表：第一行应有 {_KEY} 等列名，且不重复；请用程序写出的那份，或换一个新文件名",
        )
    columns = [name or _BEYOND.format(at) for at, name in enumerate(header, start=1)]
    widest = max(map(len, lines))
    columns += [_BEYOND.format(at) for at in range(len(columns) + 1, widest + 1)]
    rows = [dict(zip(columns, map(unguarded, line), strict=False)) for line in lines[1:] if any(line)]
    return Sheet((*columns, *(name for name in COLUMNS if name not in columns)), tuple(rows))


def update(path: Path, change: Callable[[Sequence[Row]], Sequence[Row]]) -> Sequence[Row]:
    """Write the file anew with its rows changed; return them. It is read now: a reviewer may have saved meanwhile."""
    sheet = read(path)
    rows = change(sheet.rows)
    try:
        with replacing(path) as stream, rows_csv(stream) as write:
            write([sheet.columns])
            write(tuple(row.get(name, "") for name in sheet.columns) for row in rows)
    except PermissionError as error:
        raise WritingError(
            f"{path}: cannot be written ({error.strerror}), it is left as it was; close it in the spreadsheet, then "
            "give the same command again",
            f"{path} 写不进去，内容未动；请先在表格软件中关闭它，再执行同一命令",
        ) from error
    return rows


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            return data.decode("gb18030")  # what Chinese Excel saves as plain CSV
        except UnicodeDecodeError as error:
            raise RecordError(
                f"{path}: neither UTF-8 nor GB18030 nor UTF-16; save it as CSV UTF-8",
                f"{path} 的编码无法识别，请在表格软件中另存为“CSV UTF-8”",
            ) from error
