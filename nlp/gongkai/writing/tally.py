"""One report in a row of numbers, for overviews."""

from __future__ import annotations

from collections import Counter

from gongkai.document import Record, Report, Severity, Status

STATUS_NAMES = {"ok": "完整", "partial": "部分", "failed": "失败"}


class Tally(Record, frozen=True):
    """How much of a report was read. `found` counts cells that are not missing, `numbers` those that hold a number."""

    source: str
    agency: str | None
    year: int | None
    edition: str | None
    status: str
    reason: str | None
    cells: int
    found: int
    numbers: int
    doubtful: int
    missing: int
    passages: int
    quantities: int
    certain: int
    check: int
    info: int


def tally(report: Report) -> Tally:
    """Count what `report` holds."""
    states = Counter(fact.status for fact in report.facts)
    severities = Counter(finding.severity for finding in report.findings)
    return Tally(
        source=report.source,
        agency=report.agency,
        year=report.year,
        edition=report.edition,
        status=report.status,
        reason=report.reason,
        cells=len(report.facts),
        found=len(report.facts) - states[Status.MISSING],
        numbers=states[Status.NUMBER],
        doubtful=sum(fact.doubt is not None for fact in report.facts),
        missing=states[Status.MISSING],
        passages=len(report.passages),
        quantities=len(report.quantities),
        certain=severities[Severity.CERTAIN],
        check=severities[Severity.CHECK],
        info=severities[Severity.INFO],
    )
