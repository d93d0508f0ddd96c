from __future__ import annotations

import pytest

from gongkai.corpus.language import DEEPEST, LONGEST, All, Any, Node, Not, Phrase, Words, parse
from gongkai.corpus.plan import MOST_CLAUSES, plan
from gongkai.errors import QueryError

A, B, C = Words("甲"), Words("乙"), Words("丙")
READ: tuple[tuple[str, Node | None], ...] = (
    ("", None),
    ("  ", None),
    ("()", None),
    ('""', None),
    ("甲", A),
    ("甲 乙", All((A, B))),
    ("甲 AND 乙", All((A, B))),
    ("甲 OR 乙", Any((A, B))),
    ("甲 乙 OR 丙", Any((All((A, B)), C))),
    ("甲 (乙 OR 丙)", All((A, Any((B, C))))),
    ("甲（乙 OR 丙）", All((A, Any((B, C))))),
    ("甲 -乙", All((A, Not(B)))),
    ("甲 NOT 乙", All((A, Not(B)))),
    ("NOT (甲 乙)", Not(All((A, B)))),
    ("-甲", Not(A)),
    ("甲-乙", Words("甲-乙")),
    ('"甲 乙" 丙', All((Phrase("甲 乙"), C))),
    ("“甲”丙", All((Phrase("甲"), C))),
    ("甲 OR", A),
    ("and", Words("and")),
)


@pytest.mark.parametrize(("text", "tree"), READ)
def test_a_query_is_read_as(text: str, tree: Node | None) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"甲', "quote"),
        ("(甲", "not closed"),
        ("甲)", "too many"),
        ("甲 NOT", "nothing follows"),
        ("NOT OR 甲", "nothing follows"),
        ("甲" * (LONGEST + 1), "characters"),
        ("(" * (DEEPEST + 2) + "甲" + ")" * (DEEPEST + 2), "brackets"),
        ("- " * 3 + "-" * 400 + "甲", "brackets"),
    ],
)
def test_what_can_not_be_understood_is_said(text: str, said: str) -> None:
    with pytest.raises(QueryError, match=said) as caught:
        parse(text)
    assert caught.value.reason != str(caught.value)  # Chinese, for the page


def test_a_query_of_too_many_clauses_is_refused() -> None:
    with pytest.raises(QueryError, match=f"at most {MOST_CLAUSES}"):
        plan("人手不足 " * 50 + "更新不及时 " * 25)


@pytest.mark.parametrize(
    ("word", "parts"), [("政务公开", ("政务", "公开")), ("公开栏", ()), ("南京市", ()), ("依申请公开", ())]
)
def test_a_long_word_is_met_by_its_parts_where_they_are_all_of_it(word: str, parts: tuple[str, ...]) -> None:
    assert dict(plan(word).words)[word] == parts


@pytest.mark.parametrize("text", ["，。", "- -", "的", '"，"', "的 了 在", "!", "—— ——"])
def test_a_query_of_marks_and_empty_words_asks_for_nothing(text: str) -> None:
    assert plan(text).must is None
