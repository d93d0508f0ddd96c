"""N-grams against a plain oracle that looks at one text at a time."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.model.tiny import plain_ngrams, units_of

from gongkai.model.ngrams import EDGE, is_whole, mark, normal, occurrences, shown

_PIECES = st.sampled_from(
    ["政", "务", "公开", "12", "３", " ", "\u3000", "\n", "a", "😀", "\ud83d", "\x00", EDGE, "國"]
)
texts = st.lists(st.one_of(_PIECES, st.characters()), max_size=8).map("".join)
passages = st.lists(st.tuples(texts, st.integers(0, 5)), min_size=1, max_size=6)


def whole_ngrams(pairs: list[tuple[str, int]]) -> list[Counter[int]]:
    """Return the n-grams that `occurrences` finds, by text."""
    found = occurrences(normal([text for text, _ in pairs]), [number for _, number in pairs])
    parts = np.split(found.keys, found.starts[1:])
    return [Counter(part[is_whole(part)].tolist()) for part in parts]


@given(passages)
def test_each_text_has_the_ngrams_of_that_text_and_no_other(pairs: list[tuple[str, int]]) -> None:
    assert [set(own) for own in whole_ngrams(pairs)] == [set(plain_ngrams(text, number)) for text, number in pairs]


@given(passages)
def test_each_ngram_counts_as_often_as_it_stands_there(pairs: list[tuple[str, int]]) -> None:
    assert whole_ngrams(pairs) == [plain_ngrams(text, number) for text, number in pairs]


@pytest.mark.parametrize("around", [([], []), (["前文"], []), ([], ["后文"]), (["前文", ""], ["", "后文"])])
def test_the_neighbours_in_a_batch_change_nothing(around: tuple[list[str], list[str]]) -> None:
    before, after = ([(text, 0) for text in part] for part in around)
    assert whole_ngrams([*before, ("公开办", 0), *after])[len(before)] == plain_ngrams("公开办", 0)


def test_the_ngrams_of_two_characters_are_these() -> None:
    (found,) = whole_ngrams([("公开", 0)])
    assert sorted(map(shown, found.elements())) == sorted(["^公", "^公开", "公", "公开", "公开$", "开", "开$"])


def test_an_empty_text_has_no_ngram() -> None:
    assert whole_ngrams([("", 0), (" \u3000", 2)]) == [Counter(), Counter()]


def test_no_ngram_crosses_from_one_text_to_the_next() -> None:
    first, second = whole_ngrams([("公", 0), ("开", 0)])
    assert {shown(key) for key in first} == {"公", "^公", "公$", "^公$"}
    assert {shown(key) for key in second} == {"开", "^开", "开$", "^开$"}


@given(texts, st.integers(0, 5))
def test_a_number_holds_its_ngram_and_its_mark(text: str, number: int) -> None:
    units = units_of(text)
    runs = {tuple(units[at : at + length]) for length in (1, 2, 3) for at in range(len(units) - length + 1)}
    shown_as = {
        b"".join(unit.to_bytes(2, "little") for unit in run).decode("utf-16-le", "replace")
        for run in runs
        if set(run) != {ord(EDGE)}
    }
    (found,) = whole_ngrams([(text, number)])
    assert {mark(key) for key in found} <= {number}
    assert {shown(key) for key in found} == {
        ("^" + run[1:] if run.startswith(EDGE) else run).replace(EDGE, "$") for run in shown_as
    }


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("收到12件", "收到0件"),
        ("收到１２件", "收到0件"),
        ("收 到\u30001 2\n件", "收到0件"),
        ("2019年1月", "0年0月"),
        ("資訊公開", "资讯公开"),
        (f"公{EDGE}开", "公开"),
        ("公\x00开", "公开"),
    ],
)
def test_digits_width_script_and_space_make_no_difference(text: str, seen: str) -> None:
    assert normal([text]) == EDGE + seen + EDGE


def test_the_edges_are_as_many_as_texts_and_one_more() -> None:
    assert normal([]) == EDGE
    assert normal(["", ""]) == EDGE * 3
