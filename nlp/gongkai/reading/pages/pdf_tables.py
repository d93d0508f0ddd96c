"""Ruled lines to cells: rules that cross are a frame, and what no rule divides within it is a cell."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from gongkai.reading.grids import Slot
from gongkai.reading.pages.pdf_page import RULE_WIDTH, Page, Rule

# Rules that should meet miss each other by up to a doubled line's width.
SLACK = 3.0
# A page of a form has up to 1,000 when every cell draws its own; a drawing or a map has more, and is no table.
RULE_LIMIT = 3000
# A border is drawn when rules cover this share of it; corners are often left open.
_COVERED = 0.6
# Frames on following pages are one table when both their edges stand alike.
_EDGE_SLACK = 6.0


class Frame(NamedTuple):
    """Rules that cross one another, and the box around them."""

    left: float
    top: float
    right: float
    bottom: float
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]

    def holds(self, x: float, y: float) -> bool:
        """Say whether a point lies inside."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def moved(self, by: float) -> Frame:
        """Return the frame further down by `by`."""
        across = tuple(Rule(rule.at + by, rule.start, rule.end) for rule in self.across)
        down = tuple(Rule(rule.at, rule.start + by, rule.end + by) for rule in self.down)
        return Frame(self.left, self.top + by, self.right, self.bottom + by, across, down)

    def continues(self, other: Frame) -> bool:
        """Say whether the frame has the same edges as one on the page before."""
        return abs(self.left - other.left) <= _EDGE_SLACK and abs(self.right - other.right) <= _EDGE_SLACK

    def joined(self, other: Frame) -> Frame:
        """Return one frame of this and the one that stands below it."""
        box = min(self.left, other.left), self.top, max(self.right, other.right), other.bottom
        return Frame(*box, self.across + other.across, self.down + other.down)


class Lattice(NamedTuple):
    """The lines between the rows and columns of a frame, and its cells."""

    xs: list[float]
    ys: list[float]
    slots: list[Slot]
    units: dict[tuple[int, int], int]  # row, column -> index of the slot that covers it

    def find(self, x: float, y: float) -> int:
        """Return the index of the slot at a point of the frame."""
        row = min(max(bisect_right(self.ys, y) - 1, 0), len(self.ys) - 2)
        column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
        return self.units[row, column]


def frames(page: Page) -> list[Frame]:
    """Return the frames of a page that divide it into two cells or more, from top to bottom."""
    if len(page.across) + len(page.down) > RULE_LIMIT:
        return []
    across, down = _merged(page.across), _merged(page.down)
    groups: list[tuple[list[Rule], list[Rule]]] = [([rule], []) for rule in across]
    for rule in down:
        met = [group for group in groups if any(_cross(other, rule) for other in group[0])]
        groups = [group for group in groups if not any(group is other for other in met)]
        heads = [other for group in met for other in group[0]]
        groups.append((heads, [other for group in met for other in group[1]] + [rule]))
    found = [_frame(*group) for group in groups if len(group[0]) > 1 and len(group[1]) > 1]
    return sorted((frame for frame in found if lattice(frame)), key=lambda frame: (frame.top, frame.left))


def lattice(frame: Frame) -> Lattice | None:
    """Return the cells of a frame; None where they are no rectangles, or fewer than two."""
    xs = _steps([frame.left, frame.right, *(rule.at for rule in frame.down)])
    ys = _steps([frame.top, frame.bottom, *(rule.at for rule in frame.across)])
    units: dict[tuple[int, int], int] = {}
    slots: list[Slot] = []
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) not in units:
                slot = _grow(frame, xs, ys, row, column)
                for unit in _units(slot):
                    if unit in units:
                        return None
                    units[unit] = len(slots)
                if not _is_whole(frame, xs, ys, slot):
                    return None
                slots.append(slot)
    return Lattice(xs, ys, slots, units) if len(slots) > 1 else None


def _grow(frame: Frame, xs: list[float], ys: list[float], row: int, column: int) -> Slot:
    """Return the cell whose upper left corner is given: to the first rule on the right, then to the first below."""
    right = column + 1
    while right < len(xs) - 1 and not _is_ruled(frame.down, xs[right], ys[row], ys[row + 1]):
        right += 1
    low = row + 1
    while low < len(ys) - 1 and not _is_ruled(frame.across, ys[low], xs[column], xs[column + 1]):
        low += 1
    return Slot(row, column, low - row, right - column)


def _is_whole(frame: Frame, xs: list[float], ys: list[float], slot: Slot) -> bool:
    """Say whether no rule divides a cell."""
    rows = range(slot.row, slot.row + slot.rowspan)
    columns = range(slot.column, slot.column + slot.colspan)
    cut_down = any(_is_ruled(frame.down, xs[x], ys[y], ys[y + 1]) for x in columns[1:] for y in rows)
    return not cut_down and not any(_is_ruled(frame.across, ys[y], xs[x], xs[x + 1]) for y in rows[1:] for x in columns)


def _units(slot: Slot) -> list[tuple[int, int]]:
    rows = range(slot.row, slot.row + slot.rowspan)
    return [(row, column) for row in rows for column in range(slot.column, slot.column + slot.colspan)]


def _is_ruled(rules: tuple[Rule, ...], at: float, start: float, end: float) -> bool:
    covered = 0.0
    for rule in rules:
        if abs(rule.at - at) <= SLACK:
            covered = max(covered, min(rule.end, end) - max(rule.start, start))
    return covered >= _COVERED * (end - start)


def _merged(rules: list[Rule]) -> list[Rule]:
    """Join rules that continue or repeat one another."""
    merged: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (rule.start, rule.at)):
        for index, other in enumerate(merged):
            if abs(rule.at - other.at) <= RULE_WIDTH / 2 and rule.start <= other.end + SLACK:
                merged[index] = Rule(other.at, other.start, max(other.end, rule.end))
                break
        else:
            merged.append(rule)
    return merged


def _cross(across: Rule, down: Rule) -> bool:
    meets = across.start - SLACK <= down.at <= across.end + SLACK
    return meets and down.start - SLACK <= across.at <= down.end + SLACK


def _frame(across: list[Rule], down: list[Rule]) -> Frame:
    left = min([rule.at for rule in down] + [rule.start for rule in across])
    right = max([rule.at for rule in down] + [rule.end for rule in across])
    top = min([rule.at for rule in across] + [rule.start for rule in down])
    bottom = max([rule.at for rule in across] + [rule.end for rule in down])
    return Frame(left, top, right, bottom, tuple(across), tuple(down))


def _steps(values: list[float]) -> list[float]:
    """Return the values in order, those within SLACK of one another once."""
    steps: list[float] = []
    for value in sorted(values):
        if not steps or value - steps[-1] > SLACK:
            steps.append(value)
    return steps
