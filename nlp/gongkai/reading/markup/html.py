"""HTML to a Document: parsed as a browser parses it, the report picked from its page, rendered with its grids."""

from __future__ import annotations

import re
from html import unescape

from gongkai.document import Document
from gongkai.errors import EmptyDocument, OversizedDocument
from gongkai.reading.markup.content import WHOLE, select
from gongkai.reading.markup.nodes import flatten
from gongkai.reading.markup.rendering import render

# The largest form has 3,000 tags and pages nest some 40 deep. 600,000 tags take 3.5 s and 200 MB; the parser's time
# grows with the square of the depth (20,000 deep: 0.8 s, 100,000 deep: over 20 s).
TAG_LIMIT = 300_000
DEPTH_LIMIT = 3_000

_PREFIX = 1_000_000  # characters looked at to tell HTML
_PAGE = re.compile(r"<(?:!doctype\s+html|html|body)\b", re.IGNORECASE)
_BLOCK = re.compile(r"</?(?:div|p|h[1-6]|section|article|center)(?:\s[^<>]{0,2000})?>", re.IGNORECASE)
_TABLE = re.compile(r"</?(?:table|tbody|tr|td|th)(?:\s[^<>]{0,2000})?>", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9:]*)", re.IGNORECASE)
_ESCAPED_END, _ESCAPED_TAGS = "&lt;/", 10  # so many end tags are a page's source, not a sentence about tags
_UNCLOSED = frozenset({
    "p", "li", "td", "th", "tr", "dt", "dd", "option", "br", "hr", "img", "input", "meta", "link", "col", "area",
    "base", "wbr", "source", "o:p",
})  # fmt: skip


def is_html(text: str) -> bool:
    """Return whether `text` is marked up: one tag of a page, or two of blocks or tables."""
    head = text[:_PREFIX]
    return bool(_PAGE.search(head)) or _twice(_BLOCK, head) or _twice(_TABLE, head)


def page_in(text: str) -> str | None:
    """Return the page that `text` is, or that it is the escaped source of (&lt;table&gt;); None for other text."""
    if is_html(text):
        return text
    source = unescape(text) if text.count(_ESCAPED_END) >= _ESCAPED_TAGS else ""
    return source if is_html(source) else None


def read(html: str, source: str, *, verbatim: bool = False) -> Document:
    """Return the Document of a page; `verbatim` keeps all of it, white space included: it is a document, not a page."""
    _check_limits(html, source)
    nodes, title = flatten(html)
    # Tables in a text that is not marked up otherwise (Markdown converters write so): its lines are its paragraphs.
    head = html[:_PREFIX]
    verbatim = verbatim or not (_PAGE.search(head) or _BLOCK.search(head))
    text, grids = render(nodes, WHOLE if verbatim else select(nodes), verbatim=verbatim)
    if not text or text.isspace():
        raise EmptyDocument(
            f"{source}: a page without text; save the page once its content shows, or give another format",
            "网页中没有文字（正文可能由脚本载入），请在浏览器中打开后另存，或改用其他格式",
        )
    return Document(source, text, grids, title)


def _twice(pattern: re.Pattern[str], text: str) -> bool:
    matches = pattern.finditer(text)
    return next(matches, None) is not None and next(matches, None) is not None


def _check_limits(html: str, source: str) -> None:
    tags = html.count("<")
    if tags > TAG_LIMIT or (tags > DEPTH_LIMIT and _depth(html) > DEPTH_LIMIT):
        raise OversizedDocument(
            f"{source}: more than {TAG_LIMIT} tags, or nested deeper than {DEPTH_LIMIT}; save the page again as .docx",
            "网页结构过大或嵌套过深，无法读取，请另存为 .docx 后重试",
        )


def _depth(html: str) -> int:
    """Return how deep elements are nested at most, taking end tags at their word."""
    depth = deepest = 0
    for match in _TAG.finditer(html):
        if match[2].lower() not in _UNCLOSED:
            depth = max(0, depth - 1) if match[1] else depth + 1
            deepest = max(deepest, depth)
    return deepest
