"""PDFs: cells by ruled lines, paragraphs by the width of lines, and what cannot be read says why."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reading.pages import Sheet, pdf

import gongkai
from gongkai import errors
from gongkai.document import Document
from gongkai.limits import Limits
from gongkai.reading import read
from gongkai.reading.pages import pdf_tables
from gongkai.reading.pages.ocr import engine

FULL = "本机关按照条例的规定编制本报告并向社会公布接受社会的监督和评议意"  # 33 characters: a full line

ROOT = Path(__file__).parents[2]
PRINTED = ROOT / "tests/data/pdf/14-lanting-normal-college-2023.pdf"
SOURCE = ROOT / "annotations/reports/14-lanting-normal-college-2023.docx"


def cells(document: Document, grid: int = 0) -> list[list[str]]:
    rows: dict[int, list[str]] = {}
    for cell in document.grids[grid].cells:
        rows.setdefault(cell.row, []).append(document.text[cell.start : cell.end])
    return list(rows.values())


def test_a_ruled_table_is_a_grid() -> None:
    rows = [["信息内容", "本年制发件数"], ["规章", "3"], ["行政规范性文件", ""]]
    assert cells(read(pdf(Sheet().table(100, rows)))) == rows


def test_digits_of_neighbouring_cells_are_never_glued() -> None:
    sheet = Sheet().table(100, [["11", "00", "01"]], width=24)
    assert cells(read(pdf(sheet.text(80, 300, FULL)))) == [["11", "00", "01"]]


def test_lines_of_a_label_are_joined_and_those_of_figures_are_not() -> None:
    sheet = Sheet().table(100, [["商业\n企业", "12\n34"]], height=40)
    assert cells(read(pdf(sheet.text(80, 300, FULL)))) == [["商业企业", "12\n34"]]


def test_a_cell_without_a_rule_in_it_is_one_with_spans() -> None:
    sheet = Sheet().text(90, 112, "申请人情况").text(90, 132, "自然人").text(190, 132, "总计").text(80, 300, FULL)
    for y in (100, 120, 140):
        sheet.rule(80, y, 280, y)
    sheet.rule(80, 100, 80, 140).rule(180, 120, 180, 140).rule(280, 100, 280, 140)
    (grid,) = read(pdf(sheet)).grids
    assert [(cell.row, cell.column, cell.rowspan, cell.colspan) for cell in grid.cells] == [
        (0, 0, 1, 2),
        (1, 0, 1, 1),
        (1, 1, 1, 1),
    ]


def test_a_table_goes_on_over_the_page_without_its_repeated_head_and_page_numbers() -> None:
    first = Sheet().text(80, 100, FULL).table(700, [["类别", "数量"], ["规章", "3"]]).text(280, 810, "- 1 -")
    second = Sheet().table(60, [["类别", "数量"], ["行政许可", "5"]]).text(280, 810, "- 2 -")
    document = read(pdf(first, second))
    assert [cells(document)] == [[["类别", "数量"], ["规章", "3"], ["行政许可", "5"]]]
    assert "- " not in document.text


def test_a_row_broken_by_the_page_is_one_row() -> None:
    first = Sheet().text(80, 100, FULL).table(700, [["1.属于国家秘密", "3"], ["4.保护第三方合", "6"]])
    document = read(pdf(first, Sheet().table(60, [["法权益", ""], ["5.属于内部事务", "7"]])))
    assert cells(document) == [["1.属于国家秘密", "3"], ["4.保护第三方合法权益", "6"], ["5.属于内部事务", "7"]]


def test_blank_rows_on_both_sides_of_a_page_stay_two() -> None:
    first = Sheet().text(80, 100, FULL).table(700, [["类别", "数量"], ["规章", ""]])
    document = read(pdf(first, Sheet().table(60, [["行政许可", ""], ["行政处罚", ""]])))
    assert cells(document) == [["类别", "数量"], ["规章", ""], ["行政许可", ""], ["行政处罚", ""]]


def test_full_lines_are_joined_to_paragraphs() -> None:
    sheet = Sheet().text(104, 100, FULL[:31]).text(80, 120, FULL).text(80, 140, "见。").text(104, 160, "一、总体情况")
    assert read(pdf(sheet)).text == FULL[:31] + FULL + "见。\n一、总体情况\n"


def test_a_page_on_its_side_is_read_as_it_is_shown() -> None:
    sheet = Sheet()
    for index, line in enumerate(("一、总体情况", "二、主动公开政府信息情况")):
        code = line.encode("utf-16-be").hex()
        sheet.parts.append(f"BT /F 12 Tf 0 1 -1 0 {100 + 20 * index} 80 Tm <{code}> Tj ET")
    assert read(pdf(sheet, page="/Rotate 90")).text == "一、总体情况\n二、主动公开政府信息情况\n"


def test_a_printed_report_has_the_facts_of_its_word_file() -> None:
    """The PDF was printed from the sample by LibreOffice Writer."""
    printed, source = (gongkai.parse(path) for path in (PRINTED, SOURCE))
    assert (printed.agency, printed.year, printed.edition, printed.status) == ("澜汀师范学院", 2023, "2021", "ok")
    assert [(fact.address, fact.value, fact.status) for fact in printed.facts] == [
        (fact.address, fact.value, fact.status) for fact in source.facts
    ]


def test_a_page_full_of_strokes_is_a_drawing() -> None:
    sheet = Sheet().text(80, 100, FULL)
    for step in range(pdf_tables.RULE_LIMIT + 1):
        sheet.rule(10, 200 + step / 10, 500, 200 + step / 10)
    assert read(pdf(sheet)).grids == ()


WHOLE = pdf(Sheet().text(80, 100, FULL))
ENCRYPT = (
    f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >> "
    f"/ID [<{'00' * 16}> <{'00' * 16}>]"
)
REFUSED = {
    "cut off": (WHOLE[:60], errors.DamagedDocument, "不完整"),
    "encrypted": (pdf(Sheet().text(80, 100, FULL), extra=ENCRYPT), errors.DamagedDocument, "密码"),
    "scanned": (pdf(Sheet().rule(0, 0, 500, 500)), errors.EmptyDocument, "OCR"),
    "scanned with page numbers": (pdf(*[Sheet().text(280, 810, "- 1 -")] * 3), errors.EmptyDocument, "OCR"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_read_is_refused_with_a_remedy(kind: str) -> None:
    data, error, word = REFUSED[kind]
    with pytest.raises(error, match=r"年报\.pdf") as caught:
        read(data, "年报.pdf")
    assert word in caught.value.reason


def test_a_book_is_refused() -> None:
    with pytest.raises(errors.OversizedDocument, match="3 pages, at most 2"):
        read(pdf(*[Sheet().text(80, 100, FULL)] * 3), limits=Limits(pages=2))


@settings(deadline=None)
@given(st.integers(20, len(WHOLE)), st.binary(min_size=1, max_size=20))
def test_any_damage_gives_a_document_or_our_error(at: int, bytes_: bytes) -> None:
    try:
        with patch.dict("os.environ", {engine.SWITCH: "off"}):  # or most would be looked at as pictures
            read(WHOLE[:at] + bytes_ + WHOLE[at + len(bytes_) :], "any.pdf")
    except errors.GongkaiError as error:
        assert error.reason  # noqa: PT017 both ways out are right
