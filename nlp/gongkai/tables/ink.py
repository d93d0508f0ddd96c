"""Ink beside a blank: text that a label took up, or that stands behind it, may be the value that its row lacks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from gongkai.editions import Table
from gongkai.tables.cells import Sheet
from gongkai.tables.gaps import CELL
from gongkai.tables.labelling import Label
from gongkai.tables.slots import UNPRINTED, Slot
from gongkai.text import fold, squeeze

_NUMBER_AT_END = re.compile(r"[\u4e00-\u9fff)]\d[\d,.]*(?:[万亿]?元)?$|[(\[]\d+[)\]]$")  # 行政许可12
_REMARK = re.compile(r"\(.*\)|.*\d.*")  # what may be a value though it is none that can be read
_BRACKETS = "()[]"
_LONGEST_VALUE = 12


def holds_ink(label: Label, table: Table, rows: Sequence[str], sheet: Sheet) -> bool:
    """Say whether a number ends the label of `rows`, or it took up what the form does not print: a cell, a remark."""
    if _NUMBER_AT_END.search(label.key):
        return True
    if label.last == label.first or len(rows) > 1:
        return False
    first = sheet.cells[label.first].key
    printed = squeeze(fold("".join(row.label for row in table.rows if row.id in rows)))
    pieces = (sheet.cells[at] for at in range(label.first + 1, label.last + 1))
    return any(
        piece.value is None
        and piece.key != first
        and piece.key.strip(_BRACKETS) not in printed
        and (piece.gap == CELL or _REMARK.fullmatch(piece.key))
        for piece in pieces
    )


def doubt_unprinted(slots: Sequence[Slot], sheet: Sheet) -> None:
    """Doubt a row that prints no value at all where a short text behind its label may be one."""
    for slot, follower in pairwise(slots):
        if slot.taken and slot.taken[0] == UNPRINTED and follower.label is not None and _leads(follower.label, sheet):
            slot.doubt = slot.doubt or "text"


def _leads(label: Label, sheet: Sheet) -> bool:
    """Say whether a label is, or begins with, a short text that names nothing."""
    first = sheet.cells[label.first].key
    if len(first) > _LONGEST_VALUE:
        return False
    if not label.candidates:
        return True
    numbered = label.ordinal == label.candidates[0].node.ordinal  # it is the label's own
    return label.last > label.first and not numbered and _REMARK.fullmatch(first) is not None
