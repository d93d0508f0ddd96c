"""Charts of an evaluation, drawn here so that the page needs no script and no network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gongkai.document import Record
from gongkai.evaluation.curve import Point
from gongkai.evaluation.names import SETTINGS
from gongkai.evaluation.reliability import Reliability
from gongkai.evaluation.svg import box, diamond, dot, drawing, line, path, words
from gongkai.training.measures import Interval

WIDTH = 440
"""Units across: on a phone of 360 pixels the letters keep ten of them."""
_ROW, _LEFT, _RIGHT, _TOP = 34, 104, 52, 26
_SIDE, _EDGE = 300, 44  # of the square of a diagram, and what stands left of and below it
_SMALLEST, _LARGEST = 2.5, 7.0  # radius of a dot, by the decisions it stands for
_NOTE_ROW = 26


class Bars(Record, frozen=True):
    """A row of a chart: its label, a note behind it, and a figure by setting."""

    label: str
    note: str
    figures: dict[str, Interval]


def intervals(rows: Sequence[Bars], label: str) -> str:
    """Return figures with their 95 % intervals, a row each, both settings below each other."""
    least = min(figure.low for row in rows for figure in row.figures.values())
    start = max(0.0, int(least * 10 - 1e-9) / 10)
    bottom = _TOP + _ROW * len(rows)

    def at(value: float) -> float:
        return _LEFT + (value - start) / (1 - start) * (WIDTH - _LEFT - _RIGHT)

    shapes = [words(WIDTH, _TOP - 12, "段数", anchor="end", style="tick")]
    for tick in _ticks(start):
        shapes += [line(at(tick), _TOP, at(tick), bottom, "grid")]
        shapes += [words(at(tick), bottom + 12, f"{tick:.1f}", anchor="middle", style="tick")]
    for number, row in enumerate(rows):
        middle = _TOP + _ROW * (number + 0.5)
        shapes += [
            words(_LEFT - 10, middle, row.label, anchor="end"),
            words(WIDTH, middle, row.note, anchor="end", style="tick"),
        ]
        for setting, figure in row.figures.items():
            y = middle + _OFFSETS[setting]
            hint = f"{row.label}，{SETTINGS[setting]}：{told(figure)}"
            shapes += [line(at(figure.low), y, at(figure.high), y, f"whisker {setting}")]
            shapes += [_MARKS[setting](at(figure.value), y, setting, hint)]
    return drawing(WIDTH, bottom + 26, label, shapes)


def reliability(found: Mapping[str, Reliability], label: str) -> str:
    """Return observed shares by predicted probability; on the diagonal both agree."""
    shapes = [*_square("预测的概率", "实际成立的比例", 0.0), line(*_placed(0, 0), *_placed(1, 1), "diagonal")]
    for setting, own in found.items():
        most = max(bin.decisions for bin in own.bins)
        shapes += [path([_placed(bin.predicted, bin.observed) for bin in own.bins], f"curve {setting}")]
        for bin in own.bins:
            hint = f"{SETTINGS[setting]}：预测 {bin.predicted:.1%}，实际 {bin.observed:.1%}（{bin.decisions} 次判断）"
            radius = _SMALLEST + (_LARGEST - _SMALLEST) * (bin.decisions / most) ** 0.25
            shapes += [_MARKS[setting](*_placed(bin.predicted, bin.observed), setting, hint, radius)]
    return drawing(WIDTH, _SIDE + _EDGE + _TOP, label, shapes)


def learning(points: Sequence[Point], label: str) -> str:
    """Return macro-F1 by the share of reports that were learned from."""
    least = min(figure.low for point in points for figure in point.macro.values())
    start = max(0.0, int(least * 10 - 1e-9) / 10)
    shapes = _square("学习所用报告的比例", "宏平均 F1", start)
    for setting in SETTINGS:
        own = [(point, point.macro[setting]) for point in points]
        at = [_placed(point.share, (figure.value - start) / (1 - start)) for point, figure in own]
        shapes += [path(at, f"curve {setting}")]
        for (point, figure), (x, y) in zip(own, at, strict=True):
            low, high = (_placed(point.share, (end - start) / (1 - start))[1] for end in (figure.low, figure.high))
            hint = (
                f"{SETTINGS[setting]}，{point.share:.0%}（{point.reports} 份报告，{point.passages} 段）：{told(figure)}"
            )
            shapes += [line(x, low, x, high, f"whisker {setting}"), _MARKS[setting](x, y, setting, hint)]
    return drawing(WIDTH, _SIDE + _EDGE + _TOP, label, shapes)


def legend() -> str:
    """Return what the marks of the two settings mean."""
    shapes: list[str] = []
    for number, (setting, name) in enumerate(SETTINGS.items()):
        x = 8 + 110 * number
        shapes += [_MARKS[setting](x, _NOTE_ROW / 2, setting, ""), words(x + 12, _NOTE_ROW / 2, name)]
    return drawing(220, _NOTE_ROW, "图例", shapes)


def told(figure: Interval) -> str:
    """Return a figure with its interval."""
    return f"{figure.value:.3f}（{figure.low:.3f}–{figure.high:.3f}）"


def _square(across: str, upward: str, start: float) -> list[str]:
    """Return the frame of a diagram: shares across, from `start` to 1 upward."""
    shapes = [box(*_placed(0, 1), _width(), _SIDE, "frame")]
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        x, _ = _placed(tick, 0)
        shapes += [line(x, _TOP, x, _TOP + _SIDE, "grid")]
        shapes += [words(x, _TOP + _SIDE + 12, f"{tick:.0%}", anchor="middle", style="tick")]
    for tick in _ticks(start):
        _, y = _placed(0, (tick - start) / (1 - start))
        shapes += [line(_EDGE, y, _EDGE + _width(), y, "grid")]
        shapes += [words(_EDGE - 8, y, f"{tick:.1f}", anchor="end", style="tick")]
    shapes += [words(_EDGE + _width() / 2, _TOP + _SIDE + 30, across, anchor="middle", style="tick")]
    return [*shapes, words(0, _TOP - 16, upward, style="tick")]


def _placed(x: float, y: float) -> tuple[float, float]:
    return _EDGE + x * _width(), _TOP + (1 - y) * _SIDE


def _width() -> float:
    return WIDTH - _EDGE - 16


def _ticks(start: float) -> list[float]:
    step = 1 if start >= 0.5 else 2
    return [tenth / 10 for tenth in range(round(start * 10), 11) if (10 - tenth) % step == 0]


_OFFSETS = {"placed": -6.0, "alone": 6.0}
_MARKS = {"placed": dot, "alone": diamond}
