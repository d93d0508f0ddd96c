"""An indexer that is killed at a random moment, again and again; run by a test and by tests/bench/kills.py.

python -m tests.corpus.killing FOLDER FIRST   # adds reports from number FIRST on, printing each commit, for ever
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count

from tests.corpus.made import report

from gongkai.corpus import Corpus, Writer
from gongkai.document import Report
from gongkai.errors import CorpusError

EVERY = 3
LONGEST = 0.25  # seconds after the first commit


def numbered(first: int) -> Iterator[Report]:
    """Yield reports without end; a passage tells each one's number."""
    for number in count(first):
        texts = [("overview", f"第{number}号机关公开信息{number * 7}条。", ""), ("other", "无其他事项。", "")]
        yield report(f"{number:06d}.txt", f"第{number}号机关", 2020, "2019", texts)


def kill_once(folder: str, first: int, chance: random.Random) -> int:
    """Start an indexer and kill it; return the number after the last report that it said was committed."""
    command = [sys.executable, "-m", "tests.corpus.killing", folder, str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        begun = child.stdout.readline()
        time.sleep(chance.random() * LONGEST)
        child.kill()
        said = [line for line in (begun, *child.stdout) if line.endswith("\n")]
    assert said, "the indexer did not commit anything"
    return int(said[-1])


def check(folder: str, committed: int) -> int:
    """Assert that every report before `committed` is there once, found, readable and in SQL; return how many are."""
    corpus = Corpus.open(folder)
    reports, passages = corpus.size()
    assert reports >= committed, f"{committed - reports} committed reports are lost"
    assert passages == 2 * reports
    counted = corpus.query("SELECT count(*), count(DISTINCT report), min(source), max(source) FROM reports").rows[0]
    assert counted == (reports, reports, "000000.txt", f"{reports - 1:06d}.txt")
    assert corpus.query("SELECT count(*) FROM passages").rows == ((passages,),)
    for number in {0, committed - 1, reports - 1}:
        entry = corpus.agency(f"第{number}号机关")[0]
        kept = corpus.report(entry.id)
        assert kept is not None
        assert kept.source == f"{number:06d}.txt"
    return reports


def kills(folder: str, times: int, seed: int) -> tuple[int, int]:
    """Kill so many indexers one after the other, checking after each; return commits kept and reports."""
    chance, there = random.Random(seed), 0
    for _ in range(times):
        committed = kill_once(folder, there, chance)
        there = check(folder, committed)
    return times, there


def main() -> None:
    """Index until killed."""
    folder, first = sys.argv[1], int(sys.argv[2])
    with Writer(folder) as writer:
        for number, one in enumerate(numbered(first), start=first):
            writer.add(one)
            if (number - first) % EVERY == EVERY - 1:
                writer.commit()
                print(number + 1, flush=True)


if __name__ == "__main__":
    try:
        main()
    except CorpusError as error:
        sys.exit(str(error))
