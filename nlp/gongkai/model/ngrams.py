"""The n-grams of passages, as numbers: a featuriser over code points that hashes nothing away.

A text is folded, its digits made 0 and its white space dropped. Every run of one to three characters is one number of
64 bits that holds the characters themselves, 16 bits each; in the fourth place stands the mark of the field that it was
found in. So no two n-grams share a number, and the number tells the n-gram.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gongkai.document import Record
from gongkai.text import fold

LONGEST = 3
"""Characters of an n-gram. Four gain nothing in cross-validation (macro-F1 .890 against .892) and cost a third more."""
EDGE = "\ue000"
"""Stands before and behind every text, so that how it begins and ends is an n-gram, too; of the private use area."""

_BITS = 16
_NUMBERS = re.compile("[0-9]+")
_UTF_16 = "utf-16-le"

Keys = NDArray[np.uint64]


class Occurrences(Record, frozen=True):
    """The n-grams of some texts in text order: the number of each, and where those of each text begin."""

    keys: Keys
    starts: NDArray[np.intp]


def normal(texts: Sequence[str]) -> str:
    """Return the texts as their n-grams see them, an edge before and behind each."""
    edged = EDGE.join(["", *(text.replace(EDGE, " ") for text in texts), ""])
    return _NUMBERS.sub("0", "".join(fold(edged).split()))


def occurrences(texts: str, marks: Sequence[int]) -> Occurrences:
    """Return the n-grams of normal `texts`; `marks[i]` is the mark of the field that text i is of.

    A number over the edge between two texts is no n-gram: no vocabulary knows it. Nor is 0, which stands where one
    would reach over the end.
    """
    units = np.frombuffer(texts.encode(_UTF_16, "surrogatepass"), "<u2").astype(np.uint64)
    starts = np.flatnonzero(units == ord(EDGE))
    size = int(starts[-1])
    starts = starts[:-1]
    fields = np.repeat(np.asarray(marks, np.uint64) << np.uint64(_BITS * LONGEST), np.diff(starts, append=size))
    keys = np.empty((size, LONGEST), np.uint64)
    keys[:, 0] = fields | units[:size]
    for n in range(1, LONGEST):
        reached = len(units) - n
        keys[:reached, n] = keys[:reached, n - 1] | units[n:] << np.uint64(_BITS * n)
        keys[reached:, n] = 0
    return Occurrences(keys.reshape(-1), starts * LONGEST)


def is_whole(keys: Keys) -> NDArray[np.bool_]:
    """Tell which numbers are n-grams of one text: not nothing, and an edge stands only at their ends."""
    units = [(keys >> np.uint64(_BITS * n)) & np.uint64(0xFFFF) for n in range(LONGEST)]
    inner = (units[1] == ord(EDGE)) & (units[2] != 0)
    lone = (units[0] == ord(EDGE)) & (units[1] == 0)
    both = (units[0] == ord(EDGE)) & (units[1] == ord(EDGE))
    whole: NDArray[np.bool_] = ~(inner | lone | both) & (units[0] != 0)
    return whole


def shown(key: int) -> str:
    """Return the n-gram that a number stands for, without its mark; ^ and $ are the edges of the text."""
    units = [key >> _BITS * n & 0xFFFF for n in range(LONGEST)]
    read = b"".join(unit.to_bytes(2, "little") for unit in units if unit).decode(_UTF_16, "replace")
    return "^" + read[1:].replace(EDGE, "$") if read.startswith(EDGE) else read.replace(EDGE, "$")


def mark(key: int) -> int:
    """Return the mark of the field that an n-gram was found in."""
    return key >> _BITS * LONGEST
