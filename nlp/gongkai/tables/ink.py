"""Ink beside a blank: what a label took up may be the value that the cells after it lack."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.editions import Table
from gongkai.tables.cells import Sheet
from gongkai.tables.gaps import CELL
from gongkai.tables.labelling import Label
from gongkai.text import fold, squeeze

_NUMBER_AT_END = re.compile(r"[\u4e00-\u9fff)]\d[\d,.]*(?:[万亿]?元)?$|[(\[]\d+[)\]]$")  # 行政许可12
_BRACKETS = "()[]"


def holds_ink(label: Label, table: Table, rows: Sequence[str], sheet: Sheet) -> bool:
    """Say whether a number ends the label of `rows`, or a cell of its own that is no piece of what the form prints."""
    if _NUMBER_AT_END.search(label.key):
        return True
    if label.last == label.first:
        return False
    first = sheet.cells[label.first].key
    printed = squeeze(fold("".join(row.label for row in table.rows if row.id in rows)))
    pieces = (sheet.cells[at] for at in range(label.first + 1, label.last + 1))
    return any(
        piece.value is None and piece.gap == CELL and piece.key != first and piece.key.strip(_BRACKETS) not in printed
        for piece in pieces
    )
