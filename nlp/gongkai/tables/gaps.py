"""Gaps: what white space, tabs and bars between two pieces of text say of cells and rows.

All renderings of a table as text differ only in this: a tab before every cell or between cells, bars between cells, at
both ends of a row or on lines of their own, commas or TeX's & (read as bars), line ends, or mere spaces. `Gaps` tells a
text's manner once and then reads each gap: how sure a new cell or row begins after it, and which blank cells it holds.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from gongkai.tables.tex import bare_cells
from gongkai.tables.values import read_value

SPACE, LINE, CELL, ROW = range(4)  # what stands before a cell, from weak to strong

FLOWING = 400  # characters: a line longer than any row of the form
LEAST_COMMA_ROWS = 5  # lines that end in two cells of digits or nothing: commas part cells, not clauses
MOST = 0.5  # a breadcrumb or footer with bars or tabs does not change the manner of the tables
LED_SHARE = 0.8  # of the tabs in a flowing text that follow a space: each led a cell on a line of its own
_RULE_ROW = re.compile(r"^[ \t|:+=-]*--[ \t|:+=-]*$", re.MULTILINE)
_TABBED = re.compile(r"\t[^\n]*")
_LEADING_BAR = re.compile(r"^[ \t]*\|(?=[^|\n]*$)", re.MULTILINE)
_LED = re.compile(r"^ *\t[^\t\n]*$", re.MULTILINE)
_COMMA_ROW = re.compile(r'^[^,。\n]{0,60}(?:,[^,。\n]{0,60})*(?:,"?[\d./+%-]{0,12}"?){2,}[ \t\r]*$', re.MULTILINE)
_TEX_ROW = "\\\\"
_TEX = re.compile(r"(?<!\\)&|\\\\(?:\[[^\]\n]*\])?|\\[ch]line(?:\{[\d-]*\})?")
_COMMA_SIGNS = (",0,", ",/,", ",,", '","')  # a text of comma-separated cells has many of them
_COMMA_LINE = re.compile(r"^[^。\n]*,[^。\n]*$", re.MULTILINE)
_COMMA_CELL = re.compile(r'((?:"[^"\n]*"|\([^()\n]*\)|[^,\n("])*)(?:,|$)')
_QUOTED = re.compile(r'(?<![^,\n])"[^"]*"(?=[,\r\n]|\Z)')


class Gap(NamedTuple):
    """A gap read: `kind` of the next cell, blank cells and empty lines (offset in the gap), and where it stands."""

    kind: int
    blanks: tuple[tuple[int, int], ...] = ()  # offset, kind
    voids: tuple[tuple[int, bool], ...] = ()  # offset, whether the line holds spaces
    in_row: bool = False  # cells are parted on one line: the line is a row
    new_line: bool = False


PLAIN_SPACE = Gap(SPACE)


class Gaps:
    """The manner of a text: how it parts cells. `text` has bars or tabs for whatever else parts them, same length."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.known: dict[str, Gap] = {}  # gaps read, where their neighbours don't matter
        if "," in text and sum(map(text.count, _COMMA_SIGNS)) >= LEAST_COMMA_ROWS:
            self.text = _commas_as_bars(text)
        if "&" in text and text.count(_TEX_ROW) >= LEAST_COMMA_ROWS:
            self.text = text = _TEX.sub(_tex_as_bars, bare_cells(text))
        if "|" in text and "--" in text:
            self.text = _RULE_ROW.sub(lambda match: " " * len(match[0]), text)
        if "\t" in text and _tabs_stand_alone(text):
            self.text = text = self.text.replace("\t", "|")
        if "|" in text and _bars_lead(self.text):
            self.text = text = _LEADING_BAR.sub(lambda match: match[0].replace("|", "\t"), self.text)
        self.boxed = "|" in text and _is_boxed(self.text)
        tabbed = "\t" in text
        self.flowing = tabbed and _is_flowing(text)
        self.led = tabbed and (text.count(" \t") > LED_SHARE * text.count("\t") if self.flowing else _is_led(text))

    def read(self, space: str, before: str, after: str) -> Gap:
        """Return what the gap `space` between two pieces says; the same gap is read once a text."""
        lines = space.split("\n")
        if self.flowing and not self.led and len(lines) == 1 and "\t" in space:
            return _flowing_tabs(space, _is_word(before), _is_word(after))
        gap = self.known[space] = self._parse(space, lines)
        return gap

    def _parse(self, space: str, lines: list[str]) -> Gap:
        if "|" in space:
            return _bars(space, lines, self.boxed)
        if "\t" not in space:
            return Gap(LINE, voids=_voids(lines), new_line=True) if len(lines) > 1 else PLAIN_SPACE
        return _led_tabs(space, lines) if self.led else _tabs(space, lines)


def _is_boxed(text: str) -> bool:
    """Say whether bars stand at both ends of most rows, so that they bound it; else they only part cells."""
    rows = [line.strip() for line in text.split("\n") if line.count("|") > 1]
    return sum(row[0] == row[-1] == "|" for row in rows) > MOST * len(rows)


def _tabs_stand_alone(text: str) -> bool:
    """Say whether tabs stand on lines of their own between cells, as bars do elsewhere."""
    lines = [line for line in text.split("\n") if "\t" in line]
    return len(lines) >= LEAST_COMMA_ROWS and not any(map(str.strip, lines))


