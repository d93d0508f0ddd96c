"""Grids of Markdown: pipe tables with a rule row. The text stays as found and the cells point into it."""

from __future__ import annotations

import re

from gongkai.document import Grid, GridCell

# A rule row: |---|:--:| and the like. It starts at a line end, so that the search is a scan for that one character;
# nothing in it backtracks (*+), so that a line of a million spaces costs no more than its length.
_RULE = re.compile(r"\n[ \t]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+(?=\r?\n|\r?\Z)")
_PIPE = re.compile(r"(?<!\\)\|")

Line = tuple[int, int]


def grids(text: str) -> tuple[Grid, ...]:
    """Return the pipe tables of `text`."""
    if "|" not in text or "-" not in text:
        return ()
    found: list[Grid] = []
    for rule in _RULE.finditer(text):
        if "|" in rule[0] and (not found or rule.start() >= found[-1].end):
            header = _lines_above(text, rule.start(), found[-1].end if found else 0)
            if header:
                found.append(_grid(text, header + _lines_below(text, rule.end())))
    return tuple(found)


def _grid(text: str, lines: list[Line]) -> Grid:
    cells: list[GridCell] = []
    for row, (start, end) in enumerate(lines):
        cells.extend(GridCell(row, column, *place) for column, place in enumerate(_cells(text, start, end)))
    return Grid(lines[0][0], lines[-1][1], tuple(cells))


def _cells(text: str, start: int, end: int) -> list[Line]:
    """Return the trimmed places of a row's cells; the pipes at its ends divide nothing."""
    line = text[start:end]
    pieces = _PIPE.split(line) if "\\" in line else line.split("|")
    places = []
    for piece in pieces:
        inked = piece.lstrip(" \t")
        opens = start + len(piece) - len(inked)
        places.append((opens, opens + len(inked.rstrip(" \t"))))
        start += len(piece) + 1
    opened = len(pieces) > 1 and not pieces[0].strip()
    closed = len(pieces) - opened > 1 and not pieces[-1].strip()
    return places[opened : len(places) - closed]


def _lines_above(text: str, end: int, floor: int) -> list[Line]:
    """Return the header lines that end at `end`: one, and any above it that open with a pipe as well."""
    lines: list[Line] = []
    while end > floor:
        start = text.rfind("\n", floor, end) + 1 or floor
        line = text[start:end]
        if not (line.lstrip(" \t").startswith("|") if lines else _PIPE.search(line)):
            break
        lines.insert(0, (start, end - line.endswith("\r")))
        end = start - 1
    return lines


def _lines_below(text: str, end: int) -> list[Line]:
    """Return the body lines after a rule row: as long as they hold a pipe and are no further rule."""
    lines: list[Line] = []
    while end < len(text):
        start = text.index("\n", end) + 1 if text[end] in "\r\n" else end
        stop = text.find("\n", start)
        end = len(text) if stop < 0 else stop - text.startswith("\r", stop - 1)
        if text.find("|", start, end) < 0 or not _PIPE.search(text, start, end):
            break
        if not _RULE.match(text, start - 1):
            lines.append((start, end))
    return lines
