"""Numbers that a fixed line length cuts in two are one; where nothing tells, neither half counts."""

from __future__ import annotations

import pytest

import gongkai
from gongkai.narrative.quantities import find

TEXT = (
    "一年来，我局严格落实主动公开要求，围绕重点领域及时发布信息，全年通过门户网站公开信息1866条，其中动态类900条、"
    "政策文件类600条、财政资金类366条，在公开栏张贴补贴明细31期，接待现场查询400余人次，答复网民留言1250件，"
    "收取复印等成本费用12345.5元，办结建议提案108件，组织培训12期、参训2086人次，检查所属单位35家，发现并整改"
    "问题120个，编发工作简报48期，更新公开指南2次，公开财政预决算报表236张，群众满意率保持在99.85%以上。"
)
WIDTHS = range(20, 45)


def half_widths(line: str) -> int:
    return sum(1 if char.isascii() else 2 for char in line)


def cut(text: str, size: int, indent: str = "") -> str:
    return "\n".join((indent if not at else "") + text[at : at + size] for at in range(0, len(text), size))


def cut_by_width(text: str, size: int) -> str:
    lines = [""]
    for char in text:
        if half_widths(lines[-1] + char) > 2 * size:
            lines.append("")
        lines[-1] += char
    return "\n".join(lines)


def told(text: str) -> list[tuple[str, object]]:
    return [(each.text, each.value) for each in find(text)]


@pytest.mark.parametrize("size", WIDTHS)
def test_text_cut_at_a_number_of_characters_has_the_quantities_of_the_text(size: int) -> None:
    assert told(cut(TEXT, size)) == told(TEXT)
    assert told(cut(TEXT, size, "\u3000\u3000")) == told(TEXT)


@pytest.mark.parametrize("size", WIDTHS)
def test_text_cut_at_a_width_has_the_quantities_of_the_text(size: int) -> None:
    assert told(cut_by_width(TEXT, size)) == told(TEXT)


@pytest.mark.parametrize("size", WIDTHS)
def test_a_report_cut_at_a_number_of_characters_says_no_number_that_it_does_not_hold(size: int) -> None:
    def report(overview: str) -> list[tuple[str, object]]:
        read = gongkai.parse_text(f"某县水务局2022年政府信息公开工作年度报告\n一、总体情况\n{overview}\n六、其他\n无。")
        return [(each.text, each.value) for each in read.quantities]

    assert report(cut(TEXT, size)) == report(TEXT)


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("主动公开信息共6\n00条", []),
        ("网站公开信息1\n2个栏目完成改版。", []),
        ("收取费用12.\n5元。", []),
        ("本年度公开信息共3，\n5件已归档。", ["3", "5件"]),
    ],
)
def test_digits_of_lines_that_are_not_full_stay_apart_and_count_nothing(text: str, counted: list[str]) -> None:
    assert [each.text for each in find(text)] == counted


@pytest.mark.parametrize("marker", ["1.", "2、", "12)"])
def test_a_full_line_that_ends_in_a_digit_does_not_take_up_the_number_of_a_list_item(marker: str) -> None:
    last = "以上重点任务由各责任单位分工负责推进共计3"
    wrapped = cut(TEXT, len(last))
    found = find(f"{wrapped}\n{last}\n{marker}件件有回音，事事有着落。")
    assert [(each.text, each.value) for each in found if each.start > len(wrapped)] in ([], [("3", 3)])
