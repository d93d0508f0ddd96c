"""Gaps and cells: one table in any rendering has the same cells, at the places where they are printed."""

from __future__ import annotations

import re

import pytest
from tests.tables.form import (
    BLANK,
    BOUNDED,
    FORMS,
    RENDERINGS,
    Rendering,
    Rows,
    all_of,
    boxed,
    by_address,
    cell_lines,
    distinct_values,
    facts_of,
    led,
    numbers,
    one_line,
    read,
    recover,
    report,
    requests,
    requests_rows,
    row_at,
    row_states,
    spaced,
    tabbed,
    wrong,
)

from gongkai import reading
from gongkai.document import Document
from gongkai.tables.cells import Sheet, read_sheet
from gongkai.text import fold

SMALL = [
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", "3", "/", "12"],
    ["行政规范性文件", "4", "1", "25"],
]
SMALL += [[label, "0", "1", "2"] for label in ("行政许可", "行政处罚", "行政强制")]
HOLED = [*SMALL[:3], ["规章", "3", "", "12"], ["行政规范性文件", "", "1", "25"]]


def sheet_of(text: str) -> Sheet:
    return read_sheet(Document("-", text), fold(text))


def keys(text: str) -> list[str]:
    return [cell.key for cell in sheet_of(text).cells]


def html(rows: Rows) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


@pytest.mark.parametrize("rendering", RENDERINGS)
def test_a_small_table_has_the_same_cells_in_ten_renderings(rendering: Rendering) -> None:
    assert keys(rendering(SMALL)) == [cell for row in SMALL for cell in row]


@pytest.mark.parametrize("rendering", BOUNDED)
def test_a_bounded_blank_cell_stays_in_its_place(rendering: Rendering) -> None:
    assert keys(rendering(HOLED)) == [cell for row in HOLED for cell in row]


@pytest.mark.parametrize("edition", FORMS)
@pytest.mark.parametrize("rendering", [*RENDERINGS, one_line])
def test_every_cell_of_a_report_is_found_in_its_place(edition: str, rendering: Rendering) -> None:
    values = distinct_values(FORMS[edition]) | {"art20_8.fees.amount": "35元"}
    recovered = read(report(FORMS[edition], values, rendering))
    assert recovered.whole
    assert wrong(by_address(recovered.facts), values | {"art20_8.fees.amount": "35"}) == {}
    assert [fact.address for fact in recovered.facts if fact.doubt] == []


@pytest.mark.parametrize("name", ["report.html", "report.md"])
def test_a_table_that_the_format_marks_is_read_the_same(name: str) -> None:
    edition = FORMS["2021"]
    values = distinct_values(edition) | {"art20_8.fees.amount": "0"}
    text = report(edition, values, html if name.endswith("html") else markdown)
    document = reading.read(text.encode(), name)
    recovered = recover(document, fold(document.text))
    assert document.grids
    assert recovered.whole
    assert wrong(by_address(recovered.facts), values) == {}


def markdown(rows: Rows) -> str:
    width = max(map(len, rows))
    lines = boxed([[*row, *[""] * (width - len(row))] for row in rows]).split("\n")
    return "\n".join(["", lines[0], "|---" * width + "|", *lines[1:], ""])


@pytest.mark.parametrize("rendering", [*RENDERINGS, one_line])
def test_a_fact_stands_where_its_number_is_printed(rendering: Rendering) -> None:
    edition = FORMS["2019"]
    text = report(edition, distinct_values(edition), rendering)
    for fact in read(text).facts:
        assert fact.raw == text[fact.start : fact.end]
        assert re.fullmatch(r"\d+", fact.raw)


def test_empty_lines_inside_a_row_are_spacing() -> None:
    rows = requests_rows(distinct_values(FORMS["2021"]))
    loose = "\n\n".join("\n \n".join(row) for row in rows)
    assert row_states(facts_of(requests([[loose]])), "requests.granted") == numbers(*range(1024, 1031))


def test_cells_of_wide_spaces_between_tabs_are_blank() -> None:
    rows = requests_rows()
    rows[row_at(rows, "予以公开")][1:] = [" ", "\xa0", "\u3000", "", " ", "\u2003", "\u3000\u3000"]
    for rendering in (tabbed, led, boxed):
        assert row_states(facts_of(requests(rows, rendering)), "requests.granted") == all_of("requests.granted", BLANK)


def test_a_page_mark_between_two_rows_is_no_value() -> None:
    values = distinct_values(FORMS["2021"])
    for rendering in (spaced, cell_lines, tabbed):
        lines = rendering(requests_rows(values)).split("\n")
        lines.insert(len(lines) // 2, "- 4 -")
        facts = facts_of(requests([["\n".join(lines)]]))
        assert wrong(facts, values) == {}
        assert len(row_states(facts, "requests.total")) == 7
        assert all(facts[f"requests.{row.id}.total"].value for row in FORMS["2021"].table("requests").rows)


def test_a_number_and_its_unit_apart_by_a_space_are_one_cell() -> None:
    assert keys("规章 34 件 0 12") == ["规章", "34件", "0", "12"]


def test_a_bare_ordinal_belongs_to_the_label_after_it() -> None:
    assert keys("1. 属于国家秘密 0 0") == ["1.属于国家秘密", "0", "0"]


def test_letter_spaced_labels_are_one_cell() -> None:
    assert keys("行 政 许 可 5") == ["行政许可", "5"]


def test_commas_in_narrative_part_no_cells() -> None:
    text = "全年公开信息5条，其中通知3条，公告2条，解读0条，均已上网，无遗漏，0差错，"
    assert len(keys(text)) == 1
