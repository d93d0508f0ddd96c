"""Say what of the form is missing, unsure, not a number, or printed beyond it."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.audit.tables.extras import check_extras
from gongkai.audit.wording import DOUBTS, cell_name, finding, place_of, row_name, table_name
from gongkai.document import Fact, Finding, Report, Status
from gongkai.editions import Edition, Table

MOST_ROWS = 6  # rows named in a message


def check_completeness(edition: Edition, report: Report) -> list[Finding]:
    """Return findings on tables that are missing or incomplete, unknown rows, doubts, texts, blanks, units, edition."""
    headings = {section.id: (section.start, section.start + len(section.heading)) for section in report.sections}
    facts, year = report.facts, report.year
    found: list[Finding] = []
    at = 0
    for table in edition.tables:
        end = min(at + len(table.addresses), len(facts))
        while end > at and not facts[end - 1].address.startswith(f"{table.id}."):
            end -= 1  # a group filled in place of its rows has fewer cells
        found += _check_table(edition, table, list(facts[at:end]), headings.get(table.part))
        at = end
    found += check_extras(edition, report.unknown_rows)
    if year is not None and not _in_use(edition, year):
        found.append(finding("edition.year", [], year=year, edition=edition.id, source=edition.source))
    return found


def _in_use(edition: Edition, year: int) -> bool:
    return year in edition.years or (len(edition.years) == 1 and year >= edition.years[0])


def _check_table(
    edition: Edition, table: Table, facts: list[Fact], heading: tuple[int, int] | None
) -> Iterator[Finding]:
    places = [heading] if heading else []
    states = {fact.status for fact in facts}
    if states == {Status.MISSING}:
        yield finding("table.missing", places, table=table_name(table), cells=len(facts))
        return
    if Status.MISSING in states:
        missing = (fact.address.split(".")[1] for fact in facts if fact.status is Status.MISSING)
        rows = [row_name(table, row) for row in dict.fromkeys(missing)]
        named = "、".join(rows[:MOST_ROWS]) + ("等" if len(rows) > MOST_ROWS else "")
        yield finding("table.incomplete", places, table=table_name(table), rows=named)
    if doubtful := [fact for fact in facts if fact.doubt]:
        yield _doubt(edition, table, doubtful)
    if Status.TEXT in states:
        for fact in facts:
            if fact.status is Status.TEXT:
                yield finding("cell.text", [place_of(fact)], place=cell_name(edition, fact.address), raw=fact.raw)
    if table.has_money:
        for fact in facts:
            if fact.unit_source == "assumed" and fact.value:
                yield finding("unit.assumed", [place_of(fact)], place=cell_name(edition, fact.address), raw=fact.raw)
    if Status.BLANK in states:
        yield from _blank_rows(table, facts)


def _doubt(edition: Edition, table: Table, doubtful: list[Fact]) -> Finding:
    reasons = "、".join(DOUBTS[doubt] for doubt in dict.fromkeys(fact.doubt for fact in doubtful if fact.doubt))
    first = doubtful[0]
    return finding(
        "cell.doubtful", [place_of(fact) for fact in doubtful], table=table_name(table), count=len(doubtful),
        reasons=reasons, place=cell_name(edition, first.address), raw=first.raw,
    )  # fmt: skip


def _blank_rows(table: Table, facts: list[Fact]) -> Iterator[Finding]:
    width = len(table.columns)
    blank = [
        facts[at]
        for at in range(0, len(facts), width)
        if facts[at].status is Status.BLANK and all(fact.status is Status.BLANK for fact in facts[at : at + width])
    ]
    if blank:
        row = row_name(table, blank[0].address.split(".")[1])
        yield finding("rows.blank", [place_of(blank[0])], table=table_name(table), count=len(blank), row=row)
