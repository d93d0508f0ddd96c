"""Many readers at once on a running server: errors, and how long they wait for a page of each kind.

    python -m tests.bench.load [SECONDS] [READERS] [PAUSE] [PROCESSES]

Serves `gongkai serve` over a corpus of some thousand reports, the annotated ones among them, in a process of its own.
Each reader asks for a page, reads it for PAUSE seconds on average (0: asks again at once), and goes on: searches of
tests/bench/search.py, reports with their text, cells, agencies, comparisons, and the API.
"""

from __future__ import annotations

import asyncio
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import httpx
from tests.bench import search
from tests.web.served import until_it_answers

from gongkai.corpus import Corpus, Query, Writer, rows
from gongkai.corpus.agency import standing
from gongkai.pipeline import parse
from gongkai.web.permalinks import address, asked

SECONDS, READERS, PAUSE, PROCESSES = 60.0, 50, 1.0, 1
PASSAGES = 120_000  # in 3,000 reports
SAMPLES = Path(__file__).parents[2] / "annotations" / "reports"
SERVE = "from gongkai.cli import main; main()"
AIM = 500.0  # milliseconds within which 95 of 100 pages should come
SHARES = {"search": 50, "report": 20, "cell": 10, "agency": 8, "compare": 4, "api": 8}
CELL = "requests.received_new.total"


class Pages(NamedTuple):
    """Addresses to ask for, by kind."""

    search: list[str]
    report: list[str]
    cell: list[str]
    agency: list[str]
    compare: list[str]
    api: list[str]


def corpus(folder: str) -> Pages:
    """Fill a corpus; return the pages to ask for."""
    rows.standing = search._standing
    real = []
    with Writer(folder) as writer:
        for report in search.reports(PASSAGES):
            writer.add(report)
        rows.standing = standing
        for path in sorted(SAMPLES.glob("[0-9]*")):
            report = parse(path, path.name)
            writer.add(report)
            real.append((rows.report_id(path.name), report))
    made = [rows.report_id(f"{number:06d}.txt") for number in range(0, PASSAGES // search.A_REPORT, 7)]
    ids = [id for id, _ in real]
    texts = [_address(query) for query in search.queries(400)]
    agencies = [f"/agency/{report.agency}" for _, report in real] + [f"/agency/第{n}号机关" for n in range(0, 400, 9)]
    return Pages(
        texts, [f"/report/{id}" for id in [*ids, *made]], [f"/report/{id}/cell/{CELL}" for id in ids], agencies,
        [f"/compare?a={a}&b={b}" for a, b in pairwise(ids)],
        [f"/api/search{text[1:]}" for text in texts[::5]] + [f"/api/report/{id}" for id in ids],
    )  # fmt: skip


def _address(query: Query) -> str:
    pairs = [("q", query.text), ("sort", query.sort), ("page", str(query.offset // 20 + 1))]
    pairs += [("tag", one) for one in query.tags] + [("level", one) for one in query.levels]
    pairs += [("region", one) for one in query.regions]
    pairs += [(name, str(year)) for name, year in zip(("from", "to"), query.years, strict=True) if year]
    return address(asked(pairs))


async def read(base: str, pages: Pages, seconds: float, readers: int, pause: float) -> dict[str, list[float]]:
    """Have readers read; return milliseconds by kind, and under `error` those of answers that were none."""
    times: dict[str, list[float]] = defaultdict(list)
    until = time.perf_counter() + seconds
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)

    async def reader(number: int) -> None:
        chance = random.Random(number)
        async with httpx.AsyncClient(base_url=base, timeout=30, limits=limits) as client:
            await asyncio.sleep(chance.random() * pause)
            while time.perf_counter() < until:
                kind = chance.choices(list(SHARES), [*SHARES.values()])[0]
                begun = time.perf_counter()
                try:
                    is_right = (await client.get(chance.choice(getattr(pages, kind)))).status_code == 200
                except httpx.HTTPError:
                    is_right = False
                times[kind if is_right else "error"].append((time.perf_counter() - begun) * 1e3)
                if pause:
                    await asyncio.sleep(chance.expovariate(1 / pause))

    await asyncio.gather(*map(reader, range(readers)))
    return times


def main() -> None:
    """Print all figures; fail when a page was refused."""
    given = [float(one) for one in sys.argv[1:]] + [SECONDS, READERS, PAUSE, PROCESSES][len(sys.argv) - 1 :]
    seconds, readers, pause = given[0], int(given[1]), given[2]
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        pages = corpus(folder)
        size = Corpus.open(folder).size()
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        command = [sys.executable, "-c", SERVE, "serve", "--corpus", folder, "--port", str(port)]
        command += ["--processes", str(int(given[3]))]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
            base = f"http://127.0.0.1:{port}"
            until_it_answers(base)
            asyncio.run(read(base, pages, 3, 4, 0.0))  # the first of each kind loads what it needs
            used = _processor(server.pid)
            times = asyncio.run(read(base, pages, seconds, readers, pause))
            used, memory = _processor(server.pid) - used, _memory(server.pid)
            server.terminate()
    print(f"{size[0]} reports, {size[1]} passages; {readers} readers for {seconds:g} s, pause {pause:g} s")
    errors = times.pop("error", [])
    for kind, own in sorted(times.items()):
        print(f"  {kind:<8} {_told(own)}")
    every = [one for own in times.values() for one in own]
    print(f"all: {len(every) / seconds:.0f} pages/s, {_told(every)}, errors {len(errors)}")
    print(f"server of {int(given[3])} processes: {used / len(every) * 1e3:.1f} ms of processor a page, {memory:.0f} MB")
    print(f"p95 {'within' if _at(every, 0.95) <= AIM else 'BEYOND'} {AIM:g} ms")
    sys.exit(1 if errors else 0)


def _told(times: list[float]) -> str:
    return (
        f"{len(times):5d} pages, p50 {_at(times, 0.5):.0f} ms, p95 {_at(times, 0.95):.0f} ms, max {max(times):.0f} ms"
    )


def _at(times: list[float], share: float) -> float:
    return sorted(times)[int(len(times) * share)]


def _memory(pid: int) -> float:
    """Return the megabytes that a server and its processes hold, as far as the system says."""
    return sum(int((_status(one, "statm") or "00")[1]) for one in _family(pid)) * 4096 / 1e6


def _processor(pid: int) -> float:
    """Return the seconds of processor that a server and its processes have used, as far as the system says."""
    return sum(sum(map(int, _status(one, "stat")[11:13])) for one in _family(pid)) / os.sysconf("SC_CLK_TCK")


def _family(pid: int) -> list[int]:
    others = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
    return [pid] + [one for one in others if _status(one, "stat")[1:2] == [str(pid)]]


def _status(pid: int, name: str) -> list[str]:
    try:
        return Path(f"/proc/{pid}/{name}").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return []


if __name__ == "__main__":
    main()
