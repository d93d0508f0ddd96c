"""Reports as long tables, for spreadsheets, data frames and databases.

A row is a report, a failure, a fact, a finding, a passage or a quantity.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from gongkai.document import Fact, Number, Passage, Quantity, Report
from gongkai.writing.quotes import quoted
from gongkai.writing.tally import tally
from gongkai.writing.whereabouts import coded

Cell = str | Number | float | bool | None


class LongTable(NamedTuple):
    """`columns` maps a name to its type: text, int, number (exact), float or bool."""

    name: str
    columns: dict[str, str]
    rows: Callable[[Report], Iterator[tuple[Cell, ...]]]


_REPORT = {"source": "text", "agency": "text", "year": "int", "edition": "text"}


def _report(report: Report) -> tuple[Cell, ...]:
    return report.source, report.agency, report.year, report.edition


def _place(found: Fact | Passage | Quantity) -> tuple[int, int, str | None]:
    return found.start, found.end, coded(found.position)


def _reports(report: Report) -> Iterator[tuple[Cell, ...]]:
    row = tally(report)
    read = (row.cells, row.found, row.numbers, row.doubtful, row.missing, row.passages, row.quantities)
    yield (*_report(report), row.status, row.reason, *read, row.certain, row.check, row.info)


def _failures(report: Report) -> Iterator[tuple[Cell, ...]]:
    if report.status == "failed":
        yield report.source, report.reason


def _facts(report: Report) -> Iterator[tuple[Cell, ...]]:
    head = _report(report)
    for fact in report.facts:
        table, row, column = fact.address.split(".")
        found = (fact.raw, fact.value, str(fact.status), fact.unit, fact.unit_source)
        yield (*head, fact.address, table, row, column, *found, fact.score, fact.doubt, *_place(fact))


def _findings(report: Report) -> Iterator[tuple[Cell, ...]]:
    head = _report(report)
    for finding in report.findings:
        places = " ".join(f"{place.start}-{place.end}" for place in finding.places)
        position = coded(finding.places[0].position) if finding.places else None
        yield (*head, finding.code, str(finding.severity), finding.message, quoted(report, finding), places, position)


def _passages(report: Report) -> Iterator[tuple[Cell, ...]]:
    head = _report(report)
    for passage in report.passages:
        tags = " ".join(tag.tag for tag in passage.tags)
        yield (*head, passage.section, passage.text, tags, *_place(passage))


def _quantities(report: Report) -> Iterator[tuple[Cell, ...]]:
    head = _report(report)
    for found in report.quantities:
        size = (found.value, found.high, found.unit, found.kind, found.approx)
        yield (*head, found.text, *size, *_place(found))


_READ = ("cells", "found", "numbers", "doubtful", "missing", "passages", "quantities", "certain", "check", "info")
REPORTS = LongTable("reports", _REPORT | {"status": "text", "reason": "text"} | dict.fromkeys(_READ, "int"), _reports)
FAILURES = LongTable("failures", {"source": "text", "reason": "text"}, _failures)
_PLACE = {"start": "int", "end": "int", "position": "text"}
FACTS = LongTable(
    "facts",
    _REPORT
    | {"address": "text", "table": "text", "row": "text", "column": "text", "raw": "text", "value": "number"}
    | {"status": "text", "unit": "text", "unit_source": "text", "score": "float", "doubt": "text"}
    | _PLACE,
    _facts,
)
FINDINGS = LongTable(
    "findings",
    _REPORT
    | {"code": "text", "severity": "text", "message": "text", "quote": "text", "places": "text"}
    | {"position": "text"},
    _findings,
)
PASSAGES = LongTable("passages", _REPORT | {"section": "text", "text": "text", "tags": "text"} | _PLACE, _passages)
QUANTITIES = LongTable(
    "quantities",
    _REPORT
    | {"text": "text", "value": "number", "high": "number", "unit": "text", "kind": "text", "approx": "bool"}
    | _PLACE,
    _quantities,
)
TABLES = (REPORTS, FACTS, FINDINGS, PASSAGES, QUANTITIES)
