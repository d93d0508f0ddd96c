"""One run of `gongkai audit`: reports in, findings judged by rules and reviewers, faces out."""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import BinaryIO, NamedTuple

import typer

from gongkai.audit.decisions import Audited, Decisions, Row, judge, unclear, updated
from gongkai.audit.fingerprints import report_print
from gongkai.audit.page import NAMES
from gongkai.audit.previous import Previous, history_codes
from gongkai.audit.rules import Settings as RuleSettings
from gongkai.audit.rules import apply, rules
from gongkai.batch import Engine, Inline, Processes
from gongkai.batch.gathering import Kept, count, expand, gather
from gongkai.cli.audit_screen import AuditScreen
from gongkai.cli.output import standard_output
from gongkai.cli.progress import Voice, voice
from gongkai.document import Finding, Report
from gongkai.errors import GongkaiError, RuleError
from gongkai.limits import DEFAULT, Limits
from gongkai.pipeline import Settings
from gongkai.reading import Found, load
from gongkai.writing import decisions_csv
from gongkai.writing.atomic import replacing
from gongkai.writing.audit_run import FINDINGS, FORMATS, LETTERS, WORKBOOK, to_audit_run
from gongkai.writing.audit_workbook import audit_workbook
from gongkai.writing.comments import is_docx
from gongkai.writing.findings_jsonl import decision_rows, findings_jsonl
from gongkai.writing.letters import letters_docx
from gongkai.writing.sink import AuditSink

