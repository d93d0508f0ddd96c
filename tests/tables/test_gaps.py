"""However a program parts cells, a row keeps them."""

from __future__ import annotations

import pytest

from gongkai.document import Document
from gongkai.tables.cells import read_sheet
from gongkai.text import fold

_ROWS = [
    ["申请人情况", "自然人", "商业企业", "科研机构", "总计"],
    ["一、本年新收政府信息公开申请数量", "12", "5", "0", "17"],
    ["二、上年结转政府信息公开申请数量", "0", "2", "0", "2"],
    ["（一）予以公开", "9", "4", "0", "13"],
    ["（二）部分公开", "3", "1", "0", "4"],
    ["（三）不予公开", "0", "2", "0", "2"],
]
_RULE = "├──┼──┼──┼──┼──┤"


def _keys(text: str) -> list[str]:
    return [cell.key for cell in read_sheet(Document("-", text), fold(text)).cells if cell.key]


@pytest.mark.parametrize(
    "lines",
    [
        [",".join(f'"{cell}"' for cell in row) for row in _ROWS],
        ["\x07".join(row) + "\x07" for row in _ROWS],
        [line for row in _ROWS for line in ("│" + "│".join(row) + "│", _RULE)],
        [" & ".join(row) + r" \\ \hline" for row in _ROWS],
        [" & ".join(rf"\multicolumn{{3}}{{|c|}}{{{cell}}}" for cell in row) + r" \\" for row in _ROWS],
        [" & ".join(rf"\multirow{{2}}{{*}}{{\textbf{{{cell}}}}}" for cell in row) + r"\\" for row in _ROWS],
    ],
    ids=["CSV, every cell quoted", "cell marks of Word", "box drawing", "TeX", "merged in TeX", "bold in TeX"],
)
def test_cells_are_those_of_the_table(lines: list[str]) -> None:
    assert _keys("\n".join(lines)) == [fold(cell) for row in _ROWS for cell in row]


def test_number_its_unit_and_its_sign_apart_are_one_value() -> None:
    assert _keys("行政许可 31 项 减 2 项 460 件") == ["行政许可", "31项", "减2项", "460件"]


LED = [("信息内容", "规章", "规范性文件"), ("4", "1", ""), ("行政许可", "60", "12"), ("行政处罚", "5", "7")]


@pytest.mark.parametrize(
    ("manner", "text"),
    [
        ("a bar leads every cell", "\n".join(f"|{cell}" for row in LED for cell in row)),
        ("a tab leads every cell", "\n".join(f"\t{cell}" for row in LED for cell in row)),
        ("led cells are indented", "\n".join(f"    \t{cell}" for row in LED for cell in row)),
        ("bars stand on lines of their own", "\n|\n".join(cell for row in LED for cell in row)),
        ("tabs stand on lines of their own", "\n\t\n".join(cell for row in LED for cell in row)),
    ],
)
def test_what_leads_or_parts_cells_is_told_from_the_whole_text(manner: str, text: str) -> None:
    keys = [cell.key for cell in read_sheet(Document("-", text), text).cells]
    assert keys == [cell for row in LED for cell in row], manner
