"""Glued text: labels and values that lost the white space between them, cut where the form's labels stand.

Crawlers drop line ends, tabs, or all of it: 规章000行政规范性文件4117. The labels are known, so they can be told from
each other and from the digits between. How digits part into cells is known only where there is but one way to do it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from gongkai.editions import Edition, Table, editions
from gongkai.tables.labels import core
from gongkai.tables.parting import Piece, doubted, part
from gongkai.tables.vocabulary import choose_edition, printed_labels, vocabularies
from gongkai.text import fold, squeeze

# Labels beside values, one of which each report prints: what the first of them touches tells whether the text is glued.
_SIGNS = (
    "本年新收政府信息公开申请数量", "结转下年度继续办理", "现行有效件数", "对外公开总数量", "处理决定数量", "尚未审结",
    "属于行政查询事项", "补正后申请内容仍不明确", "无正当理由大量反复申请",
)  # fmt: skip
_LOOKS = 4  # occurrences of a sign that are looked at: narrative may name it before the table does
_LEAD = 4  # characters before a sign that may be its ordinal, or 本年
_REACH = 40  # characters before it that may be a label it is glued to
_APART = re.compile(r"[\s|\"'>]")
# Before a label that leads its cell stands at most its ordinal: no value (0四、), no short label (总计、).
_LEADS = re.compile(r"[\s|\"'>](?!\d+[一二三四五六七八九十(])[^总其规]{0,3}\Z")
_ROW_OF_DIGITS = re.compile(r"\s*[\d/]{7}")
_SHORTEST = 4  # characters of a label that is not as the form prints it
_ORDINAL = r"\([一二三四五六七八九十]{1,3}\)[、.]?|[一二三四五六七八九十]{1,3}[、.]|\d[.、,)]|\(\d\)|[①-⑳]"
_HEAD = re.compile(rf"[\d/]+?(?={_ORDINAL})")
_TAIL = re.compile(r"(?<=[\u4e00-\u9fff)])[\d/]+(?:\.\d+)?\Z")
_LONGEST_LABEL = 60
_NUMBERED = re.compile(_ORDINAL)
_HINT = r"\((?![一二三四五六七八九十\d]{1,3}\))[^()]{1,40}\)"
_RUN = re.compile(r"[\d/]+(?:\.\d+)?")
_VALUE = r"(?:\d+(?:\.\d+)?|[/-])(?=[\s|]|\Z)"
_BESIDE = re.compile(rf"[ \t|]+{_VALUE}")
_BELOW = re.compile(rf"(?:[ \t|]*\n\s*{_VALUE})*")


class Glue:
    """The rows of a glued text, and how many cells each has."""

    def __init__(self, text: str) -> None:
        self.text = text
        cores = {core(match[0]) for match in _labels().finditer(squeeze(text))}
        vocabulary, tied = choose_edition(cores, None)
        self.known = vocabulary is not None
        chosen = [vocabulary.edition] if vocabulary is not None and not tied else editions()
        self.widths = _widths(chosen)

    def cut(self, word: str, end: int, before: tuple[str, ...]) -> list[Piece]:
        """Return the pieces of a word of the text that ends at `end`, none when it is one piece.

        `before` are the cores of the labels right before it, with no value after them.
        """
        if word.isdecimal() and self._width(before) < 2:
            return []
        tokens = list(_tokens(word))
        pieces: list[Piece] = []
        for first, stop in [(0, 1)] if word.isdecimal() else _stretches(tokens, word):
            labels = before if first == 0 else ()
            for at in range(first, stop):
                token = tokens[at]
                if token.label:
                    labels = (*labels[-1:], token.label)
                    pieces.append(Piece(token.start, token.end, None))
                    continue
                loose = at + 1 < len(tokens) and not tokens[at + 1].label
                width = 1 if not labels else 0 if loose else self._width(labels)
                first_of_row = at + 1 == len(tokens) and self._row_goes_on(end, width)
                found = part(word[token.start : token.end], token.start, width, first_of_row)
                if at + 1 < len(tokens) and _lost_ordinal(word, tokens[at + 1]):
                    found = doubted(found)
                pieces += found
                labels = ()
        pieces = pieces or self._values_at_edges(word, end)
        return _with_rest(pieces, len(word)) if pieces else []

    def _values_at_edges(self, word: str, end: int) -> list[Piece]:
        """Return the digits before the ordinal of a label that is none of the form's, and those after it."""
        if len(word) > _LONGEST_LABEL or "。" in word:
            return []
        pieces = []
        if head := _HEAD.match(word):
            pieces += part(head[0], 0, 1, False)
        if tail := _TAIL.search(word, len(pieces)):
            width = 1 if _BESIDE.match(self.text, end) else 0
            pieces += part(tail[0], tail.start(), width, False)
        return pieces

    def _row_goes_on(self, end: int, width: int) -> bool:
        """Say whether the values of a row go on after its first: beside it, or each on a line, just as many."""
        if _BESIDE.match(self.text, end):
            return True
        below = _BELOW.match(self.text, end)
        return width > 2 and below is not None and len(below[0].split()) == width - 1  # one may be a page number

    def _width(self, labels: tuple[str, ...]) -> int:
        """Return how many cells stand after `labels`, 0 when that is not known."""
        if labels[-2:] == ("尚未审结", "总计"):  # the body of a table whose groups stand abreast
            return self.widths.get("", 0)
        return self.widths.get(labels[-1], 0) if labels else 0


