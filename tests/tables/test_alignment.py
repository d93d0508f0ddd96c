"""Alignment: which row a label is, where its text alone cannot tell."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.tables.form import (
    FORMS,
    MISSING,
    Rendering,
    Rows,
    all_of,
    boxed,
    by_address,
    cell_lines,
    distinct_values,
    facts_of,
    read,
    report,
    requests,
    requests_rows,
    row_at,
    row_states,
    spaced,
    tabbed,
    wrong,
)

VALUES = distinct_values(FORMS["2021"])
ROWS = FORMS["2021"].table("requests").row_ids


def rows_with(changes: dict[str, str]) -> Rows:
    """Return the requests table with the labels that hold a key of `changes` replaced."""
    rows = requests_rows(VALUES)
    for piece, printed in changes.items():
        rows[row_at(rows, piece)][0] = printed
    return rows


def lost(text: str) -> list[str]:
    """Return the rows without all their numbers; no cell may hold another row's number."""
    facts = facts_of(text)
    assert wrong(facts, VALUES) == {}
    return [row for row in ROWS if any(value is None for _, value in row_states(facts, f"requests.{row}"))]


@pytest.mark.parametrize("rendering", [tabbed, boxed, spaced, cell_lines])
@pytest.mark.parametrize(
    "changes",
    [
        {"（三）不予公开": "（三）不与公开"},
        {"（一）予以公开": "（一）予与公开"},
        {"（三）不予公开": "（三）不予以公开"},
        {"（一）予以公开": "予以公开", "（三）不予公开": "不予公开"},
        {"3.其他": "其他"},
        {"3.其他": "3.其他情形"},
        {"（六）其他处理": "（六）其他"},
        {"（七）总计": "总计"},
        {"（七）总计": "（七）合计"},
        {"（三）不予公开": "不与公开", "（四）无法提供": "无法提供信息", "（五）不予处理": "不予办理"},
    ],
)
def test_rows_of_like_names_are_told_apart_by_place(changes: dict[str, str], rendering: Rendering) -> None:
    assert lost(requests(rows_with(changes), rendering)) == []


@pytest.mark.parametrize("drifted", ["（一）不予公开", "（一）不与公开", "不予公开"])
def test_a_row_that_says_the_opposite_is_never_taken_for_granted(drifted: str) -> None:
    assert lost(requests(rows_with({"（一）予以公开": drifted}))) == ["granted"]


def test_values_on_the_group_denied_are_not_those_of_granted() -> None:
    rows = rows_with({"（三）不予公开": "（三）不与公开"})
    del rows[row_at(rows, "予以公开")]
    rows[row_at(rows, "不与公开")] += list("1234567")
    assert lost(requests(rows)) == ["granted"]


@pytest.mark.parametrize("label", ["结果维持", "结果纠正", "其他结果", "总计"])
def test_results_of_one_name_are_told_apart_by_the_group_above(label: str) -> None:
    edition = FORMS["2021"]
    column = next(column.id for column in edition.table("proceedings").columns if column.label == label)
    facts = facts_of(report(edition, VALUES))
    found = [facts[f"proceedings.{group}.{column}"].value for group in ("review", "direct_suit", "suit_after_review")]
    assert found == [int(VALUES[f"proceedings.{g}.{column}"]) for g in ("review", "direct_suit", "suit_after_review")]


@pytest.mark.parametrize("pair", [("重复申请", "公开出版物"), ("本年新收", "上年结转"), ("（一）予以", "（二）部分")])
def test_rows_out_of_order_keep_their_values(pair: Sequence[str]) -> None:
    rows = requests_rows(VALUES)
    first, second = (row_at(rows, piece) for piece in pair)
    rows[first], rows[second] = rows[second], rows[first]
    for rendering in (tabbed, spaced, cell_lines):
        assert lost(requests(rows, rendering)) == []


@pytest.mark.parametrize("piece", ["予以公开", "重复申请", "3.其他", "（七）总计", "结转下年度"])
def test_a_row_that_is_not_printed_is_missing_and_moves_no_other(piece: str) -> None:
    rows = requests_rows(VALUES)
    del rows[row_at(rows, piece)]
    for rendering in (tabbed, boxed, spaced, cell_lines):
        assert len(lost(requests(rows, rendering))) == 1


def test_groups_need_not_be_printed() -> None:
    assert lost(requests([row for row in requests_rows(VALUES) if len(row) > 1])) == []


