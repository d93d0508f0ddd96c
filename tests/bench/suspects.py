"""Plant errors in the annotations, each a tag added or removed, and count how many of them are among the suspects."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from random import Random

import msgspec

from gongkai.examples import Example, load
from gongkai.training import recipe as recipes
from gongkai.training.suspects import suspects

ANNOTATIONS = Path(__file__).parents[2] / "annotations" / "passages"
FIRST = (100, 200, 400)
MODES = {
    "any": "any tag of any passage is turned over: mostly tags added",
    "half": "as many tags removed as added",
}


def plant(
    examples: Sequence[Example], tags: Sequence[str], number: int, seed: int, mode: str
) -> tuple[list[Example], set[tuple[str, str]]]:
    """Return the examples with `number` errors, no two in one example, and which: (id, tag)."""
    dice = Random(seed)
    changed = list(examples)
    planted: set[tuple[str, str]] = set()
    for row in dice.sample(range(len(changed)), len(changed)):
        own = changed[row]
        choices = [tag for tag in tags if tag not in own.optional]
        if mode == "half":
            removing = dice.random() < 0.5
            choices = [tag for tag in choices if (tag in own.tags) == removing]
        if not choices:
            continue
        tag = dice.choice(choices)
        rest = tuple(other for other in own.tags if other != tag)
        changed[row] = msgspec.structs.replace(own, tags=rest if tag in own.tags else (*own.tags, tag))
        planted.add((own.id, tag))
        if len(planted) == number:
            break
    return changed, planted


def main() -> None:
    """Print the share of planted errors found among the first suspects."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--n", type=int, default=100, help="errors planted")
    parser.add_argument("--seeds", type=int, default=2)
    given = parser.parse_args()
    recipe = recipes.default()
    examples = load([ANNOTATIONS], recipe.tags)
    for mode, words in MODES.items():
        print(f"{given.n} errors in {len(examples)} passages, {words}", flush=True)
        for seed in range(given.seeds):
            changed, planted = plant(examples, recipe.tags, given.n, seed, mode)
            found = [(one.example.id, one.tag) for one in suspects(changed, recipe)]
            shares = (f"{len(planted & set(found[:first])) / len(planted):.0%} in {first}" for first in FIRST)
            print(f"  seed {seed}: {', '.join(shares)}", flush=True)


if __name__ == "__main__":
    main()
