"""Make the true content of a report: numbers that obey every identity, and how a filler prints them."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import NamedTuple

from gongkai.editions import Edition

from .arithmetic import printed_rows
from .cell import BLANK, NOT_APPLICABLE, NUMBER, Cell


class Level(NamedTuple):
    """A level of government: share among reports, share without any request, mean number of requests."""

    name: str
    share: float
    none: float
    mean: float


@dataclass(slots=True)
class Truth:
    """The cells of a report, and the numbers that its prose must agree with."""

    edition: Edition
    year: int
    level: str
    undivided: bool
    cells: dict[str, Cell]
    counts: dict[str, int]
    header_units: dict[str, str] = field(default_factory=dict)  # "table.column" -> hint printed in the header


# Most reports come from bureaus and towns; a city's own report counts in thousands.
LEVELS = (
    Level("town", 0.2, 0.6, 2),
    Level("bureau", 0.5, 0.4, 7),
    Level("county", 0.15, 0.05, 60),
    Level("city", 0.15, 0.0, 900),
)
# Natural persons file nearly all requests; rough weights of the other applicants and of the outcomes.
APPLICANTS = {
    "natural_person": 85,
    "business": 9,
    "research": 0.4,
    "public_interest": 0.6,
    "legal_service": 2,
    "other": 3,
}
OUTCOMES = {
    "granted": 40, "partial": 12, "unable_not_held": 22, "unable_needs_creation": 3, "unable_unclear": 3,
    "rejected_petition": 4, "rejected_duplicate": 2, "denied_third_party": 2, "denied_internal": 2, "denied_process": 2,
    "denied_admin_query": 3, "other_handling": 4, "other_no_correction": 2, "other_other": 3,
}  # fmt: skip
# How zeros are printed, by table: as 0, all blank, blank in rows without a number, blank here and there, as a mark.
ZEROS = (("zero", 60), ("blank", 12), ("blank_rows", 12), ("mixed", 6), ("mark", 10))
MARKS = ("/", "/", "—", "-", "无", "——")
UNDIVIDED = 0.12  # share of 2021 reports that print （六）其他处理 as one row


def make_truth(rng: Random, edition: Edition) -> Truth:
    """Return a defect-free truth of `edition`."""
    level = rng.choices(LEVELS, [level.share for level in LEVELS])[0]
    undivided = bool(edition.table("requests").undivided) and rng.random() < UNDIVIDED
    year = edition.years[0] + rng.choice((0, 0, 1, 1, 2, 3))
    truth = Truth(edition, year, level.name, undivided, {}, {})
    mark = rng.choice(MARKS)
    requests = _requests(rng, truth, level)
    _print_rows(rng, truth, "requests", requests, mark)
    busy = level.mean > 10
    abreast = {row: _results(rng, busy) for row in edition.table("proceedings").row_ids}
    zeros = _policy(rng)
    _print_rows(rng, truth, "proceedings", abreast, mark, "blank" if zeros == "blank_rows" else zeros)
    truth.counts |= {f"proceedings.{row}": values["total"] for row, values in abreast.items()}
    for table in edition.tables:
        if table.id.startswith("art20"):
            _print_proactive(rng, truth, table.id, level, mark)
    truth.cells = {address: truth.cells[address] for address in _in_form_order(truth)}
    return truth


def request_rows(edition: Edition, *, undivided: bool) -> tuple[str, ...]:
    """Return the ids of the request rows as printed; undivided groups stand in place of their rows."""
    table = edition.table("requests")
    merged = table.undivided if undivided else ()
    return tuple(dict.fromkeys(row.parent if row.parent and row.parent in merged else row.id for row in table.rows))


def split(rng: Random, total: int, weights: dict[str, float]) -> dict[str, int]:
    """Split `total` at random about in proportion to `weights`; the heaviest takes the rest."""
    scale, left, parts = sum(weights.values()), total, {}
    for key, weight in sorted(weights.items(), key=lambda item: item[1]):
        parts[key] = min(left, int(total * weight / scale * (0.5 + rng.random()) + rng.random())) if left else 0
        left -= parts[key]
    parts[key] += left
    return {key: parts[key] for key in weights}


def _requests(rng: Random, truth: Truth, level: Level) -> dict[str, dict[str, int]]:
    edition = truth.edition
    rows = request_rows(edition, undivided=truth.undivided)
    outcomes = next(item for item in edition.identities if item.code == "requests.outcomes-sum")
    addends = {row: float(OUTCOMES.get(row, 0.7)) for row in printed_rows(outcomes, rows, edition)}
    new = 0 if rng.random() < level.none else 1 + round(rng.expovariate(1 / level.mean))
    carried = round(new * rng.random() * 0.12) if rng.random() < 0.5 else 0
    news, carries = split(rng, new, APPLICANTS), split(rng, carried, APPLICANTS)
    values: dict[str, dict[str, int]] = {row: {} for row in rows}
    for column in APPLICANTS:
        had = news[column] + carries[column]
        out = int(had * 0.1 * rng.random() + 0.3 * rng.random()) if had else 0
        values["received_new"][column], values["carried_in"][column] = news[column], carries[column]
        values["total"][column], values["carried_out"][column] = had - out, out
        for row, count in split(rng, had - out, addends).items() if had > out else ():
            values[row][column] = count
    for row in rows:
        values[row] = {column: values[row].get(column, 0) for column in APPLICANTS}
        values[row]["total"] = sum(values[row].values())
        truth.counts[row] = values[row]["total"]
    return values


def _results(rng: Random, busy: bool) -> dict[str, int]:
    columns = ("upheld", "corrected", "other", "pending")
    some = rng.random() < (0.6 if busy else 0.08)
    values = {column: int(rng.expovariate(1 / 3)) if some and rng.random() < 0.6 else 0 for column in columns}
    return values | {"total": sum(values.values())}


def _policy(rng: Random) -> str:
    return rng.choices([name for name, _ in ZEROS], [weight for _, weight in ZEROS])[0]


_ZERO, _BLANK = Cell("0", 0, NUMBER), Cell("", None, BLANK)


def _print_rows(
    rng: Random, truth: Truth, table: str, rows: dict[str, dict[str, int]], mark: str, policy: str | None = None
) -> None:
    policy = policy or _policy(rng)
    marked = Cell(mark, None, NOT_APPLICABLE)
    for row, values in rows.items():
        empty = not any(values.values())
        for column, value in values.items():
            address = f"{table}.{row}.{column}"
            if value:
                cell = Cell(str(value), value, NUMBER)
            elif policy == "zero":
                cell = _ZERO
            elif policy == "mark":
                cell = marked
            elif policy == "mixed":
                cell = rng.choice((_ZERO, _BLANK))
            else:
                cell = _BLANK if policy == "blank" or empty else _ZERO
            truth.cells[address] = cell


# Ranges of a busy organ by column; a quiet one has a tenth.
RANGES = {
    "made": 30, "published": 40, "total": 300, "issued": 30, "repealed": 25, "in_force": 300, "prior_items": 500,
    "decisions": 30000, "projects": 180, "change": 120,
}  # fmt: skip


def _print_proactive(rng: Random, truth: Truth, table_id: str, level: Level, mark: str) -> None:
    table = truth.edition.table(table_id)
    style, policy = rng.choice(("plain", "plus", "words")), _policy(rng)
    for row in table.row_ids:
        idle = rng.random() < (0.85 if row == "regulations" else 0.35)
        before = 0  # what is in force, or public in all, is at least what was added
        shown = policy if row != "regulations" or rng.random() < 0.7 else "mark"
        for column in table.columns:
            address = table.address(row, column.id)
            busy = 1.0 if level.mean > 10 else 0.1
            if idle or rng.random() < 0.12:
                truth.cells[address] = _nothing(rng, shown, mark, idle)
            elif column.money:
                truth.cells[address] = _money(rng, truth, f"{table_id}.{column.id}", column.unit, busy)
            else:
                value = 1 + int(rng.random() ** 3 * RANGES[column.id] * busy)
                value += before if column.id in ("total", "in_force") else 0
                before = value if column.id in ("published", "issued") else before
                signed = -value if column.id == "change" and rng.random() < 0.4 else value
                raw = _change(signed, style) if column.id == "change" else str(value)
                truth.cells[address] = Cell(raw, signed, NUMBER)


def _nothing(rng: Random, policy: str, mark: str, idle: bool) -> Cell:
    if policy == "mark":
        return Cell(mark, None, NOT_APPLICABLE)
    if policy == "blank" or (policy == "blank_rows" and idle) or (policy == "mixed" and rng.random() < 0.5):
        return _BLANK
    return _ZERO


def _change(value: int, style: str) -> str:
    if style == "words":
        return f"{'增' if value > 0 else '减'}{abs(value)}件"
    return f"{value:+d}" if style == "plus" else str(value)


def _money(rng: Random, truth: Truth, column: str, unit: str | None, busy: float) -> Cell:
    """Print an amount: unit in the cell, in the header, or nowhere (then the edition's, else assumed 元)."""
    form = rng.choice(("bare", "bare", "header", "cell"))
    wan = Decimal(f"{rng.random() ** 2 * 30000 * busy + 0.01:.{rng.choice((2, 2, 3, 4, 0))}f}")
    if unit == "万元":
        scaled, printed = wan * 10000, f"{wan}万元" if form == "cell" and rng.random() < 0.3 else str(wan)
    elif form == "header":
        truth.header_units[column] = rng.choice(("（单位：万元）", "（万元）", "(单位：万元）", "（单位:万元）"))
        scaled, printed = wan * 10000, str(wan)
    elif form == "cell":
        yuan = int(wan * 10000)
        forms = ((wan * 10000, f"{wan}万"), (wan * 10000, f"{wan}万元"), (Decimal(yuan), f"{yuan}元"))
        scaled, printed = rng.choice(forms)
    else:
        scaled = Decimal(rng.choice((int(wan * 10000), f"{wan * 10000:.2f}")))
        printed = str(scaled)
    return Cell(printed, int(scaled) if scaled == int(scaled) else scaled, NUMBER)


def _in_form_order(truth: Truth) -> list[str]:
    order: list[str] = []
    for table in truth.edition.tables:
        rows = request_rows(truth.edition, undivided=truth.undivided) if table.id == "requests" else table.row_ids
        order += (table.address(row, column.id) for row in rows for column in table.columns)
    return order
