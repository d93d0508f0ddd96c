"""One run of `gongkai audit`: reports in, what is found on each judged, faces out."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import NamedTuple

from gongkai.audit.rules import SEVERITY_NAMES, rules
from gongkai.audit.rules import Settings as RuleSettings
from gongkai.batch import Inline, Processes
from gongkai.batch.gathering import Kept, count, expand, gather
from gongkai.cli.audit_faces import Target, faces, show
from gongkai.cli.audit_screen import AuditScreen
from gongkai.cli.ledger import Ledger
from gongkai.cli.others import Others, opened
from gongkai.cli.progress import Voice, voice
from gongkai.document import Report
from gongkai.errors import GongkaiError, RuleError
from gongkai.limits import DEFAULT, Limits
from gongkai.pipeline import Settings
from gongkai.reading import Found, Member, load
from gongkai.writing.comments import is_docx


class Wanted(NamedTuple):
    """What an audit is to do: the user's rules, the file of decisions, other reports, processes and limits."""

    rules: RuleSettings
    decisions: str | None
    others: Others
    processes: int
    limits: Limits


def run(paths: list[str], where: Target, wanted: Wanted) -> int:
    """Audit everything under `paths` into `where`; return the number of failed documents."""
    settings = Settings(None, wanted.limits)
    sources = [source for source in expand(paths, settings) if source in paths or not _is_own(source, where)]
    screen, original = AuditScreen(), _Original(wanted.limits)
    ledger = Ledger(wanted.rules, Path(wanted.decisions) if wanted.decisions else None, _say)
    failures, number = 0, count(sources)
    with Processes(wanted.processes) if wanted.processes > 1 else Inline() as engine:
        gathered = gather(map(_opened, sources), engine, settings)
        own = partial(_is_own, where=where)
        with (
            opened(wanted.others, gathered, engine, settings, _say, own) as (across, reports),
            faces(where, original, _say, across) as write,
            voice(number) as told,
        ):
            for at, (report, original.source) in enumerate(reports):
                further, unasked = across.findings(at, report, alone=number == 1)
                audited = ledger.judge(report, (*report.findings, *further), unasked)
                write(audited)
                screen.add(audited)
                failures += _told(told, report)
    if wanted.others.previous is not None:
        compared = len(across.fates)
        _say(f"与上年报告对照了 {compared} 份，其余 {number - compared} 份没有对上同一机关上一年度的报告")
    show(screen, where, ledger.save(), across.told())
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
