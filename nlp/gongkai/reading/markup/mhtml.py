"""MHTML, a web page in one file (.mht, and .doc files that Word saved so), to a Document: its main page is read."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

from gongkai.document import Document
from gongkai.errors import DamagedDocument, EmptyDocument, OversizedDocument
from gongkai.limits import Limits
from gongkai.reading import charset
from gongkai.reading.markup import html

# A page has some 100 parts, nested in two of several parts. The parser compares every line with the boundaries around
# it and calls itself for each of them.
PART_LIMIT = 2000
NESTING_LIMIT = 16
LINE_LIMIT = 1_000_000  # in 64 MB of packed pictures there are 850,000; a million empty ones take 0.6 s
_PART = re.compile(rb"^content-type:", re.IGNORECASE | re.MULTILINE)
_NESTING = re.compile(rb"\bboundary\s*=", re.IGNORECASE)
_FRAME = re.compile(r"""<frame\s[^<>]*?src\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_PAGES = ("text/html", "application/xhtml+xml")


def read(data: bytes, name: str, limits: Limits) -> Document:  # noqa: ARG001 the size of the file bounds its parts
    """Return the Document of an MHTML file."""
    if (
        data.count(b"\n") > LINE_LIMIT
        or len(_PART.findall(data)) > PART_LIMIT
        or len(_NESTING.findall(data)) > NESTING_LIMIT
    ):
        raise OversizedDocument(
            f"{name}: more than {PART_LIMIT} parts or {LINE_LIMIT} lines, or too deeply nested; save it again as .docx",
            "网页文件的部件过多，无法读取，请另存为 .docx 后重试",
        )
    try:
        message = message_from_bytes(data.removeprefix(BOM_UTF8).lstrip(), policy=compat32)
        pages = [part for part in message.walk() if part.get_content_type() in _PAGES]
        texts = [_text(part, name) for part in _chosen(message, pages, name)]
    except (LookupError, TypeError, AttributeError) as error:  # the parser's, about heads that are none
        raise DamagedDocument(
            f"{name}: a damaged MHTML file ({error or type(error).__name__}); save the page again",
            "网页文件已损坏，无法读取，请在浏览器或 Word 中打开并重新保存后再试",
        ) from error
    if not texts:
        raise EmptyDocument(
            f"{name}: an MHTML file without a page; save the page again",
            "单一文件网页中没有正文，请在浏览器或 Word 中打开并重新保存后再试",
        )
    return html.read("\n".join(texts), name)


def _chosen(message: Message, pages: list[Message], name: str) -> list[Message]:
    """Return the page that the file opens with, or the pages in its frames."""
    start = str(message.get_param("start") or "")
    main = next((page for page in pages if start and str(page.get("Content-ID", "")).strip() == start), None)
    main = main or next(iter(pages), None)
    if main is None:
        return []
    frames = _FRAME.findall(_text(main, name))
    places = {str(page.get("Content-Location", "")).rpartition("/")[2]: page for page in reversed(pages)}
    framed = [places[place] for frame in frames if (place := frame.rpartition("/")[2]) in places]
    return framed or [main]


def _text(part: Message, name: str) -> str:
    content = part.get_payload(decode=True)
    return charset.decode(content, name, part.get_content_charset()) if isinstance(content, bytes) else ""