@pytest.mark.parametrize("label", ["（八）转办件数", "9.属于党务信息", "延期答复", "其中：网上申请"])
@pytest.mark.parametrize("after", ["予以公开", "行政查询事项", "重复申请"])
def test_a_row_beyond_the_form_is_kept_as_unknown_and_moves_no_other(label: str, after: str) -> None:
    rows = requests_rows(VALUES)
    rows.insert(row_at(rows, after) + 1, [label, *"1234567"])
    for rendering in (tabbed, boxed, spaced, cell_lines):
        text = requests(rows, rendering)
        assert lost(text) == []
        (unknown,) = read(text).unknown_rows
        assert (unknown.table, unknown.label, unknown.values) == ("requests", label, tuple("1234567"))
        assert text[unknown.start : unknown.end].startswith(label)
        assert text[unknown.start : unknown.end].endswith("7")


@pytest.mark.parametrize(("piece", "row"), [("重复申请", "rejected_duplicate"), ("予以公开", "granted")])
@pytest.mark.parametrize("rendering", [tabbed, boxed, spaced, cell_lines])
def test_the_name_of_a_row_under_another_number_is_not_that_row(piece: str, row: str, rendering: Rendering) -> None:
    rows = rows_with({"大量反复申请": f"4.{piece}"})
    del rows[row_at(rows, FORMS["2021"].table("requests").rows[ROWS.index(row)].ordinal + piece)]
    assert {row, "rejected_repeated"} >= set(lost(requests(rows, rendering))) >= {row}


@pytest.mark.parametrize("after", ["行政查询事项", "仍不明确"])
@pytest.mark.parametrize("printed", [True, False])
def test_other_under_another_group_is_not_other_under_other_handling(after: str, printed: bool) -> None:
    rows = requests_rows(VALUES)
    rows.insert(row_at(rows, after) + 1, ["9.其他", *"1234567"])
    if not printed:
        del rows[row_at(rows, "3.其他")]
    for rendering in (tabbed, boxed, spaced, cell_lines):
        assert lost(requests(rows, rendering)) == ([] if printed else ["other_other"])


def test_a_row_somewhat_alike_under_another_group_is_not_that_row() -> None:
    rows = requests_rows(VALUES)
    rows.insert(row_at(rows, "仍不明确") + 1, ["信访投诉类", *"1234567"])
    del rows[row_at(rows, "1.信访举报投诉类申请")]
    for rendering in (tabbed, boxed, spaced, cell_lines):
        assert lost(requests(rows, rendering)) == ["rejected_petition"]


def test_a_row_half_alike_is_none_of_the_form() -> None:
    form = FORMS["2021"]
    for rendering in (tabbed, boxed, spaced, cell_lines):
        text = report(form, VALUES, rendering).replace("行政强制", "行政检查")
        assert facts_of(text)["art20_6.coercion.decisions"].status is MISSING
        assert [row.label for row in read(text).unknown_rows] == ["行政检查"]


@pytest.mark.parametrize("label", ["转送其他机关", "9.其他"])
def test_a_row_beyond_the_form_that_looks_like_a_column_is_kept_too(label: str) -> None:
    rows = requests_rows(VALUES)
    rows.insert(row_at(rows, "行政查询事项") + 1, [label, *"1234567"])
    assert [row.label for row in read(requests(rows)).unknown_rows] == [label]


@pytest.mark.parametrize("group", ["（三）不予公开", "（四）无法提供", "（五）不予处理"])
def test_values_on_a_group_are_kept_as_unknown(group: str) -> None:
    rows = requests_rows(VALUES)
    rows[row_at(rows, group)] += list("1234567")
    text = requests(rows)
    assert lost(text) == []
    assert [(row.label, row.values) for row in read(text).unknown_rows] == [(group, tuple("1234567"))]


def test_a_table_cut_off_lacks_its_rest_and_has_no_blanks_for_it() -> None:
    rows = requests_rows(VALUES)
    stop = row_at(rows, "三安全一稳定")
    for rendering in (tabbed, boxed, spaced, cell_lines):
        facts = by_address(read("三、收到和处理政府信息公开申请情况\n" + rendering(rows[:stop])).facts)
        assert wrong(facts, VALUES) == {}
        for row in ROWS[ROWS.index("denied_stability") :]:
            assert row_states(facts, f"requests.{row}") == all_of("requests.total", MISSING)
