"""Time `gongkai --help` against a bare Python, in turns; the median of each."""

from __future__ import annotations

import subprocess
import sys
from statistics import median
from time import perf_counter

RUNS = 15
BARE = (sys.executable, "-c", "pass")
HELP = (sys.executable, "-c", "from gongkai.cli import main; main()", "--help")


def seconds(command: tuple[str, ...]) -> float:
    """Return how long a command takes."""
    begun = perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - begun


def main() -> None:
    """Print both and their ratio."""
    seconds(HELP)
    pairs = [(seconds(BARE), seconds(HELP)) for _ in range(RUNS)]
    bare, shown = (median(column) for column in zip(*pairs, strict=True))
    print(f"python {1000 * bare:.0f} ms, gongkai --help {1000 * shown:.0f} ms: {shown / bare:.1f} times")


if __name__ == "__main__":
    main()
