"""Read a stretch of text without the line breaks that its source's page put into it, and carry places back."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from gongkai.narrative.wrapping import Wrapping

_BREAK = re.compile(r"[\r\n][ \t\r\n\f\v]*")
_BLANKS = " \t\f\v"
_NUMERIC = frozenset("0123456789.,")


class Joined(NamedTuple):
    """A stretch with its line breaks (and blanked page marks between them) left out."""

    text: str
    plain: str
    starts: list[int]  # of each kept piece, in the joined text
    shifts: list[int]  # place in the whole text minus place in the joined text, piece by piece

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where joined text `start` to `end` stands in the whole text."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1) - 1
        return start + self.shifts[first], end + self.shifts[last]


def join(text: str, plain: str, start: int, end: int, wrapping: Wrapping) -> Joined:
    """Return `text[start:end]` and its folded form joined; `wrapping` is that of all of the text."""
    texts, plains, starts, shifts, length, at = [], [], [], [], 0, start
    for stop, resume in _breaks(plain, start, end, wrapping):
        if stop > at:
            texts.append(text[at:stop])
            plains.append(plain[at:stop])
            starts.append(length)
            shifts.append(at - length)
            length += stop - at
        at = resume
    return Joined("".join(texts), "".join(plains), starts, shifts)


def _breaks(plain: str, start: int, end: int, wrapping: Wrapping) -> list[tuple[int, int]]:
    """Return line breaks with the blanks around them, and the end.

    One between digits stays, for 1⏎23 may be 1 and 23, but not where lines are full just there.
    """
    found = []
    for match in _BREAK.finditer(plain, start, end):
        first, last = match.span()
        while first > start and plain[first - 1] in _BLANKS:
            first -= 1
        apart = plain[first - 1] in _NUMERIC and plain[last : last + 1] in _NUMERIC
        if last == end or first == start or not apart or wrapping.breaks(first, last):
            found.append((first, last))
    found.append((end, end))
    return found
