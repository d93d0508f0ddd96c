"""Several whole reports in one file: the first is read, and the others are named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.audit.wording import finding
from gongkai.document import Finding


def check_bundle(text: str, others: Sequence[tuple[int, int]]) -> Iterator[Finding]:
    """Yield a finding for every whole report that was not read; `others` are the spans of their titles."""
    for start, end in others:
        yield finding("report.another", [(start, end)], title="".join(text[start:end].split()))
