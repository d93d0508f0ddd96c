"""Reports of paths that may be documents, or what an earlier run made of them: those are not parsed again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import msgspec

from gongkai.batch.engine import Engine
from gongkai.batch.piping import piped
from gongkai.document import Report
from gongkai.errors import RecordError
from gongkai.pipeline import Settings, Source
from gongkai.reading import Found, find

REPORTS = "reports.jsonl"
"""What a run directory holds its reports in; `gongkai.writing.run` writes it."""
_SUFFIXES = (".jsonl", ".ndjson")
_DECODER = msgspec.json.Decoder(Report)


class Kept(NamedTuple):
    """A file of reports, a line each."""

    path: Path


class Gathered(NamedTuple):
    """A report with the document that it was read from; None where it comes from an earlier run."""

    report: Report
    source: Found | bytes | None = None


def kept(path: str) -> Kept | None:
    """Return the file of reports that `path` is, or that stands in it as a run directory; None for anything else."""
    inside = Path(path) / REPORTS
    if inside.is_file():
        return Kept(inside)
    return Kept(Path(path)) if path.lower().endswith(_SUFFIXES) and os.path.isfile(path) else None


def expand(paths: Iterable[str], settings: Settings) -> Iterator[Found | Kept]:
    """Yield the documents of `paths` (see `gongkai.reading.find`) and the files of reports, in the order given."""
    for path in paths:
        if file := kept(path):
            yield file
        else:
            yield from find([path], settings.limits)


def gather(sources: Iterable[Found | bytes | Kept], engine: Engine, settings: Settings) -> Iterator[Gathered]:
    """Yield the Report of every source, in the order given; RecordError for a line that holds none."""
    for is_kept, group in groupby(sources, lambda source: isinstance(source, Kept)):
        if is_kept:
            for file in group:
                yield from map(Gathered, read_kept(file))  # type: ignore[arg-type]  # told by the key
            continue
        documents: list[Source] = list(group)  # type: ignore[arg-type]
        for source, report in zip(documents, piped(documents, engine, settings), strict=True):
            yield Gathered(report, source)  # type: ignore[arg-type]


def read_kept(file: Kept) -> Iterator[Report]:
    """Yield the reports of a file."""
    with file.path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                yield _DECODER.decode(line)
            except msgspec.MsgspecError as error:
                raise RecordError(
                    f"{file.path}: line {number} is no report: {error}; give what `gongkai parse` wrote",
                    f"{file.path} 第{number}行不是 gongkai parse 写出的报告",
                ) from error


def count(sources: Iterable[Found | bytes | Kept]) -> int:
    """Return how many reports sources stand for."""
    return sum(_lines(source.path) if isinstance(source, Kept) else 1 for source in sources)


def _lines(path: Path) -> int:
    with path.open("rb") as lines:
        return sum(1 for line in lines if line.strip())
