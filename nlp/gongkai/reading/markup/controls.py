"""Form controls in the cells of a table: a page made to be filled in shows its numbers in them.

A control elsewhere (a search box, a list of links) is the page's, not the report's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

CONTROLS = frozenset(("input", "textarea", "select"))
UNKNOWN = "\ufffc"
"""Stands for a control that shows nothing in the file: perhaps a script fills it, so that it is no empty cell."""

_CELLS = frozenset(("td", "th"))
_TYPED = frozenset(("", "text", "number", "tel", "decimal"))  # types of input whose value is read as text
_BESIDE = 10  # characters beside a control in its cell: a unit, not the text of a page that is laid out in a table


def shown(control: LexborNode) -> str:
    """Return what a control in a cell shows, UNKNOWN when the file does not say, "" when it is not the cell's value."""
    cell = control.parent
    while cell is not None and cell.tag not in _CELLS:
        cell = cell.parent
    if cell is None or (control.attributes.get("type") or "").lower() not in _TYPED | {"select-one"}:
        return ""
    beside = len("".join(cell.text().split())) - len("".join(control.text().split()))
    if beside > _BESIDE or len(cell.css("table")):
        return ""
    return _value(control) or ("" if beside else UNKNOWN)


def _value(control: LexborNode) -> str:
    if control.tag == "input":
        return (control.attributes.get("value") or "").strip()
    if control.tag == "textarea":
        return control.text().strip()
    chosen = control.css_first("option[selected]") or control.css_first("option")
    return chosen.text().strip() if chosen is not None else ""
