"""A corpus on disk as readers see it: one generation at a time, the newest when they ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from gongkai.corpus import documents, fulltext, manifest
from gongkai.corpus.compiling import Compiler
from gongkai.corpus.documents import Frame
from gongkai.corpus.facets import Facets
from gongkai.corpus.facts import Answer, Facts
from gongkai.corpus.manifest import DOCUMENTS, INDEX, SEGMENTS, Manifest
from gongkai.corpus.plan import Plan
from gongkai.corpus.records import Entry, Page, Query, Stored
from gongkai.document import Report
from gongkai.errors import CorpusError

_TRIES = 5  # a writer may commit twice while a reader opens
_YEARS = 100  # distinct ones
_ORDERS = {"year": ("year", False), "-year": ("year", True), "region": ("place", False)}
_SUGGESTED = 200  # terms looked at for a suggestion


class _View(NamedTuple):
    manifest: Manifest
    searcher: Any
    compiler: Compiler
    facets: Facets


class FolderReader:
    """Looks up, counts and finds in the newest generation of a corpus."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stamp: object = None
        self._now: _View | None = None
        self._facts: tuple[Manifest, Facts] | None = None
        self._view()

    def page(self, plan: Plan, query: Query, want: int, without: Iterable[int] = ()) -> Page:
        """Return the first `want` passages, best first or in the query's order, those of some clusters left out."""
        view = self._view()
        ordered = _ordered(query.sort)
        found = view.searcher.search(
            view.compiler.query(plan, query, ranked=not ordered, without=without), want, **ordered
        )
        passages = (
            (0.0 if ordered else float(score), fulltext.passage_of(view.searcher.doc(address)))
            for score, address in found.hits
        )
        return Page(int(found.count), passages)

    def facets(self, plan: Plan, query: Query, names: Sequence[str]) -> dict[str, Counter[str]]:
        """Return how many passages have each value, by facet."""
        return self._view().facets(plan, query, names)

    def copies(self, query: Query, clusters: Sequence[int]) -> dict[int, int]:
        """Return in how many reports that the filters let pass the passages of each cluster stand."""
        view = self._view()
        compiled = view.compiler.alike(clusters, query)
        inner = {"reports": {"cardinality": {"field": "number"}}}
        wanted = {"clusters": {"terms": {"field": "cluster", "size": len(clusters)}, "aggs": inner}}
        made = view.searcher.aggregate(compiled, wanted)
        return {int(one["key"]): round(one["reports"]["value"]) for one in made["clusters"]["buckets"]}

    def years(self, plan: Plan, query: Query) -> dict[int, tuple[int, int]]:
        """Return the number of passages and of reports by year."""
        view = self._view()
        inner = {"reports": {"cardinality": {"field": "number"}}}
        wanted = {"years": {"terms": {"field": "year", "size": _YEARS}, "aggs": inner}}
        made = view.searcher.aggregate(view.compiler.query(plan, query, ranked=False), wanted)
        counts = {
            int(one["key"]): (one["doc_count"], round(one["reports"]["value"])) for one in made["years"]["buckets"]
        }
        return dict(sorted(counts.items()))

    def frequency(self, word: str) -> int:
        """Return in how many passages a word stands."""
        return int(self._view().searcher.doc_freq("words", word))

    def size(self) -> tuple[int, int]:
        """Return the numbers of reports and of passages."""
        view = self._view()
        counts = [view.searcher.search(view.compiler.exactly("type", kind), 1).count for kind in ("report", "passage")]
        return int(counts[0]), int(counts[1])

    def generation(self) -> int:
        """Return the number of the newest commit."""
        return self._view().manifest.generation

    def passage(self, id: str) -> Stored | None:
        """Return the passage of an id."""
        found = self._documents(("id", id), ("type", "passage"), limit=1)
        return fulltext.passage_of(found[0]) if found else None

    def entry(self, id: str) -> Entry | None:
        """Return the entry of a report's id."""
        found = self._documents(("id", id), ("type", "report"), limit=1)
        return fulltext.located_of(found[0]).entry if found else None

    def report(self, id: str) -> Report | None:
        """Return the report of an id, with its text."""
        for _ in range(_TRIES):
            found = self._documents(("id", id), ("type", "report"), limit=1)
            if not found:
                return None
            located = fulltext.located_of(found[0])
            path = documents.path_of(self._folder / DOCUMENTS, located.file)
            try:
                return documents.load(path, Frame(located.at, located.length, located.size))
            except FileNotFoundError:
                continue  # a writer has moved the document meanwhile
        raise CorpusError(f"{path}: the document of a report is gone; index anew", "检索库已损坏，请重新建立")

    def entries(self, limit: int, **values: str) -> list[Entry]:
        """Return the entries of reports with these values: agency (its name), bearer, own (region), kind."""
        found = self._documents(*values.items(), ("type", "report"), limit=limit)
        return [fulltext.located_of(document).entry for document in found]

    def agencies(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Return the names of agencies that begin so, with the number of their reports, the most first."""
        return self._terms("agency", prefix, limit)

    def words(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Return the words that begin so, with the number of their passages, the most first."""
        return self._terms("words", prefix, limit)

    def query(self, sql: str, most: int, seconds: float) -> Answer:
        """Return what SQL over the views answers."""
        view = self._view()
        if self._facts is None or self._facts[0] is not view.manifest:
            self._facts = view.manifest, Facts(self._folder / SEGMENTS, view.manifest)
        return self._facts[1].query(sql, most, seconds)

    def _terms(self, field: str, prefix: str, limit: int) -> list[tuple[str, int]]:
        view = self._view()
        kind = view.compiler.exactly("type", "report" if field == "agency" else "passage")
        found = view.searcher.terms_with_prefix(field, prefix, kind, _SUGGESTED) if prefix else []
        return sorted(found, key=lambda one: (-one[1], one[0]))[:limit]

    def _documents(self, *values: tuple[str, str], limit: int) -> list[Any]:
        view = self._view()
        query = view.compiler.both(*(view.compiler.exactly(field, value) for field, value in values))
        return [view.searcher.doc(address) for _, address in view.searcher.search(query, limit, count=False).hits]

    def _view(self) -> _View:
        """Return the newest generation; a look at the manifest costs a microsecond."""
        for _ in range(_TRIES):
            try:
                stamp = _stamp(self._folder)
                if self._now is None or stamp != self._stamp:
                    self._now, self._stamp = self._opened(), stamp
                return self._now
            except (OSError, ValueError) as error:
                if isinstance(error, CorpusError):
                    raise
                last = error  # removed by a writer that committed twice meanwhile
        raise CorpusError(f"{self._folder}: the index can't be opened: {last}; index anew", "检索库已损坏，请重新建立")

    def _opened(self) -> _View:
        found = manifest.read(self._folder)
        if found is None or not found.generation:
            raise CorpusError(
                f"{self._folder}: no corpus; make one by: gongkai index FILES --corpus {self._folder}",
                "该目录没有检索库，请先用 gongkai index 建立",
            )
        index = fulltext.opened(self._folder / INDEX / f"{found.generation:06d}")
        index.config_reader("manual")
        index.reload()
        searcher, compiler = index.searcher(), Compiler(index.schema)
        return _View(found, searcher, compiler, Facets(searcher, compiler))


def _ordered(sort: str) -> dict[str, Any]:
    import tantivy

    if sort not in _ORDERS:
        return {}
    field, falls = _ORDERS[sort]
    return {"order_by_field": field, "order": tantivy.Order.Desc if falls else tantivy.Order.Asc}


def _stamp(folder: Path) -> object:
    try:
        found = (folder / manifest.MANIFEST).stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size
