"""A model card's Markdown as blocks of plain text: what is in it is shown, nothing of it is markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.document import Record

_RULE = re.compile(r"[|:\-\s]+")
_MARKS = re.compile(r"[`*]{1,2}([^`*]+)[`*]{1,2}")


class Block(Record, frozen=True):
    """A heading (`level` 1 to 6), a paragraph, an item of a list or a table."""

    kind: str
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


def blocks(card: str) -> Iterator[Block]:
    """Yield the blocks of a card: # headings, * items, | tables, paragraphs."""
    rows: list[tuple[str, ...]] = []
    for line in [*card.splitlines(), ""]:
        if line.lstrip().startswith("|"):
            if not _RULE.fullmatch(line):
                rows.append(tuple(_plain(cell.strip()) for cell in line.strip().strip("|").split("|")))
            continue
        if rows:
            yield Block("table", rows=tuple(rows))
            rows = []
        if heading := re.match(r"(#{1,6})\s+(.*)", line):
            yield Block("heading", _plain(heading[2]), len(heading[1]))
        elif item := re.match(r"\s*[*-]\s+(.*)", line):
            yield Block("item", _plain(item[1]))
        elif line.strip():
            yield Block("paragraph", _plain(line.strip()))


def _plain(text: str) -> str:
    return _MARKS.sub(r"\1", text)
