"""MinHash: short signatures of texts, as alike as the texts are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from gongkai.corpus.tokens import plain

SIZE = 32
"""Hashes of a signature: a likeness is known to about 0.07."""
BANDS = 8
"""Of 4 hashes each: texts alike by 0.8 share one with 0.985, by 0.4 with 0.19 (and are then told apart)."""
SHINGLE = 3
"""Characters of the pieces that are compared."""
_SEED = 711  # any number: the same text must have the same signature for ever
_PRIME = np.uint64(0x9E3779B97F4A7C15)

Signatures = NDArray[np.uint32]


def signatures(texts: Sequence[str]) -> Signatures:
    """Return a row of SIZE hashes a text; white space and widths make no difference."""
    plains = ["".join(plain(text).split()).ljust(SHINGLE, "\0") for text in texts]
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
        made[:, number] = np.minimum.reduceat(hashed, starts) if len(plains) else 0
    return made


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


@cache
def _functions() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    random = np.random.Generator(np.random.PCG64(_SEED))
    draw = random.integers(0, 2**64, (2, SIZE), np.uint64)
    return draw[0] | np.uint64(1), draw[1]
