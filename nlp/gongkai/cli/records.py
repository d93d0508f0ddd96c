"""Input of `tag` and `align`: JSONL, CSV or plain text, from a file or standard input, told by suffix or content."""

from __future__ import annotations

import codecs
import csv
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, cast

import msgspec

from gongkai.errors import MissingFile, RecordError
from gongkai.tagging import Passage

_HEAD = 1 << 20  # bytes looked at to tell charset and format
_SUFFIXES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl", ".csv": "csv", ".txt": "text", ".md": "text"}
_CELL = 1 << 30  # characters of a CSV cell; the csv module's own limit cuts long passages off


class Lines(NamedTuple):
    """An input as text, line ends kept: how it begins, and all of it line by line."""

    head: str
    all: Iterator[str]


@contextmanager
def opened(path: str) -> Iterator[Lines]:
    """Yield the lines of a file, or of standard input for `-`; MissingFile when there is none."""
    if path == "-":
        yield _lines(cast(io.RawIOBase, getattr(sys.stdin.buffer, "raw", sys.stdin.buffer)))
        return
    try:
        stream = Path(path).open("rb", buffering=0)  # noqa: SIM115 - closed below
    except (FileNotFoundError, IsADirectoryError) as error:
        raise MissingFile(f"{path}: no such file; give a file, or - for standard input", "文件不存在") from error
    with stream:
        yield _lines(stream)


def passages(path: str, lines: Lines, format: str | None, column: str) -> Iterator[Passage]:
    """Yield the records of `lines`; RecordError when a CSV has no column of that name."""
    format = format or _told(path, lines.head, column)
    if format == "csv":
        return _csv(path, lines.all, column)
    numbered = enumerate(lines.all, start=1)
    if format == "jsonl":
        return (_json(number, line) for number, line in numbered if line.strip())
    return (_plain(number, line.rstrip("\r\n")) for number, line in numbered)


def decoded(number: int, line: str) -> dict[str, msgspec.Raw]:
    """Return the fields of a JSON object, each as it came; RecordError when the line is none."""
    try:
        return msgspec.json.decode(line.encode(), type=dict[str, msgspec.Raw])
    except (msgspec.MsgspecError, UnicodeEncodeError) as error:
        raise RecordError(f"line {number}: no JSON object: {error}", f"第{number}行不是 JSON 对象") from error


def _lines(stream: io.RawIOBase) -> Lines:
    buffered = io.BufferedReader(stream, _HEAD)
    head = buffered.peek(_HEAD)
    charset = _charset(head)
    text = io.TextIOWrapper(buffered, charset, errors="surrogateescape", newline="")
    return Lines(head.decode(charset, errors="ignore"), (_mended(line) for line in _whole(text)))


def _charset(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"


def _whole(text: io.TextIOWrapper) -> Iterator[str]:
    """Yield lines that end in a line feed: a lone carriage return is part of the text."""
    held = ""
    for line in text:
        held += line
        if line.endswith("\n"):
            yield held
            held = ""
    if held:
        yield held


def _mended(line: str) -> str:
    """Return a line that is no UTF-8 as GB18030, if it is that: files are glued together from many hands."""
    try:
        line.encode()
    except UnicodeEncodeError:
        try:
            return line.encode("utf-8", "surrogateescape").decode("gb18030")
        except UnicodeDecodeError:
            return line
    return line


def _told(path: str, head: str, column: str) -> str:
    """Return jsonl, csv or text: by the suffix of `path`, else by how the content begins."""
    if (suffix := Path(path).suffix.lower()) in _SUFFIXES:
        return _SUFFIXES[suffix]
    first = head.lstrip().split("\n", 1)[0].strip()
    if first.startswith("{"):
        return "jsonl"
    return "csv" if column in next(csv.reader([first]), []) else "text"


def _json(number: int, line: str) -> Passage:
    try:
        fields = decoded(number, line)
    except RecordError as error:
        return Passage(None, {"text": _raw(None)}, error)
    try:
        text = msgspec.json.decode(fields["text"], type=str)
    except (KeyError, msgspec.MsgspecError):
        return Passage(None, fields, _unusable(number))
    return _checked(number, text, fields)


def _plain(number: int, line: str) -> Passage:
    return _checked(number, line, {"text": _raw(line)})


def _csv(path: str, lines: Iterator[str], column: str) -> Iterator[Passage]:
    csv.field_size_limit(_CELL)
    # A lone carriage return ends a row here, though it is text in the other formats.
    rows = csv.reader(part for line in lines for part in io.StringIO(line, newline=""))
    header = _unique(next(rows, []))
    if header and column not in header:
        raise RecordError(f"{path}: no column {column!r}; it has {', '.join(header)}; name one by --column")
    for row in rows:
        if row:
            yield _row(rows.line_num, row, header, column)


def _row(number: int, row: list[str], header: list[str], column: str) -> Passage:
    fields = dict(zip(header, map(_raw, row), strict=False))
    text = dict(zip(header, row, strict=False)).get(column, "")
    fields["text"] = _raw(text)
    if len(row) != len(header):
        message = f"line {number}: {len(row)} cells under {len(header)} columns"
        return Passage(None, fields, RecordError(message, f"第{number}行有{len(row)}格，表头有{len(header)}格"))
    return _checked(number, text, fields)


def _checked(number: int, text: str, fields: dict[str, msgspec.Raw]) -> Passage:
    return Passage(text, fields) if text.strip() and _encodable(text) else Passage(None, fields, _unusable(number))


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _unusable(number: int) -> RecordError:
    return RecordError(f"line {number}: no usable text", f"第{number}行没有可用的文字（text）")


def _raw(value: str | None) -> msgspec.Raw:
    """Return `value` as JSON; what is no Unicode stands as \\udcXX."""
    try:
        return msgspec.Raw(msgspec.json.encode(value))
    except UnicodeEncodeError:
        return msgspec.Raw(msgspec.json.encode((value or "").encode(errors="backslashreplace").decode()))


def _unique(names: list[str]) -> list[str]:
    """Return column names with a number after the second and later of one name, so that none is lost."""
    counts: dict[str, int] = {}
    unique = []
    for name in names:
        counts[name] = counts.get(name, 0) + 1
        unique.append(name if counts[name] == 1 else f"{name}_{counts[name]}")
    return unique
