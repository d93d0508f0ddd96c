from __future__ import annotations

import pytest

from gongkai.corpus.completion import DONE, MENDED, completion, is_settled
from gongkai.corpus.tokens import plain

SAID = (
    ("栏目长期不更新的情形不再发生。", MENDED),
    ("投诉由四十件降到两件。", MENDED),
    ("股室之间再无分歧。", MENDED),
    ("检索功能五月上线。", DONE),
    ("公开栏换成统一版式。", DONE),
    ("改造尚未完成。", None),
    ("机制有待完善，仍有两处没有开通。", None),
    ("明年将建成专区。", None),
    ("专区建成，制度有待完善。", DONE),  # each clause by itself
    ("全年公开信息三百条。", None),
)


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_completion_is_said_by_a_clause_that_neither_denies_nor_plans_it(text: str, expected: str | None) -> None:
    assert completion(plain(text)) == expected


SETTLED = (
    ("上年信息更新不及时的问题已得到有效解决。", True),
    ("照抄原文的现象基本扭转。", True),
    ("问题已有改善，但仍有差距。", False),
    ("力争全部整改到位。", False),
    ("杜绝空白栏目。", False),
)


@pytest.mark.parametrize(("text", "expected"), SETTLED)
def test_what_is_over_is_told_from_what_is_to_end(text: str, *, expected: bool) -> None:
    assert is_settled(plain(text)) == expected
