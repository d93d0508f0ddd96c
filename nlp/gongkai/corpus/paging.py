"""A page of the passages found, near-identical ones folded into the best of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gongkai.corpus.plan import Plan
from gongkai.corpus.records import Page, Query, Stored

Source = Callable[[Plan, Query, int, Sequence[int]], Page]
"""How a store gives its first passages: `Reader.page`."""
Found = tuple[int, list[tuple[float, Stored]]]
"""How many passages there are in all, and those of a page with their scores."""
_ROUNDS = 8  # of looking for more clusters when few fill a page


def found(source: Source, made: Plan, query: Query) -> Found:
    """Return the page that a query asks for."""
    is_folded = query.fold and query.cluster is None
    return (_folded if is_folded else _plain)(source, made, query)


def _folded(source: Source, made: Plan, query: Query) -> Found:
    """Return the page's first passage of each cluster: more are fetched, without the clusters seen, as needed."""
    need, total = query.offset + query.limit, None
    kept: list[tuple[float, Stored]] = []
    seen: set[int] = set()
    for _ in range(_ROUNDS):
        want, came = 2 * (need - len(kept)) + 10, 0
        page = source(made, query, want, sorted(seen))
        total = page.total if total is None else total
        for score, one in page.passages:
            came += 1
            if one.cluster not in seen:
                seen.add(one.cluster)
                kept.append((score, one))
            if len(kept) >= need:
                return total, kept[query.offset : need]
        if came < want:
            break
    return total or 0, kept[query.offset : need]


def _plain(source: Source, made: Plan, query: Query) -> Found:
    total, passages = source(made, query, max(1, query.offset + query.limit), ())
    return total, list(passages)[query.offset : query.offset + query.limit]
