"""Recover cells: a document in any rendering becomes one stream of cells in reading order.

Two recoverers feed it: the grids that the format marks (HTML, DOCX, Markdown), each merged cell once, and the text in
between, cut at tabs, bars, line ends and, where values stand in a line, at spaces. What is left of the rendering is the
`gap` before a cell: it says how sure it is that a new cell, or a new row, begins there.
"""

from __future__ import annotations

import re

from gongkai.document import Document, Grid, Record
from gongkai.tables.labels import core
from gongkai.tables.values import USUAL, Value, read_value

SPACE, LINE, CELL, ROW = range(4)  # what stands before a cell, from weak to strong

PROSE_LENGTH = 60  # the longest label with its ordinal has 40 characters
FLOWING = 400  # characters: a line longer than any row of the form
LEAST_COMMA_ROWS = 5  # lines that end in two cells of digits or nothing: commas part cells, not clauses
RUN = 3  # so many values in a row are a table that flows through a line
_RULE = re.compile(r"[\s|:+=-]*-[\s|:+=-]*")
_TOKEN = re.compile(r"\S+")
_COMMA_CELL = re.compile(r'((?:"[^"\n]*"|\([^()\n]*\)|[^,\n("])*)(?:,|$)')
_COMMA_ROW = re.compile(r"^[^,。\n]{0,60}(?:,[^,。\n]{0,60})*(?:,[\d./+%-]{0,12}){2,}[ \t\r]*$", re.MULTILINE)
_BARE_ORDINAL = re.compile(r"\([一二三四五六七八九十\d]{1,3}\)[、.,]?|[一二三四五六七八九十]{1,3}[、.,]?|\d{1,2}[.、,)]|[①-⑳]")
_MARKS = "、.,):①②③④⑤⑥⑦⑧⑨⑩"
_PAGE_NUMBER = re.compile(r"\d{1,3}")
_QUOTED = re.compile(r'(?<![^,\n])"[^"]*"(?=[,\r\n]|\Z)')
_LED = re.compile(r"^\t[^\t\n]*$", re.MULTILINE)
_BARRED = re.compile(r"^[ \t]*\|.*\|[ \t\r]*$", re.MULTILINE)
_OPEN_ROW = re.compile(r"^[ \t]*[^|\s][^\n]*\||\|[^\n]*[^|\s][ \t\r]*$", re.MULTILINE)


class Cell(Record):
    """A piece of text: a value, a label or other text.

    `key` is its folded text without spaces; `value` what it holds as a value, None for text; `core` what it is called as
    a label (see `labels.core`), None for values and for narrative.
    """

    start: int
    end: int
    key: str
    gap: int
    value: Value | None
    core: str | None


class Void(Record):
    """A line without text after a cell that ends its line: spacing, or a blank cell (`white`: it holds spaces)."""

    after: int
    start: int
    white: bool


class Sheet:
    """The cells of a document in reading order, the empty lines between, and which cells are text (labels, narrative)."""

    def __init__(self, cells: list[Cell], voids: list[Void]) -> None:
        self.cells = cells
        self.voids = voids
        self.texts = [at for at, cell in enumerate(cells) if cell.value is None]

    def is_blank(self, index: int) -> bool:
        """Say whether a cell is printed empty."""
        return not self.cells[index].key


def read_sheet(document: Document, plain: str) -> Sheet:
    """Return the cells of `document` in reading order; `plain` is its folded text."""
    cells: list[Cell] = []
    voids: list[Void] = []
    at = 0
    for grid in document.grids:
        _from_text(plain, at, grid.start, cells, voids)
        _from_grid(plain, grid, cells)
        at = grid.end
    _from_text(plain, at, len(plain), cells, voids)
    return Sheet(cells, voids)


def _cell(start: int, key: str, gap: int, end: int) -> Cell:
    value = USUAL.get(key) or read_value(key)
    if value is not None or len(key) > PROSE_LENGTH or "。" in key:
        return Cell(start, end, key, gap, value, None)
    return Cell(start, end, key, gap, None, core(key))


def _from_grid(plain: str, grid: Grid, cells: list[Cell]) -> None:
    row = -1
    for cell in grid.cells:
        _add_bounded(plain[cell.start : cell.end], cell.start, ROW if cell.row != row else CELL, cells)
        row = cell.row


def _from_text(plain: str, start: int, end: int, cells: list[Cell], voids: list[Void]) -> None:
    text = plain[start:end]
    boxed = "|" in text and _is_boxed(text)
    led = "\t" in text and _LED.search(text) is not None
    commas = text.count(",0,") + text.count(",/,") + text.count(",,") >= LEAST_COMMA_ROWS <= len(_COMMA_ROW.findall(text))
    if commas:  # a quoted cell may hold line breaks
        text = _QUOTED.sub(lambda match: match[0].replace("\n", " "), text)
    at = start
    bar = False  # the line before held only a bar
    for line in text.split("\n"):
        body = line.strip()
        if "\t" in line:
            _add_tabbed(line, at, led, cells)
            bar = False
        elif "|" in body:
            if body == "|":
                if bar:
                    cells.append(_cell(at, "", CELL, at))
                bar = True
            else:
                bar = False
                _add_barred(line, body, at, boxed, cells)
        elif commas and "," in body and "。" not in body:
            _add_parted(line, body, at, cells)
            bar = False
        elif body:
            if not bar and cells and cells[-1].gap >= CELL and _PAGE_NUMBER.fullmatch(body):
                at += len(line) + 1
                continue  # a page number between rows whose cells are bounded
            begin = at + line.index(body[0])
            gap = CELL if bar else LINE
            bar = False
            if " " in body:
                _add_spaced(body, begin, gap, cells)
            else:
                cells.append(_cell(begin, body, gap, begin + len(body)))
        elif cells and cells[-1].gap <= LINE and (cells[-1].core or cells[-1].value):
            voids.append(Void(len(cells) - 1, at, line not in ("", "\r")))
        at += len(line) + 1


