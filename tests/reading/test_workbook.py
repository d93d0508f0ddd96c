"""Workbooks: what a sheet shows becomes lines and grids."""

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.bench.workbooks import rendered_as
from tests.reading.workbooks import (
    REPORTS,
    SAMPLES,
    XLS,
    book,
    facts,
    form,
    looks,
    received,
    rewritten,
    rows,
    sample,
    values,
)
from tests.rendering.score import Score
from tests.rendering.sheets import LAYOUTS, Book, Cell, workbook

import gongkai
from gongkai.reading import read
from gongkai.reading.sheets.number_formats import shown

# number, its format, what is shown
NUMBERS = [
    ("3", "General", "3"),
    ("3.0", "", "3"),
    ("24575.930000000001", "General", "24575.93"),
    ("0.30000000000000004", "General", "0.3"),
    ("1.0E+5", "General", "100000"),
    ("1234567.5", "#,##0.00", "1234567.5"),
    ("2.6", "0", "2.6"),
    ("0.953", "0%", "95.3%"),
    ("1234.5", "[$¥-804]#,##0.00", "1234.5"),
    ("24575.93", '0.00"万元"', "24575.93万元"),
    ("24575.93", "0.00\\万", "24575.93万"),
    ("245759300", '0!.0,"万元"', "24575.93万元"),
    ("245759300", "#,##0.00,,", "245.7593"),
    ("12345", '[>=10000]0!.0,"万";0"元"', "1.2345万"),
    ("12", '[>=10000]0!.0,"万";0"元"', "12元"),
    ("-5", "0_);[Red](0)", "-5"),
    ("5", '"增"0;"减"0', "增5"),
    ("-5", '"增"0;"减"0', "减5"),
    ("5", "+0;-0;0", "+5"),
    ("0", '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "0"),
    ("0", "#", "0"),
    ("0", ";;;", "0"),
    ("43850", "yyyy-mm-dd", "2020-1-20"),
    ("43850.5", 'yyyy"年"m"月"d"日" h:mm', "2020年1月20日 12:00"),
    ("43850", "[$-804]yyyy年m月", "2020年1月"),
    ("0.5", "h:mm", "12:00"),
    ("-1", "yyyy-mm-dd", "#####"),
    ("1E+300", "0", "1E+300"),
]


@pytest.mark.parametrize(("number", "code", "text"), NUMBERS)
def test_a_number_is_what_its_format_means(number: str, code: str, text: str) -> None:
    assert shown(number, code) == text


def test_dates_may_count_from_1904() -> None:
    assert shown("42388", "yyyy-mm-dd", from_1904=True) == "2020-1-20"


@given(st.text('0#?.,;%!\\"[]<>=1年ymdhs_*@E+-/ G', max_size=25), st.floats(allow_nan=False))
def test_no_format_breaks_a_number(code: str, number: float) -> None:
    assert shown(repr(number), code)


def test_cells_hold_what_a_person_sees() -> None:
    assert rows(read(book(looks)))[1] == ["007", "TRUE", "#DIV/0!", "3"]


def test_xls_shows_the_same_as_xlsx_did() -> None:
    told = (
        "项目 值 整数 3 小数 24575.93 百分比 95.3% 千分位 1234567 万元 24575.93万元 日期 2020-1-20 负数 -5 公式 3 "
        "错误 #DIV/0! 真假 TRUE 数字文本 007 合并"
    )
    assert "".join(read(XLS / "looks.xls").text.split()) == told.replace(" ", "")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", SAMPLES)
def test_a_report_in_a_workbook_gives_the_facts_of_the_report(layout: str, name: str) -> None:
    source = gongkai.parse(REPORTS / name)
    report = gongkai.parse(workbook(sample(name), layout), "a.xlsx")
    assert values(report) == values(source)
    assert (report.agency, report.year, report.edition) == (source.agency, source.year, source.edition)


def test_rendered_reports_are_read_right_in_all_layouts() -> None:
    result = Score()
    rendered_as(range(16), 1.0, result)
    total = result.total
    assert set(result.shapes) == set(LAYOUTS)
    assert total.right >= 0.995 * total.knowable
    assert (total.silent, total.invented, total.certain) == (0, 0, 0)


def test_a_report_in_xls_gives_the_facts_of_the_report() -> None:
    source = gongkai.parse(REPORTS / SAMPLES[0])
    report = gongkai.parse(XLS / SAMPLES[0].replace(".docx", ".xls"))
    assert values(report) == values(source)
    assert [passage.text for passage in report.passages] == [passage.text for passage in source.passages]


# what the file stores for a formula, and whether opening is to calculate it; text of the cell
FORMULAS = [
    (b"<v>3</v>", b"1", "3"),
    (b"<v>0</v>", b"0", "0"),
    (b"<v>0</v>", b"1", "=SUM(A1)"),
    (b"<v></v>", b"0", "=SUM(A1)"),
    (b"", b"0", "=SUM(A1)"),
]


@pytest.mark.parametrize(("stored", "on_load", "text"), FORMULAS)
def test_a_formula_that_was_never_calculated_is_no_zero_and_no_blank(stored: bytes, on_load: bytes, text: str) -> None:
    data = book(lambda sheet: sheet.write_formula(0, 0, "=SUM(A1)", None, 3))
    data = rewritten(data, "xl/worksheets/sheet1.xml", b"<v>3</v>", stored)
    data = rewritten(data, "xl/workbook.xml", b'fullCalcOnLoad="1"', b'fullCalcOnLoad="%s"' % on_load)
    assert read(data).text == text + "\n"


@pytest.mark.parametrize("text", ["=SUM(C5:H5)", "#REF!", "#DIV/0!", "#VALUE!"])
def test_what_was_not_calculated_is_never_a_number_or_blank_as_a_fact(text: str) -> None:
    blocks = form()
    row = next(filter(None, map(received, blocks)))
    row[-1] = row[-1]._replace(text=text)
    report = gongkai.parse(workbook(blocks, "one_sheet"), "a.xlsx")
    assert report.fact("requests.received_new.total").status in ("text", "missing")
    others = [fact for fact in values(report) if fact[0] != "requests.received_new.total"]
    source = [fact for fact in facts(SAMPLES[0]) if fact[0] != "requests.received_new.total"]
    assert others == source


def test_merged_cells_are_one_cell_with_spans() -> None:
    def write(sheet: Any) -> None:
        sheet.merge_range("B3:C3", "申请人")
        sheet.merge_range("A3:A4", "结果")
        sheet.write_row("B4", ["自然人", "总计"])
        sheet.write_row("A5", ["予以公开", 1, 2])

    (grid,) = read(book(write)).grids
    assert [(cell.row, cell.column, cell.rowspan, cell.colspan) for cell in grid.cells] == [
        (0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1), (2, 0, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1),
    ]  # fmt: skip


def test_blank_cells_of_a_table_are_cells_and_blank_rows_part_tables() -> None:
    def write(sheet: Any) -> None:
        sheet.write_row("B2", ["信息内容", "制发", "废止"])
        sheet.write("B3", "规章")
        sheet.write_row("B4", ["规范性文件", 3])
        sheet.write_row("B7", ["收费", 5])

    document = read(book(write))
    assert rows(document, 0) == [["信息内容", "制发", "废止"], ["规章", "", ""], ["规范性文件", "3", ""]]
    assert rows(document, 1) == [["收费", "5"]]


def test_a_row_of_empty_cells_with_borders_belongs_to_its_table() -> None:
    stream = io.BytesIO()
    made = Book(stream)
    made.open("表")
    made.table([[Cell("结果维持", 1, 1), Cell("结果纠正", 1, 1)], [Cell("", 1, 1), Cell("", 1, 1)]])
    made.raw.close()
    assert rows(read(stream.getvalue())) == [["结果维持", "结果纠正"], ["", ""]]


def test_a_cell_of_narrative_is_paragraphs() -> None:
    text = "本机关认真贯彻落实条例，全年主动公开政府信息若干条。\n一是加强组织领导。\n二是抓好培训。" + "内容" * 300
    document = read(book(lambda sheet: sheet.write_row(0, 0, ["总体情况", text])))
    assert document.grids == ()
    assert document.text == f"总体情况\n{text}\n"


def hidden(sheet: Any) -> None:
    sheet.write_column(0, 0, ["甲", "乙", "丙"])
    sheet.write_column(0, 1, [1, 2, 3])
    sheet.write_column(0, 2, [7, 8, 9])
    sheet.set_row(1, None, None, {"hidden": True})
    sheet.set_column(1, 1, None, None, {"hidden": True})


def test_hidden_sheets_rows_and_columns_are_not_read() -> None:
    document = read(book(hidden, lambda sheet: (sheet.write(0, 0, "不见"), sheet.hide())))
    assert rows(document) == [["甲", "7"], ["丙", "9"]]
    assert "不见" not in document.text


def test_a_merged_cell_that_begins_in_a_hidden_row_is_shown_in_the_next() -> None:
    def write(sheet: Any) -> None:
        sheet.write_column(0, 1, [1, 2, 3])
        sheet.merge_range("A1:A3", "标签")
        sheet.set_row(0, None, None, {"hidden": True})

    (grid,) = read(book(write)).grids
    assert [(cell.row, cell.column, cell.rowspan) for cell in grid.cells] == [(0, 0, 2), (0, 1, 1), (1, 1, 1)]


@pytest.mark.parametrize("source", [workbook(form(), "table_a_sheet"), (XLS / "looks.xls").read_bytes()])
def test_regions_name_sheet_and_cell_of_every_text(source: bytes) -> None:
    document = read(source)
    held = "".join(document.text[region.start : region.end] for region in document.regions)
    assert "".join(held.split()) == "".join(document.text.split())
    assert all(region.position.sheet and region.position.cell for region in document.regions)
    assert all(one.end <= other.start for one, other in zip(document.regions, document.regions[1:], strict=False))


def test_a_position_is_the_cells_own() -> None:
    def write(sheet: Any) -> None:
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.write("AB7", "值")

    (region,) = read(book(write, names=("表一",))).regions
    assert (region.position.sheet, region.position.cell) == ("表一", "AB7")


def test_the_name_of_a_sheet_stands_in_for_a_heading_that_is_not_there() -> None:
    def write(sheet: Any) -> None:
        sheet.write(
            0,
            0,
            "本机关坚持公开为常态、不公开为例外，全年主动公开政府信息，回应社会关切，接受社会监督，不断提升透明度。",
        )

    document = read(book(looks, write, names=("数据", "总体情况")))
    assert "\n总体情况\n本机关" in document.text
    assert "数据" not in document.text.split()
