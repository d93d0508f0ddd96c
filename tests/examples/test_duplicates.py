"""Near-duplicates and wording that passages share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.examples.duplicates import ALIKE, COMMON, GRAM, diversity, near_duplicates, shared_windows

BASE = "全年共收到政府信息公开申请三十二件，均按时答复，没有引发行政复议。"


def test_the_same_text_is_a_near_duplicate() -> None:
    assert near_duplicates([BASE, "没有相干的另一段文字在这里", BASE]) == [(0, 2)]


def test_a_changed_number_does_not_hide_a_copy() -> None:
    assert near_duplicates([BASE, BASE.replace("三十二", "七")]) == [(0, 1)]


def test_a_piece_of_a_text_is_alike_the_whole() -> None:
    assert near_duplicates([BASE, BASE[:16]]) == [(0, 1)]


def test_texts_with_a_phrase_in_common_are_not_alike() -> None:
    assert near_duplicates([BASE, "网站改版之后，全年共收到政府信息公开申请不多，而留言与来电成倍增长。"]) == []


def test_short_texts_are_alike_when_they_are_the_same() -> None:
    assert near_duplicates(["无。", "无。", "没有。"]) == [(0, 1)]


def test_no_texts_have_no_pairs() -> None:
    assert near_duplicates([]) == near_duplicates([BASE]) == []


def test_many_copies_of_a_text_are_still_tied_to_each_other() -> None:
    copies = [BASE] * (COMMON + 1)
    assert {number for pair in near_duplicates(copies) for number in pair} == set(range(len(copies)))


@given(st.lists(st.text("公开甲乙丙", min_size=1, max_size=12), max_size=12))
def test_pairs_agree_with_comparing_each_with_each(texts: list[str]) -> None:
    pieces = [{text[at : at + GRAM] for at in range(max(1, len(text) - GRAM + 1))} for text in texts]
    wanted = [
        (one, other)
        for one in range(len(texts)) for other in range(one + 1, len(texts))
        if len(pieces[one] & pieces[other]) > ALIKE * min(len(pieces[one]), len(pieces[other]))
    ]  # fmt: skip
    assert near_duplicates(texts) == wanted


def test_windows_count_texts_and_not_places() -> None:
    counts = shared_windows(["甲乙丙甲乙丙", "乙丙丁"], 2, [])
    assert counts == {"甲乙": 1, "乙丙": 2, "丙甲": 1, "丙丁": 1}


def test_statutory_phrases_are_cut_out_and_nothing_runs_over_them() -> None:
    assert shared_windows(["甲乙信息公开丙丁"], 2, ["信息公开"]) == {"甲乙": 1, "丙丁": 1}
    assert shared_windows(["甲信息公开乙"], 2, ["信息公开"]) == {}


@pytest.mark.parametrize(
    ("texts", "share"), [([], 1.0), (["公开"], 1.0), (["甲乙丙丁戊"], 1.0), (["甲甲甲甲甲甲"], 1 / 3)]
)
def test_diversity_is_the_share_of_distinct_runs(texts: list[str], share: float) -> None:
    assert diversity(texts) == pytest.approx(share)
