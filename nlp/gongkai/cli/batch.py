"""One run of `gongkai parse`: where its results go, what it says meanwhile, how many documents failed."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NamedTuple

from gongkai.cli.output import standard_output
from gongkai.document import Report
from gongkai.limits import DEFAULT
from gongkai.overview import Overview
from gongkai.pipeline import pipe
from gongkai.reading import Found, find
from gongkai.writing import Sink, format_of, to_path, to_run, to_stream
from gongkai.writing.atomic import clear_parts
from gongkai.writing.run import REPORTS, WORKBOOK

JOURNAL = "reports.journal"  # what a run keeps while it goes on, and for the next one
_BINARY = ("xlsx", "parquet")  # nothing for a terminal
_WIDTH = 120  # columns of the overview where no terminal tells


class Target(NamedTuple):
    """Where results go: `path` is None for standard output, a folder when `is_run`."""

    path: Path | None
    format: str
    is_run: bool


class Voice(NamedTuple):
    """What is said on standard error: one report more is done; a document failed."""

    advance: Callable[[], None]
    warn: Callable[[str], None]


def target(output: str | None, format: str | None) -> Target:
    """Return where `-o` and `--format` send results; ValueError when they can't be meant."""
    if output is None:
        if format in _BINARY and sys.stdout.isatty():
            raise ValueError(f"{format} is no text for a terminal: give -o FILE, or redirect standard output")
        return Target(None, format or "jsonl", False)
    path = Path(output)
    if output.endswith(("/", os.sep)) or path.is_dir():
        if path.exists() and not path.is_dir():
            raise ValueError(f"-o {output}: is a file, not a folder")
        return Target(path, format or "jsonl", True)
    if not path.parent.is_dir():
        raise ValueError(f"-o {output}: the folder {path.parent} does not exist")
    return Target(path, format or format_of(path), False)


def run(paths: list[str], where: Target, *, text: bool = False, processes: int = 1, model: str | None = None) -> int:
    """Parse everything under `paths` into `where`; return the number of failed documents."""
    sources = list(find(paths))
    overview = Overview() if where.is_run or (where.path is not None and sys.stdout.isatty()) else None
    failures = 0
    with (
        _reports(map(_opened, sources), where, processes, model) as reports,
        _sink(where, text) as write,
        _voice(len(sources)) as voice,
    ):
        for report in reports:
            write(report)
            if overview is not None:
                overview.add(report)
            if report.status == "failed":
                failures += 1
                voice.warn(f"失败 {report.source}：{report.reason}")
            voice.advance()
    if overview is not None:
        _show(overview, where)
    return failures


@contextmanager
def _reports(
    sources: Iterator[Found | bytes], where: Target, processes: int, model: str | None
) -> Iterator[Iterator[Report]]:
    """Yield the reports of `sources`; those of a run directory are kept, so that the same call goes on after a stop."""
    if where.path is None or not where.is_run:
        yield pipe(sources, processes, model=model)
        return
    from gongkai.batch import Journal, origin, resumed

    where.path.mkdir(parents=True, exist_ok=True)
    with Journal(where.path / JOURNAL, origin(model)) as journal:
        clear_parts(where.path)
        if len(journal):
            print(f"接着上次：已有 {len(journal)} 份的结果，文件未变的不再重读", file=sys.stderr)
        yield resumed(sources, journal, processes, model=model)


def _opened(source: Found) -> Found | bytes:
    """Return standard input's bytes for `-`, and no more of them than reading would take; a path as it is."""
    return sys.stdin.buffer.read(DEFAULT.size + 1) if source == "-" else source


def _sink(where: Target, text: bool) -> AbstractContextManager[Sink]:
    if where.path is None:
        return _spooled(where.format) if where.format in _BINARY else _streamed(where.format, text)
    if where.is_run:
        return to_run(where.path, text=text, parquet=where.format == "parquet")
    return to_path(where.path, where.format, text=text)


@contextmanager
def _streamed(format: str, text: bool) -> Iterator[Sink]:
    with standard_output() as stream, to_stream(stream, format, text=text) as sink:
        yield sink


@contextmanager
def _spooled(format: str) -> Iterator[Sink]:
    """Yield a sink for a format that is not written front to back; standard output gets it when it is whole."""
    with tempfile.TemporaryFile() as file:
        with to_stream(file, format) as sink:
            yield sink
        file.seek(0)
        with standard_output() as stream:
            shutil.copyfileobj(file, stream)


@contextmanager
def _voice(total: int) -> Iterator[Voice]:
    """Yield a progress bar where standard error is a terminal; elsewhere only failures are said."""
    if not sys.stderr.isatty():
        yield Voice(lambda: None, lambda words: print(words, file=sys.stderr))
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("解析"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True, highlight=False, markup=False)
    # Refreshed by hand: a refreshing thread must not be alive when worker processes fork.
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as bar:
        task = bar.add_task("", total=total)

        def advance() -> None:
            bar.advance(task)
            bar.refresh()

        yield Voice(advance, lambda words: console.print(words, style="red", soft_wrap=True))


def _show(overview: Overview, where: Target) -> None:
    from rich.console import Console

    console = Console(width=None if sys.stdout.isatty() else _WIDTH, highlight=False)
    if where.path is not None and where.is_run:
        overview.show(console, {"JSONL": str(where.path / REPORTS), "工作簿": str(where.path / WORKBOOK)})
    else:
        overview.show(console, {"已写入": str(where.path)})
