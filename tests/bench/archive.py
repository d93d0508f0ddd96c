"""Parse an archive of distinct rendered reports with `gongkai parse FOLDER -o RUN/`: speed, scaling, memory, sizes.

The whole archive runs on two processes, its first tenth on one and on two; jieba.lcut cuts a sample of the same texts,
alone and on one core. Texts are rendered before, in folders of a thousand.
"""

from __future__ import annotations

import argparse
import logging
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import jieba
from tests.bench.texts import texts
from tests.cli.program import PROGRAM

MEGABYTE = 1024 * 1024
FOLDER = 1000
SAMPLE = 300  # texts that jieba cuts
LOOK = 0.5  # seconds between two looks at the memory


class Run(NamedTuple):
    """Time by the clock, processor time of all processes and of the parent; memory of it and of its largest worker."""

    seconds: float
    processor_seconds: float
    parent_seconds: float
    parents: list[tuple[float, float]]
    workers: list[tuple[float, float]]


def render(folder: Path, first: int, number: int) -> None:
    """Write so many reports into a new folder."""
    folder.mkdir(parents=True)
    for at, text in enumerate(texts(number, first), first):
        (folder / f"{at:06}.txt").write_text(text, encoding="utf-8")


def memory(process: int | str) -> float:
    """Return the resident megabytes of a process that may have ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:")), 0.0)


def children(process: int) -> list[str]:
    """Return the processes that one has begun."""
    try:
        return Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return []


def processor(process: int) -> float:
    """Return the seconds of processor time that a process took so far."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def parse(folders: list[Path], run: Path, processes: int) -> Run:
    """Run the program and watch it."""
    call = [*PROGRAM, "parse", *map(str, folders), "-o", f"{run}/", "--format", "parquet"]
    begun, spent, before = time.monotonic(), 0.0, resource.getrusage(resource.RUSAGE_CHILDREN)
    parents, workers = [], []
    with subprocess.Popen([*call, "--processes", str(processes)], stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            now = time.monotonic() - begun
            parents.append((now, memory(process.pid)))
            workers.append((now, max(map(memory, children(process.pid)), default=0.0)))
            spent = max(spent, processor(process.pid))
            time.sleep(LOOK)
    assert (run / "summary.json").exists(), (
        process.returncode
    )  # 1 is no fault: a text that lost its tables is no report
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    together = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(time.monotonic() - begun, together, spent, parents, workers)


def cut(paths: list[Path]) -> float:
    """Return how many texts a second jieba.lcut does, warm."""
    jieba.setLogLevel(logging.WARNING)
    read = [path.read_text(encoding="utf-8") for path in paths]
    jieba.lcut(read[0])
    begun = time.process_time()
    for text in read:
        jieba.lcut(text)
    return len(read) / (time.process_time() - begun)


def size(path: Path) -> float:
    """Return the megabytes of a file or of all files in a folder."""
    files = path.rglob("*") if path.is_dir() else (path,)
    return sum(file.stat().st_size for file in files if file.is_file()) / MEGABYTE


def flatness(looks: list[tuple[float, float]]) -> str:
    """Return the memory after each fifth of the time, and its peak."""
    end = looks[-1][0]
    marks = [min(looks, key=lambda look: abs(look[0] - share * end / 5))[1] for share in range(1, 5)]
    return f"{max(mb for _, mb in looks):.0f} MB at most ({', '.join(f'{mb:.0f}' for mb in marks)} after each fifth)"


def measure(number: int, folder: Path) -> None:
    """Print every figure."""
    starts = range(0, number, FOLDER)
    folders = [folder / "reports" / f"{first // FOLDER:04}" for first in starts]
    begun = time.monotonic()
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(render, folders, starts, [min(FOLDER, number - first) for first in starts]))
    print(f"{number} distinct reports rendered in {time.monotonic() - begun:.0f} s", flush=True)
    tenth = folders[: max(1, len(folders) // 10)]
    few = sum(1 for one in tenth for _ in one.iterdir())
    alone = cut(sorted(tenth[0].iterdir())[:SAMPLE])
    rates = {}
    for processes in (1, 2):
        run = parse(tenth, folder / "tenth", processes)
        rates[processes] = few / run.seconds
        each = 1000 * run.processor_seconds / few
        print(
            f"{few} reports, {processes} processes: {rates[processes]:.0f} reports/s, {each:.2f} ms of processor each"
        )
        shutil.rmtree(folder / "tenth")
    print(f"scaling from 1 to 2 processes: {rates[2] / rates[1]:.2f} (on a machine with nothing else to do)")
    print(
        f"jieba.lcut alone, one core: {alone:.0f} reports/s; 1 process does {rates[1] / alone:.2f} times that",
        flush=True,
    )
    run = parse(folders, folder / "run", 2)
    print(
        f"{number} reports, 2 processes: {number / run.seconds:.0f} reports/s, {run.seconds:.0f} s, all files included"
    )
    each = 1000 * run.processor_seconds / number  # unlike the clock, little changed by what else the machine does
    print(f"processor time of all processes: {each:.2f} ms a report")
    print(f"the parent's own work: {1000 * run.parent_seconds / number:.2f} ms a report")
    print(f"parent: {flatness(run.parents)}")
    print(f"largest worker: {flatness(run.workers)}")
    datasets = [path for path in (folder / "run").iterdir() if path.is_dir()]
    print(f"Parquet: {sum(map(size, datasets)):.0f} MB", {path.name: round(size(path), 1) for path in sorted(datasets)})
    others = sorted(path for path in (folder / "run").iterdir() if path.is_file())
    print("other files, MB:", {path.name: round(size(path), 1) for path in others})


def main() -> None:
    """Make a temporary folder, measure, remove it."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--n", type=int, default=100_000, help="reports; 100,000 take half an hour and 12 GB of disk")
    folder = Path(tempfile.mkdtemp(prefix="archive"))
    try:
        measure(parser.parse_args().n, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
