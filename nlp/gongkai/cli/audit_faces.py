"""Where an audit goes: one page in the terminal, a file of one format, or a folder that takes everything."""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import BinaryIO, NamedTuple

from gongkai.audit.across.across import Across
from gongkai.audit.decisions import Row
from gongkai.cli.audit_screen import AuditScreen
from gongkai.cli.output import standard_output
from gongkai.writing.atomic import replacing
from gongkai.writing.audit_run import FINDINGS, FORMATS, LETTERS, WORKBOOK, Original, Say, to_audit_run
from gongkai.writing.audit_workbook import audit_workbook
from gongkai.writing.findings_jsonl import findings_jsonl
from gongkai.writing.letters import letters_docx
from gongkai.writing.sink import AuditSink

_SUFFIXES = {".jsonl": "jsonl", ".json": "jsonl", ".xlsx": "xlsx", ".docx": "docx", ".txt": "table"}
_BINARY = ("xlsx", "docx")
_Writer = Callable[[BinaryIO], AbstractContextManager[AuditSink]]
_WRITERS: dict[str, _Writer] = {
    "jsonl": findings_jsonl,
    "xlsx": audit_workbook,
    "docx": letters_docx,
}
_WIDTH = 120  # columns of the page where no terminal tells


class Target(NamedTuple):
    """Where results go: `path` is None for standard output, a folder when `is_run`."""

    path: Path | None
    formats: tuple[str, ...]
    is_run: bool = False


def target(output: str | None, format: str | None) -> Target:
    """Return where `-o` and `--format` send results; ValueError when they can't be meant."""
    if output is None:
        if format in _BINARY and sys.stdout.isatty():
            raise ValueError(f"{format} is no text for a terminal: give -o FILE, or redirect standard output")
        return Target(None, (format or "table",))
    path = Path(output)
    if output.endswith(("/", os.sep)) or path.is_dir():
        if path.exists() and not path.is_dir():
            raise ValueError(f"-o {output}: is a file, not a folder")
        return Target(path, FORMATS if format in (None, "table") else (str(format),), True)
    if not path.parent.is_dir():
        raise ValueError(f"-o {output}: the folder {path.parent} does not exist")
    if format is None and path.suffix.lower() not in _SUFFIXES:
        raise ValueError(f"-o {output}: no format is written as {path.suffix}; allowed are {', '.join(_SUFFIXES)}")
    return Target(path, (format or _SUFFIXES[path.suffix.lower()],))


def faces(where: Target, original: Original, say: Say, across: Across) -> AbstractContextManager[AuditSink]:
    """Return the sink that writes results; `original` gives Word files for comments, `say` takes what went wrong.

    What `across` has found when all reports are written makes sheets of its own.
    """
    if where.path is not None and where.is_run:
        return to_audit_run(where.path, original, say, where.formats, across)
    (format,) = where.formats
    if format == "table":  # the page, which is shown at the end
        return nullcontext(lambda _: None)
    writer = partial(audit_workbook, across=across) if format == "xlsx" else _WRITERS[format]
    return _streamed(format, writer) if where.path is None else _written(where.path, writer)


@contextmanager
def _written(path: Path, writer: _Writer) -> Iterator[AuditSink]:
    with replacing(path) as stream, writer(stream) as sink:
        yield sink


@contextmanager
def _streamed(format: str, writer: _Writer) -> Iterator[AuditSink]:
    """Yield a sink to standard output; formats that are not written front to back go there when they are whole."""
    if format not in _BINARY:
        with standard_output() as stream, writer(stream) as sink:
            yield sink
        return
    with tempfile.TemporaryFile() as file:
        with writer(file) as sink:
            yield sink
        file.seek(0)
        with standard_output() as stream:
            shutil.copyfileobj(file, stream)


def show(screen: AuditScreen, where: Target, rows: list[Row] | None, told: Sequence[str] = ()) -> None:
    """Print the page: to the file of a table; to the terminal, unless standard output is taken by results.

    `told` are lines on what was found across reports.
    """
    from rich.console import Console

    if where.path is None and where.formats != ("table",):
        return
    width = None if sys.stdout.isatty() else _WIDTH
    if where.formats == ("table",) and where.path is not None:
        with replacing(where.path) as stream, io.TextIOWrapper(stream, encoding="utf-8", errors="replace") as text:
            screen.show(Console(file=text, width=_WIDTH, highlight=False), rows, told)
        return
    with standard_output():
        screen.show(Console(width=width, highlight=False), rows, [*told, *_written_where(where)])


def _written_where(where: Target) -> list[str]:
    if where.path is None:
        return []
    if not where.is_run:
        return [f"已写入：{where.path}"]
    names = {"jsonl": ("发现", FINDINGS), "xlsx": ("工作簿", WORKBOOK), "docx": ("整改通知和批注", f"{LETTERS}/")}
    return [f"{what}：{where.path / name}" for format, (what, name) in names.items() if format in where.formats]