def _is_boxed(text: str) -> bool:
    """Say whether bars stand at both ends of every row, so that they bound it; else they only part cells."""
    return _OPEN_ROW.search(text) is None and _BARRED.search(text) is not None


def _add_tabbed(line: str, at: int, led: bool, cells: list[Cell]) -> None:
    """Add the cells of a line with tabs: where a tab leads every cell (`led`), none stands before the first."""
    if led and line[0] == "\t" and line.count("\t") == 1:
        _add_bounded(line[1:], at + 1, CELL, cells)
        return
    pieces = line.split("\t")
    gap = ROW
    if led and not pieces[0]:
        pieces = pieces[1:]
        at += 1
        gap = CELL
    flowing = len(line) > FLOWING
    for piece in pieces:
        if flowing and gap != ROW:
            _add_flowing(piece, at, cells)
        else:
            _add_bounded(piece, at, gap, cells)
        at += len(piece) + 1
        gap = CELL


def _add_flowing(piece: str, at: int, cells: list[Cell]) -> None:
    """Add what follows a tab where a whole table is one line: a cell, perhaps blank, and the beginning of the next row."""
    body = piece.strip()
    if piece[:1] == " " and body and not read_value(body.split()[0]):
        cells.append(_cell(at, "", CELL, at))
        _add_words(piece, at, ROW, cells)
    elif body:
        _add_words(piece, at, CELL, cells)
        if piece[-1] == " " and cells[-1].value is None:  # the next row begins with a blank cell
            cells.append(_cell(at + len(piece), "", ROW, at + len(piece)))
    else:
        cells.append(_cell(at, "", CELL, at))


def _add_barred(line: str, body: str, at: int, boxed: bool, cells: list[Cell]) -> None:
    """Add the cells of a line with bars between them."""
    if _RULE.fullmatch(body):
        return
    at += line.index(body[0])
    if boxed:
        body = body[1:-1]
        at += 1
    gap = ROW
    for piece in body.split("|"):
        _add_bounded(piece, at, gap, cells)
        at += len(piece) + 1
        gap = CELL


def _add_parted(line: str, body: str, at: int, cells: list[Cell]) -> None:
    """Add the cells of a line with commas between them; quotation marks and brackets hold a cell together."""
    at += line.index(body[0])
    gap = ROW
    last = 0
    for match in _COMMA_CELL.finditer(body):
        if match.start() == len(body) and not body.endswith(",") and last:
            break
        piece = match[1]
        quoted = len(piece) > 1 and piece[0] == piece[-1] == '"'
        _add_bounded(piece[1:-1] if quoted else piece, at + match.start() + quoted, gap, cells)
        gap, last = CELL, match.end()


def _add_bounded(piece: str, at: int, gap: int, cells: list[Cell]) -> None:
    """Add one bounded cell; several values in it, apart by spaces, are several cells."""
    body = piece.strip()
    if not body:
        cells.append(Cell(at, at, "", gap, USUAL[""], None))
        return
    begin = at + piece.index(body[0])
    if body.isalnum():
        cells.append(_cell(begin, body, gap, begin + len(body)))
        return
    words = body.split()
    if len(words) > 1 and read_value(words[0]) and (all(map(read_value, words)) or not read_value("".join(words))):
        _add_words(body, begin, gap, cells)  # several values, or a value and what the report goes on with
    else:
        cells.append(_cell(begin, "".join(words), gap, begin + len(body)))


def _add_spaced(body: str, at: int, gap: int, cells: list[Cell]) -> None:
    """Add the pieces of a line with spaces: narrative stays whole unless values stand in it."""
    if ("。" in body or len(body) > PROSE_LENGTH) and not _holds_run(body):
        cells.append(_cell(at, "".join(body.split()), gap, at + len(body)))
    else:
        _add_words(body, at, gap, cells)


def _holds_run(body: str) -> bool:
    run = 0
    for word in body.split():
        run = run + 1 if word in USUAL or read_value(word) else 0
        if run == RUN:
            return True
    return False


def _add_words(body: str, at: int, gap: int, cells: list[Cell]) -> None:
    ordinal = None  # a bare ordinal belongs to the word after it
    for match in _TOKEN.finditer(body):
        word, start = match[0], at + match.start()
        if ordinal is not None:
            if read_value(word):
                cells.append(_cell(ordinal[0], ordinal[1], gap, ordinal[0] + len(ordinal[1])))
                gap = SPACE
            else:
                start, word = ordinal[0], ordinal[1] + ("" if ordinal[1][-1] in _MARKS else "、") + word
            ordinal = None
        elif _BARE_ORDINAL.fullmatch(word):
            ordinal = (start, word)
            continue
        cells.append(_cell(start, word, gap, at + match.end()))
        gap = SPACE
    if ordinal is not None:
        cells.append(_cell(ordinal[0], ordinal[1], gap, ordinal[0] + len(ordinal[1])))
