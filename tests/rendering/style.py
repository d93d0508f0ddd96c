"""The choices that one report's tables are printed with."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from .layout import Row, Sheet, Slot, flatten


@dataclass(slots=True)
class Style:
    """How merged cells, blanks, breaks and padding come out in one report; `lossy` leaves blank cells out."""

    rng: Random
    vertical: str = "drop"
    horizontal: str = "drop"
    filler: str = ""
    line_break: str = " "
    lossy: bool = False
    padding: bool = False
    empty_lines: bool = False
    wrap: int = 12
    heaps: str = "after"
    singly: bool = False  # heaps print one value a line
    blocks: tuple[tuple[str, ...], ...] = ()  # keys of rows whose values stand apart, heap by heap

    def rows(self, sheet: Sheet) -> list[tuple[Row, list[str]]]:
        """Return every row with the texts of its cells, as this style prints them."""
        flat = flatten(sheet, vertical=self.vertical, horizontal=self.horizontal)
        return [(row, [text for slot in slots if (text := self.cell(slot)) is not None]) for row, slots in flat]

    def cell(self, slot: Slot) -> str | None:
        """Return the text of a cell; None when it is not printed at all."""
        text, box = slot
        if box is None or box.kind not in ("value", "extra"):
            return text.replace("\n", self.line_break) if "\n" in text else text
        if not text:
            return None if self.lossy else self.filler
        return self._pad(text) if self.padding else text

    def _pad(self, text: str) -> str:
        return self.rng.choice(
            ("{0}", "{0}", "{0}", "\u00a0{0}", "{0}\u00a0\u00a0", "{0} ", "\u3000{0}", "  {0}")
        ).format(text)
