"""Workbooks: what a sheet shows becomes lines and grids, and each report in a workbook can be had by its name.

The files of tests/data/xls were written with xlsxwriter (looks.xls; the other from the sample of the same name, layout
one_sheet of tests.rendering.sheets) and converted by LibreOffice: `soffice --convert-to "xls:MS Excel 97"`.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.bench.workbooks import rendered_as
from tests.rendering.score import Score
from tests.rendering.sheets import LAYOUTS, Block, Book, Cell, gathered, workbook

import gongkai
from gongkai import errors
from gongkai.document import Document, Report
from gongkai.limits import Limits
from gongkai.reading import find, read
from gongkai.reading.sheets.number_formats import shown
from gongkai.reading.sheets.workbook import OWN_SHEETS, parts
from gongkai.reading.sheets.workbook import read as read_workbook

Fill = Callable[[Any], object]

ROOT = Path(__file__).parents[2]
REPORTS = ROOT / "annotations/reports"
XLS = ROOT / "tests/data/xls"
SAMPLES = ("14-lanting-normal-college-2023.docx", "04-luze-transport-2019.html", "13-weichuan-city-2022.html")
LIMITS = Limits()


def book(*fill: Fill, names: tuple[str, ...] = ()) -> bytes:
    """Return a workbook of a sheet for each function, which gets the sheet."""
    stream = io.BytesIO()
    raw = xlsxwriter.Workbook(stream, {"strings_to_formulas": False})
    for at, write in enumerate(fill):
        write(raw.add_worksheet(names[at] if names else None))
    raw.close()
    return stream.getvalue()


def rewritten(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """Return a workbook with bytes of one of its parts replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            assert name != part or old in content
            target.writestr(name, content.replace(old, new) if name == part else content)
    return stream.getvalue()


def of_document(document: Document) -> list[Block]:
    """Return the blocks of a document that was read: its paragraphs and grids."""
    found: list[Block] = []
    at = 0
    for grid in document.grids:
        found += _lines(document.text[at : grid.start])
        table: list[list[Cell]] = [[] for _ in range(1 + max(cell.row for cell in grid.cells))]
        for cell in grid.cells:
            table[cell.row].append(Cell(document.text[cell.start : cell.end], cell.rowspan, cell.colspan))
        found.append(table)
        at = grid.end
    return found + _lines(document.text[at:])


def _lines(text: str) -> list[Block]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def rows(document: Document, grid: int = 0) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for cell in document.grids[grid].cells:
        found.setdefault(cell.row, []).append(document.text[cell.start : cell.end])
    return list(found.values())


def values(report: Report) -> list[tuple[object, ...]]:
    return [(fact.address, fact.value, fact.status, fact.unit) for fact in report.facts]


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


def looks(sheet: Any) -> None:
    sheet.write_row(0, 0, ["数字文本", "布尔", "错误", "公式"])
    sheet.write_string(1, 0, "007")
    sheet.write_boolean(1, 1, True)
    sheet.write_formula(1, 2, "=A9/0", None, "#DIV/0!")
    sheet.write_formula(1, 3, "=1+2", None, 3)


def test_cells_hold_what_a_person_sees() -> None:
    assert rows(read(book(looks)))[1] == ["007", "TRUE", "#DIV/0!", "3"]


def test_xls_shows_the_same_as_xlsx_did() -> None:
    told = (
        "项目 值 整数 3 小数 24575.93 百分比 95.3% 千分位 1234567 万元 24575.93万元 日期 2020-1-20 负数 -5 公式 3 "
        "错误 #DIV/0! 真假 TRUE 数字文本 007 合并"
    )
    assert "".join(read(XLS / "looks.xls").text.split()) == told.replace(" ", "")


@cache
def sample(name: str) -> list[Block]:
    return of_document(read(REPORTS / name))


@cache
def facts(name: str) -> list[tuple[object, ...]]:
    return values(gongkai.parse(REPORTS / name))


def form(year: int = 2023, agency: str = "澜汀师范学院") -> list[Block]:
    """Return the blocks of a filled report."""
    return [
        block.replace("2023", str(year)).replace("澜汀师范学院", agency)
        if isinstance(block, str)
        else [list(row) for row in block]
        for block in sample(SAMPLES[0])
    ]


def received(block: Block) -> list[Cell] | None:
    """Return the row of requests received of a table."""
    return next((row for row in block if isinstance(row, list) and "本年新收" in row[0].text), None)


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


# several reports in one workbook


def sheets_of(*reports: list[Block], names: tuple[str, ...] = ()) -> bytes:
    """Return a workbook with a report a sheet."""
    return gathered(list(reports), names=names)


