"""Glued text: labels and values that lost the white space between them, cut where the form's labels stand.

Crawlers drop line ends, tabs, or all of it: 规章000行政规范性文件4117. Labels are known by heart, so they can be told from
each other and from the digits between. How digits part into cells is known only where there is but one way to do it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations, pairwise
from typing import Any, NamedTuple

from gongkai.document import Status
from gongkai.editions import Edition, Table, editions
from gongkai.tables.labels import core
from gongkai.tables.values import NOTHING, Value, read_value
from gongkai.tables.vocabulary import choose_edition, printed_labels, vocabularies
from gongkai.text import fold, squeeze

# The last labels before the values of each table: what they touch tells glued text from usual text in a few looks.
_SIGNS = (
    "本年新收政府信息公开申请数量", "结转下年度继续办理", "现行有效件数", "对外公开总数量", "处理决定数量", "尚未审结",
)  # fmt: skip
_LOOKS = 4  # occurrences of a sign that are looked at: narrative may name it before the table does
_LEAD = 4  # characters before a sign that may be its ordinal, or 本年
_REACH = 40  # characters before it that may be a label it is glued to
_APART = re.compile(r"[\s|\"'>]")
_SHORTEST = 4  # characters of a label that is not as the form prints it
_ORDINAL = r"\([一二三四五六七八九十]{1,3}\)[、.]?|[一二三四五六七八九十]{1,3}[、.]|\d[.、,)]|\(\d\)|[①-⑳]"
_NUMBERED = re.compile(_ORDINAL)
_HINT = r"\((?![一二三四五六七八九十\d]{1,3}\))[^()]{1,40}\)"
_RUN = re.compile(r"[\d/]+(?:\.\d+)?")
_BESIDE = re.compile(r"([ \t|]*\n\s*|[ \t|]+)(?:\d+(?:\.\d+)?|[/-])(?=[\s|]|\Z)")
_LONGEST_NUMBER = 5  # digits of a value that stands beside others of its row
_MOST_LONG = 6  # digits more than cells: every way to cut is tried
_TOTALLED = 5  # columns of which the last is the total of the others: 7 in requests, 3 times 5 in proceedings


class Piece(NamedTuple):
    """A piece of a glued word, by offset: a label or other text (no value), or a value."""

    start: int
    end: int
    value: Value | None


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
                    labels = (*labels, token.label)
                    pieces.append(Piece(token.start, token.end, None))
                    continue
                loose = at + 1 < len(tokens) and not tokens[at + 1].label
                following = _BESIDE.match(self.text, end) if at + 1 == len(tokens) else None
                width = 1 if not labels else 0 if loose else self._width(labels)
                pieces += _values(word[token.start : token.end], token.start, width, following)
                labels = ()
        return _with_rest(pieces, len(word)) if pieces else []

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
    """Return how to cut a text whose labels touch what stands beside them; None for all others, which are most."""
    if not any(_touches(text, sign) for sign in _SIGNS):
        return None
    glue = Glue(text)
    return glue if glue.known else None


def _touches(text: str, sign: str) -> bool:
    """Say whether a sign touches digits or another label."""
    at = text.find(sign)
    for _ in range(_LOOKS):
        if at < 0:
            return False
        end = at + len(sign)
        if not _APART.match(text, end) and _goes_on(text, end):
            return True
        if at > _LEAD and not _APART.search(text, at - _LEAD, at) and _comes_after(text, end):
            return True
        at = text.find(sign, end)
    return False


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
    for match in (*_labels().finditer(word), None):
        start = match.start() if match else len(word)
        if start > at:
            yield _Token(at, start, "", _RUN.fullmatch(word, at, start) is None)
        if match:
            yield _Token(*match.span(), core(match[0]), False)
            at = match.end()


def _stretches(tokens: list[_Token], word: str) -> Iterator[tuple[int, int]]:
    """Yield where labels and digits follow each other without other text.

    Two labels, nothing else in the word, or a value at its head and a numbered label (0五、…): narrative has none of it.
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


def _values(run: str, at: int, width: int, following: re.Match[str] | None) -> list[Piece]:
    """Return the cells that a run of digits at offset `at` is, one in doubt when it may be several ways."""
    ends = _parting(run, width)
    if ends is not None:
        sure = width == 1 or len(set(run)) == 1
        bounds = pairwise((0, *ends))
        return [Piece(at + start, at + end, _value(run[start:end], sure=sure)) for start, end in bounds]
    longest = width - 1 if following and "\n" in following[1] else max(width - 1, _LONGEST_NUMBER)
    single = following is not None and 0 < width and len(run) <= longest and _is_number(run)
    value = read_value(run) if single or len(run) == 1 else _value(run, sure=False)
    return [Piece(at, at + len(run), value)]


def _value(run: str, *, sure: bool) -> Value | None:
    """Return the value of a cell cut out of a run; in doubt it bears a remark, so that its fact does."""
    if run == "/":
        return NOTHING
    value = read_value(run)
    if sure or value is None or value.number is None:
        return value or Value(Status.NUMBER, 0, remark=True, plain=False)
    return Value(Status.NUMBER, value.number, remark=True, plain=False)


def _parting(run: str, width: int) -> tuple[int, ...] | None:
    """Return the ends of the `width` cells of a run where only one way to cut it can be: alike, or adding up."""
    if width == 1:
        return (len(run),) if _is_number(run) or run == "/" else None
    if width == 0 or not width <= len(run) <= width + _MOST_LONG:
        return None
    if len(run) == width and run in ("0" * width, "/" * width):
        return tuple(range(1, width + 1))
    if width < _TOTALLED or not run.isdecimal():
        return None
    block = width if width % _TOTALLED else _TOTALLED
    ways = _ways(run, 0, block, width // block)
    return ways[0] if len(ways) == 1 else None


def _ways(run: str, start: int, block: int, blocks: int) -> list[tuple[int, ...]]:
    """Return all ways to cut a run from `start` on into blocks of numbers whose last is the total."""
    if blocks == 0:
        return [()] if start == len(run) else []
    found = []
    least = (blocks - 1) * block
    for stop in range(start + block, len(run) - least + 1):
        for inner in combinations(range(start + 1, stop), block - 1):
            ends = (*inner, stop)
            if _adds_up(run, start, ends):
                found += [(*ends, *rest) for rest in _ways(run, stop, block, blocks - 1)]
    return found


def _adds_up(run: str, start: int, ends: tuple[int, ...]) -> bool:
    texts = [run[a:b] for a, b in pairwise((start, *ends))]
    if any(text[0] == "0" and len(text) > 1 for text in texts):
        return False
    *parts, total = map(int, texts)
    return sum(parts) == total


def _is_number(run: str) -> bool:
    """Say whether a run may be one number: no mark in it, no zero before it."""
    return "/" not in run and (run[0] != "0" or len(run) == 1 or run[1] == ".")


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
