"""Rows that the form does not know: one by one, or as the table they make."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gongkai.audit.wording import finding, table_name
from gongkai.document import Finding, UnknownRow
from gongkai.editions import Edition

WHOLE_TABLE = 5
"""So many unknown rows below one another are a table of their own: printed twice, of another year, or turned round."""
APART = 200
"""Rows with more characters between them are not of one run."""


def check_extras(edition: Edition, rows: Sequence[UnknownRow]) -> Iterator[Finding]:
    """Yield a finding for every unknown row, and a single one for those of an unknown table."""
    for run in _runs(rows):
        name = table_name(edition.table(run[0].table))
        if len(run) >= WHOLE_TABLE:
            place = run[0].start, run[-1].end
            first, last = _label(run[0]), _label(run[-1])
            yield finding("table.extra", [place], table=name, count=len(run), first=first, last=last)
            continue
        for row in run:
            place, values = (row.start, row.end), "、".join(row.values)
            yield finding("label.unrecognised", [place], table=name, label=_label(row), values=values)


def _runs(rows: Sequence[UnknownRow]) -> list[list[UnknownRow]]:
    """Return the rows, those of one table that stand below one another together."""
    runs: list[list[UnknownRow]] = []
    for row in rows:
        last = runs[-1][-1] if runs else None
        if last and last.table == row.table and 0 <= row.start - last.end <= APART:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _label(row: UnknownRow) -> str:
    return "".join(row.label.split())
