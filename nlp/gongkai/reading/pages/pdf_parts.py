"""Tables that go on over a page: their parts stacked, repeated heads dropped, rows broken by the page made whole."""

from __future__ import annotations

import re
from typing import NamedTuple

from gongkai.document import Position
from gongkai.reading.grids import Slot
from gongkai.reading.pages import pdf_lines, pdf_page, pdf_tables
from gongkai.reading.pages.pdf_lines import Line
from gongkai.reading.pages.pdf_page import Glyph, Rule
from gongkai.reading.pages.pdf_tables import SLACK, Frame, Lattice

# A label goes on over the page only when its last line fills the cell: less than so many characters are free.
_FULL = 1.6
_VALUE = re.compile(r"[\d/／+＋\-－—–]|[增减]\d|无$")  # what begins so below the break is a value of its own


class Part(NamedTuple):
    """What of a table stands on one page: from `top` of the whole on, which is moved down by `by` from its page."""

    page: int
    top: float
    by: float = 0.0


class Table(NamedTuple):
    """A frame with the characters in it, and the pages that it was drawn on."""

    frame: Frame
    glyphs: list[Glyph]
    parts: tuple[Part, ...]


class Cell(NamedTuple):
    """A cell with its text, the lines it was printed in, and where it begins: page and box there."""

    slot: Slot
    text: str
    lines: list[Line]
    right: float
    position: Position


def cells(table: Table) -> list[Cell]:
    """Return the cells of a table by row, then column."""
    lattice = pdf_tables.lattice(table.frame)
    if lattice is None:
        return []
    held: list[list[Glyph]] = [[] for _ in lattice.slots]
    for glyph in table.glyphs:
        held[lattice.find((glyph.left + glyph.right) / 2, glyph.middle)].append(glyph)
    return [_cell(lattice, slot, glyphs, table.parts) for slot, glyphs in zip(lattice.slots, held, strict=True)]


def rows(table: Table) -> list[list[Cell]]:
    """Return the cells that begin in each row of a table."""
    found: dict[int, list[Cell]] = {}
    for cell in cells(table):
        found.setdefault(cell.slot.row, []).append(cell)
    return [found[row] for row in sorted(found)]


def joined(above: Table, below: Table) -> Table:
    """Return one table of two parts on following pages."""
    start = _after_head(above, below)
    seam = above.frame.bottom
    by = seam - start
    glyphs = [
        glyph._replace(top=glyph.top + by, bottom=glyph.bottom + by) for glyph in below.glyphs if glyph.middle > start
    ]
    parts = (*above.parts, Part(below.parts[0].page, seam, by))
    whole = Table(above.frame.joined(_cut(below.frame, start).moved(by)), above.glyphs + glyphs, parts)
    return _mended(whole, seam)


def _cell(lattice: Lattice, slot: Slot, glyphs: list[Glyph], parts: tuple[Part, ...]) -> Cell:
    right = lattice.xs[slot.column + slot.colspan]
    lines = pdf_lines.lines(glyphs)
    return Cell(slot, pdf_lines.cell_text(lines, right), lines, right, _position(lattice, slot, parts))


def _position(lattice: Lattice, slot: Slot, parts: tuple[Part, ...]) -> Position:
    """Return page and box of a cell, as far as it stands on the page that it begins on."""
    top, bottom = lattice.ys[slot.row], lattice.ys[slot.row + slot.rowspan]
    at = max((at for at, part in enumerate(parts) if part.top <= top + SLACK), default=0)
    part = parts[at]
    if at + 1 < len(parts):
        bottom = min(bottom, parts[at + 1].top)
    box = lattice.xs[slot.column], top - part.by, lattice.xs[slot.column + slot.colspan], bottom - part.by
    return pdf_page.position(part.page, box)


def _after_head(above: Table, below: Table) -> float:
    """Return where the second part begins, below a head that repeats the first rows of the table."""
    lattice = pdf_tables.lattice(below.frame)
    head, again = rows(above), rows(below)
    same = 0
    while same < min(len(head), len(again)) - 1 and _texts(head[same]) == _texts(again[same]):
        same += 1
    if lattice is None or not any(text for row in again[:same] for text in _texts(row)):
        return below.frame.top
    return lattice.ys[again[same][0].slot.row]


def _texts(row: list[Cell]) -> list[str]:
    return [cell.text for cell in row]


def _cut(frame: Frame, top: float) -> Frame:
    """Return what of a frame stands below `top`."""
    across = tuple(rule for rule in frame.across if rule.at >= top - SLACK)
    down = tuple(rule._replace(start=max(rule.start, top)) for rule in frame.down if rule.end > top)
    return frame._replace(top=top, across=across, down=down)


def _mended(table: Table, seam: float) -> Table:
    """Take the rules at the seam away between cells that the page broke."""
    lattice = pdf_tables.lattice(table.frame)
    row = next((row for row, y in enumerate(lattice.ys) if abs(y - seam) <= SLACK), 0) if lattice else 0
    if lattice is None or not row:
        return table
    found = cells(table)
    ended = {cell.slot[1::2]: cell for cell in found if cell.slot.row + cell.slot.rowspan == row}
    pairs = [(ended[cell.slot[1::2]], cell) for cell in found if cell.slot.row == row and cell.slot[1::2] in ended]
    across = list(table.frame.across)
    for cell in _broken(pairs):
        left, right = lattice.xs[cell.slot.column], lattice.xs[cell.slot.column + cell.slot.colspan]
        across = [piece for rule in across for piece in _opened(rule, seam, left, right)]
    return table._replace(frame=table.frame._replace(across=tuple(across)))


def _broken(pairs: list[tuple[Cell, Cell]]) -> list[Cell]:
    """Return the upper halves of broken cells: those of labels that go on, and of their row when it is broken."""
    going = [(upper, lower) for upper, lower in pairs if _goes_on(upper, lower)]
    single = [upper for upper, lower in going if upper.slot.rowspan == 1 or lower.slot.rowspan == 1]
    going += [(upper, lower) for upper, lower in pairs if upper.text and not lower.text and lower.slot.rowspan > 1]
    groups = [upper for upper, lower in going if lower.slot.rowspan > 1]
    others = [(upper, lower) for upper, lower in pairs if (upper, lower) not in going]
    beside = [pair for pair in others if single and pair[0].slot.column > single[-1].slot.column]
    if not single or any(upper.text and lower.text for upper, lower in beside):
        return groups
    return [upper for upper, _ in going + beside]


def _goes_on(upper: Cell, lower: Cell) -> bool:
    if not upper.lines or not lower.lines or _VALUE.match(lower.text) or pdf_lines.opens_item(lower.text):
        return False
    last = upper.lines[-1]
    return not last.text[-1].isdigit() and upper.right - last.right < _FULL * last.size


def _opened(rule: Rule, at: float, left: float, right: float) -> list[Rule]:
    """Return what is left of a rule at the seam when it is open from `left` to `right`."""
    if abs(rule.at - at) > SLACK:
        return [rule]
    pieces = [rule._replace(end=min(rule.end, left)), rule._replace(start=max(rule.start, right))]
    return [piece for piece in pieces if piece.end > piece.start]
