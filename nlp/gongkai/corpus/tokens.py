"""Words, characters and pairs of characters: what passages are indexed by and queries are cut into.

Words are those of jieba's search mode, long words with the words in them, over a dictionary that knows the domain's.
Pairs stand at their places, so that a phrase is a run of pairs; a mark between characters keeps them apart.
All of it is over folded text (`gongkai.text.fold`), so that widths and traditional characters make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from gongkai.text import fold

GAP = "|"
"""Stands among the pairs for any punctuation."""
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
    return [Token(*token) for token in _jieba().tokenize(text, mode="search", hmm=False) if _is_word(token[0])]


def index_words(text: str) -> str:
    """Return the words of a plain text, spaces between them."""
    return " ".join([word for word in _jieba().cut_for_search(text, hmm=False) if _is_word(word)])


def characters(text: str) -> str:
    """Return each Chinese character of a plain text once, spaces between them."""
    return " ".join(dict.fromkeys(_SINGLE.findall(text)))


def query_words(text: str) -> list[str]:
    """Return a plain text cut into its longest words and single characters, in order."""
    return [word for word in _jieba().cut(text, hmm=False) if _SPOKEN.search(word)]


def inner_words(word: str) -> list[str]:
    """Return the shorter words that a long word falls into, one behind the other; nothing where it does not."""
    ends: dict[int, list[str]] = {0: []}
    for token in sorted(words(word), key=lambda token: token.end):
        if token.text != word and token.start in ends:
            ends.setdefault(token.end, [*ends[token.start], token.text])
    return ends.get(len(word), [])


def units(text: str) -> list[str]:
    """Return the characters of a plain text, runs of letters and of digits whole, GAP for a mark, no spaces."""
    return _UNIT.findall(_MARK.sub(GAP, text))


def pairs(found: Sequence[str]) -> list[str]:
    """Return each unit with its next, alone where a mark or the end follows: one a unit."""
    nexts = [*found[1:], GAP]
    return [own if own == GAP or after == GAP else own + after for own, after in zip(found, nexts, strict=False)]


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


@cache
def _jieba() -> Any:
    import rjieba

    segmenter = rjieba.Jieba()
    for line in files("gongkai.corpus").joinpath("words.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            segmenter.add_word(line, _FREQUENCY, "n")
    return segmenter
