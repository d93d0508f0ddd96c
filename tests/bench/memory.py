"""Watch the resident memory while distinct reports are rendered, parsed and written."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from tests.bench.texts import texts

import gongkai

MEGABYTE = 1024 * 1024
WARM = 500  # reports before the first look: caches and dictionaries are filled by then


def resident() -> float:
    """Return the resident memory of this process in megabytes (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE


def main() -> None:
    """Print the memory at the start, in the middle and at the end."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--n", type=int, default=20_000)
    number = parser.parse_args().n
    seen = {}
    for done, text in enumerate(texts(number), start=1):
        gongkai.parse_text(text).to_json()
        if done in (WARM, number // 2, number):
            seen[done] = resident()
    print(", ".join(f"{megabytes:.1f} MB after {done} reports" for done, megabytes in seen.items()))


if __name__ == "__main__":
    main()
