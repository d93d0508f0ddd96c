"""Recover cells: a document in any rendering becomes one stream of cells in reading order.

Two recoverers feed it: the grids that the format marks (HTML, DOCX, Markdown), each merged cell once, and the text in
between, which is pieces of text with gaps between them (see `gaps`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property

import msgspec

from gongkai.document import Document, Grid, Number, Record, Status
from gongkai.tables.gaps import CELL, LINE, PLAIN_SPACE, ROW, SPACE, Gap, Gaps
from gongkai.tables.gluing import Glue, find_glue
from gongkai.tables.labels import core, ordinal
from gongkai.tables.parting import UNREADABLE
from gongkai.tables.values import SIGNS, USUAL, Value, read_value
from gongkai.tables.vocabulary import printed_labels

PROSE_LENGTH = 60  # the longest label with its ordinal has 40 characters
_BARE_ORDINAL = re.compile(
    r"\([一二三四五六七八九十\d]{1,3}\)[、.,]?|[一二三四五六七八九十]{1,3}[、.,]?|\d{1,2}[.、,)]|[①-⑳]"
)
_MARKS = "、.,):①②③④⑤⑥⑦⑧⑨⑩"
_LONGEST_ORDINAL = 5
LONGEST_PAGE_NUMBER = 3


class Cell(msgspec.Struct, gc=False):
    """A piece of text: a value, a label or other text.

    `key` is its folded text without spaces; `gap` what stands before it; `value` what it holds as a value, None for
    text; `core` what it is called as a label (see `labels.core`), None for values and for narrative.
    """

    start: int
    end: int
    key: str
    gap: int
    value: Value | None
    core: str | None


class Void(Record, frozen=True):
    """A line without text after a cell that ends its line: spacing, or a blank cell (`white`: it holds spaces)."""

    after: int
    start: int
    white: bool


class Sheet:
    """The cells of a document in reading order, the empty lines between, and which cells are text."""

    def __init__(self, cells: list[Cell], voids: list[Void]) -> None:
        self.cells = cells
        self.voids = voids
        self.texts = [at for at, cell in enumerate(cells) if cell.value is None]

    def take(self, cells: list[Cell], places: Sequence[int]) -> None:
        """Take other cells, some of them joined; `places` says for each old cell which of the new ones it is in."""
        self.cells = cells
        self.voids = [Void(places[void.after], void.start, void.white) for void in self.voids]
        self.texts = [at for at, cell in enumerate(cells) if cell.value is None]

    @cached_property
    def marked(self) -> bool:
        """Say whether the rendering marks where rows begin."""
        return any(cell.gap == ROW for cell in self.cells)

    def is_blank(self, index: int) -> bool:
        """Say whether a cell is printed empty."""
        return not self.cells[index].key

    def are_blank(self, indices: Iterable[int]) -> bool:
        """Say whether all cells are printed empty."""
        cells = self.cells
        return not any(cells[index].key for index in indices)

    def numbers(self, indices: Iterable[int]) -> list[Number]:
        """Return the numbers that stand in cells."""
        values = (self.cells[index].value for index in indices if index >= 0)
        return [value.number for value in values if value is not None and value.number is not None]

    def adds_up(self, indices: Sequence[int]) -> bool:
        """Say whether the last cell is the sum of the others; a cell without a number, or not printed, is nothing."""
        return sum(self.numbers(indices[:-1])) == sum(self.numbers(indices[-1:]))

    def texts_in(self, cells: range) -> Sequence[int]:
        """Return the indices of the text cells within a range of cells."""
        return self.texts[bisect_left(self.texts, cells.start) : bisect_left(self.texts, cells.stop)]


def read_sheet(document: Document, plain: str) -> Sheet:
    """Return the cells of `document` in reading order; `plain` is its folded text."""
    cells: list[Cell] = []
    voids: list[Void] = []
    at = 0
    for grid in document.grids:
        _from_text(plain[at : grid.start], at, cells, voids)
        _from_grid(plain, grid, cells)
        at = grid.end
    _from_text(plain[at:] if at else plain, at, cells, voids)
    return Sheet(cells, voids)


def _from_grid(plain: str, grid: Grid, cells: list[Cell]) -> None:
    row = -1
    for cell in grid.cells:
        gap = ROW if cell.row != row else CELL
        row = cell.row
        words = plain[cell.start : cell.end].split()
        if not words:
            cells.append(Cell(cell.start, cell.start, "", gap, USUAL[""], None))
            continue
        at = cell.start
        if len(words) > 1 and all(map(read_value, words)):
            for word in words:  # several values in one cell: not one number
                at = plain.index(word, at)
                _add(cells, at, word, gap, at + len(word))
                at, gap = at + len(word), SPACE
        else:
            body = plain[cell.start : cell.end]
            begin = cell.start + body.index(words[0])
            _add(cells, begin, "".join(words), gap, cell.start + len(body.rstrip()))


def _from_text(text: str, start: int, cells: list[Cell], voids: list[Void]) -> None:
    """Add the pieces of a text, and the blank cells that the gaps between them hold."""
    gaps = Gaps(text)
    text = gaps.text
    known, usual, printed = gaps.known, USUAL, printed_labels()
    glue = find_glue(text)
    at, last = 0, ""  # end and text of the piece before
    head = len(cells)  # the first cell of the line
    for word in text.replace("|", " ").split():
        begin = text.find(word, at)
        space = text[at:begin] if at else "\n" + text[:begin]
        gap = known.get(space) or gaps.read(space, last, word)
        kind = gap.kind
        if gap is not PLAIN_SPACE:
            if gap.new_line and head == len(cells) - 1 and cells[head].value is not None and _is_page_number(cells):
                del cells[head]
            if gap.blanks or gap.voids:
                _fill(gap, at + start if at else start - 1, cells, voids)
            if gap.in_row and head < len(cells) and cells[head].gap == LINE:
                cells[head].gap = ROW
            if gap.new_line:
                head = len(cells)
        at, last = begin + len(word), word
        value = usual.get(word)
        if value is None and word.isdecimal():
            if glue and _cut(glue, word, at, kind, start, cells):
                continue
            value = Value(Status.NUMBER, int(word))
        if value is not None:
            cells.append(Cell(start + begin, start + at, word, kind, value, None))
        elif word in printed:
            cells.append(Cell(start + begin, start + at, word, kind, None, printed[word]))
        elif glue and _cut(glue, word, at, kind, start, cells):
            continue
        elif kind != SPACE or not cells or not _goes_on(cells, word, start + begin):
            _add(cells, start + begin, word, kind, start + at)
    tail = text[at:]
    if "|" in tail or "\t" in tail:
        _fill(gaps.read(tail, last, ""), at + start, cells, voids)
    if glue:
        _spread(cells)


def _cut(glue: Glue, word: str, end: int, kind: int, start: int, cells: list[Cell]) -> bool:
    """Add the pieces of a word glued from several cells, if it is one: labels begin rows, values follow them."""
    pieces = glue.cut(word, end, _labels_before(cells))
    at = start + end - len(word)
    for piece in pieces:
        key = word[piece.start : piece.end]
        gap = kind if not piece.start else ROW if piece.value is None else SPACE
        if piece.value is None:
            _add(cells, at + piece.start, key, gap, at + piece.end)
        else:
            cells.append(Cell(at + piece.start, at + piece.end, key, gap, piece.value, None))
    return bool(pieces)


def _take_sign(cells: list[Cell]) -> None:
    """Join a number and its unit with the word before it that says whether it grew or fell: 增 4 项."""
    if len(cells) > 1 and cells[-2].key in SIGNS and cells[-1].gap == SPACE:
        sign, last = cells[-2:]
        key = sign.key + last.key
        cells[-2:] = [Cell(sign.start, last.end, key, sign.gap, read_value(key), None)]


def _spread(cells: list[Cell]) -> None:
    """Make unreadable whatever follows an unreadable value up to the next label: it may be the page's number."""
    unreadable = False
    for cell in cells:
        unreadable = cell.value is UNREADABLE or (unreadable and cell.value is not None)
        if unreadable:
            cell.value = UNREADABLE


