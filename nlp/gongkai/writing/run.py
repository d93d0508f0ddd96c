"""A run directory: everything that a batch gave, under fixed names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO

import msgspec

from gongkai.document import Report
from gongkai.writing import long
from gongkai.writing.atomic import replacing
from gongkai.writing.jsonl import jsonl
from gongkai.writing.panel import codebook, panel
from gongkai.writing.sink import Sink
from gongkai.writing.tables_csv import rows_csv, tables_csv
from gongkai.writing.tally import tally
from gongkai.writing.workbook import workbook

REPORTS, WORKBOOK, SUMMARY, CODEBOOK = "reports.jsonl", "reports.xlsx", "summary.json", "codebook.csv"
FAILED = f"{long.FAILURES.name}.csv"
# A workbook takes 4 ms and 150 KB of memory a report, and nobody turns the pages of more than a city has agencies.
WORKBOOK_REPORTS = 2_000
_COUNTED = ("cells", "found", "numbers", "doubtful", "missing", "passages", "quantities", "certain", "check", "info")


@contextmanager
def to_run(folder: Path, *, text: bool = False, parquet: bool = False) -> Iterator[Sink]:
    """Yield a sink that fills `folder`, made if absent; all files appear when the block ends well, or none does.

    They are reports.jsonl, reports.xlsx, facts.csv, findings.csv, failures.csv, panel.csv with its codebook.csv,
    summary.json and, with `parquet`, the datasets reports, facts, findings, passages and quantities: a folder each,
    with a folder a year in it. The workbook lists the first WORKBOOK_REPORTS alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as files, ExitStack() as writers:  # every writer is done before the first file gets its name

        def file(name: str) -> BinaryIO:
            return files.enter_context(replacing(folder / name))

        outputs: list[AbstractContextManager[Sink]] = [
            jsonl(file(REPORTS), text=text),
            workbook(file(WORKBOOK), WORKBOOK_REPORTS),
            *(
                tables_csv(file(f"{table.name}.csv"), table)
                for table in (long.FACTS, long.FINDINGS, long.FAILURES, panel())
            ),
            _summary(file(SUMMARY)),
            *(_dataset(folder / table.name, table) for table in (long.TABLES if parquet else ())),
        ]
        with rows_csv(file(CODEBOOK)) as write_rows:
            write_rows(codebook())
        sinks = [writers.enter_context(output) for output in outputs]

        def write(report: Report) -> None:
            for sink in sinks:
                sink(report)

        yield write


def _dataset(folder: Path, table: long.LongTable) -> AbstractContextManager[Sink]:
    from gongkai.writing.dataset import dataset

    return dataset(folder, table)


@contextmanager
def _summary(stream: BinaryIO) -> Iterator[Sink]:
    """Write totals over all reports as JSON: no times, so that the same bytes in give the same bytes out."""
    totals: Counter[str] = Counter(dict.fromkeys(_COUNTED, 0))
    states: Counter[str] = Counter(ok=0, partial=0, failed=0)
    failures: list[dict[str, str | None]] = []

    def write(report: Report) -> None:
        row = tally(report)
        states[row.status] += 1
        totals.update({name: getattr(row, name) for name in _COUNTED})
        if row.status == "failed":
            failures.append({"source": row.source, "reason": row.reason})

    yield write
    summary = {"gongkai": version("gongkai"), "reports": states.total(), **states, **totals, "failures": failures}
    stream.write(msgspec.json.format(msgspec.json.encode(summary), indent=1) + b"\n")
