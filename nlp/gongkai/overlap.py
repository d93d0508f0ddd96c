"""How much of a text another one holds: in pairs of neighbouring Chinese characters, the rarer a pair the heavier.

Pairs need no dictionary and see through other word order and endings: 更新不及时 holds half of 及时更新.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from math import log
from operator import add

_KNOWN = 1024  # texts whose pairs are kept at hand, 10 MB: the reports of an agency are each compared twice
_FINE = 10_000  # weights are whole numbers, so that a sum does not depend on the order of a set
_RUN = re.compile("[\u4e00-\u9fff]{2,}")

Pieces = frozenset[str]


class Overlap:
    """Texts that are compared with each other, by their numbers; they must be folded.

    A pair weighs what it tells the texts apart: little where many of them have it.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.pieces = [pieces(text) for text in texts]
        counts = Counter(chain.from_iterable(self.pieces))
        weights = [round(_FINE * log((len(texts) + 1) / count)) for count in range(1, len(texts) + 1)]
        self._weights = {piece: weights[count - 1] for piece, count in counts.items()}
        self._totals = [self._weight(own) for own in self.pieces]

    def share(self, one: int, other: int) -> float:
        """Return the share of a text's weight that another holds, 0 of a text without Chinese characters."""
        total = self._totals[one]
        return self._weight(self.pieces[one] & self.pieces[other]) / total if total else 0.0

    def likeness(self, one: int, other: int, tilt: float) -> float:
        """Return that share, made smaller where the other text is long and larger where it is short.

        `tilt` 0 asks only what is held, 0.5 asks both ways alike. A long text holds some of everything.
        """
        share = self.share(one, other)
        return share * (self._totals[one] / self._totals[other]) ** tilt if share else 0.0

    def _weight(self, own: Pieces) -> int:
        return sum(map(self._weights.__getitem__, own))


@lru_cache(maxsize=_KNOWN)
def pieces(text: str) -> Pieces:
    """Return the pairs of neighbouring Chinese characters of a folded text."""
    return frozenset().union(*(map(add, run, run[1:]) for run in _RUN.findall(text)))
