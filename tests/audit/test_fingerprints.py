"""A finding is known again after edits elsewhere; another wrong number is another finding."""

from __future__ import annotations

import re

import pytest
from msgspec import UNSET
from msgspec.structs import replace
from tests.audit.reviewing import report_of
from tests.tables.form import FORMS, report, requests_values

import gongkai
from gongkai.audit.fingerprints import fingerprint, report_print
from gongkai.document import Report

WRONG = "全年公开信息90条，其中机构类30条、人事类40条、其他30条。"
DOUBLED = "我们完善的的目录。"


def prints(found: Report, code: str) -> list[str]:
    return [fingerprint(found, each) for each in found.findings if each.code == code]


def prose(*paragraphs: str, **others: str) -> Report:
    return gongkai.parse_text(report_of(*paragraphs, **others))


BEFORE = prose("我局认真落实条例。", WRONG, DOUBLED)
SAME = {
    "a paragraph more before it": prose("新增一段。", "我局认真落实条例。", WRONG, DOUBLED),
    "an edit elsewhere": prose("我局认真落实各项条例规定。", WRONG, DOUBLED),
    "the other fault mended": prose("我局认真落实条例。", WRONG, "我们完善目录。"),
    "full width and spaces": prose("我局认真落实条例。", WRONG.replace("90", "９０ "), DOUBLED),
    "another file name": gongkai.parse_text(report_of("我局认真落实条例。", WRONG, DOUBLED), "新/改后.docx"),
    "no text kept": replace(BEFORE, text=UNSET),
}
OTHER = {
    "another wrong number": prose(WRONG.replace("40", "50")),
    "another agency": prose(WRONG, title="清渡县民政局2021年政府信息公开工作年度报告"),
    "another year": prose(WRONG, title="清渡县水利局2022年政府信息公开工作年度报告"),
}


@pytest.mark.parametrize("case", SAME)
def test_the_same_finding_keeps_its_fingerprint(case: str) -> None:
    assert prints(SAME[case], "sum.parts") == prints(BEFORE, "sum.parts") != []


@pytest.mark.parametrize("case", OTHER)
def test_another_finding_has_another(case: str) -> None:
    now = prints(OTHER[case], "sum.parts")
    assert now
    assert set(now).isdisjoint(prints(BEFORE, "sum.parts"))


def test_the_same_short_words_in_two_sentences_are_two_findings() -> None:
    found = prints(prose("我们完善的的目录。", "按月更新的的栏目。"), "words.doubled")
    assert len(set(found)) == 2


def test_cells_are_told_apart_by_their_address_and_not_by_their_number() -> None:
    """Two columns that break in the same numbers are two findings, in any order of the tables' cells."""
    table = report(FORMS["2021"], requests_values() | {"requests.carried_in.natural_person": "3"})
    found = gongkai.parse_text(table)
    broken = prints(found, "requests.flow") + prints(found, "requests.applicants-sum")
    assert len(set(broken)) == len(broken) >= 2


def test_a_report_is_known_by_agency_and_year_else_by_its_file_without_digits() -> None:
    unknown = replace(BEFORE, agency=None)
    assert report_print(BEFORE) == report_print(replace(BEFORE, source="x.pdf"))
    assert report_print(replace(unknown, source="a/水利局1.docx")) == report_print(
        replace(unknown, source="b/水利局2.pdf")
    )
    assert report_print(unknown) != report_print(BEFORE)


def test_a_spreadsheet_takes_no_fingerprint_for_a_number() -> None:
    for found in (BEFORE, *SAME.values(), *OTHER.values()):
        for each in found.findings:
            assert re.fullmatch("F[0-9a-f]{8}-[0-9a-f]{12}", fingerprint(found, each))
