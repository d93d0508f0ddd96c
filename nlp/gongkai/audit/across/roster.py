"""The units whose reports a government expects: a list of names, or those that reported the year before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gongkai.agencies import resolve
from gongkai.audit.across.pairing import Head, Names, plain
from gongkai.document import Record
from gongkai.errors import ComparisonError

OFFICE = ("政府办公室", "政府办公厅", "政府办")


class Roster(Record, frozen=True):
    """Who is expected, and of which year the names are (None: of the year reported on).

    Whoever is not on a list does not belong; beside those of last year there may be new ones (`is_open`).
    """

    units: tuple[str, ...]
    year: int | None = None
    is_open: bool = False


class Called:
    """A roster that is called: who answered, and who is left."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._names = Names(Head(unit, roster.year) for unit in roster.units)
        self._met: set[int] = set()

    def answer(self, agency: str | None, year: int | None) -> bool:
        """Tell whether the roster has an agency, in one place only, or is open; note that it is there."""
        found = self._names.find(agency, year, self._roster.year)
        self._met.update(found if len(found) == 1 else ())
        return len(found) == 1 or self._roster.is_open

    @property
    def missing(self) -> tuple[str, ...]:
        """Those of whom nothing came, in the roster's order."""
        return tuple(unit for at, unit in enumerate(self._roster.units) if at not in self._met)


def read_roster(text: str, name: str) -> Roster:
    """Return the units that a text lists, a line each, # before remarks; ComparisonError when there are none."""
    lines = (line.partition("#")[0].strip().strip(",;，；、") for line in text.lstrip("\ufeff").splitlines())
    units = tuple(dict.fromkeys(line for line in lines if line))
    if not units:
        raise ComparisonError(
            f"{name}: no units in it; expected the name of a unit on each line, as its report's title has it",
            f"{name} 中没有单位名称；请每行写一个单位，名称与报告标题一致",
        )
    return Roster(units)


def roster_of(heads: Iterable[Head], year: int) -> Roster:
    """Return who reported on the year before `year`; ComparisonError when nobody did."""
    units = tuple(dict.fromkeys(head.agency for head in heads if head.agency and head.year == year - 1))
    if not units:
        raise ComparisonError(
            f"no report on {year - 1} in what should tell which units are expected in {year}; give the reports of the "
            "year before, or a list of units",
            f"没有{year - 1}年度的报告，不能据以列出应报单位；请给出上一年度的报告，或单位名单",
        )
    return Roster(units, year - 1, is_open=True)


def is_office(agency: str | None, government: str | None) -> bool:
    """Tell whether an agency is the government's own office."""
    whole = plain(government)
    name = plain(agency)
    return bool(name) and any(name == whole.removesuffix("政府") + office for office in OFFICE)


def is_inside(agency: str | None, government: str | None, year: int | None) -> bool:
    """Tell whether an agency may be one of the government's units: its region, where both are known, lies inside."""
    own, whole = (resolve(name, year).region for name in (agency, government))
    return own is None or whole is None or own.code.startswith(_prefix(whole.code))


def _prefix(code: str) -> str:
    pairs: Sequence[str] = [code[:2], code[2:4], code[4:]]
    return "".join(pair for at, pair in enumerate(pairs) if at == 0 or any(rest != "00" for rest in pairs[at:]))
