"""Add up the reports of bureaus and towns and hold them against the government's own, cell by cell.

Only what is printed without doubt is counted, each unit once. A sum may rightly differ: several units register one
request, the government's office has its own, units report that the government doesn't cover. So nothing is certain.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gongkai.audit.across.pairing import head_of, plain, same_agency
from gongkai.audit.across.roster import Called, Roster, is_inside, is_office
from gongkai.document import Fact, Number, Record, Report, Status

UNSURE = (Status.MISSING, Status.TEXT)


class Contribution(Record, frozen=True):
    """What a unit puts into a sum; a zero or blank is none."""

    unit: str
    source: str
    value: Number


class Sum(Record, frozen=True):
    """A cell of the government's report: what it states (None: not read), what its units add up to, and `unread`: those
    whose cell was not read, is no number, or is in doubt.
    """

    address: str
    stated: Number | None
    sum: Number
    contributions: tuple[Contribution, ...]
    unread: tuple[str, ...] = ()

    @property
    def difference(self) -> Number | None:
        """Stated less sum; None where nothing is stated."""
        return None if self.stated is None else self.stated - self.sum


class Aside(Record, frozen=True):
    """A report that was not counted, and why."""

    source: str
    unit: str | None
    reason: str


class Rollup(Record, frozen=True):
    """A government's report against those of its units.

    `counted` are the units added up, `missing` those of the roster of whom nothing came; `is_whole` says that there was
    a roster and everybody on it was counted, `has_office` that the government's own office is among them.
    """

    agency: str | None
    year: int | None
    cells: tuple[Sum, ...]
    counted: tuple[str, ...]
    missing: tuple[str, ...]
    aside: tuple[Aside, ...]
    is_whole: bool
    has_office: bool


def roll_up(report: Report, children: Iterable[Report], roster: Roster | None = None) -> Rollup:
    """Return the sums of `children`, read once and not kept, against `report`; `roster` says who is expected."""
    gathered = _Gathered(report, roster)
    for child in children:
        if child.source == report.source and child.agency == report.agency:
            continue  # the government's own report stands among them
        reason = gathered.reason_against(child)
        if reason:
            gathered.aside.append(Aside(child.source, child.agency, reason))
        else:
            gathered.add(child)
    missing = gathered.called.missing if gathered.called else ()
    return Rollup(
        report.agency, report.year, tuple(map(gathered.sum, report.facts)), tuple(gathered.counted), missing,
        tuple(gathered.aside), roster is not None and not missing,
        any(is_office(unit, report.agency) for unit in gathered.counted),
    )  # fmt: skip


class _Gathered:
    """Sums while they grow."""

    def __init__(self, report: Report, roster: Roster | None) -> None:
        self._report = report
        self._met: set[str] = set()
        self._parts: dict[str, list[Contribution]] = {fact.address: [] for fact in report.facts}
        self._unread: dict[str, list[str]] = {fact.address: [] for fact in report.facts}
        self.called = Called(roster) if roster else None
        self.counted: list[str] = []
        self.aside: list[Aside] = []

    def reason_against(self, child: Report) -> str | None:
        """Return why a report is not to be counted, None when it is."""
        whole = self._report
        if child.status == "failed" or not child.facts:
            return f"没有读到表格{'：' + child.reason if child.reason else ''}"
        if not child.agency:
            return "没有读到单位名称"
        if child.year != whole.year:
            return f"年度不符：{child.year or '没有读到年度'}"
        if plain(child.agency) in self._met:
            return "同一单位有不止一份，只计了第一份"
        if whole.agency and same_agency(head_of(child), head_of(whole)):
            return "就是政府自己的报告"
        if not is_inside(child.agency, whole.agency, whole.year):
            return "不在本行政区域"
        if self.called and not self.called.answer(child.agency, child.year):
            return "不在单位名单中"
        return None

    def add(self, child: Report) -> None:
        """Put a report's cells into the sums."""
        unit = child.agency or child.source
        self._met.add(plain(unit))
        self.counted.append(unit)
        facts = {fact.address: fact for fact in child.facts}
        for address, parts in self._parts.items():
            fact = facts.get(address)
            if fact is None or fact.doubt or fact.status in UNSURE or fact.unit_source == "assumed":
                self._unread[address].append(unit)
            elif fact.value:
                parts.append(Contribution(unit, child.source, fact.value))

    def sum(self, fact: Fact) -> Sum:
        """Return what a cell came to; the largest contributions first."""
        parts = sorted(self._parts[fact.address], key=lambda part: -part.value)
        return Sum(fact.address, _stated(fact), _total(parts), tuple(parts), tuple(self._unread[fact.address]))


def _stated(fact: Fact) -> Number | None:
    """Return what a cell states, a blank as nothing."""
    if fact.status in UNSURE or fact.doubt or fact.unit_source == "assumed":
        return None
    return fact.value or 0


def _total(parts: Sequence[Contribution]) -> Number:
    total: Number = 0
    for part in parts:
        total += part.value
    return total
