"""A corpus of many passages: index time, size, memory; latency of mixed queries with facets; retrieval of each kind.

    python -m tests.bench.search [PASSAGES] [FOLDER|postgresql://…]

Passages are put together from clauses of the annotated ones, with numbers drawn anew, so that the vocabulary is that of
reports and few are alike; one in ten is a copy from a small pool, as standing phrases are.
"""

from __future__ import annotations

import json
import random
import re
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from gongkai.corpus import Corpus, Query, Writer, rows
from gongkai.corpus.agency import Standing
from gongkai.document import Passage, Report, TagScore
from gongkai.model.names import TAG_NAMES

PASSAGES = 50_000
A_REPORT = 40
COPIES = 0.1
EDITIONS = ("2019", "2021")
POOL = 400
QUERIES = 200
ANNOTATIONS = Path(__file__).parents[2] / "annotations" / "passages"
SECTIONS = ("overview", "overview", "overview", "problems", "problems", "other")
LEVELS = ("省", "市", "县", "县", "县", "乡")
KINDS = (
    "教育",
    "公安",
    "卫健",
    "发改",
    "财政",
    "交通",
    "水利",
    "自然资源",
    "住建",
    "人社",
    "民政",
    "市场监管",
    "乡镇街道",
    "政府",
)
_NUMBER = re.compile(r"\d+")
_CLAUSE = re.compile(r"[^，；。！？]+")


def reports(passages: int, seed: int = 0) -> Iterator[Report]:
    """Yield reports of together so many passages."""
    chance = random.Random(seed)
    clauses, tags = _clauses()
    pool = [_text(chance, clauses) for _ in range(POOL)]
    for number in range(passages // A_REPORT):
        yield _report(number, chance, clauses, tags, pool)


def _clauses() -> tuple[list[str], list[tuple[str, ...]]]:
    clauses: dict[str, None] = {}
    tags = []
    for path in sorted(ANNOTATIONS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            one = json.loads(line)
            clauses |= dict.fromkeys(part for part in _CLAUSE.findall(one["text"]) if len(part) > 3)
            tags.append(tuple(one["tags"]))
    return list(clauses), tags


def _text(chance: random.Random, clauses: list[str]) -> str:
    parts = chance.choices(clauses, k=chance.randint(3, 8))
    return _NUMBER.sub(lambda found: str(chance.randrange(1, 10 ** len(found[0][:4]))), "，".join(parts)) + "。"


def _report(
    number: int, chance: random.Random, clauses: list[str], tags: list[tuple[str, ...]], pool: list[str]
) -> Report:
    texts = [chance.choice(pool) if chance.random() < COPIES else _text(chance, clauses) for _ in range(A_REPORT)]
    at, found = 0, []
    for text in texts:
        scores = tuple(TagScore(tag, 0.9) for tag in chance.choice(tags))
        found.append(Passage(chance.choice(SECTIONS), text, at, at + len(text), scores))
        at += len(text) + 1
    return Report(
        f"{number:06d}.txt", "ok", None, f"第{number // 6}号机关", 2015 + number % 10, EDITIONS[number % 10 > 5],
        passages=tuple(found), text="\n".join(texts),
    )  # fmt: skip


def _standing(report: Report) -> Standing:
    number = int(report.source[:6]) // 6
    province, city = number % 31 + 11, number % 13 + 1
    regions = (f"{province}0000 第{province}省", f"{province}{city:02d}00 第{province}{city:02d}市")
    return Standing(LEVELS[number % len(LEVELS)], KINDS[number % len(KINDS)], regions, regions, f"/{report.agency}")


def queries(number: int, seed: int = 1) -> list[Query]:
    """Return mixed queries: words, phrases, operators, filters and none, every order, now and then a later page."""
    chance = random.Random(seed)
    clauses, _ = _clauses()
    words = [word for clause in clauses[::7] for word in re.findall(r"[\u4e00-\u9fff]{2,6}", clause)]
    made = []
    for at in range(number):
        one, other, third = (chance.choice(words) for _ in range(3))
        text = (
            one, f"{one} {other}", f'"{one}"', f"{one} OR {other}", f"{one} -{other}", f"({one} OR {other}) {third}",
            "", "解读形式单一", "公开", "更新不及时",
        )[at % 10]  # fmt: skip
        made.append(
            Query(
                text,
                tags=(chance.choice(list(TAG_NAMES)),) if at % 3 == 0 else (),
                years=(2016, 2016 + at % 8) if at % 4 == 0 else (None, None),
                levels=("县",) if at % 5 == 0 else (),
                regions=(f"{at % 31 + 11}0000",) if at % 7 == 0 else (),
                sort=("relevance", "relevance", "relevance", "-year")[at % 4],
                offset=20 if at % 11 == 0 else 0,
            )
        )
    return made


def main() -> None:
    """Print all figures."""
    passages = int(sys.argv[1]) if len(sys.argv) > 1 else PASSAGES
    where = sys.argv[2] if len(sys.argv) > 2 else tempfile.mkdtemp()
    rows.standing = _standing
    begun, used = time.perf_counter(), time.process_time()
    with Writer(where) as writer:
        for report in reports(passages):
            writer.add(report)
    seconds, used = time.perf_counter() - begun, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"indexed {passages} passages in {seconds:.0f} s ({passages / seconds:.0f}/s, {used:.0f} s of processor), "
        f"peak memory {peak:.0f} MB"
    )
    if Path(where).is_dir():
        sizes = {
            part.name: sum(file.stat().st_size for file in part.rglob("*") if file.is_file()) / 1e6
            for part in Path(where).iterdir()
        }
        print("on disk: " + ", ".join(f"{name} {size:.0f} MB" for name, size in sizes.items() if size >= 0.5))
    measure(Corpus.open(where))
    if len(sys.argv) <= 2:
        shutil.rmtree(where)


def measure(corpus: Corpus) -> None:
    """Print the latencies of mixed queries."""
    found, clusters = corpus.size(), corpus.query("SELECT count(DISTINCT cluster) FROM passages").rows[0][0]
    print(f"{found[0]} reports, {found[1]} passages in {clusters} clusters")
    mixed = queries(QUERIES)
    for query in mixed[:20]:
        corpus.search(query)
    times = []
    for query in mixed:
        begun = time.perf_counter()
        hits = corpus.search(query)
        times.append((time.perf_counter() - begun, query.text, hits.total))
    times.sort()
    shares = {"p50": 0.5, "p95": 0.95, "max": 1 - 1e-9}
    at = {name: times[int(len(times) * share)][0] * 1e3 for name, share in shares.items()}
    print(f"{len(times)} queries with facets: " + ", ".join(f"{name} {size:.1f} ms" for name, size in at.items()))
    slow = (f"{text or '(all)'} {seconds * 1e3:.0f} ms of {total}" for seconds, text, total in times[-5:])
    print("slowest: " + "; ".join(slow))


if __name__ == "__main__":
    main()
