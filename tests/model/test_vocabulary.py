"""Look-up of n-grams, against a dict."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gongkai.model.vocabulary import Vocabulary, fitting

# Keys of one mark as texts give them: three units of 16 bits, the first never 0.
units = st.integers(0x4E00, 0x4E40)
keys = st.builds(lambda a, b, c, field: a | b << 16 | c << 32 | field << 48, units, units, units, st.integers(0, 5))


def table(numbers: list[int]) -> np.ndarray:
    return np.array(numbers, np.uint64)


@given(st.lists(keys, unique=True, max_size=80), st.lists(keys, max_size=80))
def test_find_agrees_with_a_dict(known: list[int], asked: list[int]) -> None:
    kept = fitting(table(known))
    numbers = {key: number for number, key in enumerate(kept.tolist(), start=1)}
    vocabulary = Vocabulary(kept)
    assert len(vocabulary) == len(kept)
    assert vocabulary.find(table(asked + known)).tolist() == [numbers.get(key, 0) for key in asked + known]


def test_what_is_unknown_is_0() -> None:
    vocabulary = Vocabulary(table([0x5F00, 0x516C]))
    assert vocabulary.find(table([0, 1, 0x5F00, 2**64 - 1, 0x516C])).tolist() == [0, 0, 1, 0, 2]
    assert Vocabulary(table([])).find(table([0, 7])).tolist() == [0, 0]


def test_of_two_keys_for_one_place_the_first_stays() -> None:
    """So many keys that some must collide: the first, more frequent one of a place is kept, in order."""
    many = np.random.default_rng(0).integers(1, 2**50, 60_000, np.uint64)
    kept = fitting(many)
    assert 0.9 * len(many) < len(kept) < len(many)
    stayed = set(kept.tolist())
    assert kept.tolist() == [key for key in many.tolist() if key in stayed]
    assert Vocabulary(kept).find(kept).tolist() == list(range(1, len(kept) + 1))
    # Without dropping, exactly those that `fitting` keeps are found.
    found = Vocabulary(many).find(many)
    assert many[found > 0].tolist() == kept.tolist()
