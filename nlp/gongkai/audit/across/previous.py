"""Last year's reports, each found for the report of the same agency that follows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import UNSET
from msgspec.structs import replace

from gongkai.audit.across.history import compare
from gongkai.audit.across.lean import Lean
from gongkai.audit.across.pairing import Names, head_of, plain, require_follows
from gongkai.audit.words import fact_at, passage_at
from gongkai.document import Finding, Place, Report
from gongkai.editions import Edition, editions


class Previous:
    """Reports by agency and year; what comparing does not need is let go. Of two on one year the last counts."""

    def __init__(self, reports: Iterable[Report], *, renamed: bool = False) -> None:
        """Take in the reports; `renamed` says that the only one is the same agency's under another name."""
        self._renamed = renamed
        self._editions: Mapping[str, Edition] = {edition.id: edition for edition in editions()}
        lean = Lean()
        kept: dict[tuple[str, int | None], Report] = {}
        for report in reports:
            if report.status != "failed":
                kept[plain(report.agency), report.year] = _slim(report, lean)
        self._reports = list(kept.values())
        self.heads = tuple(map(head_of, self._reports))
        self._names = Names(self.heads)

    def __len__(self) -> int:
        return len(self._reports)

    def of(self, report: Report) -> Report | None:
        """Return the report of the year before by the same agency; the only one there is where no agency was read.

        None where there is none, or where several fit.
        """
        if report.status == "failed" or report.year is None:
            return None
        before = report.year - 1
        found = [self._reports[at] for at in self._names.find(report.agency, report.year, before)]
        if not found and len(self._reports) == 1:
            (last,) = self._reports
            meant = self._renamed or not (report.agency and last.agency)
            found = [last] if last.year == before and meant else []
        return found[0] if len(found) == 1 else None

    def require(self, report: Report) -> None:
        """Raise ComparisonError where the only report there is can't be the one of the year before."""
        if len(self._reports) == 1 and report.status != "failed" and self.of(report) is None:
            require_follows(head_of(report), self.heads[0], renamed=self._renamed)

    def findings(self, report: Report) -> tuple[Finding, ...] | None:
        """Return the findings on `report` that last year's shows, with positions; None when there is none of it."""
        before = self.of(report)
        if before is None:
            return None
        edition = self._editions.get(report.edition or "")
        return placed(report, compare(report, before, edition, renamed=self._renamed))


def _slim(report: Report, lean: Lean) -> Report:
    passages = tuple(passage for passage in report.passages if passage.section == "problems")
    facts = lean.facts(report)
    return replace(report, facts=facts, passages=passages, quantities=(), findings=(), unknown_rows=(), text=UNSET)


def placed(report: Report, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings with the positions of the cells and passages that their places are."""
    return tuple(replace(finding, places=tuple(_at(report, place) for place in finding.places)) for finding in findings)


def _at(report: Report, place: Place) -> Place:
    """Return a place with the position of the cell or passage that it is."""
    found = fact_at(report, place) or passage_at(report, place)
    return place if found is None else replace(place, position=found.position)
