"""A long table as Parquet, with exact decimals, in row groups so that memory stays flat. Needs pyarrow."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Context, Decimal
from types import ModuleType
from typing import Any, BinaryIO

from gongkai.document import Report
from gongkai.errors import MissingExtra
from gongkai.writing.long import Cell, LongTable
from gongkai.writing.sink import Sink

_GROUP = 4 * 1024 * 1024  # bytes held before a row group is written, of each file: some 30,000 facts, 15,000 passages
_BATCH = 5_000  # rows held as they come, then by column: a fifth of the memory, in each of a dataset's open files
_DIGITS, _PLACES = 38, 10  # what a 128-bit decimal holds; 万元 printed to the cent need 2 places
_EXACT = Context(prec=_DIGITS)
_WHOLE = 2**63
_LIMIT = Decimal(10) ** (_DIGITS - _PLACES)


def require() -> ModuleType:
    """Return pyarrow; MissingExtra says how to install it."""
    try:
        import pyarrow
        import pyarrow.compute
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtra(
            "Parquet needs pyarrow, which is not installed: pip install 'gongkai[parquet]'",
            "写 Parquet 需要 pyarrow，尚未安装：pip install 'gongkai[parquet]'",
        ) from error
    found: ModuleType = pyarrow
    return found


@contextmanager
def parquet(stream: BinaryIO, table: LongTable, *, without: str | None = None) -> Iterator[Sink]:
    """Yield a sink that writes the rows of `table`, but for the column `without`, which the file's name tells."""
    arrow = require()
    schema = arrow.schema([(name, _type(arrow, kind)) for name, kind in table.columns.items()])
    written = schema if without is None else schema.remove(schema.get_field_index(without))
    held: list[tuple[Cell, ...]] = []
    group: list[Any] = []
    with arrow.parquet.ParquetWriter(stream, written) as writer:

        def write(report: Report) -> None:
            held.extend(table.rows(report))
            if len(held) >= _BATCH:
                pack()
                if sum(batch.nbytes for batch in group) >= _GROUP:
                    flush()

        def pack() -> None:
            columns = zip(*held, strict=True) if held else ((),) * len(schema)
            arrays = [_array(arrow, field, values) for field, values in zip(schema, columns, strict=True)]
            batch = arrow.record_batch(arrays, schema=schema)
            group.append(batch.drop_columns([without]) if without else batch)
            held.clear()

        def flush() -> None:
            writer.write_table(arrow.Table.from_batches(group, written))
            group.clear()

        yield write
        pack()
        flush()


def _type(arrow: ModuleType, kind: str) -> Any:
    return {
        "text": arrow.string(),
        "int": arrow.int64(),
        "float": arrow.float64(),
        "bool": arrow.bool_(),
        "number": arrow.decimal128(_DIGITS, _PLACES),
    }[kind]


def _array(arrow: ModuleType, field: Any, values: tuple[Any, ...]) -> Any:
    if arrow.types.is_decimal(field.type):
        return _numbers(arrow, field.type, values)
    if arrow.types.is_string(field.type):
        try:
            return arrow.array(values, field.type)
        except UnicodeEncodeError:  # halves of surrogate pairs, in names of files
            values = tuple(
                None if value is None else value.encode(errors="backslashreplace").decode() for value in values
            )
    return arrow.array(values, field.type)


def _numbers(arrow: ModuleType, kind: Any, values: tuple[int | Decimal | None, ...]) -> Any:
    """Return exact decimals; whole numbers, nearly all of them, are converted at once, the others one by one."""
    whole = [value if type(value) is int and -_WHOLE < value < _WHOLE else None for value in values]
    found = arrow.array(whole, arrow.int64()).cast(kind)
    if all(value is None or own is not None for value, own in zip(values, whole, strict=True)):
        return found
    rest = [_decimal(value) if own is None else None for value, own in zip(values, whole, strict=True)]
    return arrow.compute.coalesce(found, arrow.array(rest, kind))


def _decimal(value: int | Decimal | None) -> Decimal | None:
    """Return `value` at the column's scale; a magnitude that no column holds is left to the raw text."""
    if value is None or not -_LIMIT < value < _LIMIT:
        return None
    return Decimal(value).quantize(Decimal(1).scaleb(-_PLACES), context=_EXACT)
