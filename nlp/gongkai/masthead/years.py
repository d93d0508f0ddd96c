"""The year that a report is on: from title, period, opening, the text, the file's name, or the date of signature."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from gongkai.document import Evidence
from gongkai.masthead.page import Page, without_quoted
from gongkai.masthead.signature import signature
from gongkai.masthead.titles import YEAR, Found, Title

USES = 2
"""A year that only the running text gives must be used so often."""
PUBLISHED_BY = 3
"""A report signed up to March is on the year before: due are 31 January and 31 March (Regulations, article 49)."""

_DIGITS = "零一二三四五六七八九"
_PERIOD = re.compile(r"(20[0-3]\d) ?年 ?1 ?月 ?1 ?日[^。\n]{0,8}?(?:至|到|-|—|~|起)[^。]{0,14}?12 ?月 ?31 ?日")
_OF_REPORT = re.compile(rf"{YEAR.pattern}(?=[^,。;\d]{{0,12}}(?:公开|年报|报告))")


def year(page: Page, seen: Sequence[Title]) -> Found | None:
    """Return the first year found; `seen` are titles, the likeliest first."""
    for title in seen:
        if title.year:
            return title.year
    period = _PERIOD.search(page.plain)
    if period:
        return Found(period[1], Evidence("text", *period.span(1)))
    start, end = page.opening()
    for pattern, first, last in ((YEAR, start, end), (_OF_REPORT, 0, start)):
        for match in pattern.finditer(without_quoted(page.plain[first:last])):
            if "年" in match[0]:
                return Found(match[1], Evidence("text", first + match.start(1), first + match.end(1)))
    return _frequent(page.plain) or _named(page) or _before_signature(page.plain)


def number(year: str) -> int:
    """Return the year written in digits of either script."""
    return int("".join(str(_DIGITS.index(char)) if char in _DIGITS else char for char in re.sub("[○O]", "零", year)))


def _frequent(plain: str) -> Found | None:
    """Return the year that the text names most often, if one does."""
    text = without_quoted(plain)
    years = Counter(match[1] for match in YEAR.finditer(text) if "年" in match[0]).most_common(2)
    if not years or years[0][1] < USES or (len(years) > 1 and years[1][1] == years[0][1]):
        return None
    start = text.index(years[0][0])
    return Found(years[0][0], Evidence("text", start, start + len(years[0][0])))


def _named(page: Page) -> Found | None:
    match = YEAR.search(page.stem())
    return Found(match[1], Evidence("name", *match.span(1))) if match else None


def _before_signature(plain: str) -> Found | None:
    """Return the year before that of the signature, if it was signed when reports are due."""
    signed = signature(plain)
    if signed is None or signed.year is None or signed.month > PUBLISHED_BY:
        return None
    return Found(str(int(signed.year.value) - 1), signed.year.evidence)
