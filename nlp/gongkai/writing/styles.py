"""The looks of the workbook: one set of colours, explained in its legend."""

from __future__ import annotations

from typing import Any

FONT: dict[str, Any] = {"font_name": "等线", "font_size": 10, "valign": "vcenter"}
BORDER: dict[str, Any] = {"border": 1, "border_color": "#BFBFBF"}
FILLS = {"doubt": "#FFEB9C", "text": "#FCD5B4", "missing": "#D9D9D9", "breach": "#FFC7CE"}
_NUMBERS = {"int": "#,##0", "number": "#,##0.00##"}
LEGEND = {
    "breach": "红：此格在一处确定的错误之中（勾稽不符等）",
    "doubt": "黄：数值已读出但存疑，批注说明原因",
    "text": "橙：格内不是数，照录原文",
    "missing": "灰“缺失”：原文中没有找到此格；空白格为原文空白，“/”等照录",
}


class Styles:
    """Formats of one xlsxwriter workbook, made when first asked for."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """Return the format called `name`; one with a dot is a cell's: KIND.int, KIND.number or KIND.word."""
        if name not in self._made:
            self._made[name] = self._book.add_format(FONT | _properties(name))
        return self._made[name]


def _properties(name: str) -> dict[str, Any]:
    kind, _, shape = name.partition(".")
    if shape:
        cell: dict[str, Any] = dict(BORDER)
        if kind in FILLS:
            cell["bg_color"] = FILLS[kind]
        if kind == "sum":
            cell |= {"bold": True, "top": 2}
        return cell | ({"num_format": _NUMBERS[shape]} if shape in _NUMBERS else {"align": "center"})
    named: dict[str, dict[str, Any]] = {
        "title": {"bold": True, "font_size": 13},
        "note": {"font_color": "#7F7F7F"},
        "head": BORDER | {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#DDEBF7"},
        "label": BORDER | {"text_wrap": True},
        "wrap": BORDER | {"text_wrap": True, "valign": "top"},
        "failed": BORDER | {"font_color": "#C00000", "bg_color": "#FFC7CE"},
    }
    return named[name]
