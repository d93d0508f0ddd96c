"""A slot: a label and the value cells that follow it, before and after they are placed."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from gongkai.tables.labelling import Label
from gongkai.tables.vocabulary import Node

UNPRINTED, LOST = -1, -2  # in place of a cell: a blank that is not printed, a cell of which nothing is known
KNOWN = 0.6  # a label less like any other is unknown: 转送其他机关 is no 其他


class Slot(msgspec.Struct, gc=False, eq=False):
    """A label and the value cells after it, up to the next label.

    `node` is the row it was aligned with (None: header, group or unknown); `width` its number of columns; `taken` the
    cells placed, one a column (or UNPRINTED, LOST); `doubt` why the placement is unsure.
    """

    label: Label | None
    node: Node | None
    width: int
    tied: bool
    cells: Sequence[int]
    taken: Sequence[int] | None = None
    doubt: str | None = None
    broken: bool = False  # unknown text with values follows: some of them may be its own
    ordered: bool = False  # `taken` follows the form's columns, whatever the header's order

    @property
    def unknown(self) -> bool:
        """Say whether the slot's label is none of the form, or at best a little like a column's."""
        if self.node is not None or self.label is None:
            return False
        best = self.label.names.candidates[:1]
        return not best or (best[0].score < KNOWN and best[0].node.kind not in ("row", "group"))

    @property
    def table(self) -> str:
        """Id of the row's table, "" for a slot that is no row."""
        return self.node.table if self.node is not None else ""