_SUFFIXES = {".jsonl": "jsonl", ".json": "jsonl", ".xlsx": "xlsx", ".docx": "docx", ".txt": "table"}
_BINARY = ("xlsx", "docx")
_WRITERS: dict[str, Callable[[BinaryIO], AbstractContextManager[AuditSink]]] = {
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


class Wanted(NamedTuple):
    """What an audit is to do: the user's rules, the file of decisions, last year's reports, processes and limits."""

    rules: RuleSettings
    decisions: str | None
    previous: str | None
    processes: int
    limits: Limits


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


def run(paths: list[str], where: Target, wanted: Wanted) -> int:
    """Audit everything under `paths` into `where`; return the number of failed documents."""
    settings = Settings(None, wanted.limits)
    sources = list(expand(paths, settings))
    screen, ledger, original = AuditScreen(), _Ledger(wanted), _Original(wanted.limits)
    failures = 0
    with (
        Processes(wanted.processes) if wanted.processes > 1 else Inline() as engine,
        ExitStack() as stack,
    ):
        previous = _previous(wanted, settings, engine)
        sink = stack.enter_context(_sink(where, original))
        told = stack.enter_context(voice(count(sources)))
        for gathered in gather(map(_opened, sources), engine, settings):
            original.source = gathered.source
            audited = ledger.judge(gathered.report, previous)
            sink(audited)
            screen.add(audited)
            failures += _told(told, gathered.report)
    rows = ledger.save()
    _show(screen, where, rows)
    return failures


def explained(rule: str) -> str:
    """Return what a rule, or with `all` every rule, says, on which basis; RuleError when there is no such rule."""
    known = rules()
    if rule != "all" and rule not in known:
        raise RuleError(f"--explain: no rule {rule}; there are {', '.join(known)}", f"没有规则 {rule}")
    chosen = known.items() if rule == "all" else [(rule, known[rule])]
    return "\n\n".join(
        f"{id}  {each.title}（{NAMES[each.severity]}）\n"
        f"  依据：{each.basis}\n  举例：{each.example}\n  整改：{each.remedy}"
        for id, each in chosen
    )


class _Ledger:
    """Findings judged by the user's rules and the reviewers' decisions; what is to be written to their file."""

    def __init__(self, wanted: Wanted) -> None:
        self._rules = wanted.rules
        self._path = Path(wanted.decisions) if wanted.decisions else None
        self._decisions: Decisions | None = None
        self._found: dict[str, Row] = {}
        self._audited: dict[str, frozenset[str]] = {}
        self._off = frozenset(id for id, severity in wanted.rules.items() if severity is None)
        if self._path is not None:
            if not self._path.parent.is_dir() or self._path.is_dir():
                raise typer.BadParameter(f"--decisions {self._path}: give a file in a folder that exists")
            rows = decisions_csv.read(self._path).rows
            self._decisions = Decisions(rows)
            if strange := unclear(rows):
                told = "、".join(strange[:5])
                print(
                    f"{self._path}：看不懂的意见“{told}”按未定处理；可写 confirm（确认）或 dismiss（驳回）",
                    file=sys.stderr,
                )

    def judge(self, report: Report, previous: Previous | None) -> Audited:
        """Return a report with what is to be shown of its findings."""
        further = previous.findings(report) if previous else None
        found: Iterable[Finding] = (*report.findings, *(further or ()))
        audited = judge(report, apply(self._rules, found), self._decisions)
        if self._path is not None and report.status != "failed":
            print_ = report_print(report)
            unasked = self._off if further is not None else self._off | history_codes()
            # Of one report in several files, what one of them was asked was asked.
            self._audited[print_] = self._audited.get(print_, unasked) & unasked
            self._found.update((row["fingerprint"], row) for row in decision_rows(audited))
        return audited

    def save(self) -> list[Row] | None:
        """Write the file of decisions; return its rows, None where none is wanted."""
        if self._path is None:
            return None
        return list(decisions_csv.update(self._path, lambda rows: updated(rows, self._found, self._audited)))


class _Original:
    """The Word file of the report at hand, from the disk or its archive; of an earlier run, if it is still there."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.source: Found | bytes | None = None

    def __call__(self, report: Report) -> bytes | None:
        source = report.source if self.source is None else self.source
        if isinstance(source, bytes) or os.fspath(source) == "-":
            return None
        try:
            data = load(source, self._limits)
        except GongkaiError:  # moved since the earlier run, or a name within an archive
            return None
        return data if is_docx(data, os.fspath(source)) else None


def _previous(wanted: Wanted, settings: Settings, engine: Engine) -> Previous | None:
    """Return last year's reports; what of them can't be read is said."""
    if wanted.previous is None:
        return None
    reports = []
    for gathered in gather(expand([wanted.previous], settings), engine, settings):
        if gathered.report.status == "failed":
            _say(f"上年报告未能读出 {gathered.report.source}：{gathered.report.reason}")
        reports.append(gathered.report)
    return Previous(reports)


def _opened(source: Found | Kept) -> Found | Kept | bytes:
    """Return standard input's bytes for `-`; a path as it is."""
    return sys.stdin.buffer.read(DEFAULT.size + 1) if source == "-" else source


def _sink(where: Target, original: _Original) -> AbstractContextManager[AuditSink]:
    if where.path is not None and where.is_run:
        return to_audit_run(where.path, original, _say, where.formats)
    (format,) = where.formats
    if format == "table":  # the page, which is shown at the end
        return nullcontext(lambda _: None)
    return _streamed(format) if where.path is None else _written(where.path, format)


def _say(words: str) -> None:
    print(words, file=sys.stderr)


@contextmanager
def _written(path: Path, format: str) -> Iterator[AuditSink]:
    with replacing(path) as stream, _WRITERS[format](stream) as sink:
        yield sink


@contextmanager
def _streamed(format: str) -> Iterator[AuditSink]:
    """Yield a sink to standard output; formats that are not written front to back go there when they are whole."""
    if format not in _BINARY:
        with standard_output() as stream, _WRITERS[format](stream) as sink:
            yield sink
        return
    with tempfile.TemporaryFile() as file:
        with _WRITERS[format](file) as sink:
            yield sink
        file.seek(0)
        with standard_output() as stream:
            shutil.copyfileobj(file, stream)


def _told(told: Voice, report: Report) -> bool:
    """Advance the bar; tell and return whether a document failed."""
    failed = report.status == "failed"
    if failed:
        told.fail(report.source, report.reason)
    told.advance()
    return failed


def _show(screen: AuditScreen, where: Target, rows: list[Row] | None) -> None:
    """Print the page: to the file of a table; to the terminal, unless standard output is taken by results."""
    from rich.console import Console

    if where.path is None and where.formats != ("table",):
        return
    width = None if sys.stdout.isatty() else _WIDTH
    if where.formats == ("table",) and where.path is not None:
        with replacing(where.path) as stream, io.TextIOWrapper(stream, encoding="utf-8", errors="replace") as text:
            screen.show(Console(file=text, width=_WIDTH, highlight=False), rows)
        return
    with standard_output():
        screen.show(Console(width=width, highlight=False), rows, _written_where(where))


def _written_where(where: Target) -> list[str]:
    if where.path is None:
        return []
    if not where.is_run:
        return [f"已写入：{where.path}"]
    names = {"jsonl": ("发现", FINDINGS), "xlsx": ("工作簿", WORKBOOK), "docx": ("整改通知和批注", f"{LETTERS}/")}
    return [f"{what}：{where.path / name}" for format, (what, name) in names.items() if format in where.formats]
