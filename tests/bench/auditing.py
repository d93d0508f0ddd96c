"""Time the audit of single reports as a share of what parsing them takes without it, in one run."""

from __future__ import annotations

import argparse
from time import process_time
from typing import Any
from unittest.mock import patch

from tests.bench.texts import texts

import gongkai
from gongkai import audit


def main() -> None:
    """Print processor times and the share."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--n", type=int, default=10_000)
    number = parser.parse_args().n
    review, spent = audit.review, 0.0

    def timed(*given: Any) -> Any:
        nonlocal spent
        begun = process_time()
        found = review(*given)
        spent += process_time() - begun
        return found

    whole = 0.0
    with patch.object(audit, "review", timed):
        for at, text in enumerate(texts(number + 40)):
            begun = process_time()
            gongkai.parse_text(text).to_json()
            whole += process_time() - begun
            if at == 39:  # forms, dictionary and rules are loaded by then
                whole = spent = 0.0
    rest = whole - spent
    print(f"{number} reports: audit {1000 * spent / number:.2f} ms each, all else {1000 * rest / number:.2f} ms")
    print(f"the audit takes {100 * spent / rest:.0f} % of the time of parsing without it")


if __name__ == "__main__":
    main()
