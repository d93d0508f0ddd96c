"""One output in one format: its name told from a path, its writer put over a stream or a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO

from gongkai.writing import long
from gongkai.writing.atomic import replacing
from gongkai.writing.jsonl import jsonl
from gongkai.writing.sink import Sink

FORMATS = ("jsonl", "xlsx", "csv", "parquet")
_SUFFIXES = {f".{name}": name for name in FORMATS} | {
    ".json": "jsonl",
    ".ndjson": "jsonl",
    ".txt": "jsonl",
    "": "jsonl",
}


def format_of(path: str | Path) -> str:
    """Return the format that the suffix of `path` asks for; ValueError when it names none of ours."""
    suffix = Path(path).suffix.lower()
    if suffix not in _SUFFIXES:
        raise ValueError(f"{path}: no format is written as {suffix}; allowed are {', '.join(FORMATS)}")
    return _SUFFIXES[suffix]


@contextmanager
def to_path(path: Path, format: str, *, text: bool = False) -> Iterator[Sink]:
    """Yield a sink whose file appears at `path` when the block ends well; an interrupted one leaves nothing."""
    with replacing(path) as stream, to_stream(stream, format, text=text) as sink:
        yield sink


def to_stream(stream: BinaryIO, format: str, *, text: bool = False) -> AbstractContextManager[Sink]:
    """Return the writer called `format` over `stream`: csv and parquet hold the facts; `text` is for jsonl alone.

    MissingExtra when `format` needs a part that is not installed.
    """
    if format == "jsonl":
        return jsonl(stream, text=text)
    if format == "csv":
        from gongkai.writing.tables_csv import tables_csv

        return tables_csv(stream, long.FACTS)
    if format == "xlsx":
        from gongkai.writing.workbook import workbook

        return workbook(stream)
    if format == "parquet":
        from gongkai.writing.parquet import parquet, require

        require()
        return parquet(stream, long.FACTS)
    raise ValueError(f"no format {format!r}; allowed are {', '.join(FORMATS)}")
