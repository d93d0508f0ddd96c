"""How much of a text another one holds: in pairs of neighbouring Chinese characters, the rarer a pair the heavier.

Pairs need no dictionary and see through other word order and endings: 更新不及时 holds half of 及时更新.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import log

_FINE = 10_000  # weights are whole numbers, so that a sum does not depend on the order of a set
_RUN = re.compile("[\u4e00-\u9fff]{2,}")

Pieces = frozenset[str]


class Overlap:
    """Texts that are compared with each other, by their numbers; they must be folded.

    A pair weighs what it tells the texts apart: little where many of them have it.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.pieces = [pieces(text) for text in texts]
        counts = Counter(piece for own in self.pieces for piece in own)
        self._weights = {piece: round(_FINE * log((len(texts) + 1) / count)) for piece, count in counts.items()}
        self._totals = [self._weight(own) for own in self.pieces]

    def share(self, one: int, other: int) -> float:
        """Return the share of a text's weight that another holds, 0 of a text without Chinese characters."""
        total = self._totals[one]
        return self._weight(self.pieces[one] & self.pieces[other]) / total if total else 0.0

    def likeness(self, one: int, other: int, tilt: float) -> float:
        """Return that share, made smaller where the other text is long and larger where it is short.

        `tilt` 0 asks only what is held, 0.5 asks both ways alike. A long text holds some of everything.
        """
        total, held = self._totals[one], self._totals[other]
        return self.share(one, other) * (total / held) ** tilt if total and held else 0.0

    def _weight(self, own: Pieces) -> int:
        return sum(map(self._weights.__getitem__, own))


def pieces(text: str) -> Pieces:
    """Return the pairs of neighbouring Chinese characters of a folded text."""
    return frozenset(a + b for run in _RUN.findall(text) for a, b in pairwise(run))
