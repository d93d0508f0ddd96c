"""XLSX to sheets: the cells that stand in its XML, shown in their number formats, however far apart they stand.

Read here rather than by a library: calamine makes a dense table of a sheet, which ends the process where a stray cell
stands in its last corner, and tells neither number formats nor formulas nor hidden rows; openpyxl needs 50 times the
memory of the XML and gives up over a style that it doesn't know.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field

from gongkai.errors import ReadingError
from gongkai.limits import Limits
from gongkai.reading import packed
from gongkai.reading.number_formats import BUILTIN, shown
from gongkai.reading.tabs import Tab, check_cells, check_sheets, damaged
from gongkai.reading.xlsx_parts import Package, Strings, local, unescaped

_WORKBOOK = "xl/workbook.xml"
_ROW_LIMIT, _COLUMN_LIMIT = 1_048_576, 16_384  # of the format
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


@dataclass(slots=True)
class Styles:
    """What a workbook says once for all its cells."""

    codes: list[str] = field(default_factory=list)  # number format by style
    ruled: list[bool] = field(default_factory=list)  # whether a border is drawn, by style
    from_1904: bool = False
    stale: bool = False  # formulas were to be calculated on opening: a program wrote it, and a 0 is only its default


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
        reader = _Sheet(Tab(title, hidden), styles, strings.found, name, count)
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
            self.from_1904 = _is_on(attributes, "date1904")
        elif tag == "calcPr":
            self.stale = _is_on(attributes, "fullCalcOnLoad")

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


class _Sheet:
    """The part of a sheet: its cells as shown, merged cells, hidden rows and columns."""

    def __init__(self, tab: Tab, styles: Styles, strings: list[str], source: str, count: int) -> None:
        self.tab, self.styles, self.strings, self.source, self.count = tab, styles, strings, source, count
        self.row = self.column = -1
        self.type = self.style = self.reference = ""
        self.value: list[str] | None = None  # pieces of text; None where there is no value
        self.formula: list[str] | None = None
        self.taking: list[str] | None = None  # where text goes
        self.reading = 0
        self.is_near = False  # to text above: an empty cell with borders may belong to its table

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag:
            case "c":
                self.open_cell(attributes)
            case "v":
                self.taking = self.value = []
            case "t" if not self.reading and self.type == "inlineStr":
                self.taking = self.value = self.value or []
            case "f":
                self.taking = self.formula = []
            case "rPh":
                self.reading += 1
            case "row":
                self.open_row(attributes)
            case "col":
                self.hide_columns(attributes)
            case "mergeCell":
                self.merge(attributes["ref"])

    def end(self, tag: str) -> None:
        self.taking = None
        if tag == "c":
            self.close_cell()
        elif tag == "rPh":
            self.reading -= 1

    def data(self, text: str) -> None:
        if self.taking is not None:
            self.taking.append(text)

    def open_row(self, attributes: dict[str, str]) -> None:
        self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
        self.column, self.reference = -1, ""
        self.is_near = self.tab.is_near(self.row)
        if not 0 <= self.row < _ROW_LIMIT:
            raise ValueError(f"row {self.row + 1}")
        if _is_on(attributes, "hidden") or float(attributes.get("ht", 1)) == 0:
            self.tab.hidden_rows.add(self.row)

    def open_cell(self, attributes: dict[str, str]) -> None:
        if "r" in attributes:
            self.reference = attributes["r"]
        else:
            self.row, self.column = self.place()[0], self.column + 1
        self.type, self.style = attributes.get("t", "n"), attributes.get("s", "0")
        self.value = self.formula = None

    def place(self) -> tuple[int, int]:
        """Return where the last cell stands; its reference is read when needed, for most of a million may be blank."""
        if self.reference:
            self.row, self.column = _place(self.reference)
            self.reference = ""
        return self.row, self.column

    def close_cell(self) -> None:
        text = self.text()
        if text and not text.isspace():
            self.count += 1
            check_cells(self.count, self.source)
            row, column = self.place()
            self.tab.rows.setdefault(row, {})[column] = text
            self.is_near = True
        elif self.is_near and self.is_ruled():
            self.tab.rule(*self.place())

    def text(self) -> str:
        if self.value is None and self.formula is None:
            return ""
        value = None if self.value is None else "".join(self.value)
        if self.formula is not None and self.is_unknown(value):
            return "=" + "".join(self.formula)
        if not value:
            return ""
        match self.type:
            case "s":
                return self.strings[int(value)]
            case "inlineStr" | "str":
                return unescaped(value)
            case "b":
                return "TRUE" if value == "1" else "FALSE"
            case "e" | "d":
                return value
        styles, style = self.styles, int(self.style)
        code = styles.codes[style] if style < len(styles.codes) else ""
        return shown(value.strip(), code, from_1904=styles.from_1904)

    def is_unknown(self, value: str | None) -> bool:
        """Say whether a formula was never calculated."""
        if self.type == "str":
            return value is None
        return not value or (self.styles.stale and self.type == "n" and float(value) == 0)

    def is_ruled(self) -> bool:
        style = int(self.style)
        return style < len(self.styles.ruled) and self.styles.ruled[style]

    def hide_columns(self, attributes: dict[str, str]) -> None:
        if _is_on(attributes, "hidden") or float(attributes.get("width", 1)) == 0:
            last = min(int(attributes["max"]), _COLUMN_LIMIT)
            self.tab.hidden_columns.update(range(int(attributes["min"]) - 1, last))

    def merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        (top, left), (bottom, right) = _place(first), _place(last or first)
        self.tab.merged.append((min(top, bottom), max(top, bottom), min(left, right), max(left, right)))


def _is_on(attributes: dict[str, str], key: str) -> bool:
    return attributes.get(key, "0").lower() in ("1", "true", "on")


def _place(reference: str) -> tuple[int, int]:
    """Return row and column of a reference ("B7")."""
    found = _REFERENCE.fullmatch(reference.upper())
    if not found:
        raise ValueError(f"cell {reference!r}")
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    row = int(found[2])
    if not (1 <= row <= _ROW_LIMIT and column <= _COLUMN_LIMIT):
        raise ValueError(f"cell {reference}")
    return row - 1, column - 1
