"""Run every measurement, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys

MEASUREMENTS = (
    ("help",),
    ("speed",),
    ("tagging",),
    ("labels",),
    ("agencies",),
    ("accuracy",),
    ("printed",),
    ("scans",),
    ("fuzz",),
    ("workbooks",),
    ("memory",),
    ("suspects",),
    ("archive",),
    ("auditing",),
    ("mutations",),
    ("retrieval",),
    ("reranking",),
    ("pairing",),
    ("search",),
    ("kills",),
    ("load",),
    ("neighbours",),
    ("across",),
)


def main() -> None:
    """Print what each measurement prints; stop at the first that fails."""
    for name, *arguments in MEASUREMENTS:
        print(f"\n== {name}", flush=True)
        subprocess.run([sys.executable, "-m", f"tests.bench.{name}", *arguments], check=True)


if __name__ == "__main__":
    main()
