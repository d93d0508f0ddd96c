"""Ruled lines on a scanned page: long runs of ink along an axis that meet others across it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai.reading.ocr import ink
from gongkai.reading.pdf_page import Rule

if TYPE_CHECKING:
    from gongkai.reading.ocr.ink import Mask, Picture

# Pixels. A row is at least 28 high and a column 50 wide, more than a character of a form is.
_SHORTEST = 24
_SHORTEST_ACROSS = 44
_LONG = 150  # no stroke of a character is so long, nor is what looks like one of several
_GAP = 5  # a rule that a scan broke
_JOIN = 16  # a wider gap in a rule; the lowest row, that a rule may skip under a merged cell, is 28
_WAVER = 3  # that a rule leaves its straight line by
_THICKEST = 12  # what is thicker is a bar or a picture
_MEETS = 10  # long rules that should meet miss each other by so much
_TOUCHES = 3  # short ones, that strokes of characters can look like, miss by less
_SAME = 6  # two rules so near are one, doubled
_BESIDE = 6  # there is paper on both sides of a rule
# Shares of a rule's length: a drawn one is nearly whole and has paper beside it, strokes in a line of text have not.
_WHOLE = 0.85
_CROWDED = 0.4


def find(picture: Picture) -> tuple[list[Rule], list[Rule], Mask]:
    """Return the rules across and down an evened page in pixels, and their ink."""
    import cv2
    import numpy as np

    dark = ink.darker(picture, ink.RULE_LEVEL).astype(np.uint8)
    across, ink_across = _along(dark)
    down, ink_down = _along(np.ascontiguousarray(dark.T))
    across, down = _meeting([rule for rule in across if _length(rule) >= _SHORTEST_ACROSS], down)
    drawn = np.zeros(picture.shape, np.uint8)
    for rule in across:
        cv2.line(drawn, (int(rule.start), round(rule.at)), (int(rule.end), round(rule.at)), 1, 2 * _WAVER + 3)
    for rule in down:
        cv2.line(drawn, (round(rule.at), int(rule.start)), (round(rule.at), int(rule.end)), 1, 2 * _WAVER + 3)
    mask = drawn.astype(bool) & (ink_across | ink_down.T).astype(bool)
    return across, down, mask


def _along(dark: Any) -> tuple[list[Rule], Any]:
    """Return the runs of ink along the rows of a mask, and their pixels."""
    import cv2
    import numpy as np

    wide = cv2.dilate(dark, np.ones((_WAVER, 1), np.uint8))
    closed = cv2.morphologyEx(wide, cv2.MORPH_CLOSE, np.ones((1, _GAP), np.uint8))
    runs = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, _SHORTEST), np.uint8))
    count, _, stats, centres = cv2.connectedComponentsWithStats(runs, connectivity=8)
    rules = []
    for index in range(1, count):
        left, _, width, height, area = stats[index]
        rule = Rule(float(centres[index][1]), float(left), float(left + width))
        if area / width <= _THICKEST and height <= 2 * _THICKEST and width >= _SHORTEST and _is_drawn(rule, dark):
            rules.append(rule)
    return _joined(rules), runs & wide


def _is_drawn(rule: Rule, dark: Any) -> bool:
    """Say whether the ink of a run is a line, and not strokes of characters side by side."""
    at, start, end = round(rule.at), int(rule.start), int(rule.end)
    near = dark[max(0, at - _WAVER) : at + _WAVER + 1, start:end].any(axis=0).mean()
    sides = [dark[row, start:end].mean() for row in (at - _BESIDE, at + _BESIDE) if 0 <= row < len(dark)]
    return bool(near >= _WHOLE and max(sides, default=0.0) <= _CROWDED)


def _joined(rules: list[Rule]) -> list[Rule]:
    """Join the parts of broken and doubled rules."""
    joined: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (rule.start, rule.at)):
        for index, other in enumerate(joined):
            reach = _JOIN if min(_length(rule), _length(other)) >= _SHORTEST_ACROSS else 0
            if abs(rule.at - other.at) <= _SAME and rule.start <= other.end + reach:
                long, more = other.end - other.start, rule.end - rule.start
                at = (other.at * long + rule.at * more) / (long + more)
                joined[index] = Rule(at, other.start, max(other.end, rule.end))
                break
        else:
            joined.append(rule)
    return joined


def _meeting(across: list[Rule], down: list[Rule]) -> tuple[list[Rule], list[Rule]]:
    """Return the rules of tables: long ones that meet one across, and short ones that end on such at both ends."""
    longs = [rule for rule in across if _length(rule) >= _LONG]
    sides = [rule for rule in down if _length(rule) >= _LONG]
    while True:
        more_sides = [rule for rule in down if _is_held(rule, longs)]
        more_longs = [rule for rule in across if _is_held(rule, more_sides)]
        if more_sides == sides and more_longs == longs:
            return longs, sides
        longs, sides = more_longs, more_sides


def _is_held(rule: Rule, others: list[Rule]) -> bool:
    meets = [other.at for other in others if other.start - _MEETS <= rule.at <= other.end + _MEETS]
    if _length(rule) >= _LONG:
        return any(rule.start - _MEETS <= at <= rule.end + _MEETS for at in meets)
    return any(abs(at - rule.start) <= _TOUCHES for at in meets) and any(abs(at - rule.end) <= _TOUCHES for at in meets)


def _length(rule: Rule) -> float:
    return rule.end - rule.start