def emptied(blocks: list[Block]) -> list[Block]:
    """Return the tables of a report as a form to be filled in."""
    tables = [block for block in blocks if not isinstance(block, str)]
    return [
        [[cell._replace(text="" if cell.text.isdigit() else cell.text) for cell in row] for row in table]
        for table in tables
    ]


def grouped() -> bytes:
    """Return two reports without titles, each on a sheet of prose and one of tables."""
    tables = [block for block in form() if not isinstance(block, str)]
    prose: list[Block] = ["一、总体情况", "本机关依法公开。"]
    return sheets_of(prose, tables, prose, tables, names=("甲局文字", "甲局表格", "乙局文字", "乙局表格"))


SEVERAL = {
    "a report a sheet": (sheets_of(form(2022), form(2023), names=("2022", "2023")), ("2022", "2023")),
    "groups of sheets": (grouped(), ("甲局文字", "乙局文字")),
    "one below the other": (sheets_of(form(2022) + form(2023)), ("Sheet1#1", "Sheet1#2")),
    "one report": (workbook(form(), "table_a_sheet"), ()),
    "a report and an empty form": (sheets_of(form(), emptied(form())), ()),
}


@pytest.mark.parametrize(("data", "names"), SEVERAL.values(), ids=SEVERAL)
def test_reports_of_a_workbook_have_names(data: bytes, names: tuple[str, ...]) -> None:
    assert parts(data, "a.xlsx") == names


@pytest.mark.parametrize("kind", ["a report a sheet", "one below the other"])
def test_each_report_is_read_by_its_name(kind: str) -> None:
    data, names = SEVERAL[kind]
    for name, year in zip(names, (2022, 2023), strict=True):
        document = read_workbook(data, "a.xlsx", LIMITS, name)
        assert document.text == read(sheets_of(form(year))).text


def test_several_reports_without_a_name_are_refused_with_their_names() -> None:
    with pytest.raises(errors.ReadingError, match=r"2 reports.*2022, 2023") as caught:
        read(SEVERAL["a report a sheet"][0])
    assert "2022、2023" in caught.value.reason
    with pytest.raises(errors.ReadingError, match="no report '2021'"):
        read_workbook(SEVERAL["a report a sheet"][0], "a.xlsx", LIMITS, "2021")


def test_each_report_of_a_workbook_is_a_document(tmp_path: Path) -> None:
    data = SEVERAL["a report a sheet"][0]
    (tmp_path / "a.xlsx").write_bytes(data)
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("c.xlsx", data)
    found = list(find([str(tmp_path)]))
    names = [os.fspath(source).removeprefix(f"{tmp_path}/") for source in found]
    assert names == ["a.xlsx!2022", "a.xlsx!2023", "b.zip!c.xlsx!2022", "b.zip!c.xlsx!2023"]
    first, second, *packed = gongkai.pipe(found)
    assert first.text == read_workbook(data, "a.xlsx", LIMITS, "2022").text != second.text
    assert [report.text for report in packed] == [first.text, second.text]


def test_tables_of_several_reports_that_nothing_parts_are_refused() -> None:
    tables = [block for block in form() if not isinstance(block, str)]
    with pytest.raises(errors.ReadingError, match="without titles"):
        read(sheets_of(tables + tables))


def agencies(sheet: Any) -> None:
    sheet.write_row(0, 0, ["序号", "单位", "规范性文件", "本年新收", "结果维持"])
    for at, name in enumerate(("教育局", "水利局", "青石镇人民政府", "城东街道"), 1):
        sheet.write_row(at, 0, [at, name, 1, 2, 3])


def test_a_list_of_agencies_is_no_report() -> None:
    with pytest.raises(errors.ReadingError, match="list of agencies") as caught:
        read(book(agencies))
    assert "汇总表" in caught.value.reason


def test_a_list_of_agencies_beside_a_report_is_left_out() -> None:
    listed: list[Block] = [
        [[Cell(text, 1, 1) for text in (name, "1", "2", "3")] for name in ("教育局", "水利局", "财政局")]
    ]
    alone = read(sheets_of(form())).text
    assert read(sheets_of(listed, form())).text == alone
    assert read(sheets_of(form() + listed)).text.startswith(alone)


@pytest.mark.parametrize("samples", [SAMPLES[:1], SAMPLES])
def test_our_own_workbook_is_no_report(samples: tuple[str, ...]) -> None:
    from gongkai.writing.workbook import workbook as export

    stream = io.BytesIO()
    with export(stream) as sink:
        for sample in samples:
            sink(gongkai.parse(REPORTS / sample))
    with pytest.raises(errors.ReadingError, match="gongkai wrote"):
        read(stream.getvalue())
    assert all(name.encode() in _part(stream.getvalue(), "xl/workbook.xml") for name in OWN_SHEETS)