def _bars_lead(text: str) -> bool:
    """Say whether a bar stands before every cell, each on a line of its own: as tabs do elsewhere."""
    worded = [line for line in map(str.strip, text.split("\n")) if "|" in line and line != "|"]
    leading = sum(line[0] == "|" and line.count("|") == 1 for line in worded)
    return leading >= LEAST_COMMA_ROWS and leading > MOST * len(worded)


def _is_led(text: str) -> bool:
    """Say whether most lines with a tab have just one, before their cell."""
    return len(_LED.findall(text)) > MOST * len(_TABBED.findall(text))


def _is_flowing(text: str) -> bool:
    """Say whether tabs part the cells of a whole table in one line."""
    tab = text.index("\t")
    return text.find("\n", tab) - text.rfind("\n", 0, tab) > FLOWING or (
        "\n" not in text[tab:] and len(text) - tab > FLOWING
    )


def _is_word(piece: str) -> bool:
    """Say whether a piece is a label rather than a value."""
    return bool(piece) and read_value(piece) is None


def _voids(lines: list[str]) -> tuple[tuple[int, bool], ...]:
    found = []
    at = len(lines[0]) + 1
    for line in lines[1:-1]:
        found.append((at, line not in ("", "\r")))
        at += len(line) + 1
    return tuple(found)


def _places(space: str, mark: str, start: int = 0) -> list[int]:
    """Return the offsets right after every `mark`."""
    return [start + at + 1 for at, char in enumerate(space) if char == mark]


def _led_tabs(space: str, lines: list[str]) -> Gap:
    """Read a gap where a tab leads every cell: all tabs but the last lead blank ones."""
    places = _places(space, "\t")
    if "\t" in lines[-1]:
        return Gap(CELL, tuple((at, CELL) for at in places[:-1]), new_line=len(lines) > 1)
    kind = LINE if len(lines) > 1 else SPACE
    return Gap(kind, tuple((at, CELL) for at in places), new_line=len(lines) > 1)


def _flowing_tabs(space: str, after_word: bool, before_word: bool) -> Gap:
    """Read a gap in a table whose line ends became spaces: a space beside a label ends a row."""
    blanks = [(at, CELL) for at in _places(space, "\t")[:-1]]
    if after_word and space[0] == " ":
        blanks.insert(0, (1, ROW))
    if before_word and space[-1] == " ":
        return Gap(ROW, (*blanks, (len(space) - 1, CELL)))
    return Gap(CELL, tuple(blanks))


def _tabs(space: str, lines: list[str]) -> Gap:
    """Read a gap where tabs stand between the cells of a row."""
    if len(lines) == 1:
        return Gap(CELL, tuple((at, CELL) for at in _places(space, "\t")[:-1]), in_row=True)
    return _rows([_places(line, "\t") for line in lines], lines, boxed=False)


def _bars(space: str, lines: list[str], boxed: bool) -> Gap:
    """Read a gap where bars part the cells: in a row, or on lines of their own."""
    if len(lines) == 1:
        return Gap(CELL, tuple((at, CELL) for at in _places(space, "|")[:-1]), in_row=True)
    if "|" not in lines[0] and "|" not in lines[-1]:
        return Gap(CELL, tuple((at, CELL) for at in _places(space, "|")[:-1]), new_line=True)
    return _rows([_places(line, "|") for line in lines], lines, boxed=boxed)


def _rows(marks: list[list[int]], lines: list[str], *, boxed: bool) -> Gap:
    """Read a gap that ends a row and begins another: blanks at the end of one, between, and at the head of the next.

    Marks part the cells of a row; in a boxed row they also stand at both of its ends.
    """
    blanks: list[tuple[int, int]] = [(at, CELL) for at in (marks[0][:-1] if boxed else marks[0])]
    start = len(lines[0]) + 1
    for line, own in zip(lines[1:-1], marks[1:-1], strict=True):
        if own:
            places = own[:-1] if boxed else [0, *own]
            blanks += [(start + at, CELL if order else ROW) for order, at in enumerate(places)]
        start += len(line) + 1
    head = marks[-1]
    if boxed:
        blanks += [(start + at, CELL if order else ROW) for order, at in enumerate(head[:-1])]
        kind = LINE if not head else ROW if len(head) == 1 else CELL
    else:
        blanks += [(start + at, CELL if order else ROW) for order, at in enumerate([0, *head][: len(head)])]
        kind = CELL if head else LINE
    return Gap(kind, tuple(blanks), in_row=bool(marks[0]), new_line=True)


def _tex_as_bars(match: re.Match[str]) -> str:
    """Return a bar for the mark between cells of a TeX table, spaces for ends and rules of rows."""
    return "|" if match[0] == "&" else " " * len(match[0])


def _commas_as_bars(text: str) -> str:
    """Return a text of comma-separated rows with bars for the commas between cells, spaces for quotation marks."""
    if len(_COMMA_ROW.findall(text)) < LEAST_COMMA_ROWS:
        return text
    text = _QUOTED.sub(lambda match: match[0].replace("\n", " "), text)
    return _COMMA_LINE.sub(lambda match: _COMMA_CELL.sub(_bar_cell, match[0]), text)


def _bar_cell(match: re.Match[str]) -> str:
    cell = match[1]
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        cell = f" {cell[1:-1]} "
    return cell + ("|" if match[0].endswith(",") else "")