def _labels_before(cells: list[Cell]) -> tuple[str, ...]:
    """Return the cores of the last two cells that no value follows."""
    if not cells or not cells[-1].core:
        return ()
    return tuple(cell.core for cell in cells[-2:] if cell.core)


def _fill(gap: Gap, at: int, cells: list[Cell], voids: list[Void]) -> None:
    """Add the blank cells of a gap that begins at `at`, or its empty lines after a cell that ends its line."""
    for offset, kind in gap.blanks:
        cells.append(Cell(at + offset, at + offset, "", kind, USUAL[""], None))
    if gap.voids and cells and cells[-1].gap <= LINE and (cells[-1].core or cells[-1].value):
        voids += [Void(len(cells) - 1, at + offset, white) for offset, white in gap.voids]


def _is_page_number(cells: list[Cell]) -> bool:
    """Say whether the last cell, alone on its line, is a number between rows whose cells are bounded otherwise."""
    last = cells[-1]
    bounded = len(cells) > 1 and cells[-2].gap >= CELL
    return bounded and last.gap == LINE and last.key.isdecimal() and len(last.key) <= LONGEST_PAGE_NUMBER


def _add(cells: list[Cell], start: int, key: str, gap: int, end: int) -> None:
    """Add a piece of text that is no usual one."""
    value = USUAL.get(key) or read_value(key)
    label = None
    if value is None and len(key) <= PROSE_LENGTH and "。" not in key:
        clause = "," in key and "(" not in key  # no label; its core can't matter
        label = key if clause else core(key)
    cells.append(Cell(start, end, key, gap, value, label))


def _goes_on(cells: list[Cell], word: str, at: int) -> bool:
    """Add a word to the cell before it where a mere space parts what is one.

    That is a bare ordinal (1. 属于国家秘密), a number and its unit (34 件), letter-spaced text (行 政 许 可).
    """
    last = cells[-1]
    if last.value is not None:
        if not last.key or last.value.remark or ordinal(word) or read_value(word):
            return False
        if value := read_value(last.key + word):
            cells[-1] = Cell(last.start, at + len(word), last.key + word, last.gap, value, None)
            _take_sign(cells)
            return True
        return False
    if (
        len(word) == 1
        and at == last.end + 1
        and last.core
        and not read_value(word)
        and (len(last.key) == 1 or last.end - last.start >= 2 * len(last.key) - 1)
    ):
        cells[-1] = Cell(last.start, at + 1, last.key + word, last.gap, None, core(last.key + word))
        return True
    if len(last.key) > _LONGEST_ORDINAL or not _BARE_ORDINAL.fullmatch(last.key) or read_value(word):
        return False
    key = last.key + ("" if last.key[-1] in _MARKS else "、") + word
    cells[-1] = Cell(last.start, at + len(word), key, last.gap, None, None if "。" in key else core(key))
    return True
