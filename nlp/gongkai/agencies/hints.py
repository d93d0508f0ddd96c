"""Choose among regions by the other places that a report names: in its title, signature or path."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from gongkai.agencies.places import STEMS
from gongkai.agencies.regions import Form, Regions

LONGEST = 400
"""So much of a hint is read; it is a title, a signature or a path."""
_NO_PLACE = re.compile("[东南西北中]?路|大道|大?街|镇|乡|村|社区")
"""A short name before these is a street or village: 中山路, 南京西路."""
_JOINTS = "/\\ _-·"
_ENDS = {"省": ("省", "自治区"), "自治区": "自治区", "州": "州", "自治州": "州", "镇": ("区", "县", "市", "旗"), "乡": ("区", "县", "市", "旗")}


class Mention(NamedTuple):
    """A place that a hint names: the regions it may be, and whether a place inside it follows at once (绍兴市/上虞区)."""

    forms: tuple[Form, ...]
    outer: bool


def mentioned(hints: Sequence[str], year: int | None, table: Regions) -> list[Mention]:
    """Return every place that a hint names."""
    found = []
    for hint in hints:
        places = list(_places(hint[:LONGEST], year, table))
        for place, after in zip_longest(places, places[1:]):
            joined = after is not None and not hint[place.end : after.start].strip(_JOINTS)
            found.append(Mention(place.forms, joined and bool(table.inside(after.forms, place.forms))))
    return found


def of_word(word: str, mentions: Sequence[Mention]) -> tuple[Form, ...]:
    """Return the mentioned regions that a report may call `word` alone (市, 区, 省); of 金华市/义乌市 the inner one."""
    ends = _ENDS.get(word, word)
    fit = [(form, mention.outer) for mention in mentions for form in mention.forms if form.name.endswith(ends)]
    inner = {form: None for form, outer in fit if not outer}
    return tuple(inner or {form: None for form, _ in fit})


def supported(forms: tuple[Form, ...], mentions: Sequence[Mention], table: Regions) -> tuple[Form, ...]:
    """Return those of `forms` whose places are mentioned most fully; all where none is."""
    lineages = {form.lineage for mention in mentions for form in mention.forms}
    support = {form: lineages & {form.lineage, *table.ancestors(form)} for form in forms}
    best = [form for form in forms if support[form] and not any(support[form] < other for other in support.values())]
    return tuple(best) or forms


class _Found(NamedTuple):
    start: int
    end: int
    forms: tuple[Form, ...]


def _places(hint: str, year: int | None, table: Regions) -> Iterator[_Found]:
    at = 0
    while at < len(hint):
        found = _full(hint, at, year, table) or _short(hint, at, year, table)
        if found:
            yield found
        at = found.end if found else at + 1


def _full(hint: str, at: int, year: int | None, table: Regions) -> _Found | None:
    for length in table.lengths:
        called = hint[at : at + length]
        if len(called) == length and called in table.called:
            return _Found(at, at + length, table.named(called, year))
    return None


def _short(hint: str, at: int, year: int | None, table: Regions) -> _Found | None:
    for length in STEMS:
        forms = table.shortened(hint[at : at + length], year)
        if forms and not _NO_PLACE.match(hint, at + length):
            return _Found(at, at + length, forms)
    return None
