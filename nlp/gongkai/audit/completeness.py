"""Say what of the form is missing, unsure, not a number, or printed beyond it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from gongkai.audit.wording import DOUBTS, cell_name, finding, place_of, row_name, table_name
from gongkai.document import Fact, Finding, Section, Status, UnknownRow
from gongkai.editions import Edition, Table

MOST_ROWS = 6  # rows named in a message


def check_completeness(
    edition: Edition, facts: Sequence[Fact], unknown_rows: Sequence[UnknownRow], sections: Sequence[Section]
) -> list[Finding]:
    """Return findings on tables that are missing or incomplete, rows beyond the form, doubts, texts, blanks and units."""
    headings = {section.id: (section.start, section.start + len(section.heading)) for section in sections}
    found: list[Finding] = []
    for table_id, group in groupby(facts, key=lambda fact: fact.address.partition(".")[0]):
        table = edition.table(table_id)
        found += _check_table(edition, table, list(group), headings.get(table.part))
    for row in unknown_rows:
        name, values = table_name(edition.table(row.table)), "、".join(row.values)
        found.append(
            finding("label.unrecognised", [(row.start, row.end)], table=name, label="".join(row.label.split()), values=values)
        )
    return found


def _check_table(
    edition: Edition, table: Table, facts: list[Fact], heading: tuple[int, int] | None
) -> Iterator[Finding]:
    missing = [fact for fact in facts if fact.status is Status.MISSING]
    places = [heading] if heading else []
    if len(missing) == len(facts):
        yield finding("table.missing", places, table=table_name(table), cells=len(facts))
        return
    if missing:
        rows = dict.fromkeys(row_name(table, fact.address.split(".")[1]) for fact in missing)
        named = "、".join(list(rows)[:MOST_ROWS]) + ("等" if len(rows) > MOST_ROWS else "")
        yield finding("table.incomplete", places, table=table_name(table), rows=named)
    doubtful = [fact for fact in facts if fact.doubt]
    if doubtful:
        reasons = "、".join(DOUBTS[doubt] for doubt in dict.fromkeys(fact.doubt for fact in doubtful if fact.doubt))
        first = doubtful[0]
        yield finding(
            "cell.doubtful", [place_of(fact) for fact in doubtful], table=table_name(table), count=len(doubtful),
            reasons=reasons, place=cell_name(edition, first.address), raw=first.raw,
        )  # fmt: skip
    for fact in facts:
        if fact.status is Status.TEXT:
            yield finding("cell.text", [place_of(fact)], place=cell_name(edition, fact.address), raw=fact.raw)
        elif fact.unit_source == "assumed" and fact.value:
            yield finding("unit.assumed", [place_of(fact)], place=cell_name(edition, fact.address), raw=fact.raw)
    yield from _blank_rows(table, facts)


def _blank_rows(table: Table, facts: list[Fact]) -> Iterator[Finding]:
    rows = {row: list(cells) for row, cells in groupby(facts, key=lambda fact: fact.address.split(".")[1])}
    blank = [row for row, cells in rows.items() if all(fact.status is Status.BLANK for fact in cells)]
    if blank:
        first = rows[blank[0]][0]
        yield finding(
            "rows.blank", [place_of(first)], table=table_name(table), count=len(blank), row=row_name(table, blank[0])
        )
