"""One run of `gongkai parse`: where its results go, what it says meanwhile, how many documents failed."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from gongkai.audit.rules import Settings as RuleSettings
from gongkai.audit.rules import ruled
from gongkai.batch import Engine, Inline, Journal, Processes, origin, piped, resumed
from gongkai.cli.output import standard_output
from gongkai.cli.progress import clock, voice
from gongkai.document import Report
from gongkai.errors import WritingError
from gongkai.limits import DEFAULT
from gongkai.model import ready
from gongkai.overview import Overview
from gongkai.pipeline import Settings
from gongkai.reading import Found, find
from gongkai.writing import Sink, format_of, to_path, to_run, to_stream
from gongkai.writing.atomic import clear_parts
from gongkai.writing.run import FAILED, REPORTS, WORKBOOK, WORKBOOK_REPORTS

JOURNAL = "reports.journal"  # what a run keeps while it goes on, and for the next one
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_MEND = "每个文件写明了原因和办法；改好后用同一命令重做，已完成的不再重读"
_BINARY = ("xlsx", "parquet")  # nothing for a terminal
_WIDTH = 120  # columns of the overview where no terminal tells


class Target(NamedTuple):
    """Where results go: `path` is None for standard output, a folder when `is_run`."""

    path: Path | None
    format: str
    is_run: bool


class Means(NamedTuple):
    """Who does the work: processes of this machine, or the Ray cluster at `address`, to which `ship` sends files."""

    processes: int = 1
    address: str | None = None
    ship: bool = False


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


def run(
    paths: list[str],
    where: Target,
    means: Means,
    settings: Settings,
    *,
    text: bool = False,
    rules: RuleSettings | None = None,
) -> int:
    """Parse everything under `paths` into `where`; return the number of failed documents.

    `rules` are a user's changes to the audit's; what a run keeps for the next one does not depend on them.
    """
    begun = monotonic()
    sources = list(find(paths, settings.limits))
    overview = Overview() if where.is_run or (where.path is not None and sys.stdout.isatty()) else None
    failures = 0
    with (
        _stops_told(where),
        _reports(map(_opened, sources), where, means, settings) as reports,
        _sink(where, text) as write,
        voice(len(sources)) as told,
    ):
        for report in reports if not rules else (ruled(report, rules) for report in reports):
            write(report)
            if overview is not None:
                overview.add(report)
            if report.status == "failed":
                failures += 1
                told.fail(report.source, report.reason)
            told.advance()
    if overview is not None:
        _show(overview, where, len(sources), failures, monotonic() - begun)
    return failures


@contextmanager
def _reports(
    sources: Iterator[Found | bytes], where: Target, means: Means, settings: Settings
) -> Iterator[Iterator[Report]]:
    """Yield the reports of `sources`; those of a run directory are kept, so that the same call goes on after a stop."""
    ready(settings.model)  # a model that can't be used is a wrong call, not a fault of every document
    with _engine(means, settings) as engine:
        if where.path is None or not where.is_run:
            yield piped(sources, engine, settings)
            return
        where.path.mkdir(parents=True, exist_ok=True)
        with Journal(where.path / JOURNAL, origin(settings.model)) as journal:
            clear_parts(where.path)
            if len(journal):
                print(f"接着上次：已有 {len(journal)} 份的结果，文件未变的不再重读", file=sys.stderr)
            yield resumed(sources, journal, engine, settings)


def _engine(means: Means, settings: Settings) -> Engine:
    if means.address is None:
        return Processes(means.processes) if means.processes > 1 else Inline()
    from gongkai.batch.cluster import Cluster

    return Cluster(means.address, model=settings.model, ship=means.ship, limits=settings.limits)


@contextmanager
def _stops_told(where: Target) -> Iterator[None]:
    """Say what is kept and what to do when the run is interrupted or the disk is full."""
    again = "已完成的都已保存，用同一命令可以接着做" if where.is_run else "没有写出结果"
    try:
        yield
    except KeyboardInterrupt:
        print(f"\n已中断。{again}", file=sys.stderr)
        raise
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise WritingError(
            f"{where.path or 'standard output'}: cannot be written, the disk is full ({error.strerror}); free some "
            "space, or give -o on another disk; then give the same command again: a run directory goes on",
            f"{where.path or '标准输出'} 写不下了，磁盘已满。{again}；请先清理磁盘，或把 -o 换到其他磁盘",
        ) from error


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


def _show(overview: Overview, where: Target, number: int, failures: int, seconds: float) -> None:
    from rich.console import Console

    console = Console(width=None if sys.stdout.isatty() else _WIDTH, highlight=False)
    time = f"{clock(seconds)}，每秒 {number / max(seconds, 0.001):.0f} 份"
    if where.path is None or not where.is_run:
        overview.show(console, {"已写入": str(where.path), "用时": time})
        return
    written = {"JSONL": str(where.path / REPORTS), "工作簿": str(where.path / WORKBOOK), "用时": time}
    if number > WORKBOOK_REPORTS:
        written["工作簿"] += f"（只列前 {WORKBOOK_REPORTS} 份，全部见 JSONL 和 panel.csv）"
    if failures:
        written["失败清单"] = f"{where.path / FAILED}（{_MEND}）"
    overview.show(console, written)
