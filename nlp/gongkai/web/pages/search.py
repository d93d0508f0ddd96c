"""`/`: passages found, counts to narrow them by, bars by year, level or region; duplicates folded."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi import Query as Parameter
from fastapi.responses import Response
from msgspec.structs import replace

from gongkai.corpus import Corpus, Facet, Hit, Hits, Query
from gongkai.corpus.encoder import encoder, is_installed
from gongkai.corpus.records import DEEPEST
from gongkai.document import Record
from gongkai.errors import QueryError
from gongkai.model.names import FACET_NAMES, SECTION_NAMES, tag_name
from gongkai.web import charts, shown
from gongkai.web.bearing import called
from gongkai.web.charts import Chart
from gongkai.web.parameters import Filters, Paged
from gongkai.web.pasts import Past, pasts
from gongkai.web.permalinks import PAGE, TRENDS, Asked, address, asked, toggled
from gongkai.web.site import OfSite

router = APIRouter()
FEW = 10
"""Values of a facet shown at once; the rest unfolds."""


class Choice(Record, frozen=True):
    """A value of a facet: `address` leads to the search with it, or without it where it is chosen."""

    label: str
    count: int | None
    address: str
    is_chosen: bool


class Group(Record, frozen=True):
    """The values of one facet, most frequent first."""

    name: str
    first: tuple[Choice, ...]
    rest: tuple[Choice, ...]


class Piece(Record, frozen=True):
    """A part of a hit's text."""

    text: str
    is_found: bool


class Shown(Record, frozen=True):
    """A hit with its text in pieces, and where it leads."""

    hit: Hit
    pieces: tuple[Piece, ...]
    report: str
    unfold: str | None
    like: str


class SearchView(Record, frozen=True):
    """What the page of hits shows."""

    asked: Asked
    hits: Hits
    shown: tuple[Shown, ...]
    groups: tuple[Group, ...]
    chosen: tuple[Choice, ...]
    trends: tuple[Choice, ...]
    chart: Chart
    earlier: str | None
    later: str | None
    sorts: tuple[Choice, ...]
    exports: tuple[tuple[str, str], ...]
    reports: int
    passages: int
    first_year: int | None
    is_rankable: bool
    pasts: tuple[Past, ...]


@router.get("/", include_in_schema=False)
async def page(request: Request, site: OfSite) -> Response:
    """Return the page of hits."""
    search = asked(request.query_params.multi_items())
    return await site.page("search.html", lambda: view(site.corpus, search))


@router.get("/api/search", summary="Passages found, with counts")
async def data(request: Request, site: OfSite, given: Annotated[Paged, Depends()]) -> Response:
    """Return hits as the corpus gives them."""
    search = asked(request.query_params.multi_items())
    query = replace(search.query, limit=given.limit, offset=(given.page - 1) * given.limit)
    return await site.data(lambda: shown.hits(_found(site.corpus, search, query)))


@router.get("/api/suggest", summary="Agencies and words that begin so")
async def suggest(site: OfSite, q: Annotated[str, Parameter(max_length=50)] = "") -> Response:
    """Return agencies, then words, with the number of their reports or passages."""
    return await site.data(lambda: site.corpus.suggest(q, 12) if q.strip() else ())


@router.get("/api/trace", summary="A phrase by year, and where it first appears")
async def trace(request: Request, site: OfSite, given: Annotated[Filters, Depends()]) -> Response:
    """Return in how many passages and reports a phrase stands by year, and the passages of its first year."""
    query = asked(request.query_params.multi_items()).query

    def work() -> object:
        found = site.corpus.trace(given.q, query)
        return replace(found, hits=tuple(map(shown.hit, found.hits)))

    return await site.data(work)


def view(corpus: Corpus, search: Asked) -> SearchView:
    """Return what the page of a search shows."""
    found = shown.hits(_found(corpus, search, search.query))
    reports, passages = corpus.size() if search.is_empty else (0, 0)  # said on the first page alone
    groups = tuple(_group(search, name, facets) for name, facets in found.facets.items() if facets)
    has_later = search.page * PAGE < min(found.total, DEEPEST) and len(found.hits) == PAGE
    return SearchView(
        search, found, tuple(_shown(search, hit) for hit in found.hits), groups, _chosen(search),
        tuple(Choice(FACET_NAMES[name], None, address(replace(search, trend=name)), name == search.trend)
              for name in TRENDS),
        _chart(search, found),
        address(replace(search, page=search.page - 1)) if search.page > 1 else None,
        address(replace(search, page=search.page + 1)) if has_later else None,
        tuple(Choice(label, None, address(_sorted(search, sort)), sort == search.sort)
              for sort, label in SORTS.items()),
        tuple((format, address(_plain(search), f"/export/{format}")) for format in ("xlsx", "csv", "jsonl")),
        reports, passages, _first_year(corpus, search, found), _is_rankable(search), pasts(search),
    )  # fmt: skip


SORTS = {"relevance": "相关度", "-year": "新年度在前", "year": "旧年度在前", "region": "地区"}


