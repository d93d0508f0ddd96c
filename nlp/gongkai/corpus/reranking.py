"""The best hits in another order: what a model makes of them counts as much as how well their words match."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isfinite
from statistics import fmean, pstdev
from typing import Protocol

from msgspec.structs import replace

from gongkai.corpus import language
from gongkai.corpus.paging import Found
from gongkai.corpus.records import Query, Stored
from gongkai.errors import QueryError

RERANKED = 50
"""Hits that are put in another order, and that a model reads of a search; those after them stay as they were. Of 20
it makes a little less, of 100 no more (tests/bench/reranking.py)."""
LONGEST = 400
"""Characters of a passage that a model reads: few passages have more, and time grows with them."""


class Reranker(Protocol):
    """Any model that tells how well passages answer a query."""

    def scores(self, query: str, passages: Sequence[str]) -> Sequence[float]:
        """Return a number for each passage, in their order: the higher, the better it answers; any scale will do."""


def wanted(query: Query) -> str:
    """Return the words that hits are to be re-ranked by, "" for none; QueryError where another order was asked for."""
    if query.sort != "relevance" or query.cluster is not None:
        raise QueryError(
            f"sort {query.sort!r}, cluster {query.cluster}: only hits by relevance are re-ranked, and not those of "
            "a cluster; leave that out, or the reranker",
            "只有按相关度排序的结果才能按意思重新排序，请去掉其中一项",
        )
    return language.wanted(query.text)


def page(find: Callable[[Query], Found], query: Query, text: str, reranker: Reranker) -> Found:
    """Return a page of a search whose first RERANKED hits are put in another order, whatever page is asked for."""
    start, end = query.offset, query.offset + query.limit
    if start >= RERANKED or not query.limit:
        return find(query)
    total, first = find(replace(query, offset=0, limit=RERANKED))
    shown = reranked(first, text, reranker)[start:end]
    if end > RERANKED:
        shown += find(replace(query, offset=RERANKED, limit=end - RERANKED))[1]
    return total, shown


def reranked(hits: list[tuple[float, Stored]], text: str, reranker: Reranker) -> list[tuple[float, Stored]]:
    """Return hits in the order of both scores, each with that of its words; QueryError when the model's are none."""
    given = _given(reranker.scores(text, [one.text[:LONGEST] for _, one in hits]), len(hits)) if hits else []
    words, model = _standard([score for score, _ in hits]), _standard(given)
    blended = [one + other for one, other in zip(words, model, strict=True)]
    return [hits[at] for at in sorted(range(len(hits)), key=lambda at: (-blended[at], at))]


def _given(scores: Sequence[float], wanted: int) -> list[float]:
    made = [float(score) for score in scores]
    if len(made) != wanted or not all(map(isfinite, made)):
        raise QueryError(
            f"reranker gave {len(made)} scores for {wanted} passages, or some that are no numbers: give one each",
            "重新排序的模型没有给每个段落一个分数",
        )
    return made


def _standard(scores: list[float]) -> list[float]:
    """Return scores as deviations from their mean, in standard deviations; zeros where they are all alike."""
    if not scores:
        return []
    mean, spread = fmean(scores), pstdev(scores)
    return [(score - mean) / spread if spread else 0.0 for score in scores]