class _Token(NamedTuple):
    start: int
    end: int
    label: str  # its core, "" for a run of digits and for other text
    text: bool


def find_glue(text: str) -> Glue | None:
    """Return how to cut a text whose labels or values touch each other; None for all others, which are most."""
    for sign in _SIGNS:
        glued = _is_glued(text, sign)
        if glued:
            glue = Glue(text)
            return glue if glue.known else None
        if glued is not None:
            return None
    return None


def _is_glued(text: str, sign: str) -> bool | None:
    """Say whether a sign touches digits or another label, or its values each other; None where it is no label."""
    at = text.find(sign)
    for _ in range(_LOOKS):
        if at < 0:
            return None
        end = at + len(sign)
        apart = _APART.match(text, end)
        if _ROW_OF_DIGITS.match(text, end) if apart else _goes_on(text, end):
            return True
        leads = at <= _LEAD or _LEADS.search(text, at - _LEAD, at)
        if not leads and _comes_after(text, end):
            return True
        if leads and apart:
            return False
        at = text.find(sign, end)
    return None


def _goes_on(text: str, at: int) -> bool:
    return text[at : at + 1].isdecimal() or _labels().match(text, at) is not None


def _comes_after(text: str, end: int) -> bool:
    """Say whether the label that ends at `end` touches a digit or label before it."""
    word = _APART.split(text[max(0, end - _REACH) : end])[-1]
    found = list(_labels().finditer(word))
    start = found[-1].start() if found else 0
    return start > 0 and (word[start - 1].isdecimal() or (len(found) > 1 and found[-2].end() == start))


def _tokens(word: str) -> Iterator[_Token]:
    """Yield labels, runs of digits and other text in order."""
    at = 0
    labelled = False
    for match in (*_labels().finditer(word), None):
        start = match.start() if match else len(word)
        digits = _RUN.match(word, at, start)
        if digits and (labelled or digits.end() == start):
            yield _Token(at, digits.end(), "", False)
            at = digits.end()
        if start > at:
            yield _Token(at, start, "", True)
        if match:
            yield _Token(*match.span(), core(match[0]), False)
            at = match.end()
            labelled = True


def _lost_ordinal(word: str, token: _Token) -> bool:
    """Say whether a label lacks the digit that the form prints before it: the value before it may end in that."""
    digit = _digits().get(token.label)
    return digit is not None and word[token.start] != digit


def _stretches(tokens: list[_Token], word: str) -> Iterator[tuple[int, int]]:
    """Yield where labels and digits follow each other without other text.

    Two labels, nothing else in the word, or a value at its head and a numbered label (0五、…): narrative has none.
    """
    edges = [-1, *(at for at, token in enumerate(tokens) if token.text), len(tokens)]
    for before, stop in pairwise(edges):
        labels = [token for token in tokens[before + 1 : stop] if token.label]
        whole = stop - before - 1 == len(tokens)
        heads = before < 0 and not tokens[0].label and bool(labels) and _NUMBERED.match(word, labels[0].start)
        if len(labels) > 1 or (labels and whole) or heads:
            yield before + 1, stop


def _with_rest(pieces: list[Piece], length: int) -> list[Piece]:
    """Return the pieces with other text between them as pieces of their own."""
    found = []
    at = 0
    for piece in (*pieces, Piece(length, length, None)):
        if piece.start > at:
            found.append(Piece(at, piece.start, None))
        if piece.end > piece.start:
            found.append(piece)
        at = piece.end
    return found


def _widths(chosen: Iterable[Edition]) -> dict[str, int]:
    """Return how many cells follow each row's label where the editions agree; under "" those of a table abreast."""
    found: dict[str, set[int]] = defaultdict(set)
    for table in (table for edition in chosen for table in edition.tables):
        for label in _rows(table):
            found[label].add(len(table.columns) * max(1, len(table.abreast)))
    return {label: widths.pop() for label, widths in found.items() if len(widths) == 1}


def _rows(table: Table) -> list[str]:
    groups = [group.label for group in table.groups if group.id in table.undivided]
    labels = [*(row.label for row in table.rows), *groups]
    return [core(squeeze(fold(label))) for label in labels] or [""]


@cache
def _digits() -> dict[str, str]:
    """Return the digit that the form prints before a row, by the row's core."""
    rows = [row for edition in editions() for table in edition.tables for row in table.rows]
    return {core(squeeze(fold(row.label))): row.ordinal[0] for row in rows if row.ordinal[:1].isdecimal()}


@cache
def _labels() -> re.Pattern[str]:
    """Return a pattern of the labels and headings that may be cut out, each with its ordinal and hint."""
    words = set(printed_labels()) | {squeeze(fold(part.heading)) for edition in editions() for part in edition.parts}
    words |= {_NUMBERED.sub("", word, count=1) if _NUMBERED.match(word) else word for word in words}
    words |= {word for vocabulary in vocabularies() for word in vocabulary.exact if len(word) >= _SHORTEST}
    return re.compile(f"(?:{_ORDINAL})?{_trie(words)}(?:{_HINT})?")


def _trie(words: Iterable[str]) -> str:
    """Return a pattern that matches the longest of `words` without trying one after the other."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _branches(root)


def _branches(node: dict[str, Any]) -> str:
    options = "|".join(re.escape(char) + _branches(inner) for char, inner in sorted(node.items()) if char)
    if not options:
        return ""
    return f"(?:{options})" + ("?" if "" in node else "")
