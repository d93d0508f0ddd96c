"""Ranking of the search, judged: nDCG@10 beside plain BM25 over characters and plain substring search.

    python -m tests.bench.retrieval          # figures, with each part of the ranking left out
    python -m tests.bench.retrieval --pool   # passages that a system finds and nobody has judged

The queries and judgements are data: tests/data/queries.toml, which the weights were chosen on, and held_out.toml, on
which nothing may be chosen. A passage is 2 where it says what was asked, 1 where it bears on it, 0 else; what was not
looked at counts 0. The difference to BM25 over characters has the 95 % interval of a bootstrap over queries.
"""

from __future__ import annotations

import itertools
import json
import sys
import tempfile
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from math import log, log2
from pathlib import Path
from statistics import fmean
from typing import NamedTuple
from unittest.mock import patch

from tests.bench.interval import interval

from gongkai.corpus import Corpus, Query, Writer, plan, synonyms
from gongkai.corpus import corpus as facade
from gongkai.corpus.tokens import plain
from gongkai.document import Passage, Report, TagScore

ROOT = Path(__file__).parents[2]
QUERIES = ROOT / "tests" / "data" / "queries.toml"
HELD_OUT = QUERIES.with_name("held_out.toml")
DEPTH = 10
BASE = "BM25, characters"
_K1, _B = 1.2, 0.75

System = Callable[[str], list[str]]


class Judged(NamedTuple):
    """A query and the grade of each passage looked at."""

    text: str
    kind: str
    grades: dict[str, int]


