"""The language of queries: words, "phrases", AND OR NOT, a leading - for NOT, brackets.

What spaces divide must all be met; a stretch of several words is met by most of them, a phrase word for word.
`解读 单一` asks for both, `解读形式单一` for most of 解读, 形式, 单一, `"形式单一" -培训` for the phrase without 培训.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.document import Record
from gongkai.errors import QueryError

LONGEST = 500
"""Characters of a query: a pasted passage has 200."""
DEEPEST = 20
"""Brackets within brackets."""

_TOKEN = re.compile(r'\s*(?:(["“”„«»])([^"“”„«»]*)(["“”„«»])|([()（）])|([-－—!！])(?=\S)|([^\s()（）"“”„«»]+))')
_OPERATORS = {"AND": "and", "OR": "or", "NOT": "not", "&&": "and", "||": "or", "|": "or", "&": "and"}


class Words(Record, frozen=True):
    """A stretch of text to be met by most of its words."""

    text: str


class Phrase(Record, frozen=True):
    """Text to be met word for word."""

    text: str


class Not(Record, frozen=True):
    """What must not be met."""

    part: Node


class All(Record, frozen=True):
    """What must all be met."""

    parts: tuple[Node, ...]


class Any(Record, frozen=True):
    """Of what one must be met."""

    parts: tuple[Node, ...]


Node = Words | Phrase | Not | All | Any


def parse(text: str) -> Node | None:
    """Return the query as a tree, None when it holds nothing; QueryError says what can't be understood."""
    if len(text) > LONGEST:
        raise QueryError(
            f"query of {len(text)} characters: at most {LONGEST}; shorten it, or ask for passages like one",
            f"检索式过长（{len(text)} 字，最多 {LONGEST} 字），请缩短",
        )
    parser = _Parser(list(_tokens(text)))
    node = parser.either(0)
    if parser.at < len(parser.tokens):
        raise QueryError(f"query {text!r}: a ) too many; take it away", "检索式中多了一个右括号")
    return node


def wanted(text: str) -> str:
    """Return the plain words of a query, without its operators and what must not hold."""
    node = parse(text)
    return "" if node is None else " ".join(_wanted(node))


def _wanted(node: Node) -> Iterator[str]:
    if isinstance(node, Words | Phrase):
        yield node.text.strip()
    elif not isinstance(node, Not):
        for part in node.parts:
            yield from _wanted(part)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Yield kind and text: phrase, (, ), not, and, or, words."""
    at = 0
    while at < len(text.rstrip()):
        found = _TOKEN.match(text, at)
        if found is None:  # a quote that nothing closes
            raise QueryError(
                f"query {text!r}: the quote at {at} is not closed; close it or take it away", "检索式中的引号没有成对"
            )
        at = found.end()
        if found[1]:
            yield "phrase", found[2]
        elif found[4]:
            yield ("(" if found[4] in "(（" else ")"), ""
        elif found[5]:
            yield "not", ""
        else:
            yield _OPERATORS.get(found[6], "words"), found[6]


class _Parser:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.at = 0

    def either(self, depth: int) -> Node | None:
        """Return what stands up to the end or a closing bracket: parts that OR divides."""
        parts = [self.every(depth)]
        while self._kind() == "or":
            self.at += 1
            parts.append(self.every(depth))
        real = tuple(part for part in parts if part is not None)
        return Any(real) if len(real) > 1 else real[0] if real else None

    def every(self, depth: int) -> Node | None:
        """Return what stands up to an OR: parts that must all be met."""
        parts = []
        while (kind := self._kind()) not in (None, "or", ")"):
            if kind == "and":
                self.at += 1
            elif (part := self.one(depth)) is not None:
                parts.append(part)
        return All(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None

    def one(self, depth: int) -> Node | None:
        """Return a word, a phrase, a bracket or the negation of one."""
        if depth > DEEPEST:
            raise QueryError(f"query: more than {DEEPEST} brackets or negations in each other", "检索式的括号层数过多")
        kind, text = self.tokens[self.at]
        self.at += 1
        if kind == "phrase":
            return Phrase(text) if text.strip() else None
        if kind == "words":
            return Words(text)
        if kind == "not":
            if self._kind() in (None, "or", "and", ")"):
                raise QueryError("query: nothing follows NOT; write what must not stand there", "NOT 之后缺少检索词")
            part = self.one(depth + 1)
            return None if part is None else Not(part)
        node = self.either(depth + 1)
        if self._kind() != ")":
            raise QueryError("query: a ( is not closed; close it or take it away", "检索式中的括号没有成对")
        self.at += 1
        return node

    def _kind(self) -> str | None:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else None
