"""What a roll-up shows, in findings on the government's report: at most to be checked, since scopes may differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from gongkai.audit.across.rollup import Rollup, Sum
from gongkai.audit.wording import column_name, finding, place_of, row_name, table_name
from gongkai.document import Fact, Finding, Number, Report, Severity, Status
from gongkai.editions import Edition, Table

OWN_ONLY = 0.5
"""Stated is less than so much of the sum, in more than that share of the cells that have one: another scope."""
LEAST_CELLS = 4
"""Fewer cells tell no scope."""
NAMED = 5
"""Units or sources named in a message; the table of the roll-up has all."""
CATALOGUE = ("prior_items", "change")
"""Columns of entries in catalogues, which several units share: sums of them mean nothing."""


def check_rollup(rollup: Rollup, report: Report, edition: Edition) -> tuple[Finding, ...]:
    """Return the findings on the government's `report`, in the order of their places."""
    facts = {fact.address: fact for fact in report.facts}
    head = _head(report)
    cells = [cell for cell in rollup.cells if cell.address.split(".")[2] not in CATALOGUE]
    found = [*_roster(rollup, head)]
    if scope := _scope(cells):
        below, every = scope
        found.append(finding("rollup.scope", head, below=below, every=every, units=len(rollup.counted)))
    else:
        found += _rows(rollup, edition, facts, cells)
        found += _rest(rollup, edition, facts, cells)
    return tuple(sorted(found, key=lambda each: each.places[0].start if each.places else 0))


def _head(report: Report) -> list[tuple[int, int]]:
    """Return where the report names its agency, for what is said of all of it."""
    evidence = report.agency_evidence
    return [(evidence.start, evidence.end)] if evidence and evidence.source in ("title", "text", "signature") else []


def _roster(rollup: Rollup, head: Sequence[tuple[int, int]]) -> Iterator[Finding]:
    """Yield who is missing, and what was not counted."""
    if rollup.missing:
        names = _some(rollup.missing)
        yield finding("rollup.missing", head, count=len(rollup.missing), units=names)
    if rollup.aside:
        named = _some([f"{each.unit or each.source}（{each.reason}）" for each in rollup.aside])
        yield finding("rollup.aside", head, count=len(rollup.aside), units=named)


def _scope(cells: Iterable[Sum]) -> tuple[int, int] | None:
    """Return in how many of how many cells far less is stated than the sum, if the government counts itself alone."""
    summed = [(cell.stated, cell.sum) for cell in cells if cell.sum and cell.stated is not None]
    below = sum(stated < OWN_ONLY * float(total) for stated, total in summed)
    return (below, len(summed)) if len(summed) >= LEAST_CELLS and below > OWN_ONLY * len(summed) else None


def _rows(rollup: Rollup, edition: Edition, facts: Mapping[str, Fact], cells: Sequence[Sum]) -> Iterator[Finding]:
    """Yield the rows where less is stated than the units have, or more than all of them with the office have."""
    for key, row in groupby(cells, key=lambda cell: cell.address.rpartition(".")[0]):
        table, broken = edition.table(key.split(".")[0]), list(row)
        less = [cell for cell in broken if (cell.difference or 0) < 0]
        more = [cell for cell in broken if (cell.difference or 0) > 0 and _is_complete(rollup, cell)]
        for code, some in (("rollup.less", less), ("rollup.more", more)):
            if some:
                yield _finding(code, table, facts, some)


def _is_complete(rollup: Rollup, cell: Sum) -> bool:
    return rollup.is_whole and rollup.has_office and not cell.unread


def _finding(code: str, table: Table, facts: Mapping[str, Fact], cells: Sequence[Sum]) -> Finding:
    """Return the finding on some cells of a row."""
    _, row, _ = cells[0].address.split(".")
    columns = "；".join(f"{column_name(table, cell.address.split('.')[2])}{_said(cell)}" for cell in cells)
    widest = max(cells, key=lambda cell: cell.sum)
    parts = _some([f"{part.unit}{_plain(part.value)}" for part in widest.contributions]) or "均为0"
    return finding(
        code, [place_of(facts[cell.address]) for cell in cells],
        table=table_name(table), row=row_name(table, row), columns=columns, parts=parts, hint=_hint(cells),
    )  # fmt: skip


def _said(cell: Sum) -> str:
    gap = cell.difference or 0
    apart = f"多{_plain(gap)}" if gap > 0 else f"少{_plain(-gap)}"
    return f"填{_plain(cell.stated or 0)}、合计{_plain(cell.sum)}（{apart}）"


def _hint(cells: Sequence[Sum]) -> str:
    """Return which unit's numbers are the difference in every cell, if it is one."""
    short = [{part.unit for part in cell.contributions if part.value == -(cell.difference or 0)} for cell in cells]
    units = set.intersection(*short)
    return f"；少的正是{units.pop()}的数，可能漏汇总" if len(units) == 1 else ""


def _rest(rollup: Rollup, edition: Edition, facts: Mapping[str, Fact], cells: Sequence[Sum]) -> Iterator[Finding]:
    """Yield one remark on all cells where more is stated than the units known have."""
    more = [cell for cell in cells if (cell.difference or 0) > 0 and not _is_complete(rollup, cell)]
    if not more:
        return
    names = []
    for cell in more[:NAMED]:
        table_id, row, column = cell.address.split(".")
        table = edition.table(table_id)
        names.append(f"{row_name(table, row)}·{column_name(table, column)}多{_plain(cell.difference or 0)}")
    named = "、".join(names) + ("等" if len(more) > NAMED else "")
    why = "政府办公室的报告未计入" if rollup.is_whole and not rollup.has_office else "可能还有单位没有计入"
    places = [place_of(facts[cell.address]) for cell in more[:NAMED] if facts[cell.address].status is Status.NUMBER]
    yield finding("rollup.rest", places, Severity.INFO, count=len(more), cells=named, why=why)


def _some(names: Sequence[str]) -> str:
    return "、".join(names[:NAMED]) + (f"等{len(names)}个" if len(names) > NAMED else "")


def _plain(value: Number) -> str:
    return f"{value:f}" if not isinstance(value, int) else str(value)
