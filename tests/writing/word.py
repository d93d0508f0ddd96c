"""Write a report as a Word document, the way an office does."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
from tests.audit.reviewing import PARTS, TITLE
from tests.tables.form import FORMS, requests_values, table_rows

EDITION = FORMS["2021"]
PROBLEMS = ("一是更新不及时。", "二是解读形式单一。", "下一步，我局将进一步加强培训，按月更新栏目，丰富解读形式。")


def report(values: Mapping[str, str] | None = None, prose: str = "我局认真落实条例。", title: str = TITLE) -> Any:
    """Return a Word document: a title, six parts, all tables of the form, `prose` in part one."""
    document = docx.Document()
    document.add_paragraph(title)
    for part in EDITION.parts:
        document.add_paragraph(PARTS[EDITION.parts.index(part)])
        for table in [table for table in EDITION.tables if table.part == part.id]:
            _table(document, table_rows(table, requests_values() | dict(values or {})))
        bodies = {"overview": (prose,), "problems": PROBLEMS, "other": ("无。",)}
        for paragraph in bodies.get(part.id, ()):
            document.add_paragraph(paragraph)
    return document


def saved(document: Any, path: Path | None = None) -> bytes:
    """Return the bytes of a document, also written to `path`."""
    stream = io.BytesIO()
    document.save(stream)
    if path is not None:
        path.write_bytes(stream.getvalue())
    return stream.getvalue()


def commented_words(document: Any) -> dict[str, str]:
    """Return by the first line of each comment the words that it is put on."""
    body, found = document.element.body, {}
    for comment in document.comments:
        (start,) = body.xpath(f'.//w:commentRangeStart[@w:id="{comment.comment_id}"]')
        (end,) = body.xpath(f'.//w:commentRangeEnd[@w:id="{comment.comment_id}"]')
        order = list(body.iter())
        between = order[order.index(start) : order.index(end)]
        words = "".join(each.text or "" for each in between if each.tag.endswith("}t"))
        found[comment.text.split("\n")[0]] = words
    return found


def _table(document: Any, rows: list[list[str]]) -> None:
    table = document.add_table(len(rows), max(map(len, rows)))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=False):
            cell.text = words
