"""History: a report against that of the year before."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.tables.form import FORMS, report, requests_values

import gongkai
from gongkai.audit.history import compare
from gongkai.document import Report

FIVE = (
    "一是解读文件以文字为主，图表和视频偏少，群众看不明白。\n二是各科室报送信息不均衡，有三个科室全年没有报送。\n"
    "下一步，我局将进一步建立季度通报制度，逐科室列出报送数量。"
)
OTHER_FIVE = "一是旧档案没有数字化，查找费时。\n今后，我局将添置两台扫描仪，由档案员专人负责整理。"


def read(year: int, values: Mapping[str, str], five: str = OTHER_FIVE) -> Report:
    text = report(FORMS["2021"], requests_values() | dict(values))
    head, _, tail = text.partition("五、存在的主要问题及改进情况\n")
    tail = tail.partition("\n")[2]
    title = f"清渡县水利局{year}年政府信息公开工作年度报告\n"
    return gongkai.parse_text(f"{title}{head}五、存在的主要问题及改进情况\n{five}\n{tail}")


def told(now: Report, before: Report) -> list[tuple[str, str, list[str]]]:
    found = compare(now, before, FORMS["2021"])
    text = str(now.text)
    return [(each.code, str(each.severity), [text[p.start : p.end] for p in each.places]) for each in found]


BEFORE = {"art20_1.normative_documents.in_force": "20"}
FLOW = {f"requests.{row}.{column}": n for row, n in (("carried_out", "1"), ("total", "5"), ("granted", "4"))
        for column in ("natural_person", "total")}  # fmt: skip
STOCK = {"issued": "3", "repealed": "1", "in_force": "22"}


def stock(**changes: str) -> dict[str, str]:
    return {f"art20_1.normative_documents.{column}": value for column, value in (STOCK | changes).items()}


def test_two_reports_that_follow_each_other_have_no_findings() -> None:
    assert told(read(2023, stock()), read(2022, BEFORE | FLOW, "一是更新慢。\n下一步，加强培训。")) == []


def test_what_was_carried_in_is_what_was_carried_out() -> None:
    found = told(read(2023, stock()), read(2022, BEFORE, FIVE))
    assert found == [("history.carried", "certain", ["1"])] * 2


def test_what_is_in_force_follows_from_last_year() -> None:
    found = told(read(2023, stock(in_force="20")), read(2022, BEFORE | FLOW))
    assert [(code, severity) for code, severity, _ in found if code == "history.stock"] == [("history.stock", "check")]


@pytest.mark.parametrize("year", [2020, 2021, 2023])
def test_numbers_of_years_that_do_not_follow_are_not_compared(year: int) -> None:
    assert [code for code, _, _ in told(read(2023, stock()), read(year, BEFORE)) if code == "history.carried"] == []


def test_cells_in_doubt_are_not_compared() -> None:
    doubtful = {"requests.carried_out.total": "2（含补正1件）", "requests.carried_out.natural_person": "见附件"}
    assert [code for code, _, _ in told(read(2023, stock()), read(2022, BEFORE | doubtful)) if "carried" in code] == []


def test_part_five_of_the_year_before_is_recognised_though_a_word_is_changed() -> None:
    five = FIVE.replace("三个", "两个")
    found = told(read(2023, stock(), five), read(2022, BEFORE | FLOW, FIVE))
    codes = [(code, severity) for code, severity, _ in found]
    assert ("history.recycled", "check") in codes
    assert ("history.announced", "info") in codes
    assert not [code for code, _, _ in told(read(2023, stock(), FIVE), read(2022, BEFORE | FLOW)) if "rec" in code]
