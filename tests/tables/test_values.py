"""Values: what one cell says, and what is no value at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.tables.form import BLANK, NOT_APPLICABLE, NUMBER

from gongkai.document import Number
from gongkai.tables.values import read_value
from gongkai.text import fold, squeeze

# printed -> number, factor, unit
NUMBERS: dict[str, tuple[Number, int, str | None]] = {
    "0": (0, 1, None),
    "零": (0, 1, None),
    "007": (7, 1, None),
    "５": (5, 1, None),
    "1,234": (1234, 1, None),
    "1，234，567.89": (Decimal("1234567.89"), 1, None),
    "7.522": (Decimal("7.522"), 1, None),
    "12345678901234567890": (12345678901234567890, 1, None),
    "+23": (23, 1, None),
    "-262": (-262, 1, None),
    "－262": (-262, 1, None),
    "−262": (-262, 1, None),
    "增318件": (318, 1, "件"),
    "增加3": (3, 1, None),
    "新增4项": (4, 1, "项"),
    "减1件": (-1, 1, "件"),
    "减少2": (-2, 1, None),
    "34 件": (34, 1, "件"),
    "5件次": (5, 1, "件次"),
    "970843元": (970843, 1, "元"),
    "24575.93万": (Decimal("24575.93"), 10_000, None),
    "7.522 万元": (Decimal("7.522"), 10_000, "元"),
    "1.2亿元": (Decimal("1.2"), 100_000_000, "元"),
    "**5**": (5, 1, None),
    "“5”": (5, 1, None),
    "5。": (5, 1, None),
}
REMARKED = {
    "22（其中修订16件）": 22,
    "5[2]": 5,
    "约5": 5,
    "近200": 200,
    "超100": 100,
    "5余": 5,
    "5①": 5,
    "3件（含上年）": 3,
}
BLANKS = ("", " ", "\u3000", "\xa0\n", "NaN", "nan", "None", "null")
NOTHING = ("/", "//", "／", "\\", "-", "—", "——", "---", "–", "_", "~", "无", "/-")
NO_VALUES = (
    "见附件", "不详", "五", "三万元", "规章", "12,34", "5-6", "1/2", "10至20", "5.2.1", "1.", ".5", "2019年", "12%",
    "+", "增", "约", "*", "“”", "1.属于国家秘密", "3.其他", "[3]", "N", "无此项", "/5",
)  # fmt: skip


@pytest.mark.parametrize("printed", NUMBERS)
def test_a_number_is_read_exactly_with_its_sign_and_unit(printed: str) -> None:
    value = read_value(squeeze(fold(printed)))
    assert value is not None
    assert (value.number, value.factor, value.unit) == NUMBERS[printed]
    assert (value.status, value.remark) == (NUMBER, False)


@pytest.mark.parametrize("printed", REMARKED)
def test_a_number_with_a_remark_is_the_number_and_says_so(printed: str) -> None:
    value = read_value(squeeze(fold(printed)))
    assert value is not None
    assert (value.number, value.remark, value.plain) == (REMARKED[printed], True, False)


@pytest.mark.parametrize("printed", BLANKS)
def test_what_programs_and_people_print_for_an_empty_cell_is_blank(printed: str) -> None:
    value = read_value(squeeze(fold(printed)))
    assert value is not None
    assert (value.status, value.number) == (BLANK, None)


@pytest.mark.parametrize("printed", NOTHING)
def test_a_stroke_is_not_applicable_and_no_zero(printed: str) -> None:
    value = read_value(squeeze(fold(printed)))
    assert value is not None
    assert (value.status, value.number) == (NOT_APPLICABLE, None)


@pytest.mark.parametrize("printed", NO_VALUES)
def test_anything_else_is_no_value(printed: str) -> None:
    assert read_value(squeeze(fold(printed))) is None
