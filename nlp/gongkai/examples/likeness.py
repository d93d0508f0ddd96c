"""Texts met before, and whether another is about the same as one of them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from gongkai.examples.duplicates import ALIKE, GRAM
from gongkai.text import fold

_NUMBERS = re.compile(r"\d+")


class Met:
    """Texts met, compared by pieces as near-duplicates are, but numbers do not tell them apart, nor do spaces."""

    def __init__(self) -> None:
        self._holders: dict[str, list[int]] = defaultdict(list)
        self._sizes: list[int] = []

    def add(self, text: str) -> None:
        """Take note of a text."""
        own = _pieces(text)
        for piece in own:
            self._holders[piece].append(len(self._sizes))
        self._sizes.append(len(own))

    def has(self, text: str) -> bool:
        """Tell whether a text met before shares most pieces of the longer of the two: to contain it is not enough."""
        own = _pieces(text)
        shared = Counter(number for piece in own if piece in self._holders for number in self._holders[piece])
        return any(times > ALIKE * max(len(own), self._sizes[number]) for number, times in shared.items())


def _pieces(text: str) -> set[str]:
    plain = _NUMBERS.sub("0", "".join(fold(text).split()))
    return {plain[at : at + GRAM] for at in range(max(1, len(plain) - GRAM + 1))}
