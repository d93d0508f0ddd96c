"""The cells of a sheet of an XLSX package: what its XML says of each becomes the text that is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gongkai.reading.sheets.number_formats import shown
from gongkai.reading.sheets.tabs import Tab, check_cells
from gongkai.reading.sheets.xlsx_parts import is_on, unescaped

_ROW_LIMIT, _COLUMN_LIMIT = 1_048_576, 16_384  # of the format
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


@dataclass(slots=True)
class Styles:
    """What a workbook says once for all its cells."""

    codes: list[str] = field(default_factory=list)  # number format by style
    ruled: list[bool] = field(default_factory=list)  # whether a border is drawn, by style
    from_1904: bool = False
    stale: bool = False  # formulas were to be calculated on opening: a program wrote it, and a 0 is only its default


class Cells:
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
        """Open an element."""
        match tag:
            case "c":
                self._open_cell(attributes)
            case "v":
                self.taking = self.value = []
            case "t" if not self.reading and self.type == "inlineStr":
                self.taking = self.value = self.value or []
            case "f":
                self.taking = self.formula = []
            case "rPh":
                self.reading += 1
            case "row":
                self._open_row(attributes)
            case "col":
                self._hide_columns(attributes)
            case "mergeCell":
                self._merge(attributes["ref"])

    def end(self, tag: str) -> None:
        """Close an element."""
        self.taking = None
        if tag == "c":
            self._close_cell()
        elif tag == "rPh":
            self.reading -= 1

    def data(self, text: str) -> None:
        """Take a piece of text."""
        if self.taking is not None:
            self.taking.append(text)

    def _open_row(self, attributes: dict[str, str]) -> None:
        self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
        self.column, self.reference = -1, ""
        self.is_near = self.tab.is_near(self.row)
        if not 0 <= self.row < _ROW_LIMIT:
            raise ValueError(f"row {self.row + 1}")
        if is_on(attributes, "hidden") or float(attributes.get("ht", 1)) == 0:
            self.tab.hidden_rows.add(self.row)

    def _open_cell(self, attributes: dict[str, str]) -> None:
        if "r" in attributes:
            self.reference = attributes["r"]
        else:
            self.row, self.column = self._place()[0], self.column + 1
        self.type, self.style = attributes.get("t", "n"), attributes.get("s", "0")
        self.value = self.formula = None

    def _place(self) -> tuple[int, int]:
        """Return where the last cell stands; its reference is read when needed, for most of a million may be blank."""
        if self.reference:
            self.row, self.column = _parsed(self.reference)
            self.reference = ""
        return self.row, self.column

    def _close_cell(self) -> None:
        text = self._text()
        if text and not text.isspace():
            self.count += 1
            check_cells(self.count, self.source)
            row, column = self._place()
            self.tab.rows.setdefault(row, {})[column] = text
            self.is_near = True
        elif self.is_near and self._is_ruled():
            self.tab.rule(*self._place())

    def _text(self) -> str:
        if self.value is None and self.formula is None:
            return ""
        value = None if self.value is None else "".join(self.value)
        if self.formula is not None and self._is_unknown(value):
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

    def _is_unknown(self, value: str | None) -> bool:
        """Say whether a formula was never calculated."""
        if self.type == "str":
            return value is None
        return not value or (self.styles.stale and self.type == "n" and float(value) == 0)

    def _is_ruled(self) -> bool:
        style = int(self.style)
        return style < len(self.styles.ruled) and self.styles.ruled[style]

    def _hide_columns(self, attributes: dict[str, str]) -> None:
        if is_on(attributes, "hidden") or float(attributes.get("width", 1)) == 0:
            last = min(int(attributes["max"]), _COLUMN_LIMIT)
            self.tab.hidden_columns.update(range(int(attributes["min"]) - 1, last))

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        (top, left), (bottom, right) = _parsed(first), _parsed(last or first)
        self.tab.merged.append((min(top, bottom), max(top, bottom), min(left, right), max(left, right)))


def _parsed(reference: str) -> tuple[int, int]:
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
