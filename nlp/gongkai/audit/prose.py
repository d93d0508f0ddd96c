"""The narrative as rules read it: all passages as one string without white space, with its numbers in place.

Line breaks of a source, spaces before numbers and blanked page marks fall inside phrases; without them one short
regex says what is meant. A passage ends with a line end; places are carried back to the document.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cached_property

from gongkai.document import Number, Passage, Quantity, Record

_INK = re.compile(r"\S+")
_END = re.compile(r"[。!?\n]")
_DECIMALS = re.compile(r"\.(\d+)")
_LARGE = (("亿", 10**8), ("万", 10**4))

FARTHEST = 160
"""What a number counts stands within so many characters of it, however long its sentence."""


class Count(Record, frozen=True):
    """A quantity, its place in the ink, and the unit of its last printed digit (1000 for 2.4万)."""

    start: int
    end: int
    value: Number
    unit: str | None
    kind: str
    exact: bool  # neither approximate nor a range
    step: Number


class Sentence(Record, frozen=True):
    """A sentence that has numbers; `end` is that of its stop."""

    start: int
    end: int
    counts: tuple[Count, ...]


class Prose:
    """The passages' ink, its sentences with numbers, and the way back to the document."""

    def __init__(self, plain: str, passages: Sequence[Passage], quantities: Sequence[Quantity]) -> None:
        self._plain = plain
        self._starts: list[int] = []
        self._shifts: list[int] = []
        self.openings: list[int] = []
        """Where each passage starts in the ink."""
        self.passages = passages
        self._quantities = quantities
        self.ink = self._write()

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the ink stands in the document."""
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, max(start, end - 1)) - 1
        return start + self._shifts[first], end + self._shifts[last]

    def passage(self, at: int) -> Passage:
        """Return the passage that a place of the ink stands in."""
        return self.passages[bisect_right(self.openings, at) - 1]

    def opening(self, at: int) -> int:
        """Return where the passage around a place of the ink starts."""
        return self.openings[bisect_right(self.openings, at) - 1]

    def sentence_start(self, at: int) -> int:
        """Return where the sentence around a place of the ink starts."""
        return self._bounds[bisect_right(self._bounds, at) - 1]

    def sentence_end(self, at: int) -> int:
        """Return where the sentence around a place of the ink ends, its stop included."""
        return self._bounds[min(bisect_right(self._bounds, at), len(self._bounds) - 1)]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Return the sentences that have numbers, in text order."""
        found, counts, at = [], self.counts, 0
        while at < len(counts):
            start, end = self.sentence_start(counts[at].start), self.sentence_end(counts[at].start)
            first = at
            while at < len(counts) and counts[at].start < end:
                at += 1
            found.append(Sentence(start, end, tuple(counts[first:at])))
        return tuple(found)

    @cached_property
    def counts(self) -> list[Count]:
        """Return the quantities with their places in the ink."""
        origins = [start + shift for start, shift in zip(self._starts, self._shifts, strict=True)]
        found = []
        for each in self._quantities:
            first = self._shifts[bisect_right(origins, each.start) - 1]
            last = self._shifts[bisect_right(origins, each.end - 1) - 1]
            exact = not each.approx and each.high is None
            start, end = each.start - first, each.end - last
            found.append(Count(start, end, each.value, each.unit, each.kind, exact, _step(each)))
        return found

    @cached_property
    def _bounds(self) -> list[int]:
        return [0, *(match.end() for match in _END.finditer(self.ink))]

    def _write(self) -> str:
        pieces, length = [], 0
        for passage in self.passages:
            self.openings.append(length)
            for match in _INK.finditer(self._plain, passage.start, passage.end):
                self._starts.append(length)
                self._shifts.append(match.start() - length)
                pieces.append(match[0])
                length += len(match[0])
            pieces.append("\n")
            length += 1
        return "".join(pieces)

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Return the clause around a stretch of the ink: up to the next comma or stop on both sides."""
        first, last = max(0, start - FARTHEST), min(len(self.ink), end + FARTHEST)
        left = max(first - 1, *(self.ink.rfind(mark, first, start) for mark in ",。;:\n(")) + 1
        right = min((at for at in (self.ink.find(mark, end, last) for mark in ",。;\n)") if at >= 0), default=last)
        return left, right

    def before(self, sentence: Sentence, count: Count) -> str:
        """Return the words of the sentence before a number."""
        return self.ink[max(sentence.start, count.start - FARTHEST) : count.start]


def add(values: Iterable[Number]) -> Number:
    """Return what numbers add up to."""
    total: Number = 0
    for value in values:
        total += value
    return total


def distance(one: Number, other: Number) -> Number:
    """Return how far two numbers are apart."""
    gap = one - other
    return gap if gap >= 0 else -gap


def agree(one: Number, other: Number, step: Number) -> bool:
    """Tell whether two numbers are the same within the rounding of their last printed digits."""
    return distance(one, other) * 2 <= step


def _step(quantity: Quantity) -> Number:
    """Return the worth of the last printed digit: what is printed as 2.4万 is 23,500 to 24,500."""
    if quantity.kind == "percent" or type(quantity.value) is not int or "万" in quantity.text or "亿" in quantity.text:
        decimals = _DECIMALS.search(quantity.text)
        worth = next((worth for mark, worth in _LARGE if mark in quantity.text), 1)
        return Decimal(worth).scaleb(-len(decimals[1]) if decimals else 0)
    return 0
