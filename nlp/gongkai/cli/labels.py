"""Records of `gongkai align`: read, checked, handed to the library in chunks, written back with what it found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice

import msgspec

from gongkai.cli.records import decoded
from gongkai.document import Record
from gongkai.editions import editions
from gongkai.errors import RecordError
from gongkai.tables.naming import LabelRecord, name_records

_CHUNK = 4096  # labels looked up at once: similarity is computed as arrays
_EMPTY = {"id": None, "score": 0.0, "margin": 0.0, "candidates": ()}


class Line(Record, frozen=True):
    """An input line: its fields as they came, and the label it asks for or why it can't be used."""

    fields: dict[str, msgspec.Raw]
    asked: LabelRecord | None = None
    error: RecordError | None = None


def printed(lines: Iterable[str]) -> Iterator[Line]:
    """Yield the records of JSONL; empty lines are none."""
    return (_line(number, line) for number, line in enumerate(lines, start=1) if line.strip())


def aligned(lines: Iterator[Line]) -> Iterator[tuple[bytes, bool]]:
    """Yield each record as JSON with id, score, margin and candidates, and whether it was unusable."""
    while chunk := list(islice(lines, _CHUNK)):
        answers = iter(name_records([line.asked for line in chunk if line.asked is not None]))
        for line in chunk:
            found = _EMPTY if line.asked is None else next(answers)
            extra = {} if line.error is None else {"error": line.error.reason}
            yield msgspec.json.encode({**line.fields, **found, **extra}), line.error is not None


def _line(number: int, line: str) -> Line:
    try:
        fields = decoded(number, line)
    except RecordError as error:
        return Line({}, error=error)
    try:
        asked = msgspec.json.decode(line.encode(), type=LabelRecord)
        _check(number, asked)
    except msgspec.ValidationError as error:
        reason = f"第{number}行须有 edition、table、label 三个文字字段"
        return Line(fields, error=RecordError(f"line {number}: {error}", reason))
    except RecordError as error:
        return Line(fields, error=error)
    return Line(fields, asked)


def _check(number: int, asked: LabelRecord) -> None:
    known = _tables()
    if asked.edition not in known:
        raise _unknown(number, "edition", asked.edition, known)
    if asked.table not in known[asked.edition]:
        raise _unknown(number, "table", asked.table, known[asked.edition])
    if not asked.label.strip():
        raise RecordError(f"line {number}: empty label", f"第{number}行的 label 是空的")


def _unknown(number: int, field: str, came: str, allowed: Iterable[str]) -> RecordError:
    names = ", ".join(allowed)
    message = f"line {number}: {field} {came!r} is unknown; allowed are {names}"
    return RecordError(message, f"第{number}行的 {field}“{came}”未知，可用：{names}")


@cache
def _tables() -> dict[str, tuple[str, ...]]:
    """Return the table ids of every edition."""
    return {edition.id: tuple(table.id for table in edition.tables) for edition in editions()}
