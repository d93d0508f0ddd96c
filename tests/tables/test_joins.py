"""Labelling and joins: a label is known however it is wrapped, drifted or cut in two by its own values."""

from __future__ import annotations

import pytest
from tests.tables.form import (
    FORMS,
    Rendering,
    boxed,
    by_address,
    cell_lines,
    distinct_values,
    facts_of,
    read,
    requests,
    requests_rows,
    row_at,
    spaced,
    tabbed,
    wrong,
)

VALUES = distinct_values(FORMS["2021"])
ALL = {address for address in VALUES if address.startswith("requests.")}

# a piece of the form's label -> what is printed in its place
WRAPPED = {
    "没有现成信息": ("2.没有现成信息\n需要另行制作", "2.没有现\n成信息需\n要另行制作", "2.没有现成信息需另作制作"),
    "不掌握": ("1.本機關不掌握相關政府信息", "1．本机关不掌握\n相关政府信息"),
    "部分公开": (
        "（二）部分公开",
        "（二）部分公开（区分处理的，只计这一情形",
        "（二）部分公开（区分处理的，只计\n这一情形，不计其他情形）",
    ),
    "国家秘密": ("1.属于国家机密", "属于国家秘密", "①属于国家秘密", "1. 属 于 国 家 秘 密"),
    "三安全一稳定": ("3.危及三安全一稳定", "3.危及“三安全\n一稳定”"),
    "逾期不补正": ("1.申请人无正当理由逾期不补正、\n行政机关不再处理其\n政府信息公开申请",),
}
CASES = [(piece, printed) for piece, ways in WRAPPED.items() for printed in ways]


def complete(text: str) -> bool:
    recovered = read(text)
    facts = by_address(recovered.facts)
    doubted = [fact.address for fact in recovered.facts if fact.doubt]
    found = {address for address, fact in facts.items() if fact.value is not None}
    return wrong(facts, VALUES) == {} and found == ALL and not doubted and not recovered.unknown_rows


@pytest.mark.parametrize("rendering", [tabbed, boxed, spaced, cell_lines])
@pytest.mark.parametrize(("piece", "printed"), CASES)
def test_a_wrapped_or_drifted_label_keeps_its_row(piece: str, printed: str, rendering: Rendering) -> None:
    rows = requests_rows(VALUES)
    rows[row_at(rows, piece)][0] = printed
    assert complete(requests(rows, rendering))


@pytest.mark.parametrize(
    ("piece", "before", "after"),
    [
        ("没有现成信息", "2.没有现成信息", "需要另行制作"),
        ("没有现成信息", "2.没有现存信息", "需另行制作"),
        ("不掌握", "1.本单位不掌握相关", "的政府信息"),
        ("部分公开", "（二）部分公开（区分处理的，只计", "这一情形，不计其他情形）"),
        ("部分公开", "（二）部分公开", "（区分处理的，只计这一情形，不计其他情形）"),
        ("信访举报", "1.信访举报投诉", "类申请"),
    ],
)
def test_a_label_may_be_wrapped_around_its_own_values(piece: str, before: str, after: str) -> None:
    rows = requests_rows(VALUES)
    row = rows[row_at(rows, piece)]
    row[0] = before
    row[-1] += f"\n{after}"
    assert complete(requests(rows, spaced))


def test_a_hint_of_two_lines_below_its_label_is_no_row() -> None:
    rows = requests_rows(VALUES)
    rows[row_at(rows, "部分公开")][0] = "（二）部分公开\n（区分处理的，只计这一情形，\n不计其他情形）"
    assert read(requests(rows, spaced)).unknown_rows == ()


def test_the_ordinals_may_all_be_lost() -> None:
    rows = [[row[0].lstrip("一二三四五六七（）、1234567890."), *row[1:]] for row in requests_rows(VALUES)]
    for rendering in (tabbed, spaced, cell_lines):
        assert complete(requests(rows, rendering))


def test_a_label_without_any_likeness_is_nobody() -> None:
    rows = requests_rows(VALUES)
    rows[row_at(rows, "重复申请")][0] = "食堂采购"
    facts = facts_of(requests(rows))
    assert facts["requests.rejected_duplicate.total"].value is None
    assert wrong(facts, VALUES) == {}
