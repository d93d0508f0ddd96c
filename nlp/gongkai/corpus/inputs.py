"""Where reports to index come from: run directories of `gongkai parse -o RUN/`, its JSONL, or documents to parse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from gongkai.batch import pipe
from gongkai.document import Report
from gongkai.errors import MissingFile, RecordError
from gongkai.reading import find
from gongkai.writing.run import REPORTS

_JSONL = (".jsonl", ".ndjson")


def reports(paths: Iterable[str], processes: int = 1, model: str | None = None) -> Iterator[Report]:
    """Yield the reports of all paths, in order; RecordError names the line of a JSONL file that holds none.

    MissingFile when a run, or a JSONL file, does not exist; a document that does not is a failed report.
    """
    for path in paths:
        if (kept := run_file(path)) is not None:
            yield from _kept(kept)
        else:
            yield from pipe(find([path]), processes, model=model)


def run_file(path: str) -> Path | None:
    """Return the file of reports that `path` is, or that a run directory holds; None for documents."""
    given = Path(path)
    if given.suffix.lower() in _JSONL:
        return given
    return given / REPORTS if (given / REPORTS).is_file() else None


def _kept(path: Path) -> Iterator[Report]:
    try:
        stream = path.open("rb")
    except FileNotFoundError as error:
        raise MissingFile(
            f"{path}: no such file; give a run directory, its JSONL, or documents", "文件不存在"
        ) from error
    with stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                yield _DECODER.decode(line)
            except msgspec.MsgspecError as error:
                raise RecordError(
                    f"{path}: line {number}: no report: {error}; give what gongkai parse wrote",
                    f"第{number}行不是 gongkai parse 输出的报告",
                ) from error


_DECODER = msgspec.json.Decoder(Report)
