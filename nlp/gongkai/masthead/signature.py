"""The signature at the end of a report: agency and date."""

from __future__ import annotations

import re
from typing import NamedTuple

from gongkai.document import Evidence
from gongkai.masthead.names import HAN, LONGEST_ORGAN, ORGAN, SUFFIX, is_name
from gongkai.masthead.titles import Found

TAIL = 120
"""The signature stands in so many last characters."""
_SIGNED = re.compile(
    rf"(?:(?:^|[。\s])({HAN}{{2,28}}(?:{ORGAN}))\s*)?(20[0-3]\d) ?年 ?(\d{{1,2}}) ?月 ?\d{{1,2}} ?日\s*$"
    rf"|(?:^|\n)\s*({HAN}{{2,28}}(?:{ORGAN}))\s*$"
)


class Signature(NamedTuple):
    """Who signed in which year; `month` is 0 where there is no date."""

    agency: Found | None
    year: Found | None
    month: int


def signature(plain: str) -> Signature | None:
    """Return the signature that ends a text."""
    tail = plain[-TAIL:].rstrip()
    ends = tail.endswith("日") or SUFFIX.search(tail[-LONGEST_ORGAN:])
    match = _SIGNED.search(plain, max(0, len(plain) - TAIL)) if ends else None
    if match is None:
        return None
    group = 1 if match[1] else 4
    named = match[group] is not None and is_name(match[group])
    agency = Found(match[group], Evidence("signature", *match.span(group))) if named else None
    year = Found(match[2], Evidence("signature", *match.span(2))) if match[2] else None
    return Signature(agency, year, int(match[3] or 0))
