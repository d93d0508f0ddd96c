"""The ledger of an audit: findings judged by a user's rules and reviewers' decisions, and kept for the next run."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

import typer

from gongkai.audit.decisions import Audited, Decisions, Row, judge, unclear, updated
from gongkai.audit.fingerprints import report_print
from gongkai.audit.rules import Settings, apply
from gongkai.document import Finding, Report
from gongkai.writing import decisions_csv
from gongkai.writing.audit_run import Say
from gongkai.writing.findings_jsonl import decision_rows


class Ledger:
    """Rules and decisions, and what is to be written to the file of decisions at the end."""

    def __init__(self, rules: Settings, path: Path | None, say: Say) -> None:
        """Read the file of decisions; a wrong call when `path` can't be one."""
        self._rules, self._path = rules, path
        self._decisions: Decisions | None = None
        self._found: dict[str, Row] = {}
        self._audited: dict[str, frozenset[str]] = {}
        self._off = frozenset(id for id, severity in rules.items() if severity is None)
        if path is not None:
            if not path.parent.is_dir() or path.is_dir():
                raise typer.BadParameter(f"--decisions {path}: give a file in a folder that exists")
            rows = decisions_csv.read(path).rows
            self._decisions = Decisions(rows)
            if strange := unclear(rows):
                told = "、".join(strange[:5])
                say(f"{path}：看不懂的意见“{told}”按未定处理；可写 confirm（确认）或 dismiss（驳回）")

    def judge(self, report: Report, found: Iterable[Finding], unasked: Collection[str] = ()) -> Audited:
        """Return a report with what is to be shown of its findings; `unasked` are rules that it was not held against.

        Their absence is no sign that anything was fixed.
        """
        audited = judge(report, apply(self._rules, found), self._decisions)
        if self._path is not None and report.status != "failed":
            print_, silent = report_print(report), self._off | frozenset(unasked)
            # Of one report in several files, what one of them was asked was asked.
            self._audited[print_] = self._audited.get(print_, silent) & silent
            self._found.update((row["fingerprint"], row) for row in decision_rows(audited))
        return audited

    def save(self) -> list[Row] | None:
        """Write the file of decisions; return its rows, None where none is wanted."""
        if self._path is None:
            return None
        return list(decisions_csv.update(self._path, lambda rows: updated(rows, self._found, self._audited)))
