from __future__ import annotations

import pytest
from tests.corpus.made import report

from gongkai.corpus.pairing import pairs
from gongkai.corpus.sequels import sequels

P, M = "problem", "measure"
NONE = ("problems", "一是窗口人员偏少。", P)
FILLER = [("overview", "本局开展业务培训，主动公开各类信息。", ""), ("other", "无其他事项。", "")]
DULL, LATE = "政策解读形式单一。", "栏目信息更新不及时。"

# A problem, the passages of the next year (section, text, tags), what became of it and how its evidence begins.
AFTER: tuple[tuple[str, tuple[tuple[str, str, str], ...], str, str | None], ...] = (
    (DULL, (("problems", "政策解读形式依然单一。", P),), "repeated", "政策"),
    (DULL, (("problems", DULL, P),), "repeated", "政策"),
    (DULL, (("overview", "政策解读形式明显丰富，制作图表12个。", ""),), "solved", "政策"),
    (LATE, (("problems", "上年栏目信息更新不及时的问题已经解决。", ""),), "solved", "上年"),
    (LATE, (("problems", "上年栏目信息更新不及时的问题已经解决。", P),), "solved", "上年"),  # whatever its tag
    (LATE, (("overview", "栏目信息更新的改造尚未完成。", ""),), "unclear", "栏目"),
    (DULL, (("problems", "今后丰富政策解读形式。", M),), "unclear", "今后"),  # promised again is not solved
    (DULL, (("overview", "全年公开信息300条，已全部上网。", ""), NONE), "dropped", None),
    (DULL, (NONE,), "dropped", None),
    (DULL, (("overview", "全年公开信息300条，已全部上网。", ""),), "unclear", None),  # part five was not read
    (DULL, (), "unclear", None),
)


@pytest.mark.parametrize(("problem", "later", "outcome", "begun"), AFTER)
def test_a_problem_is_solved_repeated_dropped_or_unclear_a_year_later(
    problem: str, later: tuple[tuple[str, str, str], ...], outcome: str, begun: str | None
) -> None:
    first = report("甲.txt", "甲局", 2020, "2019", [*FILLER, ("problems", problem, P)])
    second = report("乙.txt", "甲局", 2021, "2019", [*FILLER, *later])
    [found] = sequels(first, second)
    assert found.outcome == outcome
    assert found.evidence.text.startswith(begun) if found.evidence and begun else found.evidence is begun is None


def test_the_measure_of_the_year_before_is_known_again() -> None:
    problems = [("problems", "一是年轻人不看公告栏。", P), ("problems", "一是开通“柘荫街坊”视频号。", M)]
    first = report("甲.txt", "甲局", 2020, "2019", [*FILLER, *problems])
    lone = report("甲.txt", "甲局", 2020, "2019", [*FILLER, problems[0]])
    second = report("乙.txt", "甲局", 2021, "2019", [*FILLER, ("overview", "“柘荫街坊”视频号四月开通。", ""), NONE])
    assert [one.outcome for one in sequels(first, second, pairs(first))] == ["solved"]
    assert [one.outcome for one in sequels(lone, second)] == ["dropped"]


def test_a_passage_that_is_another_problem_by_far_is_no_evidence() -> None:
    near = "栏目信息更新不够及时，长期停更。"
    first = report(
        "甲.txt", "甲局", 2020, "2019", [*FILLER, ("problems", "一是" + near, P), ("problems", "二是栏目少。", P)]
    )
    second = report("乙.txt", "甲局", 2021, "2019", [*FILLER, ("problems", near, P)])
    own, other = sequels(first, second)
    assert own.outcome == "repeated"
    assert other.outcome != "repeated"
