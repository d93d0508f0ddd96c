"""Bodies of every region of the table that was renamed, merged or divided, or shares its name: one agency, or two."""

from __future__ import annotations

from itertools import combinations, pairwise

from gongkai.agencies import resolve
from gongkai.agencies.histories import links
from gongkai.agencies.regions import REPORTS, Form
from gongkai.agencies.table import regions

LAST = 2024


def lineage(form: Form, year: int, *, is_whole: bool = True) -> str | None:
    """Return the lineage of the bureau of education of a region, named with the regions above it or alone."""
    parents = regions().region(form, year).parents if is_whole else ()
    return resolve("".join((*parents, form.name, "教育局")), year).lineage


def test_a_body_of_a_renamed_region_is_one_and_the_same() -> None:
    asked = unknown = 0
    for own in regions().lineages.values():
        for old, new in pairwise(sorted(own, key=lambda form: form.first)):
            if old.last < REPORTS:
                continue
            before = lineage(old, old.last)
            assert before is not None
            assert before == lineage(new, new.first), (old, new)
            alone = lineage(old, old.last, is_whole=False), lineage(new, new.first, is_whole=False)
            assert None in alone or alone[0] == alone[1]
            asked, unknown = asked + 1, unknown + (None in alone)
    assert (asked, unknown) == (321, 5)  # five share their name with others


def test_bodies_of_merged_and_divided_regions_are_two() -> None:
    asked = 0
    for own, linked in links().items():
        for link in linked:
            if not link.outgoing or link.year <= REPORTS:
                continue
            (old,) = (form for form in regions().lineages[own] if form.first <= link.year - 1 <= form.last)
            (new,) = (form for form in regions().lineages[link.lineage] if form.first <= link.year <= form.last)
            before, after = lineage(old, link.year - 1), lineage(new, link.year)
            assert before is not None
            assert before != after
            asked += 1
    assert asked == 102


def test_bodies_of_regions_that_share_a_name_are_two_or_unknown() -> None:
    asked = 0
    for forms in regions().called.values():
        for one, other in combinations(forms, 2):
            years = min(one.last, LAST), min(other.last, LAST)
            if one.lineage == other.lineage or min(years) < REPORTS:
                continue
            for is_whole in (True, False):
                found = lineage(one, years[0], is_whole=is_whole), lineage(other, years[1], is_whole=is_whole)
                assert None in found or found[0] != found[1], (one, other)
            asked += 1
    assert asked == 76
