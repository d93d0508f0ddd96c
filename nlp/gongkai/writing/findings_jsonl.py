"""Findings of an audit, one JSON object a line: what, where, in which words, what to change, what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

import msgspec

from gongkai.audit.decisions import Audited, State
from gongkai.audit.rules import rule_of
from gongkai.document import Place, Record, Severity
from gongkai.writing.quotes import quoted
from gongkai.writing.sink import AuditSink


class Line(Record, frozen=True):
    """One finding as it is written."""

    source: str
    agency: str | None
    year: int | None
    code: str
    severity: Severity
    title: str
    message: str
    quote: str
    places: tuple[Place, ...]
    remedy: str
    basis: str
    fingerprint: str
    state: State | None
    decision: str
    note: str


@contextmanager
def findings_jsonl(stream: BinaryIO) -> Iterator[AuditSink]:
    """Yield a sink that writes a line a finding; dismissed ones are left out."""

    def write(audited: Audited) -> None:
        for line in lines(audited):
            stream.write(_ENCODER.encode(line) + b"\n")
        stream.flush()

    yield write


def lines(audited: Audited) -> Iterator[Line]:
    """Yield the findings of a report as they are written."""
    report = audited.report
    for judged in audited.findings:
        found, rule = judged.finding, rule_of(judged.finding.code)
        yield Line(
            report.source, report.agency, report.year, found.code, found.severity, rule.title, found.message,
            quoted(report, found), found.places, rule.remedy, rule.basis, judged.fingerprint, judged.state,
            judged.decision, judged.note,
        )  # fmt: skip


def decision_rows(audited: Audited) -> Iterator[dict[str, str]]:
    """Yield the rows of the file of decisions for a report, dismissed findings included, less what reviewers write."""
    report = audited.report
    for judged in (*audited.findings, *audited.dismissed):
        found = judged.finding
        words = {"code": found.code, "source": report.source, "message": found.message}
        yield {"fingerprint": judged.fingerprint, **words, "quote": quoted(report, found)}


_ENCODER = msgspec.json.Encoder()
