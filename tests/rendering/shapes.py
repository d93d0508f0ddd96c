"""The shapes in which tables arrive: each prints a sheet as a list of rows, a row being one or several lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from .flowing import heap, pdf, spaced
from .layout import Sheet
from .markup import html_table
from .style import Style


class Shape(NamedTuple):
    """A way of printing tables.

    `body` is how the document around them is written: text, html, or line (everything in one). `lossy` shapes cannot
    show a blank cell; `gridded` ones keep a row on one line with a separator for every cell.
    """

    name: str
    print: Callable[[Sheet, Style], list[str]]
    vertical: tuple[str, ...] = ("drop",)
    horizontal: tuple[str, ...] = ("drop",)
    fillers: tuple[str, ...] = ("",)
    breaks: tuple[str, ...] = (" ", "")
    body: str = "text"
    lossy: bool = False
    gridded: bool = False


def _cell_lines(sheet: Sheet, style: Style, lead: str, end: str) -> list[str]:
    printed = []
    for _, cells in style.rows(sheet):
        lines = []
        for cell in cells:
            lines.append(lead + cell)
            if style.empty_lines and style.rng.random() < 0.2:
                lines.append(style.rng.choice(("", "", "\u00a0")) if lead else "")  # without a lead NBSP is a cell
        printed.append("\n".join(lines) + end)
    return printed


def tab_cells(sheet: Sheet, style: Style) -> list[str]:
    """Print a tab before every cell, each on its line, and an empty line after a row."""
    return _cell_lines(sheet, style, "\t", "\n")


def line_cells(sheet: Sheet, style: Style) -> list[str]:
    """Print one cell a line."""
    return [text for text in _cell_lines(sheet, style, "", "") if text]


def pipe_lines(sheet: Sheet, style: Style) -> list[str]:
    """Print one cell a line with lines between them that hold only a bar."""
    printed = []
    for _, cells in style.rows(sheet):
        printed.append("\n".join(f"{cell}\n|" if cell else style.rng.choice(("|", "\n|", "|")) for cell in cells))
    return printed


def pipe_pads(sheet: Sheet, style: Style) -> list[str]:
    """Print pipe rows whose spans were dropped, filled up with empty cells at the end."""
    return [" | ".join(cells) + " |" + "|" * (sheet.width - len(cells)) for _, cells in style.rows(sheet)]


def pipe_leftovers(sheet: Sheet, style: Style) -> list[str]:
    """Print pipe rows in which merged cells left empty or repeated ones."""
    return ["| " + " | ".join(cells) + " |" for _, cells in style.rows(sheet)]


def markdown(sheet: Sheet, style: Style) -> list[str]:
    """Print a Markdown table: every row as wide as the table, a rule after the first."""
    rows = [cells + [""] * (sheet.width - len(cells)) for _, cells in style.rows(sheet)]
    printed = ["| " + " | ".join(cells) + " |" for cells in rows]
    return [printed[0], "|" + " --- |" * sheet.width, *printed[1:]] if printed else []


def tsv(sheet: Sheet, style: Style) -> list[str]:
    """Print rows of cells separated by tabs."""
    return ["\t".join(cells) for _, cells in style.rows(sheet)]


def csv(sheet: Sheet, style: Style) -> list[str]:
    """Print rows of cells separated by commas, as wide as the table, quoted where needed."""
    return [",".join(map(_quoted, cells + [""] * (sheet.width - len(cells)))) for _, cells in style.rows(sheet)]


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(char in cell for char in ',"\n') else cell


_BLANKS = ("", "\u00a0", "\u3000", "\u00a0\u00a0")
_VISIBLE = ("\u00a0", "\u3000", "\u00a0\u00a0")  # one cell a line: an empty line is no cell

SHAPES = {
    shape.name: shape
    for shape in (
        Shape("tab_cells", tab_cells, ("empty",), fillers=_BLANKS, breaks=("\n",)),
        Shape("line_cells", line_cells, fillers=_VISIBLE, breaks=("\n",)),
        Shape("line_lost", line_cells, breaks=("\n",), lossy=True),
        Shape("pipe_lines", pipe_lines, breaks=("\n", " ", "")),
        Shape("pipe_pads", pipe_pads, fillers=("", " ", "\u3000"), gridded=True),
        Shape("pipe_leftovers", pipe_leftovers, ("empty",), ("drop", "empty"), ("", "\u00a0", "\u3000"), gridded=True),
        Shape("markdown", markdown, ("empty",), ("empty",), ("", "", "\u00a0"), gridded=True),
        Shape("tsv", tsv, ("empty", "drop"), ("drop", "empty"), _BLANKS, gridded=True),
        Shape("csv", csv, ("empty",), ("empty",), ("", "", "\u00a0"), ("\n", "", " "), gridded=True),
        Shape("spaced", spaced, lossy=True),
        Shape("pdf", pdf, lossy=True, breaks=("",)),
        Shape("heap_after", heap, lossy=True, breaks=("",)),
        Shape("heap_before", heap, lossy=True, breaks=("",)),
        Shape("one_line_spaces", spaced, body="line", lossy=True),
        Shape("one_line_tabs", tsv, ("drop", "empty"), ("drop",), _BLANKS, body="line"),
        Shape("html_spans", html_table, fillers=("", "&nbsp;", " "), breaks=("<br/>", "<br>", ""), body="html"),
        Shape("html_leftovers", html_table, ("empty",), ("empty",), ("", "&nbsp;"), breaks=("<br>", " "), body="html"),
    )
}
