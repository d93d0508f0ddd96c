"""One JSON object a line: the Report as it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from gongkai.document import Report
from gongkai.writing.sink import Sink


@contextmanager
def jsonl(stream: BinaryIO, *, text: bool = False) -> Iterator[Sink]:
    """Yield a sink that writes each report as a line; `text` adds the document's text."""

    def write(report: Report) -> None:
        stream.write(report.to_json(text=text).encode() + b"\n")
        stream.flush()  # a reader at the other end of a pipe gets each report as it is done

    yield write
