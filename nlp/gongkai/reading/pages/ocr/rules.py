"""Ruled lines on a scanned page: long runs of ink along an axis that meet others across it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gongkai.reading.pages.pdf_page import Rule

if TYPE_CHECKING:
    from gongkai.reading.pages.ocr.ink import Mask, Picture

# Pixels. A row is at least 28 high and a column 50 wide, more than a character of a form is.
_SHORTEST = 24
_SHORTEST_ACROSS = 44
_LONG = 150  # no stroke of a character is so long, nor is what looks like one of several
_OPEN = 500  # so long, a rule may end in the open, as in tables without sides
_ALONG = 31  # a faint rule stands out from the grain of the paper when so much of it is averaged
_SHORT = 9  # the same, where its ends are looked for
_THICKEST = 12  # what is thicker is a bar or a picture
_JOIN = 16  # a gap in a rule; the lowest row, that a rule may skip under a merged cell, is 28
_JOIN_SHORT = 5  # the same beside a part that may be the stroke of a character
_WAVER = 2  # that a rule leaves its straight line by
_MEETS = 10  # long rules that should meet miss each other by so much
_LOW_ROW = 50  # a stroke of a character may reach from rule to rule in it; columns go on in other rows
_BEYOND = 40  # the stroke of a character beyond its end may seem a part of a rule
_ROUNDS = 20  # until no more strokes are found out
_TOUCHES = 4  # short ones, that strokes of characters can look like, miss by less
_SAME = 6  # two rules so near are one, doubled
_RUBBED = 9  # so wide a rule is rubbed out
_BESIDE = 6  # there is paper on both sides of a rule
# Grey levels by which a rule is darker than what is beside it: hairlines of a blurred page have 25, its grain 4.
_FAINT = 12
# Shares. A rule goes on where it is so dark, beside its usual darkness; nearly all of it is inked, while there is
# paper between the characters of a line of text; and there is paper beside it, on one side at least.
_GOES_ON = 0.4
_INKED = 0.5
_WHOLE = 0.95
_CROWDED = 0.5
_CROWDED_SHORT = 0.15  # strokes of a character cross one another


def find(picture: Picture) -> tuple[list[Rule], list[Rule], Mask]:
    """Return the rules across and down an evened page in pixels, and where their ink is."""
    import cv2
    import numpy as np

    across = _along(picture)
    down = _along(np.ascontiguousarray(picture.T))
    across, down = _meeting([rule for rule in across if _length(rule) >= _SHORTEST_ACROSS], down)
    drawn = np.zeros(picture.shape, np.uint8)
    for rule in across:
        cv2.line(drawn, (int(rule.start), round(rule.at)), (int(rule.end), round(rule.at)), 1, _RUBBED)
    for rule in down:
        cv2.line(drawn, (round(rule.at), int(rule.start)), (round(rule.at), int(rule.end)), 1, _RUBBED)
    return across, down, drawn.astype(np.bool_)


def _along(picture: Picture) -> list[Rule]:
    """Return what may be rules along the rows of a page."""
    import cv2
    import numpy as np

    runs = (_darkness(picture, _ALONG) > _FAINT).astype(np.uint8)
    runs = cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones((1, _SHORTEST), np.uint8))
    thick = np.ones((2 * _WAVER + 1, 1), np.uint8)
    near = cv2.dilate(_darkness(picture, _SHORT), thick)
    raw = cv2.dilate(255 - cv2.blur(picture, (3, 1)), thick)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    rules = []
    for index in range(1, count):
        left, top, width, height, _ = stats[index]
        rows = (labels[top : top + height, left : left + width] == index).sum(axis=1) >= width / 2
        for at in _middles(rows):
            rules += _drawn(Rule(float(top + at), float(left), float(left + width)), near, raw)
    return _joined(rules)


def _darkness(picture: Picture, length: int) -> Any:
    """Return by how much a pixel, averaged along its row, is darker than what stands above and below."""
    import cv2
    import numpy as np

    even = cv2.blur(picture, (length, 1))
    return cv2.morphologyEx(even, cv2.MORPH_BLACKHAT, np.ones((_THICKEST, 1), np.uint8))


def _middles(rows: Any) -> list[float]:
    """Return the middles of the runs of rows that are true, those too thick for a rule left out."""
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate(([0], rows.astype(np.int8), [0]))))
    pairs = zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)
    return [(start + end - 1) / 2 for start, end in pairs if end - start <= _THICKEST]


def _drawn(rule: Rule, near: Any, raw: Any) -> list[Rule]:
    """Return the parts of a run that are drawn as a line, and are not strokes of characters side by side."""
    import numpy as np

    at, left = round(rule.at), int(rule.start)
    ink = near[at, left : int(rule.end)]
    usual = float(np.median(ink))
    edges = np.flatnonzero(np.diff(np.concatenate(([0], (ink >= _GOES_ON * usual).astype(np.int8), [0]))))
    parts = [Rule(rule.at, float(left + a), float(left + b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    kept = [part for part in _joined(parts) if _length(part) >= _SHORTEST and _is_alone(part, near, raw, usual)]
    return [_extended(part, raw[at] >= _GOES_ON * usual) for part in kept]


def _extended(rule: Rule, dark: Any) -> Rule:
    """Return a rule with its ends where it runs into others, beside which it is no darker than what is around."""
    start, end = int(rule.start), int(rule.end)
    while start > max(0, rule.start - _MEETS) and dark[start - 1]:
        start -= 1
    while end < min(len(dark), rule.end + _MEETS) and dark[end]:
        end += 1
    return Rule(rule.at, float(start), float(end))


def _is_alone(rule: Rule, near: Any, raw: Any, usual: float) -> bool:
    at, part = round(rule.at), slice(int(rule.start), int(rule.end))
    whole = (raw[at, part] >= _INKED * usual).mean()
    rows = (at - _BESIDE - _WAVER, at + _BESIDE + _WAVER)
    sides = [(near[row, part] >= _GOES_ON * usual).mean() for row in rows if 0 <= row < len(near)]
    crowded = _CROWDED if _length(rule) >= _LONG else _CROWDED_SHORT
    return bool(whole >= _WHOLE and sum(sides) <= len(sides) * crowded)


def _joined(rules: list[Rule]) -> list[Rule]:
    """Join the parts of broken and doubled rules."""
    joined: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (rule.start, rule.at)):
        for index, other in enumerate(joined):
            reach = _JOIN if min(_length(rule), _length(other)) >= _SHORTEST_ACROSS else _JOIN_SHORT
            if abs(rule.at - other.at) <= _SAME and rule.start <= other.end + reach:
                long, more = other.end - other.start, rule.end - rule.start
                at = (other.at * long + rule.at * more) / (long + more)
                joined[index] = Rule(at, other.start, max(other.end, rule.end))
                break
        else:
            joined.append(rule)
    return joined


def _meeting(across: list[Rule], down: list[Rule]) -> tuple[list[Rule], list[Rule]]:
    """Return the rules of tables: those that end on one across at both ends, and the longest ones that meet any."""
    longs = [rule for rule in across if _length(rule) >= _LONG]
    sides = [rule for rule in down if _length(rule) >= _LONG]
    for _ in range(_ROUNDS):
        more_sides = [held for rule in down if (held := _held(rule, longs))]
        more_longs = [held for rule in across if (held := _held(rule, more_sides))]
        if more_sides == sides and more_longs == longs:
            break
        longs, sides = more_longs, more_sides
    return longs, [rule for rule in sides if _length(rule) >= _LOW_ROW or _goes_on(rule, sides)]


def _goes_on(rule: Rule, others: list[Rule]) -> bool:
    """Say whether another rule stands in the same line above or below."""
    return any(abs(other.at - rule.at) <= _WAVER and (other.start, other.end) != rule[1:] for other in others)


def _held(rule: Rule, others: list[Rule]) -> Rule | None:
    """Return a rule between the outermost ones that it meets, without the strokes beyond; None for a stroke."""
    slack = _MEETS if _length(rule) >= _LONG else _TOUCHES
    ats = [other.at for other in others if other.start - _MEETS <= rule.at <= other.end + _MEETS]
    meets = [at for at in ats if rule.start - slack <= at <= rule.end + slack]
    if not meets:
        return None
    first, last = min(meets), max(meets)
    if last - first >= _SHORTEST and first - rule.start <= _BEYOND and rule.end - last <= _BEYOND:
        return Rule(rule.at, first, last)
    return rule if _length(rule) >= _OPEN else None


def _length(rule: Rule) -> float:
    return rule.end - rule.start
