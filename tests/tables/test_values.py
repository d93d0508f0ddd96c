"""Values: what one cell says, and what is no value at all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.tables.form import BLANK, NOT_APPLICABLE, NUMBER, TEXT

from gongkai.document import Number
from gongkai.editions import aliases, editions
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
    "增加了3项": (3, 1, "项"),
    "减少了 2 项": (-2, 1, "项"),
    "↑23": (23, 1, None),
    "↓5": (-5, 1, None),
    "5↓": (-5, 1, None),
    "（-3）": (-3, 1, None),
    "￥1,286,400.00": (Decimal("1286400.00"), 1, "元"),
    "¥12.5万元": (Decimal("12.5"), 10_000, "元"),
    "人民币970843元整": (970843, 1, "元"),
    "128.64（万元）": (Decimal("128.64"), 10_000, "元"),
    "128.64（单位：万元）": (Decimal("128.64"), 10_000, "元"),
    "３（亿元）": (3, 100_000_000, "元"),
    "5（件）": (5, 1, "件"),
    "（件）5": (5, 1, "件"),
    "(万元)12.5": (Decimal("12.5"), 10_000, "元"),
    "三十二万元": (320000, 1, "元"),
    "叁拾贰万元整": (320000, 1, "元"),
    "一百零五件": (105, 1, "件"),
    "减少两项": (-2, 1, "项"),
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
    "（120）": 120,
    "[250]": 250,
    "（12.5）": Decimal("12.5"),
    "（3件）": 3,
}
SIGNED = ("+23", "-262", "增318件", "减1件", "↓5", "（-3）", "新增4项")
TEXTS = (
    "详见附件", "见附表", "未统计", "不涉及", "免收", "暂无", "无此项", "另行统计", "不详", "持平", "暂未统计",
    "没有发生", "与上年持平", "不收费",
)  # fmt: skip
HIDING = ("增2减1", "增2项减1项", "新增3、减少1", "详见附件2")
BLANKS = ("", " ", "\u3000", "\xa0\n", "NaN", "nan", "None", "null")
NOTHING = ("（无）", "（/）", "/", "//", "／", "\\", "-", "—", "——", "---", "–", "_", "~", "无", "/-")
NO_VALUES = (
    "五", "三万五元", "三类", "规章", "12,34", "5-6", "1/2", "10至20", "5.2.1", "1.", ".5", "2019年", "12%",
    "+", "增", "约", "*", "“”", "1.属于国家秘密", "3.其他", "[3]", "（3）", "N", "/5", "（一）", "未",
    "不予公开", "无法提供", "未经复议直接起诉", "（三）不予公开", "二十条", "一、", "增", "￥", "万元",
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


@pytest.mark.parametrize("printed", SIGNED)
def test_a_number_that_is_printed_as_a_change_says_so(printed: str) -> None:
    value = read_value(squeeze(fold(printed)))
    assert value is not None
    assert value.change


@pytest.mark.parametrize("printed", TEXTS)
def test_what_people_write_for_a_value_is_text_in_a_cell_and_no_label(printed: str) -> None:
    value = read_value(squeeze(fold(printed)))
    assert value is not None
    assert (value.status, value.number, value.remark) == (TEXT, None, False)


@pytest.mark.parametrize("printed", HIDING)
def test_a_text_that_hides_a_number_says_so(printed: str) -> None:
    value = read_value(squeeze(fold(printed)))
    assert value is not None
    assert (value.status, value.number, value.remark) == (TEXT, None, True)


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


def test_no_piece_of_a_label_is_a_value_but_digits_a_stroke_and_nothing() -> None:
    labels = {alias.label for alias in aliases()}
    for form in editions():
        for table in form.tables:
            nodes = (*table.rows, *table.groups, *table.columns)
            labels |= {table.title, table.corner, *(node.label for node in nodes)}
    keys = {squeeze(fold(label)) for label in labels}
    pieces = {key[start:end] for key in keys for start in range(len(key)) for end in range(start + 1, len(key) + 1)}
    assert {piece for piece in pieces if not piece.isdecimal() and read_value(piece)} == {"/", "无"}
