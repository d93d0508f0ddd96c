"""Cells of reports that are kept to be added up or compared later: most are zero, and one zero is like another."""

from __future__ import annotations

from msgspec import UNSET
from msgspec.structs import replace

from gongkai.document import Fact, Report, Status


class Lean:
    """Facts without places; those of one cell that are zero or blank are one record in all reports."""

    def __init__(self) -> None:
        self._zeros: dict[tuple[str, Status, str | None], Fact] = {}

    def facts(self, report: Report) -> tuple[Fact, ...]:
        """Return a report's facts as they are to be kept."""
        return tuple(map(self._fact, report.facts))

    def _fact(self, fact: Fact) -> Fact:
        if fact.value or fact.doubt or fact.status in (Status.MISSING, Status.TEXT):
            return replace(fact, position=UNSET)
        key = fact.address, fact.status, fact.unit_source
        return self._zeros.setdefault(key, replace(fact, start=0, end=0, position=UNSET))
