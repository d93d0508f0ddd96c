"""Quantities of prose, against sentences that a lawyer can edit and against what a slice of the text holds."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.document import Quantity
from gongkai.narrative.quantities import find, find_all
from gongkai.text import fold

CASES = Path(__file__).parents[1] / "data" / "quantities.tsv"
MONEY = ("元", "美元", "港元", "欧元", "日元")


def cases() -> list[tuple[str, str]]:
    lines = CASES.read_text(encoding="utf-8").split("\n")
    return [tuple((line + "\t").split("\t")[:2]) for line in lines if line and not line.startswith("#")]


def expected(marked: str, listed: str) -> list[Quantity]:
    """Return the quantities that a line of the table asks for."""
    found: list[Quantity] = []
    told = [entry.split() for entry in listed.split(";") if entry.strip()]
    at = 0
    for piece in re.split("([【】])", marked):
        if piece == "【":
            start = at
        elif piece == "】":
            value, unit, *remarks = told[len(found)]
            low, _, high = value.partition("~")
            kind = "percent" if unit in ("%", "百分点") else "money" if unit in MONEY or "钱" in remarks else "count"
            text = re.sub(r"\n(?:\n- 4 -\n\n)?", "", plain_text(marked)[start:at])
            found.append(
                Quantity(text, start, at, Decimal(low), Decimal(high) if high else None,
                         None if unit == "-" else unit, kind, "约" in remarks)
            )  # fmt: skip
        else:
            at += len(piece)
    assert len(found) == len(told), f"{marked}: {len(found)} in brackets, {len(told)} told"
    return found


def plain_text(marked: str) -> str:
    return marked.replace("【", "").replace("】", "").replace("⏎", "\n")


@pytest.mark.parametrize(("marked", "listed"), cases())
def test_sentence_holds_the_quantities_the_table_says(marked: str, listed: str) -> None:
    assert find(plain_text(marked)) == expected(marked, listed)


def test_table_is_large_enough_to_mean_something() -> None:
    assert len(cases()) >= 250


def test_offsets_count_in_the_whole_report() -> None:
    first, second = "公开信息１２条。", "办结３⏎件。".replace("⏎", "\n")
    text = f"标题\n{first}\n9件不在段落中\n{second}"
    spans = [(text.index(first), text.index(first) + len(first)), (text.index(second), len(text))]
    found = find_all(text, fold(text), spans)
    assert [(each.text, text[each.start : each.end], each.value) for each in found] == [
        ("１２条", "１２条", 12),
        ("３件", "３\n件", 3),
    ]


PRINTED = """公开 12 三 十 百 万 条 个 次 余 年 月 日 % 元 第 增 - + , . ， 《 》 “ ”
0 1 点 至 分之 工作日 ¥ 小时 约 一 以上"""
WORDS = [*PRINTED.split(), " ", "\n"]


@given(st.lists(st.sampled_from(WORDS), max_size=24).map("".join))
def test_text_of_a_quantity_is_its_slice_without_line_breaks(text: str) -> None:
    previous = 0
    for each in find(text):
        assert previous <= each.start < each.end
        previous = each.end
        assert re.sub(r"\s*\n\s*", "", text[each.start : each.end]) == each.text
        assert each.high is None or each.value < each.high


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    find(text)


def test_a_number_of_absurd_length_is_no_quantity() -> None:
    assert find("公开" + "9" * 5000 + "条") == []
