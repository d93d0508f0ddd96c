"""Each report in a workbook can be had by its name."""

import io
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from tests.reading.workbooks import (
    LIMITS,
    REPORTS,
    SAMPLES,
    book,
    form,
    part_of,
)
from tests.rendering.sheets import Block, Cell, gathered, workbook

import gongkai
from gongkai import errors
from gongkai.reading import find, read
from gongkai.reading.sheets.workbook import OWN_SHEETS, parts
from gongkai.reading.sheets.workbook import read as read_workbook

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
    assert all(name.encode() in part_of(stream.getvalue(), "xl/workbook.xml") for name in OWN_SHEETS)
