"""A corpus to read: search, reports, agencies, and SQL; every answer bounded in size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from math import log
from pathlib import Path
from typing import Protocol

import msgspec

from gongkai.corpus import bearers, paging, pairing, reranking, sequels
from gongkai.corpus.bounds import check
from gongkai.corpus.facts import MOST_ROWS, SECONDS, Answer, named
from gongkai.corpus.highlighting import highlights
from gongkai.corpus.paging import Found
from gongkai.corpus.plan import AtLeast, Plan, Term, holds, plan
from gongkai.corpus.records import (
    MOST_HITS,
    Entry,
    Facet,
    Hit,
    Hits,
    Kin,
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
_LIKE = 16  # words of a passage that others are looked up by
_LIKE_SHARE = 3  # of so many of them one must stand there
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

    def generation(self) -> int:
        """Return the number of the newest commit."""

    def passage(self, id: str) -> Stored | None:
        """Return the passage of an id."""

    def entry(self, id: str) -> Entry | None:
        """Return the entry of a report's id."""

    def report(self, id: str) -> Report | None:
        """Return the report of an id, with its text."""

    def entries(self, limit: int, **values: str) -> list[Entry]:
        """Return the entries of reports with these values: agency (its name), bearer, own (region), kind."""

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

    def generation(self) -> int:
        """Return the number of the newest commit: what was answered before holds while it stays."""
        return self._reader.generation()

    def search(self, query: Query, reranker: Reranker | None = None) -> Hits:
        """Return a page of the passages found, near-identical ones folded into the best of them.

        A `reranker` has its say in the order of the first RERANKED, and where next to nothing meets the query, they are
        what shares any word with it. QueryError when the query can't be understood or asks for more than pages give.
        """
        query = self._asked(query)
        text = "" if reranker is None else reranking.wanted(query)
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
        query = self._asked(query)
        made = plan(query.text)
        for score, one in self._reader.page(made, query, most).passages:
            yield _hit(made, score, one, 1)

    def like(self, passage: str, query: Query = Query()) -> Hits:  # noqa: B008 - frozen
        """Return passages like the one of this id, those near-identical to it left out; filters hold as in a search."""
        query = self._asked(query)
        one = self._reader.passage(passage)
        if one is None:
            raise QueryError(f"no passage {passage!r} in this corpus; take an id from a hit", "检索库中没有这一段落")
        made = self._likeness(one.text)
        page = self._reader.page(made, query, query.offset + query.limit, [one.cluster])
        found = list(page.passages)[query.offset :]
        return Hits(page.total, tuple(_hit(made, score, other, 1) for score, other in found), {})

    def trace(self, phrase: str, query: Query = Query()) -> Trace:  # noqa: B008 - frozen
        """Return in how many passages and reports a phrase stands by year, and its passages of the first year."""
        query = self._asked(query)
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
        """Return the reports of whoever bears or bore a name, under all their names, oldest first, years unknown last.

        Several agencies may: `Entry.lineage` tells them apart.
        """
        return bearers.called(self._reader, name)

    def same(self, entry: Entry) -> tuple[Entry, ...]:
        """Return the reports of an entry's agency under all its names; where it isn't known who it is, of its name."""
        return bearers.same(self._reader, entry)

    def related(self, entry: Entry) -> tuple[Kin, ...]:
        """Return agencies that may go before or after an entry's, none of which is certain to be the same."""
        return bearers.related(self._reader, entry)

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
        """Return the problems of a report, each with the measure that answers it; what only opens a list is none."""
        report = self._reader.report(id)
        return () if report is None else pairing.pairs(report)

    def sequels(self, id: str) -> tuple[Sequel, ...] | None:
        """Return what became of a report's problems in its agency's next year; None when that report is not here."""
        entry, report = self._reader.entry(id), self._reader.report(id)
        following = None if entry is None else bearers.following(self._reader, entry)
        later = None if following is None else self._reader.report(following.id)
        return None if report is None or later is None else sequels.sequels(report, later)

    def query(self, sql: str, *, most: int = MOST_ROWS, seconds: float = SECONDS) -> Answer:
        """Return what a named query, or SQL over the views, answers (see `facts`); QueryError when it fails."""
        known = named().get(sql.strip())
        if known is None and len(sql.split()) == 1:  # SQL has more words
            raise QueryError(
                f"query: no query is called {sql.strip()!r}; there are {', '.join(named())}, and SQL",
                f"没有名为“{sql.strip()}”的查询；现有：{'、'.join(named())}，也可以写 SQL",
            )
        return self._reader.query(known.sql if known else sql, most, seconds)

    def _asked(self, query: Query) -> Query:
        check(query)
        return bearers.widened(self._reader, query)

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


def _hit(made: Plan, score: float, one: Stored, reports: int) -> Hit:
    return Hit(
        one.id, one.entry, one.section, one.heading, one.text, one.start, one.end, one.tags, one.position, score,
        highlights(made, one.text), one.cluster, reports,
    )  # fmt: skip


def _ranked(name: str, counts: dict[str, int]) -> tuple[Facet, ...]:
    """Return years in their order, all else the most frequent first."""
    order = sorted(counts.items()) if name == "year" else sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return tuple(Facet(value, count) for value, count in (order if name == "year" else order[:_SHOWN]))
