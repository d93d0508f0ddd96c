"""All of a search in the query string of its address, and back: every page of hits can be kept and sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from urllib.parse import quote, quote_plus

from msgspec.structs import replace

from gongkai.corpus import Query
from gongkai.document import Record
from gongkai.errors import QueryError

FILTERS = {
    "tag": "tags",
    "section": "sections",
    "region": "regions",
    "level": "levels",
    "kind": "kinds",
    "agency": "agencies",
    "edition": "editions",
    "status": "statuses",
    "report": "reports",
}
"""Parameter -> field of Query; each may come several times."""
TRENDS = ("year", "level", "region", "kind", "tag")
"""What the bars above the hits may count by."""
PAGE = 20
"""Hits of a page."""
MOST_VALUES = 20
"""Of one filter: a page has no more boxes to tick."""
LONGEST = 300
"""Characters of a filter's value: an agency's name has 30."""

_SWITCHES = {"": False, "0": False, "false": False, "1": True, "true": True, "on": True}
_KNOWN = 1024  # values kept at hand

path = partial(quote, safe="")
"""Quote what stands as one part of an address."""


class Asked(Record, frozen=True):
    """A search as its address says it; `passage`: passages like this one instead of words."""

    text: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    first: int | None = None
    last: int | None = None
    sort: str = "relevance"
    page: int = 1
    cluster: int | None = None
    passage: str | None = None
    trend: str = "year"
    semantic: bool = False

    def values(self, name: str) -> tuple[str, ...]:
        """Return the values of a filter."""
        return tuple(value for key, value in self.filters if key == name)

    @property
    def query(self) -> Query:
        """Return what the corpus is asked."""
        filters = {field: self.values(name) for name, field in FILTERS.items()}
        made = Query(
            self.text,
            years=(self.first, self.last),
            cluster=self.cluster,
            sort=self.sort,
            limit=PAGE,
            offset=(self.page - 1) * PAGE,
        )
        return replace(made, **filters)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is asked, as on the first page."""
        return replace(self, semantic=False) == Asked()


def asked(items: Iterable[tuple[str, str]]) -> Asked:
    """Return what the parameters of an address ask; QueryError for numbers that are none. Unknown ones are let pass."""
    given = list(items)
    single = dict(given)
    filters = tuple(dict.fromkeys((key, value.strip()) for key, value in given if key in FILTERS and value.strip()))
    for name in FILTERS:
        own = [value for key, value in filters if key == name]
        if len(own) > MOST_VALUES or any(len(value) > LONGEST for value in own):
            raise QueryError(
                f"{name}: {len(own)} values; at most {MOST_VALUES} of {LONGEST} characters", "筛选条件过多或过长"
            )
    trend = single.get("trend", "")
    return Asked(
        single.get("q", "").strip(), filters, _number(single, "from"), _number(single, "to"),
        single.get("sort") or "relevance", _number(single, "page", least=1) or 1, _number(single, "unfold"),
        single.get("like") or None, trend if trend in TRENDS else "year", _is_on(single, "semantic"),
    )  # fmt: skip


def parameters(search: Asked) -> list[tuple[str, str]]:
    """Return a search as parameters, what goes without saying left out, always in the same order."""
    plain: Sequence[tuple[str, object]] = (
        ("q", search.text), *search.filters, ("from", search.first), ("to", search.last),
        ("sort", search.sort if search.sort != "relevance" else None), ("unfold", search.cluster),
        ("like", search.passage), ("trend", search.trend if search.trend != "year" else None),
        ("semantic", 1 if search.semantic else None), ("page", search.page if search.page > 1 else None),
    )  # fmt: skip
    return [(name, str(value)) for name, value in plain if value not in (None, "")]


def address(search: Asked, path: str = "/") -> str:
    """Return the address of a search."""
    query = "&".join(f"{name}={_quoted(value)}" for name, value in parameters(search))
    return f"{path}?{query}" if query else path


def toggled(search: Asked, name: str, value: str) -> Asked:
    """Return a search with a filter's value added, or taken away where it is there; from its first page."""
    if name == "year":
        is_on = search.first == search.last == int(value)
        year = None if is_on else int(value)
        return replace(search, first=year, last=year, page=1)
    pair = (name, value)
    rest = tuple(one for one in search.filters if one != pair)
    return replace(search, filters=rest if len(rest) < len(search.filters) else (*rest, pair), page=1)


@lru_cache(maxsize=_KNOWN)
def _quoted(value: str) -> str:
    """Return a value as addresses hold it; a page has hundreds of addresses made of few values."""
    return quote_plus(value)


def _is_on(given: dict[str, str], name: str) -> bool:
    value = given.get(name, "").strip().lower()
    if value not in _SWITCHES:
        raise QueryError(f"{name}={value[:20]!r}: 1 or 0", f"地址中的 {name} 应为 1 或 0")
    return _SWITCHES[value]


def _number(given: dict[str, str], name: str, least: int = 0) -> int | None:
    value = given.get(name, "").strip()
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) < 10 and int(value) >= least):
        raise QueryError(f"{name}={value[:20]!r}: not a number from {least}", f"地址中的 {name} 应为数字")
    return int(value)
