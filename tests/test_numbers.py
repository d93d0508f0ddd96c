"""Numerals and their exact values."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.numbers import NUMERAL, value_of

DIGITS = "零一二三四五六七八九"


def spelled(number: int) -> str:
    """Write a number in Chinese, plainly: four digits at a time, 零 for what is skipped."""
    if number == 0:
        return "零"
    groups = [number // 10 ** (4 * power) % 10_000 for power in (2, 1, 0)]
    text, gap = "", False
    for group, rank in zip(groups, ("亿", "万", ""), strict=True):
        if group:
            text += ("零" if text and (gap or group < 1000) else "") + spelled_group(group) + rank
        gap = not group if text else False
    return text


def spelled_group(group: int) -> str:
    text, gap = "", False
    for power, rank in ((3, "千"), (2, "百"), (1, "十"), (0, "")):
        digit = group // 10**power % 10
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + rank
        gap = not digit
    return text


@given(st.integers(0, 10**9))
def test_chinese_numerals_come_back_as_the_number_written(number: int) -> None:
    assert value_of(spelled(number)) == number


@given(st.integers(10, 19))
def test_ten_may_stand_without_a_one(number: int) -> None:
    assert value_of(spelled(number)[1:]) == number


@given(st.decimals(0, 10**9, places=4))
def test_decimals_are_exact_also_times_ten_thousand(number: Decimal) -> None:
    assert value_of(f"{number:f}") == number
    assert value_of(f"{number:f}万") == number * 10_000


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("1,234", 1234),
        ("12.50", Decimal("12.5")),
        ("3万", 30_000),
        ("3 万", 30_000),
        ("2千万", 20_000_000),
        ("1.2亿", 120_000_000),
        ("1亿2000万", 120_000_000),
        ("3万5千", 35_000),
        ("18万余", 180_000),
        ("30余万", 300_000),
        ("百余", 100),
        ("1276.5534万", 12_765_534),
        ("两千", 2000),
        ("三万五百", 30_500),
        ("一百一十二", 112),
        ("九十九点八", Decimal("99.8")),
        ("一点二万", 12_000),
    ],
)
def test_numeral_has_its_value(numeral: str, value: int | Decimal) -> None:
    assert value_of(numeral) == value
    assert isinstance(value_of(numeral), type(value))


@pytest.mark.parametrize(
    "numeral",
    ["", "数十", "三万五", "3万5", "一百五", "两十", "十两", "一百零两", "二零二零", "十四五", "零五", "一百零五十",
     "1,23", "1.2.3", "1 234", "1.5万2千", "三千五千", "百二十", "9" * 5000, "条"],
)  # fmt: skip
def test_malformed_or_ambiguous_numeral_has_no_value(numeral: str) -> None:
    assert value_of(numeral) is None


@given(st.text(alphabet=DIGITS + "两十百千万亿点余0123456789., ", max_size=12))
def test_any_heap_of_digits_is_read_without_an_error(numeral: str) -> None:
    value_of(numeral)


@pytest.mark.parametrize("numeral", ["1,234.5", "二十三", "3万", "2千万", "1亿2000万", "三点五"])
def test_pattern_takes_the_whole_numeral(numeral: str) -> None:
    match = re.search(NUMERAL, f"共{numeral}条")
    assert match is not None
    assert match[0] == numeral
