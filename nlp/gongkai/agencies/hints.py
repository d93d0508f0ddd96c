"""Choose among regions by the other places that a report names: in its title, signature or path."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from gongkai.agencies.regions import Form, Regions

LONGEST = 400
"""So much of a hint is read; it is a title, a signature or a path."""
_JOINTS = "/\\ _-·"
_COUNTIES = ("区", "县", "市", "旗")
_ENDS = {"省": ("省", "自治区"), "镇": _COUNTIES, "乡": _COUNTIES}
"""The ends of names that are called by another word alone."""


class Mention(NamedTuple):
    """A place that a hint names: the regions it may be, and whether one inside it follows at once (绍兴市/上虞区)."""

    forms: tuple[Form, ...]
    outer: bool


def mentioned(hints: Sequence[str], year: int | None, table: Regions) -> list[Mention]:
    """Return every place that a hint names, once."""
    found = []
    for hint in hints:
        places = list(_places(hint[:LONGEST], year, table))
        for place, after in zip_longest(places, places[1:]):
            joined = after is not None and not hint[place.end : after.start].strip(_JOINTS)
            found.append(Mention(place.forms, joined and bool(table.inside(after.forms, place.forms))))
    return list(dict.fromkeys(found))


def of_word(word: str, mentions: Sequence[Mention], table: Regions) -> tuple[Form, ...]:
    """Return the mentioned regions that a report may call `word` alone (市, 区, 省); of 金华市/义乌市 the inner one."""
    ends = _ENDS.get(word, (word,))
    lineages = lineages_of(mentions)
    fit = [
        (form, mention.outer)
        for mention in mentions
        for form in supported(mention.forms, lineages, table) or mention.forms
        if form.name.endswith(ends)
    ]
    inner = {form: None for form, outer in fit if not outer}
    return tuple(inner or {form: None for form, _ in fit})


def lineages_of(mentions: Sequence[Mention]) -> set[str]:
    """Return the lineages of all regions that may be meant."""
    return {form.lineage for mention in mentions for form in mention.forms}


def supported(
    forms: tuple[Form, ...], mentioned: set[str], table: Regions, *, itself: bool = False
) -> tuple[Form, ...]:
    """Return those of `forms` whose places are mentioned most fully, by lineages; none where none is.

    `itself` says that the region's own mention tells something: where `forms` are called by a short name.
    """
    support = {form: mentioned & (table.ancestors(form) | ({form.lineage} if itself else set())) for form in forms}
    return tuple(form for form in forms if support[form] and not any(support[form] < more for more in support.values()))


class _Found(NamedTuple):
    start: int
    end: int
    forms: tuple[Form, ...]


def _places(hint: str, year: int | None, table: Regions) -> Iterator[_Found]:
    at = 0
    while at < len(hint):
        end, forms = table.longest(hint, at, year)
        if not forms:
            end, forms = table.shortened(hint, at, year)
        if forms:
            yield _Found(at, end, forms)
        at = max(end, at + 1)
