"""Rendered reports as workbooks: the blocks of a page, laid out as clerks lay them out in Excel."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from random import Random
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,13})(?:\.\d{1,6})?")
_IN_TEN_THOUSANDS = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)万")
_LINE_BREAK = "\x1f"
_WIDTH = 10  # columns of the widest table


class Cell(NamedTuple):
    """A cell of a table with its spans."""

    text: str
    rowspan: int
    colspan: int


Table = list[list[Cell]]
Block = str | Table  # a paragraph, heading or title; a table


def blocks(page: str) -> list[Block]:
    """Return the blocks of a page that `markup` printed, without what stands around the report."""
    content = LexborHTMLParser(re.sub(r"<br\s*/?>", _LINE_BREAK, page)).css_first("div.content")
    assert content is not None
    return [_table(node) if node.tag == "table" else _text(node) for node in content.iter()]


def _table(node: LexborNode) -> Table:
    return [
        [
            Cell(_text(cell), int(cell.attributes.get("rowspan") or 1), int(cell.attributes.get("colspan") or 1))
            for cell in row.iter()
        ]
        for row in node.css("tr")
    ]


def _text(node: LexborNode) -> str:
    return node.text().replace(_LINE_BREAK, "\n")


class Book:
    """A workbook in the making: the sheet that is written to, and the next free row of it."""

    def __init__(self, stream: io.BytesIO, seed: int = 0) -> None:
        import xlsxwriter

        self.raw = xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False})
        self.rng = Random(f"workbook {seed}")
        self.plain = self.raw.add_format({"text_wrap": True})
        self.ruled = self.raw.add_format({"border": 1, "text_wrap": True})
        self.money = self.raw.add_format({"border": 1, "num_format": '0.00##"万"'})
        self.grouped = self.raw.add_format({"border": 1, "num_format": "#,##0"})
        self.at = 0

    def open(self, name: str) -> None:
        """Begin a sheet."""
        self.sheet = self.raw.add_worksheet(name)
        self.at = 0

    def put(self, block: Block) -> None:
        """Write a block: a paragraph merged over the width, a ruled table."""
        if isinstance(block, str):
            self.prose(block, height=self.rng.choice((1, 1, 1, 4)))
        else:
            self.table(block)

    def prose(self, text: str, width: int = _WIDTH, height: int = 1) -> None:
        """Write a paragraph, over `width` merged columns and `height` rows."""
        if width * height > 1:
            self.sheet.merge_range(self.at, 0, self.at + height - 1, width - 1, "", self.plain)
        self.sheet.write_string(self.at, 0, text, self.plain)
        self.at += height

    def table(self, rows: Table, *, merged: bool = True, ruled: bool = True, as_text: bool = False) -> None:
        """Write a table; `merged` keeps merged cells, else their further cells stay empty."""
        look = self.ruled if ruled else self.plain
        taken: set[tuple[int, int]] = set()
        for number, row in enumerate(rows):
            column = 0
            for cell in row:
                while (number, column) in taken:
                    column += 1
                down, across = min(cell.rowspan, len(rows) - number), cell.colspan
                taken |= {(number + i, column + j) for i in range(down) for j in range(across)}
                if merged and down * across > 1:
                    last = self.at + number + down - 1, column + across - 1
                    self.sheet.merge_range(self.at + number, column, *last, "", look)
                self.value(self.at + number, column, cell.text, look, as_text=as_text)
        self.at += len(rows)

    def value(self, row: int, column: int, text: str, look: Any, *, as_text: bool) -> None:
        """Write a cell: a number as such, an amount in 万 as a number in that format."""
        scaled = _IN_TEN_THOUSANDS.fullmatch(text)
        if not text:
            self.sheet.write_blank(row, column, None, look)
        elif as_text:
            self.sheet.write_string(row, column, text, look)
        elif _NUMBER.fullmatch(text):
            self.sheet.write_number(
                row, column, float(text), self.grouped if "." not in text and self.rng.random() < 0.2 else look
            )
        elif scaled:
            self.sheet.write_number(row, column, float(scaled[1]), self.money)
        else:
            self.sheet.write_string(row, column, text, look)


def one_sheet(book: Book, found: list[Block]) -> None:
    """All on one sheet: paragraphs merged over the width, some over several rows, tables ruled."""
    book.open("Sheet1")
    for block in found:
        book.put(block)


def table_a_sheet(book: Book, found: list[Block]) -> None:
    """Prose and tables on sheets of their own; the paragraphs of a part in one cell with line breaks."""
    number = 1
    prose: list[str] = []
    for block in [*found, []]:
        if isinstance(block, str):
            prose.append(block)
            continue
        book.open(f"Sheet{number}")
        head, heading = (prose[:-1], prose[-1:]) if block and len(prose) > 1 else (prose, [])
        if head:
            book.prose("\n".join(head), height=20)
        for line in heading:
            book.prose(line)
        if block:
            book.open(f"表{number}")
            book.table(block)
        prose, number = [], number + 1


def merged_heads_lost(book: Book, found: list[Block]) -> None:
    """One sheet without a merged cell, border or empty row, as exports of systems are; every value is text."""
    book.open("导出")
    for block in found:
        if isinstance(block, str):
            book.prose(block, width=1)
        else:
            book.table(block, merged=False, ruled=False, as_text=True)


def noted(book: Book, found: list[Block]) -> None:
    """Tables without borders between empty rows, with notes around them, sums as formulas, and a hidden sheet."""
    book.open("年度报告")
    for before, block, after in zip(["", *found], found, [*found[1:], ""], strict=False):
        if isinstance(block, str):
            book.prose(block, width=book.rng.choice((1, _WIDTH)))
            book.at += book.rng.choice((0, 1))
            continue
        if isinstance(before, str):
            book.at += 1
            book.sheet.write_string(book.at, 0, "填表单位（盖章）")
            book.sheet.write_string(book.at, _WIDTH - 1, "单位：件")
            book.at += book.rng.choice((1, 2))
        book.table(block, ruled=False)
        book.at += book.rng.choice((0, 1))
        if isinstance(after, str):
            book.prose("填表说明：没有的填“0”，填报前请核对。", width=1)
            book.at += 1
    book.open("上年数据")
    book.sheet.hide()
    book.sheet.write_row(0, 0, ["一、本年新收政府信息公开申请数量", *range(90, 97)])


LAYOUTS: dict[str, Callable[[Book, list[Block]], None]] = {
    layout.__name__: layout for layout in (one_sheet, table_a_sheet, merged_heads_lost, noted)
}

UNRULED = ("merged_heads_lost", "noted")


def workbook(found: list[Block], layout: str, seed: int = 0) -> bytes:
    """Return the blocks of a report as an XLSX file."""
    stream = io.BytesIO()
    book = Book(stream, seed)
    LAYOUTS[layout](book, found)
    book.raw.close()
    return stream.getvalue()


def gathered(reports: list[list[Block]], seed: int = 0, *, stacked: bool = False, names: tuple[str, ...] = ()) -> bytes:
    """Return several reports in one XLSX file: a sheet each, or one below the other."""
    stream = io.BytesIO()
    book = Book(stream, seed)
    for at, found in enumerate(reports):
        if not (at and stacked):
            book.open(names[at] if names else f"Sheet{at + 1}")
        for block in found:
            book.put(block)
        book.at += 2
    book.raw.close()
    return stream.getvalue()
