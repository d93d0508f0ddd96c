"""Workbooks (XLSX, XLS) to a Document: the sheets of one report, one after the other, as text and grids.

What is read is what a workbook shows: cells in their number formats; no hidden sheets (unless all with content are),
rows or columns. A formula that was never calculated is given as such ("=SUM(B3:G3)"), never as zero or blank. Charts,
text boxes, comments, headers and footers are not read.
"""

from __future__ import annotations

import re

from gongkai.document import Document, Grid, GridCell, Position, Region
from gongkai.errors import EmptyDocument, ReadingError
from gongkai.limits import DEFAULT, Limits
from gongkai.reading.sheets import xls, xlsx
from gongkai.reading.sheets.tab_blocks import Block, Line, blocks
from gongkai.reading.sheets.tabs import Cell, view
from gongkai.reading.sheets.workbook_parts import Piece, check_alone, is_list, several, split

OWN_SHEETS = ("总览", "发现", "段落")  # what the workbooks begin with that gongkai writes

_OLE = b"\xd0\xcf\x11\xe0"
# A sheet named after a part of the report stands in for the heading that it doesn't have.
_PART_NAME = re.compile("总体情况|概述|主动公开|申请|复议|诉讼|问题|改进|其他")
_HEADING_LENGTH = 40


def read(data: bytes, name: str, limits: Limits, part: str | None = None) -> Document:
    """Return the Document of a workbook, or of the report `part` of several in it (see `parts`).

    ReadingError where it holds several and none is named, no such one, or a list of agencies instead of a report.
    """
    reports = _reports(data, name, limits)
    if part is None and len(reports) > 1:
        raise several(reports, name)
    if part is not None and part not in reports:
        raise ReadingError(
            f"{name}: no report {part!r} in this workbook; there is {', '.join(reports)}",
            f"工作簿中没有“{part}”，其中的报告有：{'、'.join(reports)}",
        )
    piece = reports[part] if part is not None else next(iter(reports.values()))
    check_alone(piece, name)
    return _document(piece, name, title=part if len(reports) > 1 else None)


def parts(data: bytes, name: str, limits: Limits = DEFAULT) -> tuple[str, ...]:
    """Return the names of the reports in a workbook, for `read`; none where it is one report, or can't be read."""
    try:
        reports = _reports(data, name, limits)
    except ReadingError:
        return ()  # reading it says why
    return tuple(reports) if len(reports) > 1 else ()


def _reports(data: bytes, name: str, limits: Limits) -> dict[str, Piece]:
    reader = xls if data.startswith(_OLE) else xlsx
    tabs = [tab for tab in reader.tabs(data, name, limits) if tab.rows]
    if tuple(tab.name for tab in tabs[: len(OWN_SHEETS)]) == OWN_SHEETS:
        raise ReadingError(
            f"{name}: a workbook that gongkai wrote, no report; give the reports that it was made from",
            "这是本程序导出的结果工作簿，不是年度报告；请提供原始报告",
        )
    shown = [tab for tab in tabs if not tab.is_hidden] or tabs
    sheets = [(tab.name, blocks(view(tab, name))) for tab in shown]
    sheets = [(title, found) for title, found in sheets if found]
    if not sheets:
        raise EmptyDocument(
            f"{name}: a workbook without text; pictures and text boxes in it are not read",
            "工作簿中没有文字（图片和文本框中的内容不能读取），请提供有内容的报告",
        )
    lists = [title for title, found in sheets if is_list(found)]
    reports = split([sheet for sheet in sheets if sheet[0] not in lists])
    if lists and not any(piece.kinds or piece.title for piece in reports.values()):
        raise ReadingError(
            f"{name}: a list of agencies, one a row (sheet {lists[0]}), no report; give each agency's own report",
            f"工作表“{lists[0]}”是汇总表（每行一个单位），不是年度报告；请提供各单位的报告",
        )
    return reports


def _document(piece: Piece, name: str, title: str | None) -> Document:
    writer = _Writer()
    for sheet, found in piece.blocks:
        if len(piece.names) > 1 and _is_heading(sheet, found):
            writer.heading(sheet)
        for block in found:
            if isinstance(block, Line):
                writer.line(block.cell, sheet)
            else:
                writer.table(block.rows, sheet)
    return Document(name, "".join(writer.parts), tuple(writer.grids), title, tuple(writer.regions))


def _is_heading(sheet: str, found: list[Block]) -> bool:
    """Say whether the name of a sheet is the heading of what stands on it: a part's, where no line opens it."""
    first = found[0] if found else None
    opened = isinstance(first, Line) and len(first.cell.text) <= _HEADING_LENGTH
    return not opened and bool(_PART_NAME.search(sheet))


class _Writer:
    """Text, grids and regions of a document in the making."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.grids: list[Grid] = []
        self.regions: list[Region] = []

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def cell(self, cell: Cell, sheet: str) -> tuple[int, int]:
        """Write a cell and return its place."""
        start = self.length
        self.put(cell.text.strip().replace("\t", " "))
        if self.length > start:
            self.regions.append(Region(start, self.length, Position(sheet=sheet, cell=cell.name)))
        return start, self.length

    def heading(self, sheet: str) -> None:
        start = self.length
        self.put(sheet)
        self.regions.append(Region(start, self.length, Position(sheet=sheet)))
        self.put("\n")

    def line(self, cell: Cell, sheet: str) -> None:
        self.cell(cell, sheet)
        self.put("\n")

    def table(self, rows: list[list[Cell]], sheet: str) -> None:
        start, cells = self.length, []
        for number, row in enumerate(rows):
            self.put("\n" * bool(number))
            for index, cell in enumerate(row):
                self.put("\t" * bool(index))
                place = self.cell(cell, sheet)
                cells.append(GridCell(cell.row, cell.column, *place, cell.rowspan, cell.colspan))
        self.grids.append(Grid(start, self.length, tuple(cells)))
        self.put("\n")
