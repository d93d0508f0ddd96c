"""Regions under each of their names, with the years of each, and how they are found by name and year.

A year's regions are those at its end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from gongkai.agencies.agency import Region

SINCE = 2003
"""The table's first year: local reports begin in 2004, the whole country's in 2008; names given up before sign none."""
OPEN = 9999
"""The last year of a name that is still in force."""
REPORTS = 2008
"""The first year of reports (the Regulations of 2007 are in force since May 2008): without a year, no name before."""
SLACK = 1
"""A report on the year of a renaming may bear either name, and one published after it the new name already."""
STALE = 5
"""So many years after a renaming the old name may still stand on a page; later, it is rather the year that is wrong."""
KEY = 2
"""Names are looked up by so many of their first characters; none is shorter (芒市)."""
STEMS = range(3, 1, -1)
"""Lengths of the short names that may stand alone: 内蒙古, 绍兴. Longer ones are not used so."""
STREET = re.compile("[东南西北中]?路|大道|大?街|[镇乡村]|社区")
"""A short name before these is a street's or a village's: 南京西路."""
LEVELS = {"0000": "province", "00": "city"}


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
    lengths: dict[str, tuple[int, ...]]  # first two characters -> lengths of the names that begin so, longest first

    def named(self, name: str, year: int | None) -> tuple[Form, ...]:
        """Return the regions called `name` in `year`, else in years near it: each as it was in that year.

        Where there is none, those that were ever called so, as they were then: candidates, but none to choose.
        """
        return self._of_year(self.called.get(name, ()), year)

    def longest(
        self, text: str, at: int, year: int | None, above: tuple[Form, ...] = ()
    ) -> tuple[int, tuple[Form, ...]]:
        """Return the end of the longest name at `at`, and the regions inside `above` that bear it."""
        for length in self.lengths.get(text[at : at + KEY], ()):
            forms = self.inside(self.named(text[at : at + length], year), above)
            if forms and not text.startswith("市场", at + length - 1):  # 中山|市场监督管理所
                return at + length, forms
        return at, ()

    def shortened(
        self, text: str, at: int, year: int | None, above: tuple[Form, ...] = ()
    ) -> tuple[int, tuple[Form, ...]]:
        """Return the end of the short name of a province or city at `at`, and those inside `above` that bear it."""
        for length in STEMS:
            forms = self.inside(self._of_year(self.short.get(text[at : at + length], ()), year), above)
            if forms and not STREET.match(text, at + length):
                return at + length, forms
        return at, ()

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
        up = [self._as_of(parent, year) for parent in self.parents(form)]
        names, lineages = tuple(parent.name for parent in up), tuple(parent.lineage for parent in up)
        return Region(form.code, form.name, form.level, names, form.lineage, lineages)

    def _of_year(self, forms: Sequence[Form], year: int | None) -> tuple[Form, ...]:
        if not forms:
            return ()
        if year is None:
            fit = [form for form in forms if form.near(None)]
            newest = {form.lineage: form for form in sorted(fit or forms, key=lambda form: form.last)}
            return tuple(newest.values())
        for slack in (0, SLACK, STALE):
            fit = [form for form in forms if form.first - slack <= year <= form.last + slack]
            if fit:
                return tuple({form.lineage: self._as_of(form, year) for form in fit}.values())
        return tuple({form.lineage: form for form in forms}.values())

    def _as_of(self, form: Form, year: int | None) -> Form:
        """Return the region in its form of `year`; where it has none (it was dissolved), as it is given."""
        if year is None or form.first <= year <= form.last:
            return form
        return next((own for own in self.lineages[form.lineage] if own.first <= year <= own.last), form)
