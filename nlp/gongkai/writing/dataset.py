"""A long table as a Parquet dataset, a folder a year (`year=2020/`), as DuckDB, pandas and Spark read it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from gongkai.document import Report
from gongkai.writing.long import LongTable
from gongkai.writing.parquet import parquet, require
from gongkai.writing.sink import Sink

PART = "part-0.parquet"
UNKNOWN = "__HIVE_DEFAULT_PARTITION__"
"""Stands for the year of reports that do not tell it; readers make it null, where other years show its type."""


@contextmanager
def dataset(folder: Path, table: LongTable) -> Iterator[Sink]:
    """Yield a sink that writes the rows of `table` below `folder`, which it replaces when the block ends well.

    Rows keep the order of their reports. A dataset of nothing has one empty file, so that its columns are known.
    MissingExtra where pyarrow is not installed.
    """
    require()
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        with ExitStack() as files:
            years: dict[int | None, Sink] = {}

            def opened(own: Path, without: str | None) -> Sink:
                own.mkdir(parents=True)
                stream = files.enter_context((own / PART).open("wb"))
                return files.enter_context(parquet(stream, table, without=without))

            def write(report: Report) -> None:
                year = report.year
                if year not in years:
                    years[year] = opened(part / f"year={UNKNOWN if year is None else year}", "year")
                years[year](report)

            yield write
            if not years:
                opened(part, None)
        shutil.rmtree(folder, ignore_errors=True)
        part.replace(folder)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
