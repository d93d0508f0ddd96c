"""An indexer that is killed at a random moment, again and again; run by a test and by tests/bench/kills.py."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection

from tests.corpus.made import report

from gongkai.corpus import Corpus, Writer
from gongkai.document import Report

EVERY = 3
LONGEST = 0.25  # seconds after the first commit
_LOADED = ["tests.corpus.killing", "tantivy", "numpy", "pyarrow.parquet", "rjieba", "opencc"]  # once for all children


def numbered(first: int) -> Iterator[Report]:
    """Yield reports without end; a passage tells each one's number."""
    for number in count(first):
        texts = [("overview", f"第{number}号机关公开信息{number * 7}条。", ""), ("other", "无其他事项。", "")]
        yield report(f"{number:06d}.txt", f"第{number}号机关", 2020, "2019", texts)


def kill_once(corpus: str, first: int, chance: random.Random) -> int:
    """Start an indexer and kill it; return the number after the last report that it said was committed."""
    context = get_context("forkserver")
    context.set_forkserver_preload(_LOADED)
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=index, args=(corpus, first, theirs))
    child.start()
    theirs.close()
    committed: int = ours.recv()
    time.sleep(chance.random() * LONGEST)
    child.kill()
    child.join()
    try:
        while True:
            committed = ours.recv()
    except (EOFError, OSError):
        return committed


def index(corpus: str, first: int, said: Connection) -> None:
    """Add reports from number `first` on, saying each commit, until killed."""
    with Writer(corpus) as writer:
        for number, one in enumerate(numbered(first), start=first):
            writer.add(one)
            if (number - first) % EVERY == EVERY - 1:
                writer.commit()
                said.send(number + 1)


def check(corpus: str, committed: int) -> int:
    """Assert that every report before `committed` is there once, found, readable and in SQL; return how many are."""
    opened = Corpus.open(corpus)
    reports, passages = opened.size()
    assert reports >= committed, f"{committed - reports} committed reports are lost"
    assert passages == 2 * reports
    counted = opened.query("SELECT count(*), count(DISTINCT report), min(source), max(source) FROM reports").rows[0]
    assert counted == (reports, reports, "000000.txt", f"{reports - 1:06d}.txt")
    assert opened.query("SELECT count(*) FROM passages").rows == ((passages,),)
    for number in {0, committed - 1, reports - 1}:
        entry = opened.agency(f"第{number}号机关")[0]
        kept = opened.report(entry.id)
        assert kept is not None
        assert kept.source == f"{number:06d}.txt"
    return reports


def kills(corpus: str, times: int, seed: int) -> tuple[int, int]:
    """Kill so many indexers one after the other, checking after each; return commits kept and reports."""
    chance, there = random.Random(seed), 0
    for _ in range(times):
        committed = kill_once(corpus, there, chance)
        there = check(corpus, committed)
    return times, there
