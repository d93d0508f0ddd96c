"""Count what is read right of rendered reports: drift 1 and 2, the aliases as shipped and emptied.

Each of the four runs has a process of its own, for the aliases are read once.
"""

from __future__ import annotations

import argparse
import subprocess
import sys

RUNS = ((1.0, True), (2.0, True), (1.0, False), (2.0, False))


def main() -> None:
    """Print the table of one run, or of all four."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--n", type=int, default=2040, help="reports: 120 of each of the 17 shapes")
    parser.add_argument("--drift", type=float, help="one run, of this drift")
    parser.add_argument("--no-aliases", action="store_true")
    given = parser.parse_args()
    if given.drift is not None:
        one(given.n, given.drift, aliases=not given.no_aliases)
        return
    for drift, aliases in RUNS:
        options = ["--n", str(given.n), "--drift", str(drift), *([] if aliases else ["--no-aliases"])]
        subprocess.run([sys.executable, "-m", "tests.bench.accuracy", *options], check=True)


def one(number: int, drift: float, *, aliases: bool) -> None:
    """Print what is read of `number` reports without defects, then of as many with one."""
    if not aliases:
        import gongkai.editions

        gongkai.editions.aliases = tuple  # before the stages import it: no alias at all
    from tests.rendering.score import parse_rendered, score, table

    print(f"\ndrift {drift:g}, aliases {'as shipped' if aliases else 'emptied'}, seeds 0 to {number - 1}", flush=True)
    print(table(score(parse_rendered, range(number), drift=drift)).split("\ndrift ")[0])
    total = score(parse_rendered, range(number), drift=drift, defects=True).total
    print(f"planted errors: {total.found} of {total.planted} broken identities found, {total.certain} certain findings")


if __name__ == "__main__":
    main()
