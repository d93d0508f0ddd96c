"""What copied passages mean for each of the reports, in findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from gongkai.audit.across.copying import Copy, Side
from gongkai.audit.wording import finding
from gongkai.document import Finding, Severity

MUCH = 60
"""Characters of its own: so many are no chance and are to be checked; fewer are a remark."""
MOST = 5
"""Findings a report, the longest copies first: the table has all."""
LONGEST_QUOTE = 60


def check_copies(copies: Iterable[Copy]) -> dict[int, tuple[Finding, ...]]:
    """Return the findings on each report, by its number; `copies` come with the longest first."""
    found: dict[int, list[Finding]] = defaultdict(list)
    for copy in copies:
        severity = Severity.CHECK if copy.length >= MUCH else Severity.INFO
        ours = [(span.start, span.end) for span in copy.spans]
        theirs = [(span.other_start, span.other_end) for span in copy.spans]
        if copy.is_ordered:
            _add(found, copy, "copy.source", Severity.INFO, copy.one, ours, copy.other)
            _add(found, copy, "copy.later", severity, copy.other, theirs, copy.one)
        else:
            _add(found, copy, "copy.alike", severity, copy.one, ours, copy.other)
            _add(found, copy, "copy.alike", severity, copy.other, theirs, copy.one)
    return {number: tuple(each) for number, each in found.items()}


def _add(
    found: dict[int, list[Finding]],
    copy: Copy,
    code: str,
    severity: Severity,
    own: Side,
    places: list[tuple[int, int]],
    other: Side,
) -> None:
    if len(found[own.number]) == MOST:
        return
    text = max(copy.spans, key=lambda span: span.length).text[:LONGEST_QUOTE]
    told = finding(code, places, severity, other=_named(other), count=len(copy.spans), length=copy.length, text=text)
    found[own.number].append(told)


def _named(side: Side) -> str:
    """Return whose report of which year, and when it was signed."""
    year = f"{side.year}年度报告" if side.year else "报告"
    when = f"（{side.signed.year}年{side.signed.month}月{side.signed.day}日）" if side.signed else ""
    return f"{side.agency or side.source}{year}{when}"
