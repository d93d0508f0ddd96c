"""What reviewers decided on findings, and what became of each finding since the run before.

A finding is `new` or `open` (known from an earlier run); a known one that is no longer found in a report that was
audited again, under a rule that is on, is `fixed`. Of a report that was not audited nothing is said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum

from gongkai.audit.fingerprints import fingerprint
from gongkai.document import Finding, Record, Report

COLUMNS = ("fingerprint", "decision", "note", "code", "source", "message", "quote", "state")
_MEANT = {"confirm": "confirm", "确认": "confirm", "属实": "confirm"} | {
    "dismiss": "dismiss", "驳回": "dismiss", "不属实": "dismiss", "忽略": "dismiss",
}  # fmt: skip


class State(StrEnum):
    """What became of a finding."""

    NEW = "new"
    OPEN = "open"
    FIXED = "fixed"


STATE_NAMES = {State.NEW: "新增", State.OPEN: "仍未改", State.FIXED: "已改正"}

Row = Mapping[str, str]
"""A row of the file of decisions as it stands there, further columns of the reviewer's included."""


class Judged(Record, frozen=True):
    """A finding with what a reviewer said of it; `state` is None where there is no file of decisions."""

    finding: Finding
    fingerprint: str
    state: State | None = None
    decision: str = ""
    note: str = ""


class Audited(Record, frozen=True):
    """A report with the findings to be shown, most severe first; `dismissed` are those that a reviewer dismissed."""

    report: Report
    findings: tuple[Judged, ...]
    dismissed: tuple[Judged, ...] = ()


class Decisions:
    """The rows of a file of decisions, looked up by fingerprint."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows: dict[str, list[Row]] = {}
        for row in rows:
            self._rows.setdefault(row.get("fingerprint", "").strip(), []).append(row)

    def judge(self, report: Report, finding: Finding) -> Judged:
        """Return a finding with decision and notes; where rows contradict each other, nothing is decided."""
        own = fingerprint(report, finding)
        rows = self._rows.get(own, ())
        decided = {meant(row) for row in rows} - {""}
        notes = dict.fromkeys(note for row in rows if (note := row.get("note", "").strip()))
        decision = decided.pop() if len(decided) == 1 else ""
        return Judged(finding, own, State.OPEN if rows else State.NEW, decision, "；".join(notes))


def meant(row: Row) -> str:
    """Return the decision of a row: confirm, dismiss or nothing; of other words nothing, too."""
    return _MEANT.get(row.get("decision", "").strip().lower(), "")


def unclear(rows: Iterable[Row]) -> list[str]:
    """Return the words in the column of decisions that are none."""
    words = {row.get("decision", "").strip() for row in rows if not meant(row)}
    return sorted(words - {""})


def judge(report: Report, findings: Iterable[Finding], decisions: Decisions | None) -> Audited:
    """Return a report with its findings, those that a reviewer dismissed apart."""
    order = ("certain", "check", "info")
    ranked = sorted(findings, key=lambda each: order.index(each.severity))  # stable: else in text order
    if decisions is None:
        return Audited(report, tuple(Judged(each, fingerprint(report, each)) for each in ranked))
    judged = [decisions.judge(report, each) for each in ranked]
    return Audited(
        report,
        tuple(each for each in judged if each.decision != "dismiss"),
        tuple(each for each in judged if each.decision == "dismiss"),
    )


def updated(rows: Iterable[Row], found: Mapping[str, Row], audited: Mapping[str, Collection[str]]) -> list[Row]:
    """Return the rows with what this run found: those there in their order, then the new ones.

    `found` are rows by fingerprint; `audited` holds by each report's print (`report_print`) the codes that were not
    asked of it: rules switched off, or in want of last year's report. Columns that a reviewer writes are left alone.
    """
    result: list[Row] = []
    known = set()
    for row in rows:
        print_ = row.get("fingerprint", "").strip()
        known.add(print_)
        unasked = audited.get(print_.partition("-")[0])
        if print_ in found:
            result.append({**row, **found[print_], "state": State.OPEN})
        elif unasked is not None and row.get("code") not in unasked:
            result.append({**row, "state": State.FIXED})
        else:
            result.append(row)
    fresh = [{**row, "state": State.NEW} for print_, row in found.items() if print_ not in known]
    return result + fresh
