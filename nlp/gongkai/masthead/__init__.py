"""Read who reports on which year, each with its evidence.

For the agency: the title (in the text, or declared by the format), the signature, the opening of the overview, the
publisher that the page names, the file's name, the names that the text uses. For the year: the title, the clause that
states the period, the opening, the years that the text uses, the file's name, and last the date of signature. The year
is the one reported on, never that of publication. Where several titles stand above the report, what else is known of
it says which is its own. What isn't there is None.
"""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.document import Document, Evidence, Record, Section
from gongkai.masthead.agency import agency, witnesses
from gongkai.masthead.page import Page, base_name
from gongkai.masthead.speakers import self_name
from gongkai.masthead.titles import titles
from gongkai.masthead.weighing import ranked
from gongkai.masthead.years import number, year

__all__ = ["Masthead", "base_name", "read"]


class Masthead(Record, frozen=True):
    """Agency and year of a report with the evidence for each.

    Offsets of an Evidence count in the text; for source `name` in the file's base name; for a title that the format
    declares and the text doesn't repeat, in `Document.title`.
    """

    agency: str | None = None
    agency_evidence: Evidence | None = None
    year: int | None = None
    year_evidence: Evidence | None = None


def read(document: Document, plain: str, sections: Sequence[Section]) -> Masthead:
    """Return agency and year of the report; `plain` is the document's text, folded, with artefacts blanked."""
    page = Page(document, plain, sections)
    head = page.head()
    seen = list(titles(head, "title"))
    if len(seen) > 1:
        seen = ranked(seen, witnesses(page, seen), self_name(plain), head)
    seen += page.declared()
    who, when = agency(page, seen), year(page, seen)
    return Masthead(
        who.value if who else None,
        who.evidence if who else None,
        number(when.value) if when else None,
        when.evidence if when else None,
    )
