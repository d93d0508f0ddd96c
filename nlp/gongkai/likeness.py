"""MinHash: short signatures of texts, as alike as the texts are, and the pairs that they make likely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

SIZE = 32
"""Hashes of a signature: a likeness is known to about 0.07."""
BANDS = 8
"""Of 4 hashes each: texts alike by 0.8 share one with 0.985, by 0.4 with 0.19 (and are then told apart)."""
SHINGLE = 3
"""Characters of the pieces that are compared."""
CROWD = 40
"""Of more texts in one band each is held against the first and its neighbour alone: all pairs would be too many."""
_SEED = 711  # any number: the same text must have the same signature for ever
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_AT_ONCE = 20_000  # texts: their pieces take 100 MB

Signatures = NDArray[np.uint32]


def signatures(texts: Sequence[str]) -> Signatures:
    """Return a row of SIZE hashes a text; the texts are compared as they are, so fold and squeeze them before."""
    made = [_signatures(texts[at : at + _AT_ONCE]) for at in range(0, len(texts), _AT_ONCE)]
    return np.concatenate(made) if made else np.empty((0, SIZE), np.uint32)


def bands(rows: Signatures) -> NDArray[np.uint64]:
    """Return BANDS keys a signature: alike texts share at least one."""
    wide = SIZE // BANDS
    keys = np.empty((len(rows), BANDS), np.uint64)
    for band in range(BANDS):
        key = np.full(len(rows), band + 1, np.uint64)
        for column in range(band * wide, (band + 1) * wide):
            key = (key ^ rows[:, column]) * _PRIME
            key ^= key >> np.uint64(31)
        keys[:, band] = key
    return keys


def likely_pairs(rows: Signatures, least: float) -> list[tuple[int, int]]:
    """Return the pairs (earlier, later) that share a band and at least `least` of their hashes, in order."""
    codes = [_paired(keys) for keys in bands(rows).T]
    every = np.unique(np.concatenate(codes)) if codes else np.empty(0, np.uint64)
    found: list[tuple[int, int]] = []
    for at in range(0, len(every), _AT_ONCE):
        some = every[at : at + _AT_ONCE]
        one, other = (some >> np.uint64(32)).astype(np.int64), (some & np.uint64(0xFFFFFFFF)).astype(np.int64)
        kept = (rows[one] == rows[other]).mean(axis=1) >= least
        found += zip(one[kept].tolist(), other[kept].tolist(), strict=True)
    return found


def _paired(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return the pairs of texts with equal keys, each as one number: the earlier above, the later below."""
    order = np.argsort(keys, kind="stable")
    limits = np.flatnonzero(np.diff(keys[order])) + 1
    pairs = [one << 32 | other for group in np.split(order, limits) if len(group) > 1 for one, other in _within(group)]
    return np.array(pairs, np.uint64)


def _within(group: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    members = group.tolist()
    if len(members) > CROWD:
        yield from ((members[0], member) for member in members[1:])
        yield from pairwise(members[1:])
        return
    for at, member in enumerate(members):
        yield from ((member, later) for later in members[at + 1 :])


def _signatures(texts: Sequence[str]) -> Signatures:
    plains = [text.ljust(SHINGLE, "\0") for text in texts]
    lengths = np.fromiter(map(len, plains), np.int64, len(plains))
    codes = np.frombuffer(("".join(plains) + "\0" * SHINGLE).encode("utf-32-le", "surrogatepass"), np.uint32)
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    own = np.repeat(starts + lengths - (SHINGLE - 1), lengths)  # where the last of its pieces ends
    at = np.arange(lengths.sum())
    pieces = np.zeros(len(at), np.uint64)
    for step in range(SHINGLE):
        pieces = (pieces + codes[at + step]) * _PRIME
        pieces ^= pieces >> np.uint64(29)
    pieces[at >= own] = pieces[np.repeat(starts, lengths)][at >= own]  # those that reach into the next text
    made = np.empty((len(plains), SIZE), np.uint32)
    multipliers, addends = _functions()
    for number in range(SIZE):
        hashed = (pieces * multipliers[number] + addends[number]) >> np.uint64(32)
        made[:, number] = np.minimum.reduceat(hashed, starts)
    return made


@cache
def _functions() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    random = np.random.Generator(np.random.PCG64(_SEED))
    draw = random.integers(0, 2**64, (2, SIZE), np.uint64)
    return draw[0] | np.uint64(1), draw[1]
