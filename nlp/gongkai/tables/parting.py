"""Part digits that lost the white space between them into the cells of a row, where there is but one way to do it.

0000000 is seven cells, 3100004 perhaps: its last is the total of the others. 4117 may be 4, 1, 17 or 41, 1, 7: none.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import msgspec

from gongkai.document import Status
from gongkai.tables.values import Value, read_value

_LONGEST_NUMBER = 5  # digits of a value that stands beside others of its row
_MOST_LONG = 6  # digits more than cells: every way to cut is tried
_TOTALLED = 5  # columns of which the last is the total of the others: 7 in requests, 3 times 5 in proceedings
# Digits of several cells: they hold their place, so that nobody takes the row for empty, and are nobody's value.
UNREADABLE = Value(Status.TEXT, remark=True, plain=False)


class Piece(NamedTuple):
    """A piece of a glued word, by offset: a label or other text (no value), or a value."""

    start: int
    end: int
    value: Value | None


def part(run: str, at: int, width: int, first_of_row: bool) -> list[Piece]:
    """Return the cells that a run of digits at offset `at` is, one that can't be read when it may be several ways."""
    ends = _parting(run, width)
    if ends is not None:
        sure = width == 1 or len(set(run)) == 1
        bounds = pairwise((0, *ends))
        return [Piece(at + start, at + end, _value(read_value(run[start:end]), sure=sure)) for start, end in bounds]
    single = first_of_row and width > 0 and len(run) <= max(width - 1, _LONGEST_NUMBER) and _is_number(run)
    return [Piece(at, at + len(run), read_value(run) if single else UNREADABLE)]


def doubted(pieces: list[Piece]) -> list[Piece]:
    """Return pieces whose values bear a remark, so that their facts are in doubt."""
    return [piece._replace(value=_value(piece.value, sure=False)) for piece in pieces]


def _value(value: Value | None, *, sure: bool) -> Value | None:
    return (
        value
        if sure or value is None or value is UNREADABLE
        else msgspec.structs.replace(value, remark=True, plain=False)
    )


def _parting(run: str, width: int) -> tuple[int, ...] | None:
    """Return the ends of the `width` cells of a run where only one way to cut it can be: alike, or adding up."""
    if width == 1:
        return (len(run),) if _is_number(run) or run == "/" else None
    if width == 0 or not width <= len(run) <= width + _MOST_LONG:
        return None
    if len(run) == width and run in ("0" * width, "/" * width):
        return tuple(range(1, width + 1))
    if width < _TOTALLED or not run.isdecimal():
        return None
    block = width if width % _TOTALLED else _TOTALLED
    ways = _ways(run, 0, block, width // block)
    return ways[0] if len(ways) == 1 else None


def _ways(run: str, start: int, block: int, blocks: int) -> list[tuple[int, ...]]:
    """Return all ways to cut a run from `start` on into blocks of numbers whose last is the total."""
    if blocks == 0:
        return [()] if start == len(run) else []
    found = []
    least = (blocks - 1) * block
    for stop in range(start + block, len(run) - least + 1) if least else (len(run),):
        for ends in _cuts(run, start, stop, block):
            if _adds_up(run, start, ends):
                found += [(*ends, *rest) for rest in _ways(run, stop, block, blocks - 1)]
    return found


def _cuts(run: str, start: int, stop: int, count: int) -> Iterator[tuple[int, ...]]:
    """Yield the ends of every way to cut a stretch into `count` numbers: a zero begins none but itself."""
    longest = 1 if run[start] == "0" else stop - start - count + 1
    if count == 1:
        if stop - start <= longest:
            yield (stop,)
        return
    for end in range(start + 1, start + longest + 1):
        for rest in _cuts(run, end, stop, count - 1):
            yield (end, *rest)


def _adds_up(run: str, start: int, ends: tuple[int, ...]) -> bool:
    *parts, total = (int(run[a:b]) for a, b in pairwise((start, *ends)))
    return sum(parts) == total


def _is_number(run: str) -> bool:
    """Say whether a run may be one number: no mark in it, no zero before it."""
    return "/" not in run and (run[0] != "0" or len(run) == 1 or run[1] == ".")
