"""Workbooks for tests, and what a document of one holds.

The files of tests/data/xls were written with xlsxwriter (looks.xls; the other from the sample of the same name, layout
one_sheet of tests.rendering.sheets) and converted by LibreOffice: `soffice --convert-to "xls:MS Excel 97"`.
"""

import io
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import xlsxwriter
from tests.rendering.sheets import Block, Cell

import gongkai
from gongkai.document import Document, Report
from gongkai.limits import Limits
from gongkai.reading import read

Fill = Callable[[Any], object]

ROOT = Path(__file__).parents[2]
REPORTS = ROOT / "annotations/reports"
XLS = ROOT / "tests/data/xls"
SAMPLES = ("14-lanting-normal-college-2023.docx", "04-luze-transport-2019.html", "13-weichuan-city-2022.html")
LIMITS = Limits()
LOOKS = (XLS / "looks.xls").read_bytes()


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


def looks(sheet: Any) -> None:
    sheet.write_row(0, 0, ["数字文本", "布尔", "错误", "公式"])
    sheet.write_string(1, 0, "007")
    sheet.write_boolean(1, 1, True)
    sheet.write_formula(1, 2, "=A9/0", None, "#DIV/0!")
    sheet.write_formula(1, 3, "=1+2", None, 3)


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


def part_of(data: bytes, part: str) -> bytes:
    """Return a part of a workbook as it is unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(part)
