"""How much a query may ask."""

from __future__ import annotations

from gongkai.corpus.records import (
    DEEPEST,
    FACETS,
    LAST_CLUSTER,
    LAST_YEAR,
    MOST_HITS,
    MOST_VALUES,
    SORTS,
    Query,
)
from gongkai.errors import QueryError

_LISTS = ("tags", "sections", "regions", "levels", "kinds", "editions", "statuses", "agencies", "reports")


def check(query: Query) -> None:
    """Raise QueryError for a query that asks for more than pages give, or for what there is not."""
    if not 0 <= query.limit <= MOST_HITS or query.offset < 0 or query.offset + query.limit > DEEPEST:
        raise QueryError(
            f"limit {query.limit}, offset {query.offset}: at most {MOST_HITS} hits a page and {DEEPEST} in all; "
            "export them instead",
            f"每页最多 {MOST_HITS} 条，共最多翻到第 {DEEPEST} 条；需要全部结果请导出",
        )
    years = [year for year in query.years if year is not None]
    if any(not 0 <= year <= LAST_YEAR for year in years) or not 0 <= (query.cluster or 0) <= LAST_CLUSTER:
        raise QueryError(f"years {query.years}, cluster {query.cluster}: no such numbers", "年度或编号超出范围")
    if any(len(getattr(query, name)) > MOST_VALUES for name in _LISTS):
        raise QueryError(f"more than {MOST_VALUES} values of a filter", f"一个筛选条件最多 {MOST_VALUES} 个取值")
    if query.sort not in SORTS:
        raise QueryError(f"sort {query.sort!r}: one of {', '.join(SORTS)}", f"排序方式只能是 {'、'.join(SORTS)}")
    if unknown := [name for name in query.facets if name not in FACETS]:
        raise QueryError(f"facets {', '.join(unknown)}: of {', '.join(FACETS)}", f"没有分面 {'、'.join(unknown)}")
