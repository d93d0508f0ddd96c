"""What other reports show of a report: last year's, its units', its neighbours'; and the tables that this makes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

from gongkai.audit.across.children import Children
from gongkai.audit.across.copying import Copies
from gongkai.audit.across.fates import Fate, fates
from gongkai.audit.across.pairing import Head, head_of
from gongkai.audit.across.previous import Previous, placed
from gongkai.audit.across.resemblances import check_copies
from gongkai.audit.across.rollup import Rollup
from gongkai.audit.rules import rules
from gongkai.document import Finding, Report

HISTORY, ROLLUP, COPY = "history", "rollup", "copy"


class Across:
    """Other reports to hold each report against; what isn't given is not asked."""

    def __init__(
        self, previous: Previous | None = None, children: Children | None = None, copies: Copies | None = None
    ) -> None:
        self._previous, self._children = previous, children
        if children is not None and previous is not None:
            children.expect(previous.heads)
        self._copies: Mapping[int, tuple[Finding, ...]] | None = check_copies(copies.copies) if copies else None
        self.copies = copies
        self.rollups: list[Rollup] = []
        self.fates: list[tuple[Head, tuple[Fate, ...]]] = []
        """What became of the measures that each agency announced the year before."""

    def findings(self, number: int, report: Report, *, alone: bool) -> tuple[tuple[Finding, ...], Collection[str]]:
        """Return what others show of the report that came as `number`, and the rules that nothing was asked by.

        `alone` says that it is the only one. ComparisonError where the only report of last year can't be its own.
        """
        found: list[Finding] = []
        unasked: set[str] = set()
        asked = (
            (HISTORY, self._history(report, alone)),
            (ROLLUP, self._rolled(report, alone)),
            (COPY, self._alike(number)),
        )
        for group, some in asked:
            if some is None:
                unasked |= codes(group)
            found += some or ()
        return placed(report, found), unasked

    def told(self) -> tuple[str, ...]:
        """Return what the page says of it, in lines."""
        lines = []
        if self._children is not None and not self.rollups:
            lines.append("汇总核对：所给报告中没有认出政府自己的报告，未核对；可只给政府的一份")
        for rollup in self.rollups:
            broken = sum(bool(cell.difference) for cell in rollup.cells)
            missing = f"，名单中缺 {len(rollup.missing)} 个" if rollup.missing else ""
            aside = f"，未计入 {len(rollup.aside)} 份" if rollup.aside else ""
            lines.append(
                f"汇总核对：{rollup.agency or '政府'}，计入 {len(rollup.counted)} 个单位{missing}{aside}；"
                f"{len(rollup.cells)} 格中 {broken} 格与合计不同"
            )
        if self.copies is not None:
            lines.append(f"雷同：{len(self.copies.copies)} 对报告有雷同文字，另有 {len(self.copies.shared)} 句通用文字")
        return tuple(lines)

    def _history(self, report: Report, alone: bool) -> tuple[Finding, ...] | None:
        if self._previous is None:
            return None
        if alone:
            self._previous.require(report)
        found, before = self._previous.findings(report), self._previous.of(report)
        if before is not None:
            self.fates.append((head_of(report), fates(report, before)))
        return found

    def _rolled(self, report: Report, alone: bool) -> tuple[Finding, ...] | None:
        if self._children is None or not self._children.is_of(report, alone=alone):
            return None
        rollup, found = self._children.rolled(report)
        self.rollups.append(rollup)
        return found

    def _alike(self, number: int) -> tuple[Finding, ...] | None:
        return None if self._copies is None else self._copies.get(number, ())


@cache
def codes(group: str) -> frozenset[str]:
    """Return the rules of a group that needs other reports: history, rollup or copy."""
    return frozenset(id for id in rules() if id.startswith(f"{group}."))
