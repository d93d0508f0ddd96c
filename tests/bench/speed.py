"""Time parse_text and to_json on distinct texts against jieba.lcut of the same texts, in one run.

Both are warm: the forms and the dictionary are loaded before. Texts are timed in turns of a hundred, so that a busy
machine slows both alike.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Callable
from time import process_time

import jieba
import rjieba
from tests.bench.texts import texts

import gongkai

TURN = 100
WARM_UP = 10_000_000  # first seed of the texts that nothing is timed on


def parsed(text: str) -> None:
    """Parse a text and write its report."""
    gongkai.parse_text(text).to_json()


RIVALS: dict[str, Callable[[str], object]] = {
    "gongkai": parsed,
    "jieba.lcut": jieba.lcut,
    "rjieba.cut": rjieba.cut,
}


def main() -> None:
    """Print times and ratios."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--n", type=int, default=1000)
    number = parser.parse_args().n
    jieba.setLogLevel(logging.WARNING)
    for text in texts(40, WARM_UP):
        for run in RIVALS.values():
            run(text)
    all_texts = list(texts(number))
    assert len(set(all_texts)) == number
    spent = dict.fromkeys(RIVALS, 0.0)
    for at in range(0, number, TURN):
        for name, run in RIVALS.items():
            begun = process_time()
            for text in all_texts[at : at + TURN]:
                run(text)
            spent[name] += process_time() - begun
    characters = sum(map(len, all_texts)) / number
    print(f"{number} distinct texts, {characters:.0f} characters on average")
    for name, seconds in spent.items():
        print(f"{name:<12}{1000 * seconds / number:8.3f} ms a report {number / seconds:8.0f} reports/s")
    print(f"gongkai is {spent['jieba.lcut'] / spent['gongkai']:.2f} times as fast as jieba.lcut")


if __name__ == "__main__":
    main()
