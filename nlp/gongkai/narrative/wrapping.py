"""Text wrapped at a fixed number of characters or a fixed width, as crawlers leave it; it cuts numbers too: 6⏎00条."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise

LEAST_LINES = 4
"""So many broken lines of one size show that text is wrapped."""
LEAST_SHARE = 0.5
"""Of the broken lines that are nearly full or longer, so many are full."""
NEAR = 0.75
"""A line that is shorter, next to the size of full ones, is a heading or a piece of a table."""
LEAST_LENGTH = 16
"""Characters of the shortest line that is wrapped: less is a cell or a page number."""
Span = tuple[int, int]

_SLACKS = (0, 0, 1, 1)  # of the measures of a line: a wide character needs two halves
_NUMERIC = "0123456789.,-"
_ENDS = frozenset("。！？；：!?;:")
_CELLS = re.compile(r"[\t|]|\S {3,}")
_ITEM = re.compile(r"[0-9]{1,2}(?:[、)]|\.(?![0-9]))")


class Wrapping:
    """The size at which a text is wrapped, if it is; `plain` is the text folded."""

    def __init__(self, text: str, plain: str) -> None:
        self.text, self.plain = text, plain

    def breaks(self, end: int, start: int) -> bool:
        """Say whether a full line ends at `end` in mid-sentence, and goes on at `start` in the next: no item does."""
        plain = self.plain
        if plain.count("\n", end, start) != 1 or plain[end - 1] in _ENDS or _ITEM.match(plain, start):
            return False
        line = self.text[self.text.rfind("\n", 0, end) + 1 : end]
        return any(size in full for size, full in zip(_sizes(line), self._full, strict=True))

    @cached_property
    def _full(self) -> list[range]:
        """Return the sizes of full lines by every measure."""
        pairs = pairwise(line.rstrip() for line in self.text.split("\n"))
        broken = [_sizes(line) for line, following in pairs if following and _is_broken(line)]
        return [_most(Counter(sizes[at] for sizes in broken), slack) for at, slack in enumerate(_SLACKS)]


def whole(spans: Iterable[Span], wrapping: Wrapping, unit: re.Pattern[str]) -> Iterator[Span]:
    """Yield the spans of passages, as one where a number or its unit runs from one into the next.

    A digit that ends a line, and one that begins the next, belong together or not: where nothing tells, neither counts.
    """
    plain = wrapping.plain
    last: Span | None = None
    for start, end in spans:
        if last is not None and plain[last[1] - 1] not in _ENDS and _touch(plain, last[1], start):
            digit = plain[last[1] - 1].isdecimal()
            if wrapping.breaks(last[1], start) or (digit and unit.match(plain, start)):
                last = last[0], end
                continue
            if digit and plain[start] in _NUMERIC:
                last, start = (last[0], _digits_before(plain, *last)), _digits_after(plain, start, end)
        if last is not None:
            yield last
        last = start, end
    if last is not None:
        yield last


def _touch(plain: str, end: int, start: int) -> bool:
    return plain.count("\n", end, start) == 1 and not plain[end:start].strip()


def _digits_before(plain: str, start: int, end: int) -> int:
    """Return where the digits begin that end a span."""
    return start + len(plain[start:end].rstrip(_NUMERIC))


def _digits_after(plain: str, start: int, end: int) -> int:
    """Return where the digits end that a span begins with."""
    return end - len(plain[start:end].lstrip(_NUMERIC))


def _is_broken(line: str) -> bool:
    return len(line) >= LEAST_LENGTH and line[-1] not in _ENDS and _CELLS.search(line) is None


def _most(sizes: Counter[int], slack: int) -> range:
    """Return the size that most broken lines have; with `slack` also one less: half a character of room is left."""
    best = max(sizes, key=lambda size: (sizes[size] + slack * sizes[size - 1], size), default=0)
    full = range(best - slack, best + 1)
    number = sum(sizes[size] for size in full)
    alike = sum(count for size, count in sizes.items() if size >= NEAR * best)
    return full if number >= max(LEAST_LINES, LEAST_SHARE * alike) else range(0)


def _sizes(line: str) -> tuple[int, int, int, int]:
    """Return characters and half widths of a line, each with and without its indent."""
    bare = line.lstrip()
    return len(line), len(bare), _width(line), _width(bare)


def _width(line: str) -> int:
    """Return the printed width in halves of a Chinese character, which has three bytes where ASCII has one."""
    return (len(line) + len(line.encode(errors="replace"))) // 2