def judged(path: Path = QUERIES) -> list[Judged]:
    """Return the judged queries of a file."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return [Judged(one["text"], one["kind"], one.get("grades", {})) for one in data["query"]]


def passages() -> dict[str, dict[str, object]]:
    """Return the annotated passages by id."""
    found = {}
    for path in sorted((ROOT / "annotations" / "passages").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            found[one["id"]] = one
    return found


def reports(known: dict[str, dict[str, object]]) -> Iterator[Report]:
    """Yield the annotated passages as reports; the heading of each is its id."""
    by_report: dict[str, list[dict[str, object]]] = defaultdict(list)
    for one in known.values():
        by_report[str(one.get("report") or one["id"])].append(one)
    for name, own in by_report.items():
        at, made = 0, []
        for one in own:
            text = str(one["text"])
            tags = tuple(TagScore(str(tag), 0.9) for tag in one["tags"])  # type: ignore[attr-defined]
            made.append(Passage(one.get("section"), text, at, at + len(text), tags, heading=str(one["id"])))  # type: ignore[arg-type]
            at += len(text) + 1
        yield Report(name, "ok", None, own[0].get("agency"), own[0].get("year"), "2019", passages=tuple(made))  # type: ignore[arg-type]


def ours(corpus: Corpus) -> System:
    """Return the search of the corpus."""
    return lambda text: [str(hit.heading) for hit in corpus.search(Query(text, fold=False, facets=())).hits]


def substring(known: dict[str, dict[str, object]]) -> System:
    """Return a search for every part between spaces as it stands, the shortest passages first."""
    texts = {id: plain(str(one["text"])) for id, one in known.items()}

    def search(text: str) -> list[str]:
        parts = plain(text).split()
        found = [id for id, own in texts.items() if all(part in own for part in parts)]
        return sorted(found, key=lambda id: (len(texts[id]), id))[:DEPTH]

    return search


def bm25(known: dict[str, dict[str, object]], cut: Callable[[str], list[str]]) -> System:
    """Return plain BM25 over the pieces that `cut` makes of a text."""
    bags = {id: Counter(cut(plain(str(one["text"])))) for id, one in known.items()}
    lengths = {id: bag.total() for id, bag in bags.items()}
    mean = sum(lengths.values()) / len(lengths)
    holders: dict[str, list[str]] = defaultdict(list)
    for id, bag in bags.items():
        for piece in bag:
            holders[piece].append(id)

    def search(text: str) -> list[str]:
        scores: dict[str, float] = defaultdict(float)
        for piece in cut(plain(text)):
            own = holders.get(piece, [])
            weight = log(1 + (len(bags) - len(own) + 0.5) / (len(own) + 0.5))
            for id in own:
                times = bags[id][piece]
                scores[id] += weight * times * (_K1 + 1) / (times + _K1 * (1 - _B + _B * lengths[id] / mean))
        return sorted(scores, key=lambda id: (-scores[id], id))[:DEPTH]

    return search


def characters(text: str) -> list[str]:
    """Return the characters of a text, marks aside."""
    return [char for char in text if char.isalnum()]


def bigrams(text: str) -> list[str]:
    """Return the pairs of neighbouring characters."""
    own = characters(text)
    return ["".join(pair) for pair in itertools.pairwise(own)]


def ndcg(found: list[str], grades: dict[str, int]) -> float:
    """Return nDCG@10 with gains of 2^grade - 1; 1 where nothing relevant was known and nothing is found."""
    best = sum((2**grade - 1) / log2(at + 2) for at, grade in enumerate(sorted(grades.values(), reverse=True)[:DEPTH]))
    if not best:
        return float(not found)
    return sum((2 ** grades.get(id, 0) - 1) / log2(at + 2) for at, id in enumerate(found[:DEPTH])) / best


def main() -> None:
    """Print the figures of every system, or what is left to judge."""
    known = passages()
    with tempfile.TemporaryDirectory() as folder:
        with Writer(folder) as writer:
            for report in reports(known):
                writer.add(report)
        corpus = Corpus.open(folder)
        systems = {
            "substring": substring(known),
            BASE: bm25(known, characters),
            "BM25, pairs": bm25(known, bigrams),
            "gongkai": ours(corpus),
            "gongkai, no synonyms": without(corpus, plan, "synonyms", lambda: synonyms.made([], {})),
            "gongkai, no tags": without(corpus, plan, "TAG", 0.0),
            "gongkai, no pairs": without(corpus, plan, "PAIR", 0.0),
            "gongkai, never loose": without(corpus, facade, "LOOSE_BELOW", 0),
        }
        (pool if "--pool" in sys.argv else show)(systems, known)


def without(corpus: Corpus, module: object, name: str, value: object) -> System:
    """Return the search of the corpus with a part of its ranking replaced."""

    def search(text: str) -> list[str]:
        with patch.object(module, name, value):
            return ours(corpus)(text)

    return search


def show(systems: dict[str, System], known: dict[str, dict[str, object]]) -> None:
    """Print the figures of each system on the queries it was tuned on and on those held out."""
    for path in (QUERIES, HELD_OUT):
        queries = judged(path)
        grades = sum(len(query.grades) for query in queries)
        print(f"\n{path.name}: {len(queries)} queries, {grades} judgements, {len(known)} passages")
        table(systems, queries)


def table(systems: dict[str, System], queries: list[Judged]) -> None:
    """Print mean nDCG@10 of each system, the difference to BM25, the mean by kind of query and what has no grade."""
    kinds = sorted({query.kind for query in queries})
    heads = "".join(f"{kind:>10}" for kind in [*kinds, "unjudged"])
    print(f"{'':<22}{'all':>6}{'to ' + BASE:>28}{heads}")
    base = [ndcg(systems[BASE](query.text), query.grades) for query in queries]
    for name, system in systems.items():
        found = [(query, system(query.text)) for query in queries]
        scores = [ndcg(ids, query.grades) for query, ids in found]
        by_kind = [fmean(one for one, own in zip(scores, queries, strict=True) if own.kind == kind) for kind in kinds]
        ahead = [one - other for one, other in zip(scores, base, strict=True)]
        low, high = interval(ahead)
        print(f"{name:<22}{fmean(scores):>6.3f}{fmean(ahead):>+10.3f} ({low:+.3f}, {high:+.3f})", end="")
        unseen = sum(id not in query.grades for query, ids in found for id in ids)
        print("".join(f"{one:>10.3f}" for one in by_kind) + f"{unseen:>10}")


def pool(systems: dict[str, System], known: dict[str, dict[str, object]]) -> None:
    """Print every passage that a system finds and that has no grade, without saying which system found it."""
    for query in [*judged(), *judged(HELD_OUT)]:
        found = sorted({id for system in systems.values() for id in system(query.text)} - set(query.grades))
        if found:
            print(f"\n## {query.text}")
        for id in found:
            print(f"{id}\t{str(known[id]['text']).replace(chr(10), ' ')}")


if __name__ == "__main__":
    main()
