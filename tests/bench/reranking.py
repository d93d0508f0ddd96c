"""What a reranker makes of the search, judged: nDCG@10 with and without, by kind of query, and what it costs.

    python -m tests.bench.reranking

The queries are those of tests/data/queries.toml and of paraphrases.toml, questions in words of a reader's own. Of the
difference a part is due to the wider hits that a reranker is given where next to nothing meets a query: "wider hits"
ranks those by their words alone.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from statistics import fmean, median
from unittest.mock import patch

from tests.bench.retrieval import QUERIES, Judged, System, bm25, characters, judged, ndcg, passages, reports

from gongkai.corpus import Corpus, Query, Reranker, Writer, reranking
from gongkai.corpus.encoder import encoder

PARAPHRASES = QUERIES.with_name("paraphrases.toml")
FEWER = 20  # hits, beside RERANKED


class Indifferent:
    """Scores all passages alike, so that their words alone rank them."""

    def scores(self, query: str, passages: Sequence[str]) -> list[float]:  # noqa: ARG002 - as a Reranker names it
        """Return zeros."""
        return [0.0 for _ in passages]


def ours(corpus: Corpus, reranker: Reranker | None, most: int = reranking.RERANKED) -> System:
    """Return the search of the corpus with its first `most` hits re-ranked."""

    def search(text: str) -> list[str]:
        with patch.object(reranking, "RERANKED", most):
            return [str(hit.heading) for hit in corpus.search(Query(text, fold=False, facets=()), reranker).hits]

    return search


def show(systems: dict[str, System], queries: list[Judged]) -> None:
    """Print mean nDCG@10 of each system, by kind of query."""
    kinds = sorted({query.kind for query in queries})
    print(f"{'':<26}" + "".join(f"{name:>11}" for name in [*kinds, "unjudged"]))
    for name, system in systems.items():
        found = [(query, system(query.text)) for query in queries]
        means = [fmean(ndcg(ids, query.grades) for query, ids in found if query.kind == kind) for kind in kinds]
        unseen = sum(id not in query.grades for query, ids in found for id in ids)
        print(f"{name:<26}" + "".join(f"{one:>11.3f}" for one in means) + f"{unseen:>11}")


def mean(system: System, queries: list[Judged]) -> float:
    """Return the mean nDCG@10 of a system."""
    return fmean(ndcg(system(query.text), query.grades) for query in queries)


def costs(corpus: Corpus, texts: list[str]) -> None:
    """Print how long a query takes on one core with and without, and how many passages a second are read."""
    for name, reranker in (("without", None), ("re-ranked", encoder())):
        times = []
        for text in texts:
            begun = time.process_time()
            corpus.search(Query(text), reranker)
            times.append((time.process_time() - begun) * 1e3)
        print(f"{name}: median {median(times):.0f} ms, slowest {max(times):.0f} ms a query")
    own = [str(one["text"])[: reranking.LONGEST] for one in passages().values()][:2000]
    begun = time.process_time()
    encoder().scores("解读形式单一", own)
    print(f"{len(own) / (time.process_time() - begun):.0f} passages a second")


def main() -> None:
    """Print all figures."""
    known = passages()
    with tempfile.TemporaryDirectory() as folder:
        with Writer(folder) as writer:
            for report in reports(known):
                writer.add(report)
        corpus = Corpus.open(folder)
        systems = {
            "BM25, characters": bm25(known, characters),
            "gongkai": ours(corpus, None),
            "gongkai, wider hits": ours(corpus, Indifferent()),
            "gongkai, re-ranked": ours(corpus, encoder()),
            f"gongkai, first {FEWER}": ours(corpus, encoder(), FEWER),
        }
        for path in (QUERIES, PARAPHRASES):
            queries = judged(path)
            print(f"\n{path.name}: {len(queries)} queries, {sum(len(query.grades) for query in queries)} judgements")
            print(", ".join(f"{name} {mean(system, queries):.3f}" for name, system in systems.items()))
            show(systems, queries)
        costs(corpus, [query.text for query in [*judged(), *judged(PARAPHRASES)]])


if __name__ == "__main__":
    main()
