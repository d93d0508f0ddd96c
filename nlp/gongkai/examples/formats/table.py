"""CSV: a row a passage, a column a field of Example, `|` between the tags in a cell.

Written as UTF-8 with BOM, which Excel needs; read with or without BOM, or as GB18030, which Chinese Excel saves. A cell
that a spreadsheet would run as a formula gets a leading apostrophe, and so does one that reading would take for such;
an apostrophe alone is the empty string, an empty cell is none. Unknown columns are errors: a misspelt `tags` must not
become passages without tags.

Nothing is lost in the file, but one cut off within its very last cell cannot be told from a whole one. A spreadsheet
that saves it anew cuts cells off at 32,767 characters, turns line ends within a cell into line feeds, and ids of digits
or dates into numbers unless the column is imported as text.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence

import msgspec

from gongkai.errors import AnnotationError
from gongkai.examples.example import Example
from gongkai.examples.formats.records import Names, Record, checked, wrong

COLUMNS = Example.__struct_fields__
_NAMES = Names(tags="tags", id="id")
_LISTS = ("tags", "optional")
_SEPARATOR = "|"
_CELL = 1 << 30  # characters of a cell; the csv module's own limit refuses long passages
# What a spreadsheet runs when a cell begins so (full-width ones, too), behind apostrophes that must stay countable.
_RISKY = re.compile(r"'*(?:[=+\-@\t\r\n＝＋－＠]|\Z)")
# Characters beyond ASCII that make a file UTF-8, damaged further on: of 17,080 passages in GB18030, none had more than
# 6 that read as UTF-8 before the first byte that did not.
_CERTAIN = 10
_TRUTH = {"true": True, "1": True, "false": False, "0": False}


def read(name: str, data: bytes) -> Iterator[Example]:
    """Yield the examples of a CSV file's bytes; errors name it `name` and count rows as a spreadsheet does."""
    return checked(_records(name, _decoded(name, data)), _NAMES)


def written(examples: Sequence[Example], tags: Sequence[str]) -> bytes:  # noqa: ARG001 - no options in a table
    """Return examples as the bytes of a CSV file."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for example in examples:
        writer.writerow(_cell(getattr(example, column)) for column in COLUMNS)
    return text.getvalue().encode("utf-8-sig")


def columns(first_line: str) -> list[str]:
    """Return the column names in a CSV's first line."""
    return [cell.strip() for cell in first_line.replace('"', "").split(",")]


def _decoded(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        sound = data[: error.start].decode("utf-8-sig", "ignore")
        utf8 = data.startswith(codecs.BOM_UTF8) or sum(char > "\x7f" for char in sound) > _CERTAIN
        byte, charset = error.start, "UTF-8"
    if not utf8:
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError as error:
            byte, charset = error.start, "UTF-8 and no GB18030"
    line = data.count(b"\n", 0, byte) + 1
    raise AnnotationError(f"{name}: line {line}: byte {byte} is no {charset}; save the table as “CSV UTF-8”")


def _records(name: str, text: str) -> Iterator[Record]:
    rows = _rows(name, text)
    _, header = next(rows, ("", []))
    header = [column.strip() for column in header]
    _check(name, header)
    for place, row in rows:
        if not any(row):  # spreadsheets leave such rows behind
            continue
        if len(row) > len(header):
            wrong(place, f"column {len(header) + 1}", f"{len(row)} cells under {len(header)} columns; quote the commas")
        if len(row) < len(header):
            wrong(place, header[len(row)], f"no cell; {len(row)} cells under {len(header)} columns; add the cells")
        yield _record(place, list(zip(header, row, strict=True)))


def _rows(name: str, text: str) -> Iterator[tuple[str, list[str]]]:
    csv.field_size_limit(_CELL)
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    try:
        for number, row in enumerate(rows, start=1):
            yield f"{name}: row {number}", row
    except csv.Error as error:
        remedy = 'a cell with a quote stands in quotes, with the inner ones doubled: "a ""b"""'
        raise AnnotationError(f"{name}: row {number + 1} (to line {rows.line_num}): {error}; {remedy}") from error


def _check(name: str, header: Sequence[str]) -> None:
    known = ", ".join(COLUMNS)
    for column in ("text", "tags"):
        if column not in header:
            came = ", ".join(filter(None, header)) or "none"
            wrong(f"{name}: row 1", column, f"no such column; the columns are {came}; allowed are {known}")
    for column in filter(None, header):
        if column not in COLUMNS:
            wrong(f"{name}: row 1", column, f"unknown column; rename or delete it; allowed are {known}")
        if header.count(column) > 1:
            wrong(f"{name}: row 1", column, f"{header.count(column)} columns of this name; leave one")


def _record(place: str, row: Sequence[tuple[str, str]]) -> Record:
    for at, (column, cell) in enumerate(row, start=1):
        if cell and not column:
            wrong(place, f"column {at}", f"it holds {cell!r} and has no name; name the column or empty it")
    fields = {column: _value(column, cell) for column, cell in row if column}
    return Record(place, fields.pop("text"), _tags(dict(row)["tags"]), fields, fields.pop("id", None))


def _tags(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(_SEPARATOR)) if cell else ()


def _value(column: str, cell: str) -> object:
    """Return what a cell means; one that means nothing stays a string, which the check of the Example refuses."""
    if not cell:
        return None
    if column in _LISTS:
        return _tags(cell)
    if column == "needs_context":
        return _TRUTH.get(cell.lower(), cell)
    if column == "year":
        return int(cell) if re.fullmatch("[0-9]{1,9}", cell) else cell
    return cell[1:] if cell[0] == "'" and _RISKY.match(cell, 1) else cell


def _cell(value: object) -> str:
    if value is None or value is False or value == ():
        return ""
    if isinstance(value, tuple):
        return _SEPARATOR.join(value)
    if isinstance(value, str):
        return "'" + value if _RISKY.match(value) else value
    return msgspec.json.encode(value).decode()
