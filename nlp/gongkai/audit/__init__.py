"""Audit: what a report says against its own form, in findings that quote their places."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.audit.arithmetic import check_identities
from gongkai.audit.completeness import check_completeness
from gongkai.audit.wording import finding
from gongkai.document import Fact, Finding, Section, UnknownRow
from gongkai.editions import Edition

__all__ = ["review"]


def review(
    edition: Edition,
    facts: Sequence[Fact],
    unknown_rows: Sequence[UnknownRow],
    sections: Sequence[Section],
    year: int | None,
) -> tuple[Finding, ...]:
    """Return the findings on a report's tables, in the order of their first place."""
    found = [*check_identities(edition, facts), *check_completeness(edition, facts, unknown_rows, sections)]
    if year is not None and not _in_use(edition, year):
        found.append(finding("edition.year", [], year=year, edition=edition.id, source=edition.source))
    return tuple(sorted(found, key=lambda item: item.places[0].start if item.places else 0))


def _in_use(edition: Edition, year: int) -> bool:
    return year in edition.years or (len(edition.years) == 1 and year >= edition.years[0])
