"""Count what a parser made of rendered reports: right, missing, flagged wrong, silently wrong, invented."""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields

from gongkai.document import Fact, Report

from .cell import MISSING, NUMBER, Cell
from .generate import Rendered, generate
from .shapes import SHAPES

Parse = Callable[[str], Report]


@dataclass(slots=True)
class Tally:
    """Counts over cells, except for `reports`, `certain` and the masthead.

    A knowable cell is `right`, `missing`, `flagged` (wrong with a doubt) or `silent` (wrong without). Of the others
    `bonus` were right, `silent` and `flagged` count as well; `invented` are facts without a doubt for cells that the
    text does not hold. `nonzero` are the knowable numbers other than zero. `certain` counts findings of that severity
    (false alarms on defect-free reports); `planted` broken identities, of which `found` were reported.
    """

    reports: int = 0
    cells: int = 0
    knowable: int = 0
    right: int = 0
    missing: int = 0
    flagged: int = 0
    silent: int = 0
    invented: int = 0
    bonus: int = 0
    nonzero: int = 0
    nonzero_right: int = 0
    certain: int = 0
    planted: int = 0
    found: int = 0
    masthead: int = 0  # reports whose edition, agency and year are all right

    def add(self, other: Tally) -> None:
        """Add the counts of `other`."""
        for item in fields(self):
            setattr(self, item.name, getattr(self, item.name) + getattr(other, item.name))


@dataclass(slots=True)
class Score:
    """Tallies of a run, and the first faults for whoever wants to look at them: (seed, shape, address, truth, fact)."""

    total: Tally = field(default_factory=Tally)
    shapes: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    drifts: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    faults: list[tuple[int, str, str, str, str]] = field(default_factory=list)


def parse_rendered(text: str) -> Report:
    """Parse a rendered report: pages as a file would be, everything else as text."""
    import gongkai

    if text.startswith("<!DOCTYPE"):
        return gongkai.parse(text.encode())
    return gongkai.parse_text(text)


def score(
    parse: Parse,
    seeds: Iterable[int],
    *,
    drift: float = 1.0,
    edition: str | None = None,
    shapes: tuple[str, ...] = (),
    defects: bool = False,
) -> Score:
    """Return the score of `parse` on the reports of `seeds`; `shapes` are taken in turn, all of them by default."""
    result = Score()
    names = shapes or tuple(SHAPES)
    for seed in seeds:
        rendered = generate(seed, edition=edition, shape=names[seed % len(names)], drift=drift, defects=defects)
        tally, faults = judge(rendered, parse(rendered.text))
        result.total.add(tally)
        result.shapes[rendered.shape].add(tally)
        for name in rendered.drifts or ("none",):
            result.drifts[name].add(tally)
        result.faults += faults
    return result


def judge(rendered: Rendered, report: Report) -> tuple[Tally, list[tuple[int, str, str, str, str]]]:
    """Return the tally of one report, and its faults: what is wrong, missing or invented."""
    tally = Tally(reports=1, planted=len(rendered.defects))
    faults = []
    facts = {fact.address: fact for fact in report.facts}
    absent = Cell("", None, MISSING, knowable=False)
    for address in (*rendered.cells, *sorted(facts.keys() - rendered.cells.keys())):
        cell, fact = rendered.cells.get(address, absent), facts.get(address)
        verdict = _verdict(cell, fact)
        _count(tally, cell, verdict, inside=address in rendered.cells)
        if verdict in ("silent", "invented", "flagged") or (verdict == "missing" and cell.knowable):
            read = f"{fact.status}:{fact.raw}:{fact.doubt}" if fact else "no fact"
            faults.append((rendered.seed, rendered.shape, f"{verdict} {address}", f"{cell.status}:{cell.raw}", read))
    certain = [finding for finding in report.findings if finding.severity == "certain"]
    tally.certain = len(certain)
    tally.found = _found(rendered, [finding.code for finding in certain])
    tally.masthead = int(report.edition == rendered.edition and _named(rendered, report))
    return tally, faults


