"""Structure and columns: parts, part five, empty narratives; blanks beside zeros, columns misread, money."""

from __future__ import annotations

import pytest
from tests.audit.reviewing import PARTS, report_of, review_prose, review_tables
from tests.tables.form import FORMS, read, report

import gongkai


def codes(*paragraphs: str, **others: str) -> set[str]:
    families = ("part.", "problem", "measures.", "narrative.")
    return {code for code, _, _ in review_prose(*paragraphs, **others) if code.startswith(families)}


FIVE = {
    "一是更新不及时。\n下一步，加强培训。": set(),
    "下一步，请各科室每月更新目录，落实责任。": {"problems.absent"},
    "一是更新不及时。": {"measures.absent"},
    "无。": {"problems.absent", "measures.absent"},
    "解读形式较为单一，视频解读偏少。\n下一步，我局将举办两期业务培训班。": {"problem.unanswered"},
    # answered in the same place of a list, whatever the tags
    "存在问题：\n1.解读形式单一，视频偏少；\n2.业务不熟。\n改进措施：\n1.请报社协助；\n2.举办培训班。": set(),
    "存在问题：\n1.业务不熟；\n2.解读形式单一，视频解读偏少。\n改进措施：\n1.举办两期培训班。": {"problem.unanswered"},
    # answered in words
    "部分栏目长期不更新，网站专栏存在空白。\n下一步，我局将对照清单逐栏自查，限期补齐内容。": set(),
}


@pytest.mark.parametrize("problems", FIVE)
def test_part_five_has_problems_and_measures(problems: str) -> None:
    assert codes("全年公开信息3条。", problems=problems) == FIVE[problems]


def test_a_part_without_words_or_heading_is_told() -> None:
    text = report_of("全年公开信息3条。")
    found = gongkai.parse_text(text.replace("\n无。", "\n")).findings
    assert [each.code for each in found if each.code.startswith("part.")] == ["part.empty"]
    whole = report(FORMS["2021"])
    cut = whole[: whole.index(PARTS[5])]
    assert [each.message for each in gongkai.parse_text(cut).findings if each.code == "part.missing"] == [
        "没有找到这些部分的标题：第六部分“其他需要报告的事项”"
    ]


STOCK = "我局高度重视，加强领导，完善制度，健全机制，强化监督，确保各项任务落到实处，取得较好成效。" * 8


def test_a_narrative_without_anything_to_check_is_called_empty() -> None:
    assert "narrative.empty" in codes(STOCK)
    assert "narrative.empty" not in codes(STOCK + "3月5日举办培训2期，到场40人，散发《公开指南》500册。")


def tables(values: dict[str, str], edition: str) -> list[str]:
    return [each.code for each in review_tables(read(report(FORMS[edition], values)))]


def test_blanks_beside_zeros_are_told_once_a_table() -> None:
    blank = {f"requests.{row}.research": "" for row in ("granted", "partial", "total")}
    assert tables(blank, "2021") == ["cells.mixed"]


def test_a_column_of_decisions_that_adds_up_everywhere_is_probably_misread() -> None:
    rows = {"art20_5.licensing": (314, 171, 485), "art20_6.coercion": (55, -8, 47)}
    columns = ("prior_items", "change", "decisions")
    values = {f"{row}.{column}": str(n) for row, of in rows.items() for column, n in zip(columns, of, strict=True)}
    assert tables(values, "2019") == ["columns.misread"]
    assert tables(values | {"art20_5.licensing.decisions": "1806"}, "2019") == []


@pytest.mark.parametrize(("amount", "told"), [("752.2", []), ("75220000", ["unit.slip"])])
def test_fees_of_ten_billion_are_in_the_wrong_unit(amount: str, told: list[str]) -> None:
    assert tables({"art20_8.fees.amount": amount}, "2021") == told
