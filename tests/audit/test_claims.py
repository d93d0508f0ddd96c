"""Claims: what the prose says against the tables and against itself."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.tables.form import FORMS, report, requests_values

import gongkai
from gongkai.document import Finding

VALUES = requests_values() | {
    "proceedings.review.upheld": "2", "proceedings.review.total": "2", "art20_1.normative_documents.issued": "4",
    "art20_6.penalties.decisions": "35", "art20_8.fees.amount": "7.5",
}  # fmt: skip
TITLE = "清渡县水利局2021年政府信息公开工作年度报告\n一、总体情况\n"


def told(sentence: str, values: Mapping[str, str] = VALUES) -> list[tuple[str, str]]:
    return [(each.code, each.severity.value) for each in findings(sentence, values) if each.code.startswith("claim.")]


def findings(sentence: str, values: Mapping[str, str] = VALUES) -> tuple[Finding, ...]:
    return gongkai.parse_text(f"{TITLE}{sentence}\n{report(FORMS['2021'], values)}").findings


# The table says: 5 requests came, 1 carried in, 4 done (3 granted, 1 duplicate), 2 left; 2 reviews, no lawsuits.
WRONG = {
    "全年收到政府信息公开申请8件。": "claim.table",
    "本年度共受理依申请公开申请7件，均按期答复。": "claim.table",
    "2021年收到公民提交的信息公开申请9件。": "claim.table",
    "因政府信息公开引发行政复议3件。": "claim.table",
    "全年制发行政规范性文件5件。": "claim.table",
    "作出行政处罚决定38件。": "claim.table",
    "全年收取行政事业性收费75万元。": "claim.table",
    "收到政府信息公开申请5件，其中予以公开2件。": "claim.table",
    "收到政府信息公开申请5件，办结3件。": "claim.table",
    "本年度未收到政府信息公开申请。": "claim.none",
    "没有发生因政府信息公开引起的行政复议、行政诉讼。": "claim.none",
    "全年主动公开信息310条。据统计，本年度共公开信息290条。": "claim.prose",
}


@pytest.mark.parametrize("sentence", WRONG)
def test_a_claim_that_the_table_does_not_bear_out_is_to_be_checked(sentence: str) -> None:
    assert told(sentence) == [(WRONG[sentence], "check")]


RIGHT = (
    "全年收到政府信息公开申请5件，上年结转1件，办结4件，结转下年2件。",
    "全年收到政府信息公开申请近10件。",
    "上年收到政府信息公开申请9件。",
    "自条例施行以来累计收到政府信息公开申请31件。",
    "其中通过网络收到政府信息公开申请3件。",
    "各乡镇收到政府信息公开申请12件。",
    "县政府办公室收到政府信息公开申请2件。",
    "收到自然人提出的信息公开申请4件、企业提出的信息公开申请1件。",
    "收到低保救助申请120件。",
    "未收到对答复不服的投诉。",
    "没有发生泄密事件，发生行政复议2件。",
    "没有被纠正的行政复议。",
    "未发生因政府信息公开引起的行政诉讼。",
    "全年收取行政事业性收费7.5万元。",
    "全年主动公开信息310条。微信公众号发布信息290条。",
    "全年主动公开信息310条。自开通以来累计公开信息2900条。",
    "全年主动公开信息310条。2020年公开信息290条。",
    "全年主动公开信息310条。公开财政信息29条。",
    "财政信息公开。全年公开信息29条。\n全年主动公开信息310条。",
    "全年主动公开信息310条。每月公开信息25条。",
)


@pytest.mark.parametrize("sentence", RIGHT)
def test_a_claim_of_something_else_is_none(sentence: str) -> None:
    assert told(sentence) == []


def test_a_contradiction_quotes_both_places() -> None:
    (found,) = [each for each in findings("全年收到政府信息公开申请8件。") if each.code == "claim.table"]
    text = f"{TITLE}全年收到政府信息公开申请8件。\n{report(FORMS['2021'], VALUES)}"
    assert [text[place.start : place.end] for place in found.places] == ["全年收到政府信息公开申请8件", "5"]
    assert "总计”为5" in found.message


def test_a_table_not_read_for_certain_contradicts_nobody() -> None:
    values = {**VALUES, "requests.received_new.total": "5（含重复）"}
    assert told("全年收到政府信息公开申请8件。", values) == []
