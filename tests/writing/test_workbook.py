from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from tests.writing.reports import RICH, failed, make

from gongkai.document import Status
from gongkai.writing.workbook import FORMS_UP_TO, workbook


def written(*reports: Any, most: int | None = None) -> openpyxl.Workbook:
    stream = BytesIO()
    with workbook(stream, most) as write:
        for report in reports:
            write(report)
    return openpyxl.load_workbook(BytesIO(stream.getvalue()))


def rows(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def cell_under(sheet: Any, *labels: str) -> Any:
    """Return the cell of the first report under a header path, merged header cells filled in."""
    filled: dict[tuple[int, int], Any] = {}
    for area in sheet.merged_cells.ranges:
        for row, column in area.cells:
            filled[row, column] = sheet.cell(area.min_row, area.min_col).value
    for column in range(1, sheet.max_column + 1):
        path = [filled.get((row, column), sheet.cell(row, column).value) for row in (1, 2, 3)]
        if all(label in str(path) for label in labels) and path[-1] == labels[-1]:
            return sheet.cell(4, column)
    raise AssertionError(f"no column {labels} in {sheet.title}")


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return written(RICH, make("乙.txt", edition="2019"), failed())


def test_every_edition_has_its_own_sheets(book: openpyxl.Workbook) -> None:
    assert book.sheetnames[:3] == ["总览", "发现", "段落"]
    assert {"汇总 申请情况 2019版", "表样 申请情况 2021版", "表样 复议诉讼 2019版"} <= set(book.sheetnames)


def test_overview_has_a_row_a_report_and_tells_why_one_failed(book: openpyxl.Workbook) -> None:
    sheet = book["总览"]
    assert [cell.value for cell in sheet[2]][:11] == [
        *("河湾/水利局.txt", "河湾县水利局", 2021, "2021", "完整", None, 200, 199, 196, 1, 1)
    ]
    assert [cell.value for cell in sheet[4]][:6] == ["河湾/坏.docx", None, None, None, "失败", "文件已损坏，无法打开"]
    assert sheet["A4"].font.color.rgb == "FFC00000"


@pytest.mark.parametrize(
    ("column", "value", "colour", "comment"),
    [
        ("自然人", 12, "FFFFC7CE", "收支不平"),
        ("商业企业", 3, "FFFFEB9C", "行列位置难以确定"),
        ("科研机构", None, None, None),
        ("社会公益组织", "/", None, None),
        ("法律服务机构", "缺失", "FFD9D9D9", None),
        ("其他", "=1+1", "FFFCD5B4", "此格不是数"),
        ("总计", 0, None, None),
    ],
)
def test_each_state_of_a_cell_shows(
    book: openpyxl.Workbook, column: str, value: Any, colour: str | None, comment: str | None
) -> None:
    cell = cell_under(book["汇总 申请情况 2021版"], "本年新收", column)
    assert cell.value == value
    assert cell.data_type != "f"
    assert (cell.fill.fgColor.rgb if cell.fill.fill_type else None) == colour
    assert (comment in cell.comment.text) if comment else cell.comment is None


def test_money_is_in_yuan_and_says_so(book: openpyxl.Workbook) -> None:
    assert cell_under(book["汇总 主动公开 2021版"], "行政事业性收费", "本年收费金额（元）").value == 12500


def test_the_form_is_laid_out_as_the_notice_prints_it(book: openpyxl.Workbook) -> None:
    table = rows(book["表样 申请情况 2021版"])
    assert table[0][0] == "河湾县水利局 2021年"
    assert table[2][3:] == ["申请人情况", *[None] * 6]
    assert table[3][3:] == ["自然人", "法人或其他组织", *[None] * 4, "总计"]
    assert table[4][4:9] == ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
    assert table[5] == ["一、本年新收政府信息公开申请数量", None, None, 12, 3, None, "/", "缺失", "=1+1", 0]
    assert table[9][:3] == [None, "（三）不予公开", "1.属于国家秘密"]
    assert [row[0] for row in table[5:] if row[0]] == [
        *("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "三、本年度办理结果"),
        "四、结转下年度继续办理",
    ]


def test_groups_side_by_side_stay_side_by_side(book: openpyxl.Workbook) -> None:
    table = rows(book["表样 复议诉讼 2021版"])
    assert (table[2][0], table[2][5], table[3][5], table[3][10]) == (
        "行政复议",
        "行政诉讼",
        "未经复议直接起诉",
        "复议后起诉",
    )
    assert table[4] == ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3
    assert table[5] == [0] * 15


def test_sums_follow_the_filter_and_say_what_they_lack() -> None:
    stream = BytesIO()
    lost = {"requests.granted.total": {"raw": "", "value": None, "status": Status.MISSING}}
    with workbook(stream) as write:
        for number in range(3):
            write(make(cells={"requests.granted.total": {"raw": str(number), "value": number + 5}}))
        write(make(cells=lost))
    for values_only in (False, True):
        sheet = openpyxl.load_workbook(stream, data_only=values_only)["汇总 申请情况 2021版"]
        cell = cell_under(sheet, "予以公开", "总计")
        total = sheet.cell(8, cell.column).value
        assert total == (18 if values_only else f"=SUBTOTAL(109,{cell.column_letter}4:{cell.column_letter}7)")
        assert sheet.cell(9, cell.column).value == 1


def test_a_group_that_was_filled_undivided_keeps_its_values() -> None:
    report = make()
    fact = report.fact("requests.other_other.total")
    group = type(fact)("requests.other_handling.total", "7", 7, Status.NUMBER, None, None, 0, 1, 1.0)
    book = written(make(facts=(*report.facts, group)))
    assert cell_under(book["汇总 申请情况 2021版"], "（六）其他处理（未细分）", "总计").value == 7
    lines = rows(book["表样 申请情况 2021版"])
    assert next(line for line in lines if line[1] == "（六）其他处理")[-1] == 7


def test_many_reports_get_sums_but_no_form_sheets() -> None:
    names = written(*[make(f"{number}.txt") for number in range(FORMS_UP_TO + 1)]).sheetnames
    assert not [name for name in names if name.startswith("表样")]


@pytest.mark.parametrize(
    "words", ["=cmd|' /C calc'!A0", "http://x.example/", "+86", "@SUM(A1)", "长" * 40_000, "坏\udcff"]
)
def test_text_of_a_report_stays_text(words: str) -> None:
    cell = written(make(agency=words))["总览"]["B2"]
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert len(cell.value) <= 32_767


def test_the_same_reports_make_the_same_bytes() -> None:
    first, second = BytesIO(), BytesIO()
    for stream in (first, second):
        with workbook(stream) as write:
            write(RICH)
    assert first.getvalue() == second.getvalue()


def test_a_limited_workbook_says_what_it_leaves_out_and_that_its_sums_are_not_of_all() -> None:
    book = written(*(make(f"{number}.txt") for number in range(5)), most=3)
    sources = [cell.value for cell in book["总览"]["A"]]
    assert sources[1:4] == ["0.txt", "1.txt", "2.txt"]
    assert "只列前 3 份，另有 2 份未列入" in "".join(filter(None, sources))
    assert "不是全部" in str([cell.value for cell in book["汇总 申请情况 2021版"]["A"]])
    assert "不是全部" not in str([cell.value for cell in written(make())["汇总 申请情况 2021版"]["A"]])
