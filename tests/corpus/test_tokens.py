from __future__ import annotations

import pytest

from gongkai.corpus.tokens import index_words, inner_words, pairs, phrase, plain, query_words, units, words

# What a text must be found by, and what it only seems to contain.
CUT = (
    ("南京市长江大桥", {"南京市", "南京", "长江大桥", "长江", "大桥"}, {"市长", "江大"}),
    ("依申请公开工作", {"依申请公开", "申请", "公开", "工作"}, {"开工"}),
    ("发布信息公开指南", {"公开指南", "信息", "公开", "指南"}, {"布信", "息公"}),
    ("ＡＰＩ接口2021年", {"api", "接口", "2021"}, set()),
    ("資訊公開", {"公开"}, set()),
)


@pytest.mark.parametrize(("text", "found", "not_found"), CUT)
def test_a_text_is_indexed_by_its_words_and_the_words_in_them(text: str, found: set[str], not_found: set[str]) -> None:
    own = set(index_words(plain(text)).split())
    assert found <= own
    assert not not_found & own


def test_words_stand_where_they_are_said_to_stand() -> None:
    text = plain("依申请公开 １２３４５热线，南京市长江大桥。")
    assert [text[word.start : word.end] for word in words(text)] == [word.text for word in words(text)]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("政府信息", ("政府", "府信", "信息")),
        ("微课", ("微课",)),
        ("微", ("微",)),
        ("信息，公开", ("信息", "息", "|", "公开")),
        ("“信息”", ("信息",)),
        ("第12345号", ("第12345", "12345号")),
        ("3.5万", ("3.5万",)),
        ("，。", ()),
    ],
)
def test_a_phrase_is_a_run_of_pairs(text: str, made: tuple[str, ...]) -> None:
    assert phrase(plain(text)) == made


@pytest.mark.parametrize(
    ("text", "inside"), [("政府信息公开", "信息公开"), ("开，展公开", "展公"), ("公开12条", "开12")]
)
def test_a_phrase_lies_in_a_text_as_a_run(text: str, inside: str) -> None:
    own, part = pairs(units(text)), list(phrase(inside))
    assert any(own[at : at + len(part)] == part for at in range(len(own)))


def test_a_mark_keeps_characters_apart() -> None:
    own, part = pairs(units("甲乙，乙丙")), list(phrase("甲乙丙"))
    assert not any(own[at : at + len(part)] == part for at in range(len(own)))


@pytest.mark.parametrize(
    ("word", "inner"),
    [
        ("依申请公开", ["申请", "公开"]),
        ("政务公开", ["政务", "公开"]),
        ("长江大桥", ["长江", "大桥"]),
        ("南京市", ["南京"]),
        ("集中学习", ["集中", "学习"]),
        ("公开", []),
        ("条例", []),
    ],
)
def test_a_long_word_falls_into_the_words_that_leave_least_of_it(word: str, inner: list[str]) -> None:
    assert inner_words(word) == inner


def test_a_query_is_cut_into_its_longest_words() -> None:
    assert query_words("南京市长江大桥") == ["南京市", "长江大桥"]
