"""XLSX to sheets: the cells that stand in its XML, shown in their number formats, however far apart they stand.

Read here rather than by a library: calamine makes a dense table of a sheet, which ends the process where a stray cell
stands in its last corner, and tells neither number formats nor formulas nor hidden rows; openpyxl needs 50 times the
memory of the XML and gives up over a style that it doesn't know.
"""

from __future__ import annotations

import io
import zipfile

from gongkai.errors import ReadingError
from gongkai.limits import Limits
from gongkai.reading import packed
from gongkai.reading.sheets.number_formats import BUILTIN
from gongkai.reading.sheets.tabs import Tab, check_sheets, damaged
from gongkai.reading.sheets.xlsx_cells import Cells, Styles
from gongkai.reading.sheets.xlsx_parts import Package, Strings, is_on, local

_WORKBOOK = "xl/workbook.xml"


def tabs(data: bytes, name: str, limits: Limits) -> list[Tab]:
    """Return the sheets of an XLSX file in their order."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            packed.check(archive, name, limits, "Excel 工作簿")
            return _tabs(Package(archive), name, limits)
    except ReadingError:
        raise
    except Exception as error:  # zipfile and expat meet damage with half a dozen exceptions
        raise damaged(name, error) from error


def _tabs(package: Package, name: str, limits: Limits) -> list[Tab]:
    book, look, strings = _Book(), _Looks(), Strings()
    relations = package.relations(_WORKBOOK)
    package.scan(_WORKBOOK, book)
    if not book.sheets:
        raise ValueError("no sheet")
    sheets = [(*sheet, relations[sheet[1]][1]) for sheet in book.sheets if relations[sheet[1]][0] == "worksheet"]
    check_sheets(len(sheets), name, limits)
    for kind, part in relations.values():
        if kind == "sharedStrings" and package.has(part):
            package.scan(part, strings)
        elif kind == "styles" and package.has(part):
            package.scan(part, look)
    styles = Styles(look.codes, look.ruled, book.from_1904, book.stale)
    found: list[Tab] = []
    count = 0
    for title, _, hidden, part in sheets:
        reader = Cells(Tab(title, hidden), styles, strings.found, name, count)
        package.scan(part, reader)
        found.append(reader.tab)
        count = reader.count
    return found


class _Book:
    """The workbook's own part: names of sheets, the id of each one's part, and whether it is hidden."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.from_1904 = self.stale = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            hidden = attributes.get("state", "visible") != "visible"
            ids = [value for key, value in attributes.items() if local(key) == "id"]
            self.sheets.append((attributes["name"], ids[0], hidden))
        elif tag == "workbookPr":
            self.from_1904 = is_on(attributes, "date1904")
        elif tag == "calcPr":
            self.stale = is_on(attributes, "fullCalcOnLoad")

    def end(self, tag: str) -> None:
        pass

    def data(self, text: str) -> None:
        pass


class _Looks:
    """The part of styles: the number format of each, and whether it draws a border."""

    def __init__(self) -> None:
        self.codes: list[str] = []
        self.ruled: list[bool] = []
        self._formats = dict(BUILTIN)
        self._borders: list[bool] = []
        self._inside = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in ("cellXfs", "cellStyleXfs", "borders", "dxfs"):
            self._inside = tag
        elif tag == "numFmt" and self._inside != "dxfs":
            self._formats[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif self._inside == "borders" and tag == "border":
            self._borders.append(False)
        elif self._inside == "borders" and self._borders and attributes.get("style", "none") != "none":
            self._borders[-1] = True
        elif self._inside == "cellXfs" and tag == "xf":
            border = int(attributes.get("borderId", 0))
            self.codes.append(self._formats.get(int(attributes.get("numFmtId", 0)), ""))
            self.ruled.append(border < len(self._borders) and self._borders[border])

    def end(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def data(self, text: str) -> None:
        pass
