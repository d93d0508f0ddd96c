"""Find what was left in the report from another one: another agency's name, another year, a template's words."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.audit.leftovers import check_leftovers
from gongkai.audit.names import check_names
from gongkai.audit.prose import Prose
from gongkai.audit.spelling import check_spelling
from gongkai.audit.years import check_years
from gongkai.document import Finding, Report


def check_residue(prose: Prose, report: Report) -> Iterator[Finding]:
    """Yield findings on names, years and leftovers."""
    yield from check_names(prose, report)
    yield from check_years(prose, report)
    yield from check_leftovers(prose)
    yield from check_spelling(prose, report.year)
