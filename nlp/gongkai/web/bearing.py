"""Who the page of an agency is about: an agency under all its names, others of its name, others akin to it."""

from __future__ import annotations

from itertools import groupby

from gongkai.agencies import histories
from gongkai.agencies.histories import newest
from gongkai.corpus import Corpus, Entry
from gongkai.corpus.records import Kin
from gongkai.document import Record
from gongkai.web.permalinks import path
from gongkai.web.site import Missing
from gongkai.writing.histories import told


class Named(Record, frozen=True):
    """An agency under one name in some years (printed), and the address of its page."""

    name: str
    years: str
    address: str


class Bearing(Record, frozen=True):
    """An agency: `bearer` is what the corpus knows it by; `name` is its newest.

    `names` are those it had, when several; `past` tells what became of its region. `namesakes` bear or bore its name.
    `is_certain` is false where several agencies may bear it: then the reports are those of the name, not of one agency.
    """

    name: str
    bearer: str
    address: str
    is_certain: bool
    names: tuple[Named, ...]
    past: str | None
    namesakes: tuple[Named, ...]
    related: tuple[tuple[str, Named], ...]


def bearing(corpus: Corpus, name: str, of: str) -> tuple[Bearing, tuple[Entry, ...]]:
    """Return the agency called `name` with its reports, of several the one that the corpus knows as `of`.

    Without `of`, the one that bore the name last. Missing when there is none.
    """
    groups: dict[str, list[Entry]] = {}
    for entry in corpus.agency(name):
        groups.setdefault(entry.bearer or "", []).append(entry)
    if not groups or (of and of not in groups):
        raise Missing(f"no reports of {name!r}; look it up by the beginning of its name", "检索库中没有这个机关的报告")
    bearer = of or max(groups, key=lambda one: _last(groups[one], name))
    own = tuple(groups.pop(bearer))
    last = own[-1]
    others = tuple(_named(entries, entries[-1].agency or "") for entries in groups.values())
    related = tuple((kin.basis, _kin(kin)) for kin in corpus.related(last))
    made = Bearing(
        last.agency or name, bearer, address(last.agency or name, bearer), last.lineage is not None,
        _names(own), _past(last), others, related,
    )  # fmt: skip
    return made, own


def address(name: str, bearer: str) -> str:
    """Return the address of an agency's page."""
    return f"/agency/{path(name)}?of={path(bearer)}"


def called(bearer: str) -> str:
    """Return what to call an agency that the corpus knows as `bearer`, which may be a name."""
    lineage, slash, rest = bearer.partition("/")
    region = newest(lineage)
    if region is not None and slash:
        return region.name + rest.partition("/")[2]
    return rest if lineage in ("", "?") and slash else bearer


def _last(entries: list[Entry], name: str) -> int:
    return max((entry.year or 0 for entry in entries if entry.agency == name), default=0)


def _names(entries: tuple[Entry, ...]) -> tuple[Named, ...]:
    runs = [(name or "", list(run)) for name, run in groupby(entries, lambda entry: entry.agency)]
    return tuple(_named(run, name) for name, run in runs) if len({name for name, _ in runs}) > 1 else ()


def _named(entries: list[Entry], name: str) -> Named:
    years = sorted({entry.year for entry in entries if entry.year})
    return Named(name, _span(years), address(name, entries[-1].bearer or ""))


def _kin(kin: Kin) -> Named:
    return Named(kin.name, _span(list(kin.years)), address(kin.name, kin.lineage))


def _span(years: list[int]) -> str:
    if not years:
        return "年度未知"
    return f"{years[0]}年" if years[0] == years[-1] else f"{years[0]}–{years[-1]}年"


def _past(entry: Entry) -> str | None:
    found = histories(entry.lineages[-1]) if entry.lineages and entry.lineage else ()
    return told(found[0]) if found else None
