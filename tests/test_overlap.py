from __future__ import annotations

import pytest

from gongkai.overlap import Overlap, pieces

TEXTS = (
    "栏目更新不及时",
    "及时更新栏目",
    "依申请公开答复慢",
    "栏目更新不及时,答复慢,窗口少,人员少,经费少",
    "2023-12 abc",
)


def test_pieces_are_pairs_of_chinese_characters_that_stand_side_by_side() -> None:
    assert pieces("栏目2更新,不") == {"栏目", "更新"}


def test_a_text_holds_itself_and_nothing_of_a_stranger() -> None:
    overlap = Overlap(TEXTS)
    assert overlap.share(0, 0) == 1
    assert overlap.share(0, 2) == 0


def test_other_word_order_is_seen_through() -> None:
    assert Overlap(TEXTS).share(1, 0) > 0.3


def test_what_many_have_weighs_little() -> None:
    overlap = Overlap(["公开栏目", "公开窗口", "公开经费", "栏目"])
    assert overlap.share(0, 3) > overlap.share(0, 1)


def test_a_long_text_is_less_alike_than_a_short_one_that_holds_as_much() -> None:
    overlap = Overlap(TEXTS)
    assert overlap.share(0, 3) == overlap.share(0, 0)
    assert overlap.likeness(0, 3, 0.2) < overlap.likeness(0, 0, 0.2) == pytest.approx(1)


def test_a_text_without_chinese_characters_is_like_nothing() -> None:
    overlap = Overlap(TEXTS)
    assert overlap.share(4, 0) == overlap.likeness(0, 4, 0.2) == 0
