r"""TeX tables: what stands around the text of a cell, \multicolumn{3}{|c|}{962}, is blanked, length kept."""

from __future__ import annotations

import re

_BRACED, _OPTION = r"\{[^{}\n]*\}", r"(?:\[[^\[\]\n]*\])?"
_OPENING = re.compile(
    rf"\\multicolumn{_BRACED}{_BRACED}\{{|\\multirow{_OPTION}{_BRACED}{_OPTION}{_BRACED}{_OPTION}\{{"
    rf"|\\(?:textbf|text|makecell){_OPTION}\{{"
)
_CLOSING = re.compile(r"\}+(?=[ \t]*(?:&|\\\\))")


def bare_cells(text: str) -> str:
    """Return a text with TeX tables whose cells hold their text alone."""
    return _CLOSING.sub(_spaces, _OPENING.sub(_spaces, text))


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])
