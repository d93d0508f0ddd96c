"""A corpus to read: search, reports, agencies, and SQL; every answer bounded in size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from math import log
from pathlib import Path
from typing import Protocol

import msgspec

from gongkai.corpus import language, paging, pairing, reranking
from gongkai.corpus.facts import MOST_ROWS, SECONDS, Answer, named
from gongkai.corpus.highlighting import highlights
from gongkai.corpus.paging import Found
from gongkai.corpus.plan import AtLeast, Plan, Term, holds, plan
from gongkai.corpus.records import (
    DEEPEST,
    FACETS,
    LAST_CLUSTER,
    LAST_YEAR,
    MOST_HITS,
    MOST_VALUES,
    SORTS,
    Entry,
    Facet,
    Hit,
    Hits,
    Page,
    Pair,
    Query,
    Sequel,
    Stored,
    Trace,
)
from gongkai.corpus.reranking import Reranker
from gongkai.corpus.tokens import plain, words
from gongkai.corpus.writer import POSTGRESQL
from gongkai.document import Report
from gongkai.errors import QueryError

MOST_EXPORTED = 1_000_000
"""Hits of one export: what a worksheet holds."""
LOOSE_BELOW = 10
"""Passages: a query that fewer meet is put again, content with a part of its words; `Hits.loose` says so."""
_LISTS = ("tags", "sections", "regions", "levels", "kinds", "editions", "statuses", "agencies", "reports")
_LIKE = 16  # words of a passage that others are looked up by
_LIKE_SHARE = 3  # of so many of them one must stand there
_REPORTS = 100  # of an agency, all years and sources
_SHOWN = 20  # values of a facet


class Reader(Protocol):
    """What a store answers; see FolderReader."""

    def page(self, plan: Plan, query: Query, want: int, without: Sequence[int] = ()) -> Page:
        """Return the first passages and how many there are, without those of some clusters."""

    def facets(self, plan: Plan, query: Query, names: Sequence[str]) -> dict[str, Counter[str]]:
        """Return how many passages have each value."""

    def copies(self, query: Query, clusters: Sequence[int]) -> dict[int, int]:
        """Return in how many reports the passages found of each cluster stand."""

    def years(self, plan: Plan, query: Query) -> dict[int, tuple[int, int]]:
        """Return the number of passages and of reports by year."""

    def frequency(self, word: str) -> int:
        """Return in how many passages a word stands."""

    def size(self) -> tuple[int, int]:
        """Return the numbers of reports and of passages."""

    def passage(self, id: str) -> Stored | None:
        """Return the passage of an id."""

    def entry(self, id: str) -> Entry | None:
        """Return the entry of a report's id."""

    def report(self, id: str) -> Report | None:
        """Return the report of an id, with its text."""

    def entries(self, agency: str, limit: int) -> list[Entry]:
        """Return the entries of an agency's reports."""

    def agencies(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Return the names of agencies that begin so, with the number of their reports."""

    def words(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Return the words that begin so, with the number of their passages."""

    def query(self, sql: str, most: int, seconds: float) -> Answer:
        """Return what SQL over the views answers."""


class Corpus:
    """Reports to be searched. Threads may share one; it always answers from the newest commit."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    @classmethod
    def open(cls, corpus: str | Path) -> Corpus:
        """Return the corpus in a folder or at a postgresql:// address; CorpusError when there is none."""
        if str(corpus).startswith(POSTGRESQL):
            from gongkai.corpus.server import ServerReader

            return cls(ServerReader(str(corpus)))
        from gongkai.corpus.folder import FolderReader

        return cls(FolderReader(Path(corpus)))

    def size(self) -> tuple[int, int]:
        """Return the numbers of reports and of passages."""
        return self._reader.size()

    def search(self, query: Query, reranker: Reranker | None = None) -> Hits:
        """Return a page of the passages found, near-identical ones folded into the best of them.

        A `reranker` has its say in the order of the first RERANKED, and where next to nothing meets the query, they are
        what shares any word with it. QueryError when the query can't be understood or asks for more than pages give.
        """
        _check(query)
        text = "" if reranker is None else _rankable(query)
        made, (total, found) = self._put(query, bool(text))
        if reranker is not None and text:
            total, found = reranking.page(partial(self._page, made), query, text, reranker)
        copies = self._reader.copies(query, sorted({one.cluster for _, one in found})) if found else {}
        facets = self._reader.facets(made, query, query.facets) if query.facets else {}
        return Hits(
            total,
            tuple(_hit(made, score, one, copies.get(one.cluster, 1)) for score, one in found),
            {name: _ranked(name, counts) for name, counts in facets.items()},
            made.is_loose,
        )

    def every(self, query: Query, most: int = MOST_EXPORTED) -> Iterator[Hit]:
        """Yield every passage found, not folded, in the query's order."""
        _check(query)
        made = plan(query.text)
        for score, one in self._reader.page(made, query, most).passages:
            yield _hit(made, score, one, 1)

    def like(self, passage: str, query: Query = Query()) -> Hits:  # noqa: B008 - frozen
        """Return passages like the one of this id, those near-identical to it left out; filters hold as in a search."""
        _check(query)
        one = self._reader.passage(passage)
        if one is None:
            raise QueryError(f"no passage {passage!r} in this corpus; take an id from a hit", "检索库中没有这一段落")
        made = self._likeness(one.text)
        page = self._reader.page(made, query, query.offset + query.limit, [one.cluster])
        found = list(page.passages)[query.offset :]
        return Hits(page.total, tuple(_hit(made, score, other, 1) for score, other in found), {})

    def trace(self, phrase: str, query: Query = Query()) -> Trace:  # noqa: B008 - frozen
        """Return in how many passages and reports a phrase stands by year, and its passages of the first year."""
        _check(query)
        must = holds(plain(phrase))
        if must is None:
            raise QueryError("trace of an empty phrase: give words", "请输入要追溯的词句")
        made = Plan(must, phrases=(plain(phrase),))
        years = self._reader.years(made, query)
        first = min(years, default=None)
        earliest = msgspec.structs.replace(query, years=(first, first))
        found = [] if first is None else self._reader.page(made, earliest, max(1, query.limit)).passages
        hits = tuple(_hit(made, score, one, 1) for score, one in found)
        passages = {year: count for year, (count, _) in years.items()}
        return Trace(passages, {year: count for year, (_, count) in years.items()}, first, hits)

    def entry(self, id: str) -> Entry | None:
        """Return the entry of a report, None when there is none."""
        return self._reader.entry(id)

    def report(self, id: str) -> Report | None:
        """Return the report of an id with its text, if that was kept; None when there is none."""
        return self._reader.report(id)

    def agency(self, name: str) -> tuple[Entry, ...]:
        """Return the reports of an agency, oldest first; the years unknown come last."""
        found = self._reader.entries(name, _REPORTS)
        return tuple(sorted(found, key=lambda entry: (entry.year is None, entry.year or 0, entry.source)))

    def suggest(self, begun: str, limit: int = 10) -> tuple[Facet, ...]:
        """Return agencies, then words, that begin as `begun` does, with the number of their reports or passages."""
        limit = min(limit, MOST_HITS)
        found = self._reader.agencies(begun.strip(), limit)
        found += self._reader.words(plain(begun.strip()), limit - len(found)) if len(found) < limit else []
        return tuple(Facet(value, count) for value, count in found)

    def highlights(self, text: str, query: str) -> tuple[tuple[int, int], ...]:
        """Return where in a text what a query asks for stands, for pages that show whole reports."""
        return highlights(plan(query), text)

    def pairs(self, id: str) -> tuple[Pair, ...]:
        """Return the problems of a report, each with the measure that answers it."""
        report = self._reader.report(id)
        return () if report is None else pairing.pairs(report)

    def sequels(self, id: str) -> tuple[Sequel, ...] | None:
        """Return what became of a report's problems in its agency's next year; None when that report is not here."""
        report = self._reader.report(id)
        if report is None or report.agency is None or report.year is None:
            return None
        following = [one for one in self.agency(report.agency) if one.year == report.year + 1 and one.passages]
        later = self._reader.report(following[0].id) if len(following) == 1 else None
        return None if later is None else pairing.sequels(report, later)

    def query(self, sql: str, *, most: int = MOST_ROWS, seconds: float = SECONDS) -> Answer:
        """Return what a named query, or SQL over the views, answers (see `facts`); QueryError when it fails."""
        known = named().get(sql.strip())
        if known is None and len(sql.split()) == 1:  # SQL has more words
            raise QueryError(
                f"query: no query is called {sql.strip()!r}; there are {', '.join(named())}, and SQL",
                f"没有名为“{sql.strip()}”的查询；现有：{'、'.join(named())}，也可以写 SQL",
            )
        return self._reader.query(known.sql if known else sql, most, seconds)

    def _page(self, made: Plan, query: Query) -> Found:
        return paging.found(self._reader.page, made, query)

    def _put(self, query: Query, widely: bool) -> tuple[Plan, Found]:
        """Return the plan of a query and what meets it; while that is little, with less of the query that must hold."""
        made = plan(query.text)
        if query.cluster is not None:  # of one cluster all are shown, whatever words the copies differ in
            made = msgspec.structs.replace(made, must=None)
        found = self._page(made, query)
        for wide in (False, True) if widely else (False,):
            if found[0] >= LOOSE_BELOW or made.must is None:
                break
            looser = plan(query.text, loose=True, wide=wide)
            if looser.must == made.must:
                continue
            more = self._page(looser, query)
            if more[0] > found[0] or not wide:
                made, found = looser, more
        return made, found

    def _likeness(self, text: str) -> Plan:
        """Return a plan of the words that tell a text from others most."""
        total = self._reader.size()[1]
        own = {token.text for token in words(plain(text)) if len(token.text) > 1}
        counts = {word: self._reader.frequency(word) for word in own}
        rare = sorted((word for word in own if counts[word] > 1), key=lambda word: (counts[word], word))
        best = [word for word in rare if log(total / counts[word]) > 1][:_LIKE] or rare[:_LIKE]
        terms = tuple(Term("words", word) for word in best)
        return Plan(AtLeast(terms, max(1, len(terms) // _LIKE_SHARE)), words=tuple((word, ()) for word in best))


def _check(query: Query) -> None:
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


def _rankable(query: Query) -> str:
    """Return the words that hits are to be re-ranked by, "" for none; QueryError where another order was asked for."""
    if query.sort != "relevance" or query.cluster is not None:
        raise QueryError(
            f"sort {query.sort!r}, cluster {query.cluster}: only hits by relevance are re-ranked, and not those of "
            "a cluster; leave that out, or the reranker",
            "只有按相关度排序的结果才能按意思重新排序，请去掉其中一项",
        )
    return language.wanted(query.text)


def _hit(made: Plan, score: float, one: Stored, reports: int) -> Hit:
    return Hit(
        one.id, one.entry, one.section, one.heading, one.text, one.start, one.end, one.tags, one.position, score,
        highlights(made, one.text), one.cluster, reports,
    )  # fmt: skip


def _ranked(name: str, counts: dict[str, int]) -> tuple[Facet, ...]:
    """Return years in their order, all else the most frequent first."""
    order = sorted(counts.items()) if name == "year" else sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return tuple(Facet(value, count) for value, count in (order if name == "year" else order[:_SHOWN]))
