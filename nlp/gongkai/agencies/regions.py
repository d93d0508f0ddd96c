"""The table of regions: every province, city and county since 2003 under each of its names, with its years.

A year's regions are those at its end. `regions.tsv` is read and checked once, on first use.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from gongkai.agencies.agency import Region
from gongkai.agencies.names import colloquial, stem
from gongkai.errors import FormError

OPEN = 9999
"""The last year of a name that is still in force."""
REPORTS = 2008
"""The first year of reports (the Regulations of 2007 are in force since May 2008): without a year, no name before."""
SLACK = 1
"""A report on the year of a renaming may bear either name, and one published after it the new name already."""
FIELDS, CODE_LENGTH = 5, 6
CODE, NAME, LINEAGE = 0, 1, 4  # fields of a Form
LEVELS = {"0000": "province", "00": "city"}
SHORT = ("市", "省", "自治区")
"""Only these are called by their stem alone; 海西, 文山 and 朝阳 are much besides."""


class Form(NamedTuple):
    """A region under one name and code, from the end of year `first` to that of `last`."""

    code: str
    name: str
    first: int
    last: int
    lineage: str

    @property
    def level(self) -> str:
        """Return province, city or county."""
        return LEVELS.get(self.code[2:], LEVELS.get(self.code[4:], "county"))

    def near(self, year: int | None) -> bool:
        """Tell whether a report on `year` may bear this name."""
        return self.last >= REPORTS if year is None else self.first - SLACK <= year <= self.last + SLACK


class Regions(NamedTuple):
    """The table with its ways in."""

    lineages: dict[str, list[Form]]
    called: dict[str, list[Form]]  # full and colloquial names
    short: dict[str, list[Form]]  # stems of provinces and cities
    coded: dict[str, list[Form]]
    lengths: tuple[int, ...]  # of the names, the longest first

    def named(self, name: str, year: int | None) -> tuple[Form, ...]:
        """Return the regions called `name` in `year`, else near it, else ever: each as it was in that year."""
        return self._of_year(self.called.get(name, ()), year)

    def shortened(self, name: str, year: int | None) -> tuple[Form, ...]:
        """Return the provinces and cities that are called `name` for short, as they were in `year`."""
        return self._of_year(self.short.get(name, ()), year)

    def parents(self, form: Form) -> tuple[Form, ...]:
        """Return the regions above a region, from the province down, in the last of its years."""
        codes = dict.fromkeys((form.code[:2] + "0000", form.code[:4] + "00"))
        year = form.last
        above = ((code, [up for up in self.coded.get(code, ()) if up.first <= year <= up.last]) for code in codes)
        return tuple(ups[0] for code, ups in above if ups and code != form.code)

    def ancestors(self, form: Form) -> set[str]:
        """Return the lineages of all regions that a region has ever been part of; 寿县 of two cities."""
        codes = {code for own in self.lineages[form.lineage] for code in (own.code[:2] + "0000", own.code[:4] + "00")}
        return {up.lineage for code in codes for up in self.coded.get(code, ())} - {form.lineage}

    def inside(self, forms: tuple[Form, ...], above: tuple[Form, ...]) -> tuple[Form, ...]:
        """Return those of `forms` that have been part of one of `above`; all where there is none."""
        if not above or not forms:
            return forms
        lineages = {form.lineage for form in above}
        return tuple(form for form in forms if not lineages.isdisjoint(self.ancestors(form)))

    def region(self, form: Form, year: int | None) -> Region:
        """Return the record of a region with its parents' names in `year`."""
        up = (self._as_of(parent, year) for parent in self.parents(form))
        return Region(form.code, form.name, form.level, tuple(parent.name for parent in up), form.lineage)

    def _of_year(self, forms: Sequence[Form], year: int | None) -> tuple[Form, ...]:
        if not forms:
            return ()
        if year is None:
            fit = [form for form in forms if form.near(None)]
            newest = {form.lineage: form for form in sorted(fit or forms, key=lambda form: form.last)}
            return tuple(newest.values())
        for slack in (0, SLACK, OPEN):
            fit = [form for form in forms if form.first - slack <= year <= form.last + slack]
            if fit:
                break
        return tuple({form.lineage: self._as_of(form, year) for form in fit}.values())

    def _as_of(self, form: Form, year: int | None) -> Form:
        """Return the region in its form of `year`; where it has none (it was dissolved), as it is given."""
        if year is None or form.first <= year <= form.last:
            return form
        return next((own for own in self.lineages[form.lineage] if own.first <= year <= own.last), form)


@cache
def regions() -> Regions:
    """Return the shipped table; FormError names the line that does not hold."""
    path = files("gongkai.agencies") / "regions.tsv"
    return read(path.read_text(encoding="utf-8"), path.name)


def read(tsv: str, name: str) -> Regions:
    """Return the table written in `tsv`; `name` is the file named in errors."""
    forms = list(_forms(tsv, name))
    lineages, called, coded = _grouped(forms, LINEAGE), _grouped(forms, NAME), _grouped(forms, CODE)
    _check(lineages, name)
    for own in [own for key, own in called.items() if "自治" in key]:
        plain = colloquial(own[0].name)
        if plain and plain not in called:  # who bears a name in full goes first
            called[plain] = own
    above = [form for form in forms if form.code.endswith("00") and form.name.endswith(SHORT)]
    short: dict[str, list[Form]] = defaultdict(list)
    for form in above:
        short[stem(form.name)].append(form)
    return Regions(lineages, called, short, coded, tuple(sorted({len(key) for key in called}, reverse=True)))


def _forms(tsv: str, name: str) -> Iterator[Form]:
    for number, line in enumerate(tsv.split("\n"), start=1):
        if not line or line.startswith("#"):
            continue
        fields = line.split("\t")
        fields += [""] * (FIELDS - len(fields))
        try:
            code, called, first, last, lineage = fields
            form = Form(code, called, int(first), int(last or OPEN), lineage or code)
        except ValueError:
            raise FormError(f"{name}:{number}: {line!r}, expected code, name, first year, last, lineage") from None
        if len(code) != CODE_LENGTH or not called or form.first > form.last:
            raise FormError(f"{name}:{number}: {line!r}: no code of six digits, no name, or ends before it begins")
        yield form


def _check(lineages: dict[str, list[Form]], name: str) -> None:
    for lineage, forms in lineages.items():
        if len(forms) == 1:
            continue
        ordered = sorted(forms, key=lambda form: form.first)
        for before, after in zip(ordered, ordered[1:], strict=False):
            if before.last >= after.first:
                raise FormError(f"{name}: lineage {lineage} is both {before.name} and {after.name} in {after.first}")


def _grouped(forms: list[Form], field: int) -> dict[str, list[Form]]:
    groups: dict[str, list[Form]] = {}
    for form in forms:
        key = str(form[field])
        if key in groups:
            groups[key].append(form)
        else:
            groups[key] = [form]
    return groups
