"""The confusion matrix as a heat map."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.evaluation.confusions import Confusion
from gongkai.evaluation.svg import box, drawing, words
from gongkai.model.names import tag_name

_CELL, _LEFT, _TOP, _RIGHT = 40, 104, 84, 40
NONE = "无标签"
MISSED = "漏标"


def heatmap(found: Sequence[Confusion], label: str) -> str:
    """Return what was given (column) to passages by what holds (row); colour is the share of the row's passages."""
    tags = [one.tag for one in found if one.tag is not None]
    shapes = [
        words(_LEFT + _CELL * (column + 0.4), _TOP - 10, name, turned=True)
        for column, name in enumerate([*map(tag_name, tags), MISSED])
    ]
    for number, one in enumerate(found):
        y = _TOP + _CELL * number
        shapes += [words(_LEFT - 10, y + _CELL / 2, _name(one.tag), anchor="end")]
        for column, tag in enumerate(tags):
            shapes += _cell(one, column, y, tag)
        shapes += _missed(one, len(tags), y)
    return drawing(_LEFT + _CELL * (len(tags) + 1) + _RIGHT, _TOP + _CELL * len(found) + 4, label, shapes)


def _cell(one: Confusion, column: int, y: float, tag: str) -> list[str]:
    if one.tag == tag:
        hint = f"{_name(tag)}：{one.support} 段中标对 {one.right} 段"
        return _shaded(column, y, one.right, one.support, "right", hint)
    instead, besides = one.instead.get(tag, 0), one.besides.get(tag, 0)
    hint = f"应标“{_name(one.tag)}”的段落误标“{_name(tag)}”{instead + besides} 段"
    if one.tag is not None:
        hint += f"（其中原标签漏标 {instead} 段，标对 {besides} 段）"
    return _shaded(column, y, instead + besides, one.support, "wrong", hint)


def _missed(one: Confusion, column: int, y: float) -> list[str]:
    if one.tag is None:
        return []
    return _shaded(column, y, one.missed, one.support, "wrong", f"{_name(one.tag)}：漏标 {one.missed} 段")


def _shaded(column: int, y: float, count: int, support: int, style: str, hint: str) -> list[str]:
    share = count / max(support, 1)
    # Errors are some hundredths of a row: the root makes them visible beside the nine tenths that are right.
    shade = share * 0.6 if style == "right" else min(1.0, share**0.5)
    x = _LEFT + _CELL * column
    shapes = [box(x + 1, y + 1, _CELL - 2, _CELL - 2, "cell", hint)]
    if count:
        shapes += [box(x + 1, y + 1, _CELL - 2, _CELL - 2, style, hint, shade)]
        shapes += [words(x + _CELL / 2, y + _CELL / 2, str(count), anchor="middle", style="count")]
    return shapes


def _name(tag: str | None) -> str:
    return NONE if tag is None else tag_name(tag)