def _part(data: bytes, part: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(part)


# what cannot be read


def stray(sheet: Any) -> None:
    sheet.write_row(0, 0, ["规章", 3])
    sheet.write(1_048_575, 16_383, "迷")


def test_a_stray_cell_in_the_last_corner_costs_nothing() -> None:
    document = read(book(stray))
    assert document.text == "规章\t3\n迷\n"
    assert document.regions[-1].position.cell == "XFD1048576"


def ole(*streams: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "".join(streams).encode("utf-16-le") + bytes(600)


SIMPLE = book(looks)
LOOKS = (XLS / "looks.xls").read_bytes()
REFUSED = {
    "empty": (book(lambda _: None), errors.EmptyDocument, "没有文字"),
    "cut off": (SIMPLE[: len(SIMPLE) // 2], errors.DamagedDocument, "损坏"),
    "bad XML": (rewritten(SIMPLE, "xl/worksheets/sheet1.xml", b"</row>", b""), errors.DamagedDocument, "损坏"),
    "a DTD": (
        rewritten(SIMPLE, "xl/workbook.xml", b"<workbook ", b'<!DOCTYPE x [<!ENTITY a "aa">]><workbook '),
        errors.DamagedDocument,
        "损坏",
    ),
    "a cell beyond the sheet": (
        rewritten(SIMPLE, "xl/worksheets/sheet1.xml", b'r="A1"', b'r="ZZZ1"'),
        errors.DamagedDocument,
        "损坏",
    ),
    "a string that is not there": (
        rewritten(SIMPLE, "xl/worksheets/sheet1.xml", b"<v>0</v>", b"<v>99</v>"),
        errors.DamagedDocument,
        "损坏",
    ),
    "bomb": (
        rewritten(SIMPLE, "xl/worksheets/sheet1.xml", b"</sheetData>", b"</sheetData>" + b" " * 4_000_000),
        errors.OversizedDocument,
        "过大",
    ),
    "encrypted xlsx": (ole("EncryptedPackage"), errors.DamagedDocument, "密码"),
    "encrypted xls": (LOOKS.replace(b"\x5c\x00\x70\x00", b"\x2f\x00\x70\x00", 1), errors.DamagedDocument, "密码"),
    "damaged xls": (ole("Workbook"), errors.DamagedDocument, "损坏"),
    "cut off xls": (LOOKS[:3000] + "Workbook".encode("utf-16-le"), errors.DamagedDocument, "损坏"),
}


def test_a_small_xls_whose_sectors_go_round_in_a_ring_is_damaged() -> None:
    ring = bytearray(LOOKS)
    table = 512 * (1 + int.from_bytes(ring[60:64], "little"))  # of small sectors: each entry names the next one
    for sector in range(128):
        ring[table + 4 * sector : table + 4 * sector + 4] = bytes(4)
    with pytest.raises(errors.DamagedDocument, match="ring"):
        read(bytes(ring))


@pytest.mark.parametrize(("data", "error", "word"), REFUSED.values(), ids=REFUSED)
def test_a_workbook_that_cannot_be_read_says_why(data: bytes, error: type[errors.ReadingError], word: str) -> None:
    with pytest.raises(error) as caught:
        read(data, "a.xlsx")
    assert "a.xlsx" in str(caught.value)
    assert word in caught.value.reason
    assert parts(data, "a.xlsx") == ()


def test_limits_hold_for_sheets_and_for_what_is_unpacked() -> None:
    for limits in (Limits(pages=1), Limits(unpacked=5000)):
        with pytest.raises(errors.OversizedDocument):
            read(book(looks, looks), limits=limits)
    with pytest.raises(errors.OversizedDocument, match="sheets"):
        read(LOOKS, limits=Limits(pages=1))


def test_other_spreadsheets_are_refused_with_what_to_do() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.bin", b"")
    xml = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    for data in (stream.getvalue(), xml):
        with pytest.raises(errors.UnknownFormat) as caught:
            read(data)
        assert ".xlsx" in caught.value.reason


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"]),
    st.lists(st.tuples(st.integers(0, 5000), st.binary(max_size=3)), min_size=1, max_size=4),
)
def test_damaged_parts_end_in_a_document_or_a_reason(part: str, changes: list[tuple[int, bytes]]) -> None:
    content = bytearray(_part(SIMPLE, part))
    for at, new in changes:
        content[at % len(content) : at % len(content) + 2] = new
    with suppress(errors.ReadingError):
        read(rewritten(SIMPLE, part, _part(SIMPLE, part), bytes(content)))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(LOOKS) - 1), st.binary(min_size=1, max_size=3)), min_size=1, max_size=6))
def test_damaged_xls_ends_in_a_document_or_a_reason(changes: list[tuple[int, bytes]]) -> None:
    content = bytearray(LOOKS)
    for at, new in changes:
        content[at : at + len(new)] = new
    with suppress(errors.ReadingError):
        read(bytes(content))
