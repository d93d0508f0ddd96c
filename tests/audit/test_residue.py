"""Residue: other agencies, other years, words of templates, broken numbering, slips in names of laws."""

from __future__ import annotations

import pytest
from tests.audit.reviewing import review_prose

FAMILIES = ("name.", "year.", "template.", "numbering.", "words.", "law.", "date.")


def told(sentence: str, **others: str) -> list[tuple[str, list[str]]]:
    return [(code, places) for code, _, places in review_prose(sentence, **others) if code.startswith(FAMILIES)]


# sentence -> code, what is quoted; the report is that of 清渡县水利局 for 2021
WRONG: dict[str, tuple[str, str]] = {
    "请联系清渡县水利局（以下简称县林业局）办公室。": ("name.abbreviation", "县林业局"),
    "我镇把公开工作纳入考核。": ("name.self", "我镇"),
    "我街道每月通报一次。": ("name.self", "我街道"),
    "由清渡县林业局编制本年度报告。": ("name.other", "清渡县林业局"),
    "2021年，山阴县水利局认真落实各项任务。": ("name.other", "山阴县水利局"),
    "数据统计期限为2020年1月1日至2020年12月31日。": ("year.period", "2020年1月1日至2020年12月31日"),
    "统计期限自2020年1月1日起至12月31日止。": ("year.period", "2020年1月1日起至12月31日"),
    "2020年，我局主动公开信息200条。": ("year.past", "2020年，我局主动公开"),
    "对照2020年全省政务公开工作要点逐项落实。": ("year.document", "2020年全省政务公开工作要点"),
    "由XX科牵头。": ("template.left", "XX"),
    "截至20XX年12月底全部完成。": ("template.left", "XX"),
    "填报说明：此项由办公室填写。": ("template.left", "填报说明"),
    "联系人【】。": ("template.left", "【】"),
    "主要做法：一是定人；二是定时；四是定责。": ("numbering.broken", "四是"),
    "第一，查目录；第三，改栏目。": ("numbering.broken", "第三"),
    "我们进一步进一步完善目录。": ("words.doubled", "进一步进一步"),
    "全年更新信息1O5条。": ("words.typo", "1O5"),
    "2月30日举办培训。": ("date.impossible", "2月30日"),
    "学习《政府信息公开条列》。": ("words.typo", "信息公开条列"),
    "学习《政府信息公开条例》（国务院令第771号）。": ("law.number", "国务院令第771号"),
}


@pytest.mark.parametrize("sentence", WRONG)
def test_residue_is_told_at_its_words(sentence: str) -> None:
    code, words = WRONG[sentence]
    assert told(sentence) == [(code, [words])]


RIGHT = (
    "请联系清渡县水利局（以下简称县水利局）办公室。",
    "《中华人民共和国政府信息公开条例》（以下简称《条例》）施行以来成效明显。",
    "清渡县水利局（以下简称“我局”）设联络员3名。",
    "我县、我市都出台了办法，我局照此办理，我们按月自查。",
    "自我委派、给我办理。",
    "由县政府办公室编制公开指南。",
    "指导11家单位编制公开目录。",
    "数据统计期限为2021年1月1日至2021年12月31日。",
    "工程自2020年1月1日至2020年12月31日建设。",
    "2020年，我局主动公开信息200条，2021年增至260条。",
    "2019年以来，我局坚持按月自查。",
    "2020年，我局被评为先进单位。",
    "学习2021年政务公开工作要点。",
    "访问http://www.xxgk.example，服务热线96×××，3×××号楼。",
    "请填写申请表。",
    "一是定人；二是定时。一是查；二是改；三是评。",
    "第二，查目录。",
    "家家户户、以及及时、为为民服务。",
    "学习《政府信息公开条例》（国务院令第711号）和《保密法实施条例》（国务院令第646号）。",
)


@pytest.mark.parametrize("sentence", RIGHT)
def test_what_belongs_to_the_report_is_no_residue(sentence: str) -> None:
    assert told(sentence) == []


PLANS = {
    "一是更新慢。\n（二）2021年工作计划\n我局将加强培训。": ["2021年工作计划"],
    "一是更新慢。\n（二）2022年工作计划\n我局将加强培训。": [],
    "一是更新慢。\n2021年，我局将进一步加强培训。": ["2021年，我局将"],
    "一是更新慢，2021年，我局将公开工作纳入了考核，但落实不够。\n下一步，加强培训。": [],
    "一是2021年工作计划完成不够好。\n下一步，加强培训。": [],
}


@pytest.mark.parametrize("problems", PLANS)
def test_plans_for_the_reported_year_are_told(problems: str) -> None:
    found = [places for code, places in told("工作有序。", problems=problems) if code == "year.plan"]
    assert [place.removeprefix("（二）") for places in found for place in places] == PLANS[problems]


def test_a_preamble_names_its_own_report() -> None:
    preamble = "现公布清渡县水利局2020年政府信息公开工作年度报告。"
    assert ("year.title", ["2020年政府信息公开工作年度报告"]) in told("工作有序。", preamble=preamble)
    assert told("工作有序，按时发布2020年政府信息公开工作年度报告。") == []
