"""Near-identical passages, found as they come: each joins the first cluster whose first passage it is like."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gongkai.corpus.signatures import SIZE, Signatures, bands, signatures

ALIKE = 0.75
"""Share of equal hashes from which two passages are one: another number or name in a sentence, not another sentence."""
_RUN = 200_000  # keys looked up in a dictionary before they are sorted into the arrays, which are a tenth of its size


class Firsts(NamedTuple):
    """The first passage of each cluster: its number and signature."""

    numbers: NDArray[np.int64]
    rows: Signatures


class Clusters:
    """Known clusters by the bands of their first passages; their numbers count from 0, in order of appearance."""

    def __init__(self, known: Firsts | None = None) -> None:
        self._rows = _Rows()
        self._numbers: list[int] = []
        self._sorted: NDArray[np.uint64] = np.empty(0, np.uint64)
        self._holders: NDArray[np.int32] = np.empty(0, np.int32)
        self._recent: dict[int, int] = {}
        self._fresh = 0
        if known is not None and len(known.numbers):
            self._numbers = known.numbers.tolist()
            self._rows.extend(known.rows)
            self._merge(bands(known.rows).ravel(), np.repeat(np.arange(len(known.numbers), dtype=np.int32), 8))
            self._fresh = len(self._numbers)
        self.next = max(self._numbers, default=-1) + 1

    def assign(self, texts: Sequence[str]) -> list[int]:
        """Return the number of each text's cluster, a new one where none is known."""
        rows = signatures(texts)
        keys = bands(rows)
        at = np.searchsorted(self._sorted, keys)
        inside = at < len(self._sorted)
        at = np.where(inside, at, 0)
        met = inside & (self._sorted[at] == keys) if len(self._sorted) else inside
        assigned = []
        for number in range(len(texts)):
            own = keys[number].tolist()
            candidates = [int(self._holders[place]) for place in at[number][met[number]]]
            candidates += [self._recent[key] for key in own if key in self._recent]
            assigned.append(self._choose(rows[number], own, candidates))
        if len(self._recent) > _RUN:
            self._settle()
        return assigned

    def fresh(self) -> Firsts:
        """Return the clusters that are new since the last call."""
        first, self._fresh = self._fresh, len(self._numbers)
        return Firsts(np.array(self._numbers[first:], np.int64), self._rows.since(first))

    def _choose(self, row: Signatures, keys: list[int], candidates: list[int]) -> int:
        for holder in sorted(set(candidates)):
            if int((self._rows[holder] == row).sum()) >= ALIKE * SIZE:
                return self._numbers[holder]
        holder = len(self._numbers)
        self._numbers.append(self.next)
        self._rows.append(row)
        for key in keys:
            self._recent.setdefault(key, holder)
        self.next += 1
        return self._numbers[holder]

    def _settle(self) -> None:
        keys = np.fromiter(self._recent, np.uint64, len(self._recent))
        self._merge(keys, np.fromiter(self._recent.values(), np.int32, len(self._recent)))
        self._recent = {}

    def _merge(self, keys: NDArray[np.uint64], holders: NDArray[np.int32]) -> None:
        """Sort new keys in; of equal ones the first stays, which is the oldest."""
        every, owners = np.concatenate([self._sorted, keys]), np.concatenate([self._holders, holders])
        self._sorted, first = np.unique(every, return_index=True)
        self._holders = owners[first]


class _Rows:
    """Signatures in an array that grows."""

    def __init__(self) -> None:
        self._array: Signatures = np.empty((1024, SIZE), np.uint32)
        self._size = 0

    def __getitem__(self, at: int) -> Signatures:
        row: Signatures = self._array[at]
        return row

    def append(self, row: Signatures) -> None:
        self.extend(row[None])

    def extend(self, rows: Signatures) -> None:
        end = self._size + len(rows)
        if end > len(self._array):
            grown = np.empty((max(end, 2 * len(self._array)), SIZE), np.uint32)
            grown[: self._size] = self._array[: self._size]
            self._array = grown
        self._array[self._size : end] = rows
        self._size = end

    def since(self, first: int) -> Signatures:
        return self._array[first : self._size].copy()
