"""How a report stands: its findings counted, and the one to be told first, in words."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath

from gongkai.audit.decisions import Audited
from gongkai.document import Record, Severity


class Standing(Record, frozen=True):
    """A report in a line; `worst` is the message of its most severe finding, None where there is none."""

    source: str
    agency: str | None
    year: int | None
    status: str
    reason: str | None
    certain: int
    check: int
    info: int
    dismissed: int
    worst: str | None

    @property
    def name(self) -> str:
        """Return what a clerk calls it: the agency, else its file."""
        return self.agency or PurePath(self.source).name

    @property
    def badness(self) -> tuple[int, int, int, int]:
        """Return what reports are ranked by, the worst one highest; failed ones are worse than any other."""
        return int(self.status == "failed"), self.certain, self.check, self.info


def standing(audited: Audited) -> Standing:
    """Return how a report stands."""
    report = audited.report
    counts = Counter(judged.finding.severity for judged in audited.findings)
    worst = audited.findings[0].finding.message if audited.findings else None
    return Standing(
        report.source, report.agency, report.year, report.status, report.reason, counts[Severity.CERTAIN],
        counts[Severity.CHECK], counts[Severity.INFO], len(audited.dismissed), worst,
    )  # fmt: skip
