"""A position in a file in words: for data (`page=3 box=72,100,200,120`) and for the clerk (第3页)."""

from __future__ import annotations

from msgspec import UnsetType

from gongkai.document import Position

_Position = Position | UnsetType


def coded(position: _Position) -> str | None:
    """Return a position as key=value pairs, None for a text, which has none beside its offsets."""
    if isinstance(position, UnsetType):
        return None
    if position.page is not None:
        box = "" if position.box is None else " box=" + ",".join(f"{edge:g}" for edge in position.box)
        return f"page={position.page}{box}"
    if position.sheet is not None:
        return f"sheet={position.sheet}" + (f" cell={position.cell}" if position.cell else "")
    return f"table={position.table} row={position.row} column={position.column}"


def told(position: _Position) -> str | None:
    """Return a position as a person would look it up."""
    if isinstance(position, UnsetType):
        return None
    if position.page is not None:
        return f"第{position.page}页"
    if position.sheet is not None:
        return f"{position.sheet}!{position.cell}" if position.cell else position.sheet
    return f"第{position.table}个表格，第{position.row}行第{position.column}列"
