"""A page as a flat list of nodes in document order, without what no reader of the page sees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gongkai.reading.markup.controls import CONTROLS, shown
from gongkai.text import fold

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

TEXT = "-text"
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_UNSEEN = frozenset({
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "canvas", "audio",
    "video", "option", "button", "datalist", "map", "head", "title", "xml", "-comment",
    "-doctype",
})  # fmt: skip
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE
)
# What is struck out was deleted: the value beside it is the one that counts.
_STRUCK = "[hidden], del, s, strike"
# Some sites hide the body and let a script show it: hidden text as long as this is no hint or menu.
_HIDDEN_REPORT = 500
_DIGITS = re.compile(r"\s*\+?(\d{1,6})")


class Node:
    """An element or a text. `parent` is an index, `end` the index after the last descendant.

    `colspan` and `rowspan` matter in cells, `link` in anchors, `plain` (no table within) in tables.
    """

    __slots__ = ("colspan", "end", "link", "parent", "plain", "rowspan", "tag", "text")

    def __init__(self, tag: str, text: str, parent: int, end: int) -> None:
        self.tag, self.text, self.parent, self.end = tag, text, parent, end
        self.colspan = self.rowspan = 1
        self.link = False
        self.plain = tag == "table"


def flatten(html: str) -> tuple[list[Node], str | None]:
    """Return the nodes of the page's body, which is node 0, and its title."""
    from selectolax.lexbor import LexborHTMLParser

    page = LexborHTMLParser(html)
    title = page.css_first("head > title")
    text = " ".join(title.text().split()) if title is not None else ""
    body = page.body
    return (_walk(body, _hidden(page)) if body is not None else [Node("body", "", 0, 1)]), text or None


def _hidden(page: LexborHTMLParser) -> set[int]:
    hidden = [
        node
        for node in page.css('[style*="none" i], [style*="hidden" i], [style*="line-through" i]')
        if _HIDDEN.search(node.attributes["style"] or "")
    ]
    hidden += page.css(_STRUCK)
    return {node.mem_id for node in hidden if node.tag != "body" and not _is_report(node)}


def _is_report(node: LexborNode) -> bool:
    text = node.text()
    return len(text) > _HIDDEN_REPORT and "信息公开" in fold(text) and "。" in text


def _walk(body: LexborNode, hidden: set[int]) -> list[Node]:
    nodes = [Node("body", "", 0, 0)]
    open_: list[int] = [0]
    node, entering = body.first_child, True
    while node is not None:
        if entering:
            tag = node.tag or ""
            if tag == TEXT:
                nodes.append(Node(TEXT, node.text_content or "", open_[-1], len(nodes) + 1))
            elif tag in CONTROLS:
                if not (hidden and node.mem_id in hidden) and (value := shown(node)):
                    nodes.append(Node(TEXT, value, open_[-1], len(nodes) + 1))
            elif tag not in _UNSEEN and not (hidden and node.mem_id in hidden):
                nodes.append(_element(node, tag, open_[-1]))
                child = node.first_child
                if child is not None:
                    open_.append(len(nodes) - 1)
                    node = child
                    continue
                nodes[-1].end = len(nodes)
        following = node.next
        if following is not None:
            node, entering = following, True
            continue
        nodes[open_.pop()].end = len(nodes)
        node, entering = (node.parent if open_ else None), False
    nodes[0].end = len(nodes)
    _mark_nested(nodes)
    return nodes


def _mark_nested(nodes: list[Node]) -> None:
    """Take `plain` from tables that hold another."""
    table = [-1] * len(nodes)  # the innermost table around a node, or the node itself
    for index in range(1, len(nodes)):
        around = table[nodes[index].parent]
        if nodes[index].tag == "table":
            table[index] = index
            if around >= 0:
                nodes[around].plain = False
        else:
            table[index] = around


def _element(node: LexborNode, tag: str, parent: int) -> Node:
    element = Node(tag, "", parent, 0)
    if tag in ("td", "th"):
        attributes = node.attributes
        if "colspan" in attributes:
            element.colspan = _span(attributes["colspan"])
        if "rowspan" in attributes:
            element.rowspan = _span(attributes["rowspan"])
    elif tag == "a":
        href = node.attributes.get("href")
        element.link = bool(href) and not str(href).startswith("#")  # an anchor within the page leads nowhere else
    return element


def _span(value: str | None) -> int:
    match = _DIGITS.match(value or "")
    return int(match[1]) if match else 1
