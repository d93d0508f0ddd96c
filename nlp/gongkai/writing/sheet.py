"""A worksheet on which text stays text: nothing becomes a formula, a link or a truncated nothing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from gongkai.document import Fact, Number, Status
from gongkai.writing.header import Block, Path, blocks
from gongkai.writing.marks import PLAIN, Mark
from gongkai.writing.styles import Styles

LAST_ROW = 1_048_575  # of the format
_LONGEST = 32_767  # characters of a cell, by the format
_EXACT = 10**15  # a spreadsheet keeps 15 digits
_A4 = 9
MISSING = "缺失"


class Sheet:
    """A thin hand over an xlsxwriter worksheet: rows and columns count from 0."""

    def __init__(self, worksheet: Any, styles: Styles) -> None:
        self.raw = worksheet
        self.styles = styles
        worksheet.set_paper(_A4)
        worksheet.set_landscape()
        worksheet.fit_to_pages(1, 0)  # printed, every row stays on one page

    def put(self, row: int, column: int, value: str | Number | None, style: str) -> None:
        """Write text, a number or nothing in the style called `style`."""
        look = self.styles[style]
        if value is None or value == "":
            self.raw.write_blank(row, column, None, look)
        elif isinstance(value, int | Decimal) and -_EXACT < value < _EXACT:
            self.raw.write_number(row, column, value if isinstance(value, int) else float(value), look)
        else:
            self.raw.write_string(row, column, clean(str(value)), look)

    def row(self, row: int, values: Sequence[str | Number | None], style: str) -> None:
        """Write `values` from the first column on."""
        for column, value in enumerate(values):
            self.put(row, column, value, style)

    def fact(self, row: int, column: int, fact: Fact | None, mark: Mark = PLAIN, *, comment: bool = True) -> None:
        """Write a cell of the form: its number, its words, 缺失 or nothing, with colour and comment."""
        if fact is None:
            return
        value: str | Number | None = fact.value if fact.status is Status.NUMBER else fact.raw
        if fact.status is Status.MISSING:
            value = MISSING
        shape = "word" if isinstance(value, str) else "number" if isinstance(value, Decimal) else "int"
        self.put(row, column, value, f"{mark.kind}.{shape}")
        if comment and mark.note is not None:
            self.raw.write_comment(row, column, clean(mark.note), {"x_scale": 2, "author": "gongkai"})

    def merge(self, top: int, left: int, bottom: int, right: int, text: str, style: str) -> None:
        """Write `text` over a rectangle of cells."""
        if (top, left) == (bottom, right):
            self.put(top, left, text, style)
        else:
            self.raw.merge_range(top, left, bottom, right, "", self.styles[style])
            self.put(top, left, text, style)

    def header(self, top: int, left: int, paths: Sequence[Path]) -> None:
        """Write the header of value columns, a path a column, from its upper left corner."""
        for block in blocks(paths):
            self.merge(top + block.top, left + block.first, top + block.bottom, left + block.last, block.label, "head")

    def stub(self, top: int, left: int, paths: Sequence[Path]) -> None:
        """Write the labels before rows, a path a row, from their upper left corner."""
        block: Block
        for block in blocks(paths):
            self.merge(top + block.first, left + block.top, top + block.last, left + block.bottom, block.label, "label")


def clean(text: str) -> str:
    """Return `text` as a cell can hold it: no unpaired surrogates, not over the format's length."""
    text = text.encode(errors="backslashreplace").decode()
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
