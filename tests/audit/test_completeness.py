"""Completeness: what of the form is missing, doubtful, not a number or beyond the form; and the wording of it all."""

from __future__ import annotations

import re

import pytest
from tests.audit.reviewing import review_tables
from tests.tables.form import FORMS, read, report, requests_rows, requests_values, row_at, tabbed

from gongkai.audit.wording import DOUBTS, LONGEST_PLACE, finding
from gongkai.document import Finding, Section, Severity

HEADING = "三、收到和处理政府信息公开申请情况"
CHINESE = re.compile("[\u4e00-\u9fff]{4}")


def review(text: str, year: int | None = None) -> tuple[Finding, ...]:
    recovered = read(text, year)
    assert recovered.edition is not None
    at = text.index(HEADING)
    sections = [Section("requests", HEADING, at, len(text))]
    found = review_tables(recovered, sections, year)
    assert all(CHINESE.search(finding.message) and "{" not in finding.message for finding in found)
    return found


def places(found: Finding, text: str) -> list[str]:
    return [text[place.start : place.end] for place in found.places]


PUBLICATIONS = "3.要求提供公开出版物"


def with_rows_instead(piece: str, *rows: list[str]) -> str:
    """Return a report with other rows in place of the one whose label holds `piece`."""
    values = requests_values()
    printed = requests_rows(values)
    at = row_at(printed, piece)
    return report(FORMS["2021"], values).replace(tabbed(printed), tabbed([*printed[:at], *rows, *printed[at + 1 :]]))


def test_a_missing_table_is_said_once_at_its_heading() -> None:
    text = report(FORMS["2021"]).replace(tabbed(requests_rows({})), "")
    (found,) = review(text)
    assert (found.code, found.severity, places(found, text)) == ("table.missing", Severity.CHECK, [HEADING])
    assert "175个单元格" in found.message


def test_an_incomplete_table_names_the_rows() -> None:
    text = with_rows_instead(PUBLICATIONS)
    (found,) = review(text)
    assert (found.code, places(found, text)) == ("table.incomplete", [HEADING])
    assert found.message.endswith(PUBLICATIONS)


def test_a_table_cut_off_names_a_few_rows_and_says_there_are_more() -> None:
    text = f"{HEADING}\n{tabbed(requests_rows()[:8])}"
    found = next(f for f in review(text) if f.code == "table.incomplete")
    assert found.message.count("、") >= 5
    assert found.message.endswith("等")


def test_a_row_beyond_the_form_is_quoted_with_its_values_and_not_counted() -> None:
    text = with_rows_instead(PUBLICATIONS, [PUBLICATIONS, *"0000000"], ["（八）转办件数", *"1234567"])
    (found,) = review(text)
    assert (found.code, found.severity) == ("label.unrecognised", Severity.CHECK)
    assert "“（八）转办件数”" in found.message
    assert "1、2、3、4、5、6、7" in found.message
    assert places(found, text)[0].startswith("（八）转办件数")


def test_rows_of_a_table_printed_twice_are_one_finding() -> None:
    values = requests_values()
    rows = tabbed(requests_rows(values))
    twice = report(FORMS["2021"], values).replace(rows, f"{rows}\n\n{rows}")
    found = [f for f in review(twice) if f.code in ("table.extra", "label.unrecognised")]
    assert [f.code for f in found] == ["table.extra"]
    assert found[0].severity == Severity.CHECK
    assert "申请情况表之外另有一张表，共2" in found[0].message
    assert len(found[0].places) == 1


# printed in a cell of the form of 2019 -> code, what the message says, what stands at the place
CELLS = {
    ("art20_6.coercion.decisions", "见附件"): ("cell.text", "“行政强制·处理决定数量”填写的是文字“见附件”", "见附件"),
    ("art20_6.coercion.decisions", "约20"): ("cell.doubtful", "数字后附有说明", "约20"),
    ("art20_9.procurement.amount", "88"): ("unit.assumed", "暂按元计", "88"),
}


@pytest.mark.parametrize(("address", "printed"), CELLS)
def test_a_cell_that_needs_a_look_is_quoted(address: str, printed: str) -> None:
    code, says, at = CELLS[address, printed]
    text = report(FORMS["2019"], {address: printed})
    (found,) = review(text)
    assert (found.code, places(found, text)) == (code, [at])
    assert says in found.message


def test_rows_left_blank_are_one_finding_a_table() -> None:
    blank = {
        f"art20_1.{row}.{column}": ""
        for row in ("regulations", "normative_documents")
        for column in ("made", "published", "total")
    }
    (found,) = review(report(FORMS["2019"], blank))
    assert (found.code, found.severity) == ("rows.blank", Severity.INFO)
    assert "有2行全部留空（如“规章”）" in found.message


@pytest.mark.parametrize(
    ("edition", "year", "said"),
    [
        ("2019", 2019, False), ("2019", 2020, False), ("2019", 2021, True), ("2019", 2023, True), ("2019", None, False),
        ("2021", 2021, False), ("2021", 2030, False), ("2021", 2020, True), ("2021", None, False),
    ],
)  # fmt: skip
def test_a_form_of_other_years_is_to_be_checked(edition: str, year: int | None, said: bool) -> None:
    found = review(report(FORMS[edition]), year)
    assert [(own.code, own.severity) for own in found] == [("edition.year", Severity.CHECK)] * said
    assert all(f"{year}年度报告使用了{edition}年版表式" in own.message for own in found)


def test_findings_stand_in_the_order_of_the_text() -> None:
    values = {
        "art20_6.penalties.decisions": "见附件",
        "requests.granted.research": "不详",
        "proceedings.review.total": "9",
    }
    starts = [f.places[0].start for f in review(report(FORMS["2021"], values)) if f.places]
    assert starts == sorted(starts)
    assert len(starts) >= 3


def test_a_place_is_never_longer_than_a_clerk_can_look_at() -> None:
    (place,) = finding("table.missing", [(7, 7 + 3 * LONGEST_PLACE)], table="表", cells=1).places
    assert (place.start, place.end) == (7, 7 + LONGEST_PLACE)


def test_every_reason_of_doubt_has_its_words() -> None:
    assert set(DOUBTS) == {"ocr", "identity", "margin", "text"}
    assert all(CHINESE.search(words) for words in DOUBTS.values())
