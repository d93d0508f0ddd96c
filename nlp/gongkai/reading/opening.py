"""Open a source, tell its format by content, and hand it to the reader of that format."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Protocol, cast

from gongkai.document import Document
from gongkai.errors import EmptyDocument, MissingFile, OversizedDocument, ReadingError
from gongkai.limits import DEFAULT, MB, Limits
from gongkai.reading import charset, formats, markdown

# format -> the module of this package whose `read` makes a Document of its bytes; imported when first needed
READERS = {formats.DOCX: "docx", formats.PDF: "pdf", formats.IMAGE: "picture"}


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
    path = os.fspath(source)
    return _read_bytes(_load(path, limits), name or path, limits)


def read_text(text: str, source: str = "-") -> Document:
    """Return the Document of decoded text: HTML is rendered, Markdown and plain text are kept as they are."""
    if not text or text.isspace():
        raise EmptyDocument(f"{source}: no text in it; give a report with content", "文件是空的，没有文字")
    if "<" in text:
        from gongkai.reading import html

        if html.is_html(text):
            return html.read(text, source)
    return Document(source, text, markdown.grids(text))


def _read_bytes(data: bytes, name: str, limits: Limits) -> Document:
    _check_size(len(data), name, limits)
    kind = formats.tell(data, name)
    if kind is None:
        return read_text(charset.decode(data, name), name)
    if kind not in READERS:
        raise formats.refusal(kind, name)
    reader = cast(Reader, import_module(f"{__package__}.{READERS[kind]}"))
    return reader.read(data, name, limits)


def _load(path: str, limits: Limits) -> bytes:
    """Return the bytes of a file; its size is looked at before it is read, and no more than the limit is ever read."""
    try:
        with open(path, "rb") as file:
            _check_size(os.fstat(file.fileno()).st_size, path, limits)
            return file.read(limits.size + 1)  # a pipe or device does not tell its size
    except (FileNotFoundError, NotADirectoryError) as error:
        raise MissingFile(f"{path}: no such file; check the path", "文件不存在，请检查路径") from error
    except IsADirectoryError as error:
        raise ReadingError(f"{path}: a folder; expand it with find()", "这是文件夹，或者无法列出其中的文件") from error
    except OSError as error:
        message = f"{path}: cannot be opened ({error}); check name and permissions"
        raise ReadingError(message, "文件无法打开，请检查文件名和权限") from error


def _check_size(size: int, name: str, limits: Limits) -> None:
    if size > limits.size:
        raise OversizedDocument(
            f"{name}: {size} bytes or more, at most {limits.size} are read; split the file or remove its pictures",
            f"文件过大（超过 {limits.size // MB} MB），请拆分文件或删除其中的图片后重试",
        )