def label(name: str, value: str) -> str:
    """Return what a facet's value is called."""
    if name == "tag":
        return tag_name(value)
    if name == "section":
        return SECTION_NAMES.get(value, value)
    if name == "region":
        return value.partition(" ")[2] or value
    if name == "agency":
        return called(value)
    return value


def _found(corpus: Corpus, search: Asked, query: Query) -> Hits:
    if search.passage is None:
        return corpus.search(query, encoder() if search.semantic else None)
    if search.semantic:
        raise QueryError("like and semantic: passages like one are not re-ranked", "相近段落不能按意思重新排序")
    if query.offset + query.limit > DEEPEST:
        raise QueryError(f"at most {DEEPEST} hits in all", f"最多翻到第 {DEEPEST} 条")
    return corpus.like(search.passage, query)


def _plain(search: Asked) -> Asked:
    """Return the first page of a search, in the order of its words."""
    return replace(search, page=1, semantic=False)


def _sorted(search: Asked, sort: str) -> Asked:
    """Return a search in another order; only hits by relevance are ranked by meaning."""
    return replace(search, sort=sort, page=1, semantic=search.semantic and sort == "relevance")


def _is_rankable(search: Asked) -> bool:
    """Say whether the hits could be ranked by meaning, so that a box to tick makes sense."""
    return is_installed() and search.sort == "relevance" and search.cluster is None and search.passage is None


def _group(search: Asked, name: str, facets: tuple[Facet, ...]) -> Group:
    found = reversed(facets) if name == "year" else facets
    choices = tuple(
        Choice(label(name, one.value), one.count, address(toggled(search, name, _key(search, name, one.value))),
               _is_chosen(search, name, one.value))
        for one in found
    )  # fmt: skip
    return Group(FACET_NAMES[name], choices[:FEW], choices[FEW:])


def _key(search: Asked, name: str, value: str) -> str:
    """Return by what a facet's value is asked for: as it is, or a region by its code where the search does so."""
    code = value.partition(" ")[0]
    return code if name == "region" and code in search.values(name) else value


def _is_chosen(search: Asked, name: str, value: str) -> bool:
    if name == "year":
        return str(search.first) == value == str(search.last)
    return _key(search, name, value) in search.values(name)


def _chosen(search: Asked) -> tuple[Choice, ...]:
    """Return what narrows the search, each leading to the search without it."""
    chosen = [
        Choice(f"{_FILTER_NAMES[name]}：{label(name, value)}", None, address(toggled(search, name, value)), True)
        for name, value in search.filters
    ]
    if search.first is not None or search.last is not None:
        first, last = search.first or "", search.last or ""
        years = f"{first}" if first == last else f"{first}–{last}"
        chosen.append(Choice(f"年度：{years}", None, address(replace(search, first=None, last=None, page=1)), True))
    if search.cluster is not None:
        chosen.append(Choice("一组近似段落", None, address(replace(search, cluster=None, page=1)), True))
    if search.passage is not None:
        chosen.append(Choice("与所选段落相近", None, address(replace(search, passage=None, page=1)), True))
    return tuple(chosen)


_FILTER_NAMES = FACET_NAMES | {"agency": "机关", "edition": "版式", "status": "状态", "report": "报告"}


def _chart(search: Asked, found: Hits) -> Chart:
    facets = found.facets.get(search.trend, ())
    chosen = [one.value for one in facets if _is_chosen(search, search.trend, one.value)]
    counted = charts.every_year(facets) if search.trend == "year" else facets[:12]
    return charts.chart(
        counted,
        lambda value: label(search.trend, value),
        lambda value: address(toggled(search, search.trend, _key(search, search.trend, value))),
        chosen,
    )


def _first_year(corpus: Corpus, search: Asked, found: Hits) -> int | None:
    """Return the first year in which the words were found, whatever years the search is narrowed to."""
    if not search.text or search.passage is not None or search.cluster is not None:
        return None
    if search.semantic and found.loose:  # what shares a word with the query does not say when that was first said
        return None
    if search.first is not None or search.last is not None:
        found = corpus.search(replace(search.query, limit=0, offset=0, facets=("year",), years=(None, None)))
    return min((int(one.value) for one in found.facets["year"] if one.value.isdigit()), default=None)


def _shown(search: Asked, hit: Hit) -> Shown:
    pieces, at = [], 0
    for start, end in hit.highlights:
        pieces += [Piece(hit.text[at:start], False), Piece(hit.text[start:end], True)]
        at = end
    pieces.append(Piece(hit.text[at:], False))
    is_folded = hit.reports > 1 and search.cluster is None
    words = Asked(text=search.text)
    return Shown(
        hit, tuple(piece for piece in pieces if piece.text),
        address(words, f"/report/{hit.entry.id}") + f"#t{hit.start}",
        address(replace(_plain(search), cluster=hit.cluster, passage=None)) if is_folded else None,
        address(Asked(passage=hit.id)),
    )  # fmt: skip