def _verdict(cell: Cell, fact: Fact | None) -> str:
    if fact is None or fact.status == MISSING:
        return "right" if cell.status == MISSING else "missing"
    if cell.status == MISSING:
        return "flagged" if fact.doubt else "invented"
    if fact.status == cell.status and (cell.status != NUMBER or fact.value == cell.value):
        return "right"
    return "flagged" if fact.doubt else "silent"


def _count(tally: Tally, cell: Cell, verdict: str, *, inside: bool) -> None:
    tally.cells += inside
    nonzero = cell.knowable and cell.status == NUMBER and cell.value != 0
    tally.nonzero += nonzero
    tally.knowable += cell.knowable
    tally.flagged += verdict == "flagged"
    tally.silent += verdict == "silent"
    tally.invented += verdict == "invented"
    tally.missing += verdict == "missing" and cell.knowable
    if verdict == "right":
        tally.right += cell.knowable
        tally.nonzero_right += nonzero
        tally.bonus += not cell.knowable and cell.status != MISSING


def _found(rendered: Rendered, codes: list[str]) -> int:
    """Count planted defects with a finding of their own code each."""
    found = 0
    for code, _ in rendered.defects:
        if code in codes:
            codes.remove(code)
            found += 1
    return found


def _named(rendered: Rendered, report: Report) -> bool:
    agency = rendered.agency is None or report.agency == rendered.agency
    return agency and (rendered.year is None or report.year == rendered.year)


def table(result: Score) -> str:
    """Return the score as a table: all, then each shape, then each drift (reports that show it)."""
    rows = [_HEAD, *_rows("all", {"": result.total})]
    rows += [*_rows("shape", result.shapes), *_rows("drift", result.drifts)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(
        row[0].ljust(widths[0])
        + "".join("  " + text.rjust(wide) for text, wide in zip(row[1:], widths[1:], strict=True))
        for row in rows
    )


_COUNTS = ("reports", "cells", "knowable", "missing", "flagged", "silent", "invented", "bonus", "certain", "found")
_HEAD = ("", *_COUNTS, "right%", "nonzero%", "silent%", "masthead%")


def _rows(kind: str, tallies: dict[str, Tally]) -> Iterator[tuple[str, ...]]:
    for name, t in sorted(tallies.items()):
        counts = (t.reports, t.cells, t.knowable, t.missing, t.flagged, t.silent, t.invented, t.bonus, t.certain)
        shares = (
            _share(t.right, t.knowable),
            _share(t.nonzero_right, t.nonzero),
            _share(t.silent + t.invented, t.cells, 4),
            _share(t.masthead, t.reports),
        )
        yield (f"{kind} {name}", *map(str, counts), f"{t.found}/{t.planted}", *shares)


def _share(part: int, whole: int, digits: int = 2) -> str:
    return f"{100 * part / whole:.{digits}f}" if whole else "-"


def main() -> None:
    """Print the score of `gongkai` on rendered reports."""
    parser = argparse.ArgumentParser(prog="python -m tests.rendering.score", description=main.__doc__)
    parser.add_argument("--n", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0, help="first seed")
    parser.add_argument("--drift", type=float, default=1.0)
    parser.add_argument("--shape", action="append", choices=list(SHAPES), default=[])
    parser.add_argument("--edition", choices=("2019", "2021"))
    parser.add_argument("--defects", action="store_true")
    parser.add_argument("--show", type=int, default=0, help="print so many faults, silent and invented ones first")
    given = parser.parse_args()
    result = score(
        parse_rendered,
        range(given.first, given.first + given.n),
        drift=given.drift,
        edition=given.edition,
        shapes=tuple(given.shape),
        defects=given.defects,
    )
    print(table(result))
    order = ("silent", "invented", "flagged", "missing")
    for fault in sorted(result.faults, key=lambda fault: order.index(fault[2].split()[0]))[: given.show]:
        print(*fault, sep="\t")


if __name__ == "__main__":
    main()
