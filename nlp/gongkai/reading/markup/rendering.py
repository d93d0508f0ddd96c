"""Nodes to text as a browser shows it, and the grids whose cells point into that text.

A block ends with a newline, `<br>` is one, white space collapses (not NBSP). Cells of a grid are divided by a tab, its
rows by a newline; a line break within a cell stays a newline.
"""

from __future__ import annotations

import re

from gongkai.document import Grid, GridCell
from gongkai.reading.grids import Slot, arrange
from gongkai.reading.markup.content import Selection
from gongkai.reading.markup.nodes import BLOCKS, TEXT, Node

_SPACE = re.compile(r"[ \t\n\r\f]+")
_TABLE_PARTS = frozenset(("table", "tbody", "thead", "tfoot", "tr"))  # white space in them is only that of the markup


class _Writer:
    """Text in the making. Breaks and spaces wait until text follows, so that none stands at an edge."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.newlines = 0
        self.space = False
        self.fresh = True  # nothing on the page or in the cell yet: breaks and spaces are dropped

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def write(self, text: str) -> None:
        """Write text as it is, after the breaks and spaces that wait."""
        if self.newlines:
            self.put("\n" * self.newlines)
        elif self.space:
            self.put(" ")
        self.put(text)
        self.newlines, self.space, self.fresh = 0, False, False

    def flow(self, text: str) -> None:
        """Write text whose white space collapses."""
        text = _SPACE.sub(" ", text)
        core = text.strip(" ")
        if text.startswith(" "):
            self.space = not self.fresh
        if core:
            self.write(core)
            self.space = text.endswith(" ")

    def lines(self, text: str) -> None:
        """Write text whose line ends count; those after a block are also the block's."""
        core = text.lstrip("\n")
        if not self.fresh:
            self.newlines = max(self.newlines, len(text) - len(core))
        text = core.rstrip("\n")
        if text:
            self.write(text)
            self.break_lines(len(core) - len(text))

    def end_block(self) -> None:
        self.newlines = max(self.newlines, 0 if self.fresh else 1)

    def break_lines(self, count: int) -> None:
        self.newlines += 0 if self.fresh else count

    def open_cell(self, divider: str) -> int:
        self.put(divider)
        self.newlines, self.space, self.fresh = 0, False, True
        return self.length

    def close_cell(self) -> int:
        self.newlines, self.space, self.fresh = 0, False, True
        return self.length


class _Table:
    """A grid in the making."""

    def __init__(self, slots: dict[int, Slot]) -> None:
        self.slots = slots
        self.cells: list[GridCell] = []
        self.row = -1  # of the last cell written
        self.start = 0

    def add(self, cell: int, start: int, end: int) -> None:
        slot = self.slots[cell]
        self.cells.append(GridCell(slot.row, slot.column, start, end, slot.rowspan, slot.colspan))

    def grid(self) -> Grid:
        return Grid(self.cells[0].start, max(cell.end for cell in self.cells), tuple(sorted(self.cells, key=_position)))


def render(nodes: list[Node], selection: Selection, *, verbatim: bool = False) -> tuple[str, tuple[Grid, ...]]:
    """Return text and grids of the selected nodes; `verbatim` keeps the white space of text outside of tables."""
    return _Renderer(nodes, verbatim).run(selection)


class _Renderer:
    def __init__(self, nodes: list[Node], verbatim: bool) -> None:
        self.nodes = nodes
        self.verbatim = verbatim
        self.writer = _Writer()
        self.tables: list[tuple[int, _Table]] = []  # open ones that are grids, with the index of their node
        self.grids: list[Grid] = []
        self.preformatted = 0
        self.starts: list[int] = []  # of open cells

    def run(self, selection: Selection) -> tuple[str, tuple[Grid, ...]]:
        nodes = self.nodes
        index, end = selection.root, nodes[selection.root].end
        open_: list[int] = []
        while index < end or open_:
            if open_ and nodes[open_[-1]].end <= index:
                self.leave(open_.pop())
            elif index in selection.dropped:
                index = nodes[index].end
            else:
                node = nodes[index]
                if node.tag == TEXT:
                    self.text(node)
                else:
                    self.enter(index, node.tag)
                    open_.append(index)
                index += 1
        if not self.writer.fresh:
            self.writer.put("\n")
        return "".join(self.writer.parts), tuple(self.grids)

    def text(self, node: Node) -> None:
        loose = self.verbatim and not self.starts and self.nodes[node.parent].tag not in _TABLE_PARTS
        if self.preformatted or loose:
            self.writer.lines(node.text)
        else:
            self.writer.flow(node.text)

    def enter(self, index: int, tag: str) -> None:
        if tag == "br":
            self.writer.break_lines(1)
        elif tag in ("td", "th") and self.tables and index in self.tables[-1][1].slots:
            self.open_cell(self.tables[-1][1], index)
        elif tag in BLOCKS:
            self.writer.end_block()
            if tag == "table":
                slots = arrange(self.nodes, index)
                if slots:
                    self.tables.append((index, _Table(slots)))
            elif tag == "pre":
                self.preformatted += 1

    def leave(self, index: int) -> None:
        tag = self.nodes[index].tag
        if tag in ("td", "th") and self.tables and index in self.tables[-1][1].slots:
            self.tables[-1][1].add(index, self.starts.pop(), self.writer.close_cell())
        elif tag == "table" and self.tables and self.tables[-1][0] == index:
            self.grids.append(self.tables.pop()[1].grid())
            self.writer.fresh = False
            self.writer.end_block()
        elif tag in BLOCKS:
            self.writer.end_block()
            self.preformatted -= tag == "pre"

    def open_cell(self, table: _Table, index: int) -> None:
        row = table.slots[index].row
        if row == table.row:
            divider = "\t"
        elif table.cells or self.writer.newlines or not self.writer.fresh:
            divider = "\n" * max(1, self.writer.newlines)
        else:
            divider = ""
        table.row = row
        self.starts.append(self.writer.open_cell(divider))


def _position(cell: GridCell) -> tuple[int, int]:
    return cell.row, cell.column
