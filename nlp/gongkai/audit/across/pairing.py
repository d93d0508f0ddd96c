"""Which reports are of the same agency: this year's with last year's, and names on a list with those who reported.

Two names are one agency when they are equal (人民政府 or 政府, remarks in brackets aside), else when one is the other
with the names of places before it, else when their regions are the same under names of different years. Where several
fit, none is chosen.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from gongkai.agencies import resolve
from gongkai.document import Record, Report
from gongkai.errors import ComparisonError
from gongkai.text import fold, squeeze

SHORTEST = 3
"""Characters of a name that may stand for a longer one: 水利局."""
_REMARK = re.compile(r"\([^()]*\)|,")
_OF_TOWN = re.compile("(?<=..[镇乡])政府$|(?<=..街道)办事处$")
_LEVEL = re.compile("^[省市县区](?![直场政容民域划])(?=..)")
_PLACES = re.compile("(?:.{1,10}[省市区县州盟旗镇乡]|.{2,8}(?:新区|街道|开发区|林区))$")


class Head(Record, frozen=True):
    """Who reports on which year, and where."""

    agency: str | None
    year: int | None
    source: str = "-"


class Pairing(Record, frozen=True):
    """Reports by number: `pairs` of (this year's, last year's), those of this year that are new, those of last year
    that nobody follows, and those for which several fit.
    """

    pairs: tuple[tuple[int, int], ...]
    new: tuple[int, ...]
    gone: tuple[int, ...]
    doubtful: tuple[int, ...]


class Names:
    """Agencies with their years, found by name and year."""

    def __init__(self, heads: Iterable[Head]) -> None:
        self._exact: dict[tuple[str, int | None], list[int]] = defaultdict(list)
        self._tails: dict[tuple[str, int | None], list[int]] = defaultdict(list)
        self._regions: dict[tuple[str, str, int | None], list[int]] = defaultdict(list)
        self._heads = tuple(heads)
        for number, head in enumerate(self._heads):
            name = plain(head.agency)
            if not name:
                continue
            self._exact[name, head.year].append(number)
            for tail in _tails(name):
                self._tails[tail, head.year].append(number)
            if region := _region(name, head.year):
                self._regions[*region, head.year].append(number)

    def find(self, agency: str | None, year: int | None, of: int | None = None) -> tuple[int, ...]:
        """Return the numbers of the agencies that `agency`, as called in `year`, is among those of the year `of`."""
        name = plain(agency)
        if not name:
            return ()
        own = _region(name, year)
        found = self._exact.get((name, of)) or self._longer_or_shorter(name, of)
        found = [number for number in found if self._may_be(own, number)]
        if not found and own:
            found = self._regions.get((*own, of), [])
        return tuple(dict.fromkeys(found))

    def _longer_or_shorter(self, name: str, of: int | None) -> list[int]:
        longer = self._tails.get((name, of), [])
        return longer + [number for tail in _tails(name) for number in self._exact.get((tail, of), ())]

    def _may_be(self, own: tuple[str, str] | None, number: int) -> bool:
        head = self._heads[number]
        other = _region(plain(head.agency), head.year) if own else None
        return own is None or other is None or own[0] == other[0]


def head_of(report: Report) -> Head:
    """Return who reports on which year."""
    return Head(report.agency, report.year, report.source)


def pair(reports: Sequence[Head], previous: Sequence[Head]) -> Pairing:
    """Return which of `previous` is the report of the year before of each of `reports`."""
    names = Names(previous)
    pairs: list[tuple[int, int]] = []
    new: list[int] = []
    doubtful: list[int] = []
    taken: dict[int, list[int]] = defaultdict(list)
    for number, head in enumerate(reports):
        found = names.find(head.agency, head.year, head.year - 1) if head.year is not None else ()
        if len(found) == 1:
            taken[found[0]].append(number)
        else:
            (doubtful if found else new).append(number)
    for old, owners in taken.items():
        if len(owners) == 1:
            pairs.append((owners[0], old))
        else:
            doubtful += owners
    gone = (number for number in range(len(previous)) if number not in taken)
    return Pairing(tuple(sorted(pairs)), tuple(new), tuple(gone), tuple(sorted(doubtful)))


def same_agency(one: Head, other: Head) -> bool:
    """Tell whether two names may be one agency's; a name that isn't known may be anybody's."""
    if not (one.agency and other.agency):
        return True
    return bool(Names([other]).find(one.agency, one.year, other.year))


def require_follows(report: Head, previous: Head, *, renamed: bool = False) -> None:
    """Raise ComparisonError unless `previous` may be the same agency's report on the year before.

    `renamed` says that it is the same agency's, under another name.
    """
    if report.year is None or previous.year is None:
        unknown = report if report.year is None else previous
        raise ComparisonError(
            f"{unknown.source}: no year found, so it can't be said which report is the earlier one; expected two "
            "reports that each name their year, in the title or in the name of the file",
            f"{unknown.source} 没有读到年度，无法与上年比较；请在标题或文件名中写明年度",
        )
    due, ours, theirs = report.year - 1, report.source, previous.source
    if previous.year != due:
        raise ComparisonError(
            f"{theirs}: is on {previous.year}; {ours} is on {report.year}, so the report of the year before is the one "
            f"on {due}: give that",
            f"{theirs} 是{previous.year}年度的，{ours} 是{report.year}年度的；请换用{due}年度的报告",
        )
    if not renamed and not same_agency(report, previous):
        raise ComparisonError(
            f"{theirs}: is by {previous.agency}, {ours} by {report.agency}: not one agency; give its own report of the "
            "year before, or say that it was renamed",
            f"{theirs} 是{previous.agency}的，{ours} 是{report.agency}的，不是同一单位；请换用本单位上年的报告，"
            "单位更名的请注明",
        )


def plain(agency: str | None) -> str:
    """Return a name as it is compared: without spaces, remarks in brackets, 人民, and what lists leave out.

    A list has 石篁镇 for 石篁镇人民政府, and 县教育局 for the bureau of the county whose list it is.
    """
    name = _REMARK.sub("", squeeze(fold(agency or ""))).replace("人民政府", "政府")
    return _LEVEL.sub("", _OF_TOWN.sub("", name))


def _tails(name: str) -> list[str]:
    """Return what may be left of a name when the places before it are not said."""
    return [name[at:] for at in range(2, len(name) - SHORTEST + 1) if _PLACES.match(name[:at])]


def _region(name: str, year: int | None) -> tuple[str, str] | None:
    """Return the lineage of an agency's region and the rest of its name."""
    region = resolve(name, year).region
    if region is None or region.name not in name:
        return None
    return region.lineage, name.partition(region.name)[2]
