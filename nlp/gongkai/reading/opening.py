"""Open a source, tell its format by content, and hand it to the reader of that format."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Protocol, cast

from gongkai.document import Document
from gongkai.errors import EmptyDocument
from gongkai.limits import DEFAULT, Limits
from gongkai.reading import charset, formats
from gongkai.reading.archives import Member
from gongkai.reading.loading import check_size, load
from gongkai.reading.markup import markdown

# format -> the module of this package whose `read` makes a Document of its bytes; imported when first needed
READERS = {
    formats.ARCHIVE: "archives",
    formats.DOCX: "word.docx",
    formats.XLS: "sheets.workbook",
    formats.XLSX: "sheets.workbook",
    formats.FLAT_OPC: "word.flat_opc",
    formats.DOC: "word.office",
    formats.RTF: "word.office",
    formats.ODT: "word.office",
    formats.WORD_XML: "word.word_2003",
    formats.PDF: "pages.pdf",
    formats.IMAGE: "pages.picture",
    formats.OFD: "pages.ofd",
    formats.MHTML: "markup.mhtml",
}
_ESCAPED = "&lt;"


class Reader(Protocol):
    """A module that reads one format."""

    def read(self, data: bytes, name: str, limits: Limits) -> Document:
        """Return the Document of a file's bytes; another ReadingError for each way in which they hold none."""


def read(source: str | os.PathLike[str] | bytes, name: str | None = None, limits: Limits = DEFAULT) -> Document:
    """Return the Document of a path, or of bytes that go by `name` ("-" for standard input).

    Raises MissingFile when there is no such path and another ReadingError for content that holds no readable text.
    """
    if isinstance(source, bytes):
        return _read_bytes(source, name or "-", limits)
    part = source.part if isinstance(source, Member) else None
    return _read_bytes(load(source, limits), name or os.fspath(source), limits, part)


def read_text(text: str, source: str = "-") -> Document:
    """Return the Document of decoded text: HTML is rendered, Markdown and plain text are kept as they are."""
    if not text or text.isspace():
        raise EmptyDocument(f"{source}: no text in it; give a report with content", "文件是空的，没有文字")
    if "<" in text or _ESCAPED in text:
        from gongkai.reading.markup import html

        if (page := html.page_in(text)) is not None:
            return html.read(page, source)
    return Document(source, text, markdown.grids(text))


def _read_bytes(data: bytes, name: str, limits: Limits, part: str | None = None) -> Document:
    check_size(len(data), name, limits)
    kind = formats.tell(data, name)
    if kind is None:
        return read_text(charset.decode(data, name), name)
    if kind not in READERS:
        raise formats.refusal(kind, name)
    if part is not None:
        from gongkai.reading.sheets import workbook

        return workbook.read(data, name, limits, part)
    reader = cast(Reader, import_module(f"{__package__}.{READERS[kind]}"))
    return reader.read(data, name, limits)
