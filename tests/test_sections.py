"""Sections: the six parts are found whatever happened to their headings, and nothing else is taken for one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from gongkai import artefacts, sections
from gongkai.document import Section
from gongkai.text import fold

IDS = ("overview", "proactive", "requests", "proceedings", "problems", "other")
HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
BODIES = (
    "2021年以来，云阳镇围绕群众关切推进公开。\n（一）主动公开情况\n全年公布消息310条。\n（二）依申请公开情况\n收到申请2件。",
    "本镇没有制发规章。",
    "年内办结申请2件，均已答复。",
    "没有发生复议和诉讼。",
    "（一）存在的问题\n一是更新不快。\n（二）改进情况\n下一步将逐月核对栏目。",
    "没有收取信息处理费。",
)


def split(text: str, tables: Sequence[tuple[int, int]] = ()) -> tuple[Section, ...]:
    folded = fold(text)
    return sections.split(text, artefacts.blank(folded, artefacts.find(folded)), tables)


def report(headings: Sequence[str] = HEADINGS, glue: str = "\n") -> str:
    return glue.join(f"{heading}{glue}{body}" for heading, body in zip(headings, BODIES, strict=True))


def assert_six(text: str, headings: Sequence[str] = HEADINGS) -> None:
    found = split(text)
    assert [section.heading for section in found] == list(headings)
    assert tuple(section.id for section in found) == IDS
    for section, after in zip(found, [*found[1:], None], strict=True):
        assert text.startswith(section.heading, section.start)
        assert section.end == (after.start if after else len(text))


def test_the_printed_form() -> None:
    assert_six(report())


@pytest.mark.parametrize(
    ("number", "drifted"),
    [
        (0, "一、概述"),
        (0, "一、总体工作情况"),
        (0, "总体情况"),
        (0, "1.总体情况"),
        (1, "二、主动公开政府信悉情况"),
        (1, "一、主动公开政府信息情况"),
        (2, "三、收到和处理政府信息公开申請情况"),
        (3, "四、因政府信息公开工作被申请行政复议、提起行政诉讼的情况"),
        (3, "五、政府信息公开行政复议、行政诉讼情况"),
        (4, "五、政府信息公开工作存在的主要问题及改进情况"),
        (4, "五、存在问题和改进措施"),
        (4, "（五）存在的主要问题及改进情况"),
        (4, "五、存在的突出问题及整改举措"),
        (5, "六、 其他需要报告的事项"),
        (5, "六、其它需报告的事项"),
    ],
)
def test_one_heading_drifts(number: int, drifted: str) -> None:
    headings = [*HEADINGS[:number], drifted, *HEADINGS[number + 1 :]]
    assert_six(report(headings), headings)


@pytest.mark.parametrize(
    "headings",
    [
        [heading[2:] for heading in HEADINGS],
        [f"（{heading[0]}）{heading[2:]}" for heading in HEADINGS],
        [f"{number}．{heading[2:]}" for number, heading in enumerate(HEADINGS, start=1)],
        [f"第{heading[0]}部分 {heading[2:]}" for heading in HEADINGS],
    ],
    ids=["unnumbered", "in brackets", "digits", "第一部分"],
)
def test_another_numbering(headings: Sequence[str]) -> None:
    assert_six(report(headings), headings)


@pytest.mark.parametrize("marks", ["## {}", "**{}**", "> {}", "　　{}", "[bookmark: _GoBack]{}", "{}：", "{}  "])
def test_marks_around_a_heading_are_not_of_it(marks: str) -> None:
    assert_six(report([marks.format(heading) for heading in HEADINGS]))


@pytest.mark.parametrize("glue", ["", " ", "　"])
def test_a_whole_report_in_one_line(glue: str) -> None:
    assert_six(report(glue=glue).replace("\n", glue))


def test_text_glued_to_a_heading() -> None:
    text = report().replace("一、总体情况\n", "一、总体情况").replace("事项\n", "事项")
    assert_six(text)


def test_a_heading_at_the_end_of_the_line_before() -> None:
    assert_six(report().replace("\n五、", "五、"))


def test_a_heading_wrapped_over_two_lines() -> None:
    wrapped = "四、因政府信息公开工作被申请行政复议、提起行政\n诉讼的情况"
    assert_six(report([*HEADINGS[:3], wrapped, *HEADINGS[4:]]), [*HEADINGS[:3], wrapped, *HEADINGS[4:]])


@pytest.mark.parametrize(
    "preamble",
    [
        "\n".join(HEADINGS) + "\n",
        "\n".join(f"{heading}……………{page}" for page, heading in enumerate(HEADINGS, start=1)) + "\n",
        "本报告包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、"
        "存在的主要问题及改进情况、其他需要报告的事项六个部分。\n",
        "本报告共分六部分：" + "，".join(HEADINGS) + "。\n",
        "总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府\n信息公开行政复议、行政诉讼情况等六部分组成本报告。\n",
    ],
    ids=["contents", "contents with pages", "prose", "numbered prose", "wrapped prose"],
)
def test_headings_listed_before_the_body_are_no_headings(preamble: str) -> None:
    text = "云阳镇2021年政府信息公开工作年度报告\n" + preamble + report()
    assert_six(text)
    assert split(text)[0].start == text.rindex(HEADINGS[0])


def test_contents_are_told_from_a_body_whose_headings_drifted() -> None:
    drifted = [heading.replace("情况", "情形").replace("事项", "事宜") for heading in HEADINGS]
    assert_six("\n".join(HEADINGS) + "\n" + report(drifted), drifted)


def test_a_heading_behind_a_figure() -> None:
    assert_six(report().replace("\n四、政府", "\n规章\n0四、政府"))


def test_a_heading_printed_twice_opens_its_section_once() -> None:
    text = report([f"{heading}\n{heading}" for heading in HEADINGS])
    assert [section.start for section in split(text)] == [text.index(heading) for heading in HEADINGS]


@pytest.mark.parametrize("lost", range(6))
def test_a_missing_part_has_no_section(lost: int) -> None:
    kept = [number for number in range(6) if number != lost]
    text = "\n".join(f"{HEADINGS[number]}\n{BODIES[number]}" for number in kept)
    assert [section.id for section in split(text)] == [IDS[number] for number in kept]


def test_a_row_that_begins_like_the_next_heading() -> None:
    row = "一、本年新收政府信息公开申请数量\n0\n三、本年度办理结果\n四、结转下年度继续办理\n0\n0\n"
    assert_six(report().replace("四、政府", row + "四、政府"))


def test_no_heading_lies_in_a_table() -> None:
    text = report().replace(BODIES[1], "信息内容\n四、政府信息公开行政复议、行政诉讼情况\n0")
    start = text.index("信息内容")
    assert split(text, [(start, text.index("三、收到"))])[3].start == text.rindex(HEADINGS[3])


def test_a_heading_follows_a_table_on_the_same_line() -> None:
    text = report().replace("\n", " ").replace("三、收到", "规章 0 0 三、收到")
    start = text.index("规章 0")
    found = [section.id for section in split(text, [(start, text.index("三、收到"))])]
    assert found == list(IDS)


def test_swapped_parts_are_both_found() -> None:
    order = [0, 1, 2, 3, 5, 4]
    text = "\n".join(f"{HEADINGS[number]}\n{BODIES[number]}" for number in order)
    assert [section.id for section in split(text)] == [IDS[number] for number in order]


@pytest.mark.parametrize("text", ["", "\n\n", "今天天气不错。", "关于印发总体规划的通知\n请各单位遵照执行。"])
def test_other_text_has_no_sections(text: str) -> None:
    assert split(text) == ()
