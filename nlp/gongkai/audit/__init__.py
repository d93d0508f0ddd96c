"""Audit: what a report says against its own form, its own tables and itself, in findings that quote their places."""

from __future__ import annotations

from gongkai.audit.contradictions import check_claims
from gongkai.audit.disclosed import check_disclosed
from gongkai.audit.prose import Prose
from gongkai.audit.residue import check_residue
from gongkai.audit.rules import Settings, apply, read_settings
from gongkai.audit.shares import check_shares
from gongkai.audit.structure import check_structure
from gongkai.audit.sums import check_sums
from gongkai.audit.tables.arithmetic import check_identities
from gongkai.audit.tables.columns import check_columns
from gongkai.audit.tables.completeness import check_completeness
from gongkai.audit.totals import check_totals
from gongkai.document import Finding, Report
from gongkai.editions import Edition

__all__ = ["read_settings", "review"]


def review(
    report: Report, edition: Edition | None, plain: str, settings: Settings | None = None
) -> tuple[Finding, ...]:
    """Return the findings on one report, in the order of their first place.

    `plain` is the document's text, folded, with artefacts blanked. `settings` are a user's changes to the rules.
    """
    prose = Prose(plain, report.passages, report.quantities)
    found: list[Finding] = []
    if edition is not None:
        found += check_identities(edition, report.facts)
        found += (*check_completeness(edition, report), *check_columns(edition, report))
    found += (*check_sums(prose), *check_totals(prose), *check_shares(prose))
    found += (*check_claims(prose, report, edition), *check_disclosed(prose, report))
    found += (*check_residue(prose, report), *check_structure(report, edition))
    if settings:
        found = apply(settings, found)
    return tuple(sorted(found, key=lambda item: item.places[0].start if item.places else 0))
