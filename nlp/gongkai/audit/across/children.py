"""The reports of a government's units, kept small until the government's own report comes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gongkai.agencies import resolve
from gongkai.audit.across.differences import check_rollup
from gongkai.audit.across.lean import Lean
from gongkai.audit.across.pairing import Head, Names, head_of
from gongkai.audit.across.rollup import Rollup, roll_up
from gongkai.audit.across.roster import Roster, roster_of
from gongkai.document import Finding, Report
from gongkai.editions import Edition, editions

_GOVERNMENT = re.compile(r"(?:政府(?:办公[室厅])?|管委会|管理委员会)$")
_PROPER = re.compile(r"(?:政府|管委会|管理委员会)$")  # its office is a unit, too, and may report for the whole
_LEVELS = ("国家", "省", "市", "县", "乡")


class Children:
    """Units' reports, and what they show of a government's."""

    def __init__(self, reports: Iterable[Report], roster: Roster | None = None) -> None:
        self._editions = {edition.id: edition for edition in editions()}
        lean = Lean()
        self._reports = [_slim(report, lean) for report in reports]
        self._heads = tuple(map(head_of, self._reports))
        self._names = Names(self._heads)
        self._roster = roster
        self._top = _top(self._heads)

    def __len__(self) -> int:
        return len(self._reports)

    def expect(self, heads: Iterable[Head]) -> None:
        """Let those of last year's reports be expected again that are of units, if none are listed."""
        if self._roster is not None:
            return
        last = [head for head in heads if head.agency and head.year is not None]
        years = {head.year for head in self._heads if head.year is not None}
        if len(years) == 1 and len(last) > 1:
            year = years.pop()
            whole = {self._heads[self._top].agency} if self._top is not None else set()
            units = [head for head in last if head.year == year - 1 and head.agency not in whole]
            if any(self._names.find(head.agency, head.year, year) for head in units):
                self._roster = roster_of(units, year)

    def is_of(self, report: Report, *, alone: bool) -> bool:
        """Tell whether a report is their government's: the only one asked of, or a government's that is no unit's.

        Where the government's own report stands among its units', it is the one of the highest level.
        """
        if report.status == "failed" or not report.facts:
            return False
        if alone:
            return True
        if not _GOVERNMENT.search(report.agency or ""):
            return False
        found = self._names.find(report.agency, report.year, report.year)
        return not found or (self._top is not None and self._top in found)

    def rolled(self, report: Report) -> tuple[Rollup, tuple[Finding, ...]]:
        """Return the roll-up against their government's report, and the findings on it."""
        rollup = roll_up(report, self._reports, self._roster)
        edition: Edition | None = self._editions.get(report.edition or "")
        return rollup, check_rollup(rollup, report, edition) if edition else ()


def _slim(report: Report, lean: Lean) -> Report:
    head = (report.source, report.status, report.reason, report.agency, report.year, report.edition)
    return Report(*head, facts=lean.facts(report))


def _top(heads: Iterable[Head]) -> int | None:
    """Return the number of the one government that is of a higher level than all others."""
    ranks = dict(_governments(heads))
    highest = min(ranks.values(), default=None)
    top = [number for number, rank in ranks.items() if rank == highest]
    return top[0] if len(top) == 1 and len(ranks) > 1 else None


def _governments(heads: Iterable[Head]) -> Iterator[tuple[int, int]]:
    for number, head in enumerate(heads):
        if head.agency and _PROPER.search(head.agency):
            level = resolve(head.agency, head.year).level
            if level in _LEVELS:
                yield number, _LEVELS.index(level)
