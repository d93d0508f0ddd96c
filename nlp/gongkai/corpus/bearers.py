"""Who a report is of over the years: an agency under all its names, and others that it may have come from.

One and the same are reports of one lineage only; all else is offered as kin, each with what it rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from msgspec.structs import replace

from gongkai.agencies import histories
from gongkai.corpus.records import Entry, Kin, Query

REPORTS = 100
"""Of an agency, all years and sources."""
MANY = {"乡镇街道", "开发区", "派出机构", "学校", "高校", "医院", "国企"}
"""Kinds of which a region has many: kin among them share the beginning of their names, too (百官镇, 百官街道)."""
_BEGINNING = 2


class Entries(Protocol):
    """What a store is asked here."""

    def entries(self, limit: int, **values: str) -> list[Entry]:
        """Return entries of reports with these values of agency, bearer, own and kind."""


def called(store: Entries, name: str) -> tuple[Entry, ...]:
    """Return the reports of whoever bears or bore a name, under all their names, oldest first."""
    named = store.entries(REPORTS, agency=name)
    bearers = {entry.bearer: None for entry in named if entry.bearer}
    return _by_year(entry for bearer in bearers for entry in store.entries(REPORTS, bearer=bearer))


def same(store: Entries, entry: Entry) -> tuple[Entry, ...]:
    """Return the reports of an entry's agency, its own among them; where it is not certain who that is, of its name."""
    return _by_year(store.entries(REPORTS, bearer=entry.bearer)) if entry.bearer else ()


def following(store: Entries, entry: Entry) -> Entry | None:
    """Return the same agency's report on the next year; None where there is none, or several, or who is not certain."""
    if entry.lineage is None or entry.year is None:
        return None
    found = [one for one in same(store, entry) if one.year == entry.year + 1 and one.passages]
    return found[0] if len(found) == 1 else None


def related(store: Entries, entry: Entry) -> tuple[Kin, ...]:
    """Return agencies that may go before or after an entry's: of its kind, in its region or one merged or divided.

    Those of its own region share no year with it.
    """
    if entry.lineage is None or entry.region is None or entry.kind is None:
        return ()
    own = {one.year for one in same(store, entry)}
    kin = _kin(store.entries(REPORTS, own=entry.region, kind=entry.kind), entry, "renamed")
    found = [one for one in kin if own.isdisjoint(one.years)]
    for history in histories(entry.lineages[-1]):
        for link in history.links:
            found += _kin(store.entries(REPORTS, own=link.lineage, kind=entry.kind), entry, link.how)
    return tuple(found)


def widened(store: Entries, query: Query) -> Query:
    """Return a query whose agencies are asked for under all their names."""
    if not query.agencies:
        return query
    bearers: dict[str, None] = {}
    for word in query.agencies:
        named = {one.bearer: None for one in store.entries(REPORTS, agency=word) if one.bearer}
        bearers |= named or {word: None}
    return replace(query, agencies=tuple(bearers))


def _kin(entries: Sequence[Entry], entry: Entry, basis: str) -> list[Kin]:
    groups: dict[str, list[Entry]] = {}
    for one in _by_year(entries):
        if one.lineage and one.lineage != entry.lineage and _is_alike(one, entry):
            groups.setdefault(one.lineage, []).append(one)
    years = ((group, tuple(sorted({one.year for one in group if one.year}))) for group in groups.values())
    return [Kin(group[-1].agency or "", group[-1].lineage or "", own, basis) for group, own in years]


def _is_alike(one: Entry, entry: Entry) -> bool:
    bodies = [(own.lineage or "").rpartition("/")[2][:_BEGINNING] for own in (one, entry)]
    return entry.kind not in MANY or bodies[0] == bodies[1]


def _by_year(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return entries oldest first; the years unknown come last."""
    return tuple(sorted(entries, key=lambda entry: (entry.year is None, entry.year or 0, entry.source)))
