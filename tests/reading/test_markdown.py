"""Pipe tables with a rule row are grids whose cells point into the text as found."""

from __future__ import annotations

import pytest
from tests.reading.cms import rows_of

from gongkai.reading import read_text


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("| 规章 | 0 |\n|---|:-:|\n| 规范性文件 |  |\n", [["规章", "0"], ["规范性文件", ""]]),
        ("前文\r\n\r\n|规章|0|\r\n|---|---|\r\n|a|1|\r\n\r\n后文", [["规章", "0"], ["a", "1"]]),
        ("规章 | 0\n--- | ---\na | 1", [["规章", "0"], ["a", "1"]]),
        ("| a\\|b | 0 |\n|-|-|\n", [["a\\|b", "0"]]),
        (
            "|申请人情况||\n|自然人|总计|\n|---|---|\n|1|1|\n没有竖线",
            [["申请人情况", ""], ["自然人", "总计"], ["1", "1"]],
        ),
        ("|a|b|\n|---|---|\n|1|2|\n|---|---|\n|3|4|", [["a", "b"], ["1", "2"], ["3", "4"]]),
    ],
    ids=["blank", "crlf", "bare", "escaped", "two-headers", "rules-within"],
)
def test_cells_of_a_pipe_table(text: str, rows: list[list[str]]) -> None:
    document = read_text(text)
    assert document.text == text
    assert [rows_of(document, grid) for grid in document.grids] == [rows]


def test_tables_apart_are_grids_apart() -> None:
    text = "|a|b|\n|-|-|\n|1|2|\n\n|c|d|\n|-|-|\n|3|4|\n"
    assert len(read_text(text).grids) == 2


@pytest.mark.parametrize("text", ["一|二\n三|四\n", "标题\n----\n正文 a|b\n", "总体情况\n|---|"])
def test_pipes_without_header_and_rule_are_text(text: str) -> None:
    document = read_text(text)
    assert (document.text, document.grids) == (text, ())


def test_line_of_a_million_spaces_does_not_hang() -> None:
    text = "a|b\n" + " " * 1_000_000 + "-x"
    assert read_text(text).grids == ()
