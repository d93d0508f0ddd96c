"""XLS (Excel 97-2003, ET) to sheets, by xlrd: the one reader that tells its number formats and hidden rows."""

from __future__ import annotations

import io
from typing import Any

from gongkai.errors import DamagedDocument, ReadingError
from gongkai.limits import Limits
from gongkai.reading.sheets.number_formats import shown
from gongkai.reading.sheets.tabs import Tab, check_cells, check_sheets, damaged

_EMPTY = 0  # xlrd's type of a place that holds nothing, not even a style


def tabs(data: bytes, name: str, limits: Limits) -> list[Tab]:
    """Return the sheets of an XLS file in their order."""
    try:
        _check_chains(data)
        return _tabs(data, name, limits)
    except ReadingError:
        raise
    except Exception as error:  # xlrd meets damage with its own errors and with whatever else there is
        if "encrypted" in str(error):
            raise DamagedDocument(
                f"{name}: an encrypted workbook; remove its password and read again",
                "Excel 工作簿已加密，请先去除打开密码再重试",
            ) from error
        raise damaged(name, error) from error


def _check_chains(data: bytes) -> None:
    """Raise ValueError for a small stream whose chain of sectors is a ring: xlrd would read it without an end."""
    from xlrd.compdoc import CompDoc

    parts = CompDoc(data, logfile=io.StringIO())
    for stream in parts.dirlist:
        if stream.tot_size < parts.min_size_std_stream:
            sector, steps = stream.first_SID, 0
            while 0 <= sector < len(parts.SSAT):
                sector, steps = parts.SSAT[sector], steps + 1
                if steps > len(parts.SSAT):
                    raise ValueError(f"the sectors of its stream {stream.name!r} go round in a ring")


def _tabs(data: bytes, name: str, limits: Limits) -> list[Tab]:
    import xlrd

    with xlrd.open_workbook(
        file_contents=data, logfile=io.StringIO(), formatting_info=True, ragged_rows=True, on_demand=True
    ) as book:
        check_sheets(book.nsheets, name, limits)
        found: list[Tab] = []
        count = 0
        for index in range(book.nsheets):
            tab = _tab(book, book.sheet_by_index(index))
            book.unload_sheet(index)
            count += sum(map(len, tab.rows.values()))
            check_cells(count, name)
            found.append(tab)
        return found


def _tab(book: Any, sheet: Any) -> Tab:
    tab = Tab(sheet.name, is_hidden=sheet.visibility != 0)
    tab.hidden_rows.update(row for row, info in sheet.rowinfo_map.items() if info.hidden or info.height == 0)
    tab.hidden_columns.update(column for column, info in sheet.colinfo_map.items() if info.hidden or info.width == 0)
    tab.merged += [(top, bottom - 1, left, right - 1) for top, bottom, left, right in sheet.merged_cells]
    for row in range(sheet.nrows):
        texts = {}
        for column, cell in enumerate(sheet.row(row)):
            text = _text(book, cell)
            if text and not text.isspace():
                texts[column] = text
            elif cell.ctype != _EMPTY and _is_ruled(book.xf_list[cell.xf_index].border):
                tab.rule(row, column)
        if texts:
            tab.rows[row] = texts
    return tab


def _text(book: Any, cell: Any) -> str:
    import xlrd

    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return str(cell.value).replace("\r\n", "\n").replace("\r", "\n")
        case xlrd.XL_CELL_NUMBER | xlrd.XL_CELL_DATE:
            code = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
            return shown(repr(cell.value), code, from_1904=book.datemode == 1)
        case xlrd.XL_CELL_BOOLEAN:
            return "TRUE" if cell.value else "FALSE"
        case xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(cell.value, "#ERROR!"))
    return ""


def _is_ruled(border: Any) -> bool:
    if border is None:
        return False
    return any((border.left_line_style, border.right_line_style, border.top_line_style, border.bottom_line_style))
