"""Rendered reports as workbooks: the blocks of a page, laid out as clerks lay them out in Excel."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html.parser import HTMLParser
from random import Random
from typing import Any, NamedTuple

from .generate import Rendered

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?")
_IN_TEN_THOUSANDS = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)万")
_WIDTH = 10  # columns of the widest table
_PROSE = 8  # characters: what is shorter is a heading or a signature
_SPLIT = re.compile(r"第二十条|本年新收|行政复议")


class Cell(NamedTuple):
    """A cell of a table with its spans."""

    text: str
    rowspan: int
    colspan: int


class Prose(NamedTuple):
    """A title, heading or paragraph."""

    text: str


class Table(NamedTuple):
    """Rows of cells as the page has them."""

    rows: list[list[Cell]]


Block = Prose | Table


class _Page(HTMLParser):
    """Read the blocks of the report out of its page; navigation and footer stay out."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.text: list[str] | None = None
        self.spans = (1, 1)
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "div" and given.get("class"):
            self.inside = given["class"] == "content"
        elif not self.inside:
            return
        elif tag == "table":
            self.blocks.append(Table([]))
        elif tag == "tr":
            self.rows.append([])
        elif tag == "td":
            self.spans = int(given.get("rowspan") or 1), int(given.get("colspan") or 1)
            self.text = []
        elif tag in ("p", "h1", "h3", "div") and self.text is None:
            self.text = []
        elif tag == "br" and self.text is not None:
            self.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if self.text is None:
            return
        text = "".join(self.text)
        if tag == "td":
            self.rows[-1].append(Cell(text, *self.spans))
            self.text = None
        elif tag in ("p", "h1", "h3", "div") and not self.in_cell:
            self.blocks.append(Prose(text))
            self.text = None

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)

    @property
    def rows(self) -> list[list[Cell]]:
        table = self.blocks[-1]
        assert isinstance(table, Table)
        return table.rows

    @property
    def in_cell(self) -> bool:
        opened = self.rawdata.rfind("<td", 0, self.rawdata.find("</body"))
        del opened
        return self.get_starttag_text() is not None and self._cell_open

    _cell_open = False


def read(page: str) -> list[Block]:
    """Return the blocks of a page that `markup` printed."""
    reader = _Page()
    reader.feed(page)
    return reader.blocks
