"""When a report was signed: the date that stands alone at its end."""

from __future__ import annotations

import re
from datetime import date

from gongkai.document import Report
from gongkai.text import fold

TAIL = 120
"""The signature stands in so many last characters."""
LATEST = 3
"""A date more than so many years after the reported year is no signature."""
_DATE = re.compile(r"(20[0-3]\d) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日\s*(?:[-—\d\s]*)$")


def signed(report: Report) -> date | None:
    """Return the date of signature; None where there is none, or the document's text is not at hand."""
    if not isinstance(report.text, str):
        return None
    match = _DATE.search(fold(report.text[-TAIL:]))
    if match is None:
        return None
    year, month, day = map(int, match.groups())
    if report.year is not None and not report.year < year <= report.year + LATEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
