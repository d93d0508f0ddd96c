"""A report's cells laid out as in the form: boxes with spans, a value with its address and what to know about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gongkai.document import Fact, Number, Record, Report, Status
from gongkai.editions import Edition, Table, editions
from gongkai.writing.header import Path, blocks, column_paths, leaves, printed_rows, row_paths
from gongkai.writing.marks import PLAIN, Mark, marks

MISSING, BLANK = "缺失", "空白"


class Box(Record, frozen=True):
    """A cell of an HTML table: `kind` is head, label or the kind of mark of a value; `address` of a value read."""

    text: str
    kind: str
    rows: int = 1
    columns: int = 1
    address: str | None = None
    note: str | None = None


class Form(Record, frozen=True):
    """One table of the form; `width` counts its columns, `head` are the rows of its header."""

    id: str
    title: str
    width: int
    head: tuple[tuple[Box, ...], ...]
    body: tuple[tuple[Box, ...], ...]


def edition_of(report: Report) -> Edition | None:
    """Return the edition of a report, None when it was not told."""
    return next((edition for edition in editions() if edition.id == report.edition), None)


def forms(report: Report) -> tuple[Form, ...]:
    """Return the tables of a report's edition filled with its facts; none when the edition is unknown."""
    edition = edition_of(report)
    if edition is None:
        return ()
    facts = {fact.address: fact for fact in report.facts}
    marked = marks(report)
    headings = {part.id: part.ordinal + part.heading for part in edition.parts}
    return tuple(_form(table, headings[table.part], facts, marked) for table in edition.tables)


def labels(edition: Edition) -> dict[str, Path]:
    """Return the labels of every cell address of an edition, undivided groups included, outermost first."""
    found = ((address, path) for table in edition.tables for address, path in leaves(table))
    return {address: tuple(dict.fromkeys(path)) for address, path in found}


def printed(fact: Fact | None) -> str:
    """Return what a cell shows: its number, its words, 缺失, or nothing for a blank."""
    if fact is None or fact.status is Status.MISSING:
        return MISSING
    if fact.status is Status.NUMBER and fact.value is not None:
        return number(fact.value)
    return fact.raw


def number(value: Number) -> str:
    """Return a number with its thousands apart, without needless zeros."""
    if isinstance(value, int) or value == value.to_integral_value():
        return f"{int(value):,}"
    return f"{value.normalize():,f}"


def _form(table: Table, heading: str, facts: Mapping[str, Fact], marked: Mapping[str, Mark]) -> Form:
    undivided = [id for id in table.undivided if any(address.startswith(f"{table.id}.{id}.") for address in facts)]
    rows = printed_rows(table, undivided)
    stubs = row_paths(table, rows) if rows else []
    columns = column_paths(table)
    if table.title and table.groups:  # the title stands beside the corner
        columns = [(table.title, *path) for path in columns]
    width = len(stubs[0]) if stubs else 0
    lines = [[row.id] for row in rows] or [[group.id for group in table.abreast]]
    left = _stub(stubs)
    body = tuple(
        (*left.get(at, ()), *(_value(table.address(row, column.id), facts, marked) for row in line
                              for column in table.columns))
        for at, line in enumerate(lines)
    )  # fmt: skip
    title = heading if table.groups or not table.title else table.title
    return Form(table.id, title, width + len(columns), _head(table, columns, width), body)


def _head(table: Table, columns: Sequence[Path], width: int) -> tuple[tuple[Box, ...], ...]:
    depth = len(columns[0])
    rows: list[list[Box]] = [[] for _ in range(depth)]
    if width:
        rows[0].append(Box(table.corner, "head", depth, width))
    for block in blocks(columns):
        box = Box(block.label, "head", block.bottom - block.top + 1, block.last - block.first + 1)
        rows[block.top].append(box)
    return tuple(map(tuple, rows))


def _stub(paths: Sequence[Path]) -> dict[int, tuple[Box, ...]]:
    """Return the label boxes that begin in each row, outermost first."""
    found: dict[int, list[Box]] = {}
    for block in blocks(paths):
        box = Box(block.label, "label", block.last - block.first + 1, block.bottom - block.top + 1)
        found.setdefault(block.first, []).append(box)
    return {row: tuple(boxes) for row, boxes in found.items()}


def _value(address: str, facts: Mapping[str, Fact], marked: Mapping[str, Mark]) -> Box:
    fact, mark = facts.get(address), marked.get(address, PLAIN)
    if fact is None:
        return Box("", "absent")
    if fact.status is Status.MISSING:
        return Box(MISSING, "missing", note=mark.note)
    if fact.status is Status.BLANK:
        return Box(BLANK, "blank" if mark.kind == "plain" else mark.kind, address=address, note=mark.note)
    return Box(printed(fact) or BLANK, mark.kind, address=address, note=mark.note)


def addresses(reports: Sequence[Report]) -> Iterator[tuple[str, Path]]:
    """Yield the cell addresses that any of the reports has, with their labels, newest edition first, each once."""
    known: dict[str, Path] = {}
    for edition in reversed(editions()):
        known |= {address: path for address, path in labels(edition).items() if address not in known}
    there = {fact.address for report in reports for fact in report.facts}
    return ((address, path) for address, path in known.items() if address in there)
