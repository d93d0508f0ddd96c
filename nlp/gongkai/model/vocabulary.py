"""The n-grams that a model knows, found at once for a whole report."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gongkai.model.ngrams import Keys

_PLACES = 20
"""Bits of a place in the table: of 60,000 n-grams 3 % lose their place to a more frequent one."""
_MIX = np.uint64(0x9E3779B97F4A7C15)


class Vocabulary:
    """Known n-grams by number; number 0 of a look-up means unknown."""

    def __init__(self, keys: Keys) -> None:
        """Take distinct keys; those that `fitting` would drop are not found."""
        self.keys = np.concatenate([np.zeros(1, np.uint64), keys])
        self._table = np.zeros(1 << _PLACES, np.int32)
        # Backwards, so that of two keys with one place the first, more frequent one keeps it.
        self._table[_places(keys)[::-1]] = np.arange(len(keys), 0, -1, dtype=np.int32)

    def __len__(self) -> int:
        return len(self.keys) - 1

    def find(self, keys: Keys) -> NDArray[np.int32]:
        """Return the number of every key, from 1; 0 where it is unknown."""
        found = self._table[_places(keys)]
        found *= self.keys[found] == keys
        return found


def fitting(keys: Keys) -> Keys:
    """Return the keys without those whose place an earlier one holds, in order; a model learns with these alone."""
    _, first = np.unique(_places(keys), return_index=True)
    return keys[np.sort(first)]


def _places(keys: Keys) -> NDArray[np.uint64]:
    return (keys * _MIX) >> np.uint64(64 - _PLACES)
