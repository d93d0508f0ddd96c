"""Last year's reports, each found for the report of the same agency that follows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import UNSET
from msgspec.structs import replace

from gongkai.audit.history import compare
from gongkai.audit.rules import rules
from gongkai.audit.words import fact_at, passage_at
from gongkai.document import Finding, Place, Report
from gongkai.editions import Edition, editions
from gongkai.text import fold, squeeze

_GROUP = "history."


class Previous:
    """Reports by agency and year; what comparing does not need is let go."""

    def __init__(self, reports: Iterable[Report], *, paired: bool = False) -> None:
        """Take in the reports; `paired`: one report is audited, so that the only one here is meant, whatever its name.

        Agencies are renamed, and names are written in full or not.
        """
        self._paired = paired
        self._editions: Mapping[str, Edition] = {edition.id: edition for edition in editions()}
        self._reports: dict[tuple[str, int | None], Report] = {}
        self._last: Report | None = None
        for report in reports:
            if report.status != "failed":
                self._last = _slim(report)
                self._reports[_name(report), report.year] = self._last

    def __len__(self) -> int:
        return len(self._reports)

    def of(self, report: Report) -> Report | None:
        """Return the report of the year before by the same agency; of a pair the other one."""
        if report.status == "failed":
            return None
        if self._paired and len(self._reports) == 1:
            return self._last
        return self._reports.get((_name(report), report.year - 1)) if report.agency and report.year else None

    def findings(self, report: Report) -> tuple[Finding, ...] | None:
        """Return the findings on `report` that last year's shows, with positions; None when there is none of it."""
        before, edition = self.of(report), self._editions.get(report.edition or "")
        if before is None or edition is None:
            return None
        return tuple(_placed(report, found) for found in compare(report, before, edition))


def history_codes() -> frozenset[str]:
    """Return the rules that need last year's report."""
    return frozenset(id for id in rules() if id.startswith(_GROUP))


def _name(report: Report) -> str:
    return squeeze(fold(report.agency or ""))


def _slim(report: Report) -> Report:
    passages = tuple(passage for passage in report.passages if passage.section == "problems")
    return replace(report, passages=passages, quantities=(), findings=(), unknown_rows=(), text=UNSET)


def _placed(report: Report, finding: Finding) -> Finding:
    return replace(finding, places=tuple(_at(report, place) for place in finding.places))


def _at(report: Report, place: Place) -> Place:
    """Return a place with the position of the cell or passage that it is."""
    found = fact_at(report, place) or passage_at(report, place)
    return place if found is None else replace(place, position=found.position)
