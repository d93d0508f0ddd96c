"""Words, characters and pairs of characters: what passages are indexed by and queries are cut into.

Words are those of jieba's search mode, long words with the words in them, over a dictionary that knows the domain's.
Pairs stand at their places, so that a phrase is a run of pairs; a mark between characters keeps them apart.
All of it is over folded text (`gongkai.text.fold`), so that widths and traditional characters make no difference.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from gongkai.text import fold

GAP = "|"
"""Stands among the pairs for any punctuation."""
_CACHED = 1 << 16  # words whose parts are remembered: more than reports use
_SHORTEST = 2  # characters: a word of so many has no words in it
_FREQUENCY = 100_000
"""Of the domain's words: above that of every word they could be cut into."""
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_UNIT = re.compile(rf"[{_HAN}]|[a-z]+|\d+(?:\.\d+)*|\S")
_SINGLE = re.compile(rf"[{_HAN}]")
_SPOKEN = re.compile(r"\w")
_MARK = re.compile(r"[^\w\s.]|(?<!\d)\.|\.(?!\d)|_")  # a point between digits is none
# Without them a question in words would ask for what every passage has.
STOP = frozenset("的了在和与及或等对为是有也就都而被把将从向到以于之其该各个这那哪些什么如何怎样怎么吗呢请我们他们一")


class Token(NamedTuple):
    """A word and its place in the text."""

    text: str
    start: int
    end: int


def plain(text: str) -> str:
    """Return `text` as it is cut: folded, small letters; same length."""
    folded = fold(text)
    small = folded.lower()
    return small if len(small) == len(folded) else folded


def words(text: str) -> list[Token]:
    """Return the words of a plain text and the words in them, of two characters and more, with their places."""
    found = []
    for token in _jieba().tokenize(text, hmm=False):
        if _is_word(token[0]):
            found.append(Token(*token))
            found += [Token(inner, token[1] + at, token[1] + at + len(inner)) for at, inner in _inner(token[0])]
    return found


def index_words(text: str) -> str:
    """Return the words of a plain text, spaces between them."""
    return " ".join([form for word in _jieba().cut(text, hmm=False) if (form := _forms(word))])


def characters(text: str) -> str:
    """Return each Chinese character of a plain text once, spaces between them."""
    return " ".join(dict.fromkeys(_SINGLE.findall(text)))


def query_words(text: str) -> list[str]:
    """Return a plain text cut into its longest words and single characters, in order."""
    return [word for word in _jieba().cut(text, hmm=False) if _SPOKEN.search(word)]


def inner_words(word: str) -> list[str]:
    """Return the shorter words that a long word falls into, one behind the other, single characters between them."""
    return [inner for _, inner in _inner(word)]


def units(text: str) -> list[str]:
    """Return the characters of a plain text, runs of letters and of digits whole, GAP for a mark, no spaces."""
    return _UNIT.findall(_MARK.sub(GAP, text))


def pairs(found: Sequence[str]) -> list[str]:
    """Return each unit with its next, alone where a mark or the end follows: one a unit."""
    nexts = [*found[1:], GAP]
    return [own if own == GAP or after == GAP else own + after for own, after in zip(found, nexts, strict=False)]


def neighbours(text: str) -> list[str]:
    """Return the pairs of characters of a plain text that stand side by side."""
    found = units(text)
    return [own + after for own, after in itertools.pairwise(found) if GAP not in (own, after)]


def phrase(text: str) -> tuple[str, ...]:
    """Return the pairs that stand one behind the other where the plain text stands."""
    found = units(text)
    while found and found[0] == GAP:
        del found[0]
    while found and found[-1] == GAP:
        del found[-1]
    made = pairs(found)
    return tuple(made[:-1] if len(made) > 1 and found[-2] != GAP else made)


def is_single(token: str) -> bool:
    """Say whether a token is one Chinese character."""
    return len(token) == 1 and bool(_SINGLE.match(token))


def _is_word(word: str) -> bool:
    return len(word) > 1 or (word.isascii() and word.isalnum())


_Way = tuple[int, tuple[tuple[int, str], ...]]  # single characters left, places and words
_NO_WAY: _Way = (1 << 30, ())


def _rank(way: _Way) -> tuple[int, list[int]]:
    """Return what ways are told by: few single characters, and those at the end rather than at the beginning."""
    return way[0], [at for at, _ in way[1]]


@lru_cache(_CACHED)
def _forms(word: str) -> str:
    """Return a word with the words in it, spaces between; nothing for a mark or a single character."""
    return " ".join([word, *inner_words(word)]) if _is_word(word) else ""


@lru_cache(_CACHED)
def _inner(word: str) -> tuple[tuple[int, str], ...]:
    """Return the words in a long word with their places: the way to cut it that leaves the fewest single characters.

    Jieba's search mode gives every word of the dictionary that happens to stand there: 中学 in 集中学习.
    """
    if len(word) <= _SHORTEST or not _SINGLE.match(word):
        return ()
    parts = _jieba().tokenize(word, mode="search", hmm=False)
    ways: dict[int, _Way] = {0: (0, ())}
    for at in range(len(word)):
        singles, way = ways[at]
        ways[at + 1] = min(ways.get(at + 1, _NO_WAY), (singles + 1, way), key=_rank)
        for part, start, end in parts:
            if start == at and len(part) > 1 and part != word:
                ways[end] = min(ways.get(end, _NO_WAY), (singles, (*way, (at, part))), key=_rank)
    return ways[len(word)][1]


@cache
def _jieba() -> Any:
    import rjieba

    segmenter = rjieba.Jieba()
    for line in files("gongkai.corpus").joinpath("words.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            segmenter.add_word(line, _FREQUENCY, "n")
    return segmenter
