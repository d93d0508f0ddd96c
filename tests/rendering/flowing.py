"""Shapes of flowing text, where a blank cell leaves no trace: value runs, PDF text, values that stand apart."""

from __future__ import annotations

from .layout import Box, Row, Sheet
from .style import Style


def spaced(sheet: Sheet, style: Style) -> list[str]:
    """Print each row on a line: labels, then its values, separated by white space."""
    gap = style.rng.choice((" ", " ", "  ", "    ", "\u3000"))
    return [gap.join(cells) for _, cells in style.rows(sheet)]


def pdf(sheet: Sheet, style: Style) -> list[str]:
    """Print the text of a PDF page: narrow labels over several lines, the values beside any one of them.

    A group's label stands on its own line, before its first row's label, or in the middle of its rows.
    """
    groups = style.rng.choice(("line", "line", "prefix", "centred"))
    run = style.rng.choice(("first", "middle", "last", "any"))
    printed: list[str] = []
    waiting: list[tuple[int, Box]] = []
    for index, row in enumerate(sheet.rows):
        if row.kind in ("title", "header"):
            printed += _header(row, style)
            continue
        waiting += [
            (index + (box.rowspan // 2 if groups == "centred" else 0), box) for box in row.boxes if box.kind == "group"
        ]
        due = [box for place, box in waiting if place <= index]
        waiting = [item for item in waiting if item[0] > index]
        printed.append(_wrapped(row, due, style, run, prefix=groups == "prefix"))
    return [*printed, *(_text(box) for _, box in waiting)]


def heap(sheet: Sheet, style: Style) -> list[str]:
    """Print some stretches of rows as a block of labels and a block of value lines, in one order or the other."""
    heaps = {key: number for number, block in enumerate(style.blocks) for key in block}
    printed: list[str] = []
    labels: list[str] = []
    values: list[str] = []
    previous = -1
    for row in [*sheet.rows, None]:
        number = heaps.get(row.key, -1) if row and row.key else -1
        if number != previous and labels:
            printed += labels + values if style.heaps == "after" else values + labels
            labels, values = [], []
        previous = number
        if row is None:
            break
        if number < 0:
            printed += (
                _header(row, style)
                if row.kind in ("title", "header")
                else [_wrapped(row, _groups(row), style, "last", prefix=False, width=40)]
            )
        else:
            labels += [_text(box) for box in row.boxes if box.kind in ("group", "label")]
            run = _run(row)
            values += run.split(" ") if style.singly and run else filter(None, [run])
    return printed


def _groups(row: Row) -> list[Box]:
    return [box for box in row.boxes if box.kind == "group"]


def _text(box: Box) -> str:
    return box.printed.replace("\n", "")


def _run(row: Row) -> str:
    return " ".join(box.text for box in row.values if box.text)


def _wrapped(row: Row, groups: list[Box], style: Style, run: str, *, prefix: bool, width: int = 0) -> str:
    label = "".join(_text(box) for box in row.boxes if box.kind == "label")
    lines = [_text(box) for box in groups]
    if prefix and lines and label:
        label = " ".join([*lines, label])
        lines = []
    pieces = _wrap(label, width or style.wrap)
    values = _run(row)
    if values:
        place = style.rng.choice(("first", "middle", "last")) if run == "any" else run
        if place == "middle" and len(pieces) == 2:
            pieces.insert(1, values)
        else:
            at = {"first": 0, "middle": len(pieces) // 2, "last": len(pieces) - 1}[place]
            pieces[at] = f"{pieces[at]} {values}".strip()
    return "\n".join(filter(None, lines + pieces))


def _wrap(text: str, width: int) -> list[str]:
    return [text[start : start + width] for start in range(0, len(text), width)] or [""]


def _header(row: Row, style: Style) -> list[str]:
    """A header row with several narrow columns wraps column by column: 社会公 法律服 / 益组织 务机构."""
    texts = [_text(box) for box in row.boxes]
    if row.kind == "title" or len(texts) < 4 or style.rng.random() < 0.3:
        lines = [_wrap(text, 24) if len(text) > 30 else [text] for text in texts]
        return [" ".join(line[0] for line in lines if len(line) == 1)] * any(len(line) == 1 for line in lines) + [
            "\n".join(line) for line in lines if len(line) > 1
        ]
    width = style.rng.choice((2, 3, 4))
    columns = [_wrap(text, max(width, (len(text) + 2) // 3)) for text in texts]
    depth = max(map(len, columns))
    return ["\n".join(" ".join(column[level] for column in columns if level < len(column)) for level in range(depth))]
