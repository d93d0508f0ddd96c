"""Tags of a report's passages by their place."""

from __future__ import annotations

import pytest

import gongkai
from gongkai import Report

PROBLEM = "公开内容不够全面，更新还不够及时。"
STEP = "一是加强学习，提高业务水平。"
SAID = "全年组织政务公开培训3期，参训80余人次。"


def tags(report: Report) -> dict[str, list[str]]:
    return {passage.text: [tag.tag for tag in passage.tags] for passage in report.passages}


def report(*lines: str) -> Report:
    return gongkai.parse_text("\n".join(lines))


def test_the_same_words_are_a_measure_only_where_measures_stand() -> None:
    done = report("一、总体情况", STEP, "五、存在的主要问题及改进情况", PROBLEM, "六、其他需要报告的事项", "无。")
    planned = report(
        "一、总体情况", SAID, "五、存在的主要问题及改进情况", PROBLEM, "改进措施：", STEP, "六、其他事项", "无。"
    )
    assert "measure" not in tags(done)[STEP]
    assert "measure" in tags(planned)[STEP]
    assert "training" in tags(done)[STEP]


def test_part_one_without_its_heading_is_tagged_as_part_one() -> None:
    found = report(SAID, "五、存在的主要问题及改进情况", PROBLEM, "六、其他需要报告的事项", "无。")
    assert tags(found)[SAID] == ["training"]


@pytest.mark.parametrize(
    "text", ["一、总体情况\n二、主动公开政府信息情况\n规章 0 0 0\n", "一、总体情况\n二、主动公开政府信息情况\n"]
)
def test_a_report_without_prose_has_no_passages(text: str) -> None:
    found = gongkai.parse_text(text)
    assert found.status == "partial"
    assert found.passages == ()


def test_a_passage_tells_the_sub_heading_above_it() -> None:
    found = report("一、总体情况", "（一）培训情况", SAID, "五、存在的主要问题及改进情况", PROBLEM, "改进措施：", STEP)
    assert [passage.heading for passage in found.passages] == ["（一）培训情况", None, "改进措施："]
