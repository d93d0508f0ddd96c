"""Kill the indexer at a random moment, many times: no committed report is ever lost."""

from __future__ import annotations

import sys
import tempfile

from tests.corpus.killing import kills

TIMES = 50


def main() -> None:
    """Print how many kills the corpus survived."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else TIMES
    with tempfile.TemporaryDirectory() as folder:
        survived, reports = kills(folder, times, seed=2)
    print(f"{survived} indexers killed, every committed report found after each; {reports} reports in the end")


if __name__ == "__main__":
    main()
