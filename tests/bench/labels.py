"""Name drifted labels one by one, the table given: how many are right, how many wrong, how many a second.

Every label has slips of the renderer (a character lost, replaced, doubled, swapped; synonyms; spaces), one for the
accuracy, up to four for the speed, so that all are distinct; and an ordinal in another style. Rows are given their
group, columns nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from random import Random
from time import process_time
from typing import NamedTuple

from tests.rendering.drift import Dice, noise, ordinal

from gongkai.editions import editions
from gongkai.tables.naming import name_labels

STYLES = ("{n}.", "{n}、", "（{n}）", "({n})", "{c}", "{n}．")
CHINESE = "一二三四五六七八九十"


class Asked(NamedTuple):
    """A printed label, its group and what it should be called."""

    label: str
    parent: str | None
    id: str


def forms() -> Iterator[tuple[str, str, list[tuple[str, str, str | None, str]]]]:
    """Yield edition, table and its labels as (ordinal, label, parent, id)."""
    for edition in editions():
        for table in edition.tables:
            rows = [(row.ordinal, row.label, row.parent, row.id) for row in (*table.groups, *table.rows)]
            columns = [("", column.label, None, column.id) for column in (*table.columns, *table.abreast)]
            yield edition.id, table.id, rows + columns


def drifted(dice: Dice, printed: str, label: str, slips: int) -> str:
    """Return a label with so many slips and its ordinal in some style."""
    for _ in range(slips):
        label = noise(dice, label)
    number = printed.strip("（）、.")
    if number.isdigit():
        printed = ordinal(dice.rng.choice(STYLES), int(number))
    elif number and dice.rng.random() < 0.5:
        printed = ordinal(dice.rng.choice(("{k}、", "({k})", "（{k}）")), CHINESE.index(number) + 1)
    return printed + label


def accuracy(number: int) -> None:
    """Print how many labels with one slip are right and wrong, as they come and with their group."""
    dice = Dice(Random("labels"), 1.0)
    for given in (True, False):
        right = wrong = asked = 0
        while asked < number:
            for edition, table, entries in forms():
                own = {label for _, label, _, _ in entries}
                labels = [
                    Asked(text, parent, id)
                    for printed, label, parent, id in entries
                    if (text := drifted(dice, printed, label, 1)) not in own
                ]
                if not labels:
                    continue  # no slip took
                parents = [label.parent for label in labels] if given else None
                named = name_labels([label.label for label in labels], table, edition, parents)
                answers = [named.ids[best] if best >= 0 else None for best in named.best]
                right += sum(answer == label.id for answer, label in zip(answers, labels, strict=True))
                wrong += sum(answer not in (label.id, None) for answer, label in zip(answers, labels, strict=True))
                asked += len(labels)
        print(
            f"{asked} labels with one slip{', group given' if given else ''}: {100 * right / asked:.2f} % right, "
            f"{100 * wrong / asked:.2f} % wrong, {100 * (asked - right - wrong) / asked:.2f} % unsure"
        )


def speed(number: int) -> None:
    """Print how many distinct labels a second are named, tables in turn."""
    dice = Dice(Random("speed"), 1.0)
    ((edition, table, entries),) = [form for form in forms() if form[:2] == ("2021", "requests")]
    labels: set[str] = set()
    while len(labels) < number:
        printed, label, _, _ = dice.rng.choice(entries)
        labels.add(drifted(dice, printed, label, dice.rng.randint(1, 4)))
    name_labels(["总计"], table, edition)
    chosen = sorted(labels)
    begun = process_time()
    for at in range(0, number, 10_000):
        name_labels(chosen[at : at + 10_000], table, edition)
    seconds = process_time() - begun
    print(f"{number} distinct labels of one table in {seconds:.2f} s: {number / seconds:.0f} labels/s")


def main() -> None:
    """Print accuracy and speed of naming labels."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--n", type=int, default=300_000)
    parser.add_argument("--judged", type=int, default=4000)
    given = parser.parse_args()
    accuracy(given.judged)
    speed(given.n)


if __name__ == "__main__":
    main()
