"""One run of `gongkai audit`: reports in, what is found on each judged, faces out."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NamedTuple

from gongkai.audit.previous import Previous, history_codes
from gongkai.audit.rules import SEVERITY_NAMES, rules
from gongkai.audit.rules import Settings as RuleSettings
from gongkai.batch import Engine, Inline, Processes
from gongkai.batch.gathering import Kept, count, expand, gather
from gongkai.cli.audit_faces import Target, faces, show
from gongkai.cli.audit_screen import AuditScreen
from gongkai.cli.ledger import Ledger
from gongkai.cli.progress import Voice, voice
from gongkai.document import Report
from gongkai.errors import GongkaiError, RuleError
from gongkai.limits import DEFAULT, Limits
from gongkai.pipeline import Settings
from gongkai.reading import Found, Member, load
from gongkai.writing.comments import is_docx


class Wanted(NamedTuple):
    """What an audit is to do: the user's rules, the file of decisions, last year's reports, processes and limits."""

    rules: RuleSettings
    decisions: str | None
    previous: str | None
    processes: int
    limits: Limits


def run(paths: list[str], where: Target, wanted: Wanted) -> int:
    """Audit everything under `paths` into `where`; return the number of failed documents."""
    settings = Settings(None, wanted.limits)
    sources = [source for source in expand(paths, settings) if source in paths or not _is_own(source, where)]
    screen, original = AuditScreen(), _Original(wanted.limits)
    ledger = Ledger(wanted.rules, Path(wanted.decisions) if wanted.decisions else None, _say)
    failures = compared = 0
    with Processes(wanted.processes) if wanted.processes > 1 else Inline() as engine:
        number = count(sources)
        previous = _previous(wanted, settings, engine, paired=number == 1)
        with faces(where, original, _say) as write, voice(number) as told:
            for report, original.source in gather(map(_opened, sources), engine, settings):
                further = previous.findings(report) if previous else None
                compared += further is not None
                unasked = history_codes() if further is None else ()
                audited = ledger.judge(report, (*report.findings, *(further or ())), unasked)
                write(audited)
                screen.add(audited)
                failures += _told(told, report)
    if previous:
        _say(f"与上年报告对照了 {compared} 份，其余 {number - compared} 份没有对上同一机关上一年度的报告")
    show(screen, where, ledger.save())
    return failures


def explained(rule: str) -> str:
    """Return what a rule, or with `all` every rule, says, on which basis; RuleError when there is no such rule."""
    known = rules()
    if rule != "all" and rule not in known:
        raise RuleError(f"--explain: no rule {rule}; there are {', '.join(known)}", f"没有规则 {rule}")
    chosen = known.items() if rule == "all" else [(rule, known[rule])]
    return "\n\n".join(
        f"{id}  {each.title}（{SEVERITY_NAMES[each.severity]}）\n"
        f"  依据：{each.basis}\n  举例：{each.example}\n  整改：{each.remedy}"
        for id, each in chosen
    )


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


def _previous(wanted: Wanted, settings: Settings, engine: Engine, *, paired: bool) -> Previous | None:
    """Return last year's reports; what of them can't be read is said."""
    if wanted.previous is None:
        return None
    reports = []
    for gathered in gather(expand([wanted.previous], settings), engine, settings):
        if gathered.report.status == "failed":
            _say(f"上年报告未能读出 {gathered.report.source}：{gathered.report.reason}")
        reports.append(gathered.report)
    return Previous(reports, paired=paired)


def _is_own(source: Found | Kept, where: Target) -> bool:
    """Tell whether a source is what an earlier audit wrote to the same place: a letter is no report."""
    if where.path is None or isinstance(source, Kept):
        return False
    path = Path(source.path if isinstance(source, Member) else source).resolve()
    own = where.path.resolve()
    return path == own or (where.is_run and path.is_relative_to(own))


def _opened(source: Found | Kept) -> Found | Kept | bytes:
    """Return standard input's bytes for `-`; a path as it is."""
    return sys.stdin.buffer.read(DEFAULT.size + 1) if source == "-" else source


def _told(told: Voice, report: Report) -> bool:
    """Advance the bar; tell and return whether a document failed."""
    failed = report.status == "failed"
    if failed:
        told.fail(report.source, report.reason)
    told.advance()
    return failed


def _say(words: str) -> None:
    print(words, file=sys.stderr)
