"""Several whole reports in one text, one after the other: where each after the first begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from gongkai.document import Document
from gongkai.sections.candidates import known_lines

LEAST_PARTS = 4
"""So many parts of the form below a title are a report; fewer may be a list of links or words on the form."""
LEAST_WORDS = 400
"""A stretch of fewer Chinese characters is a table of contents; the labels of the tables alone have more."""

_NAME = r"(?:^[ \t#*]*[\u4e00-\u9fff]{2,30}[ \t*\r]*\n\s*(?=[#*]*\s*(?:20\d\d|二|政府|政务)))?"
_WORDS = r"[^\n。;,|\t]"
_TITLE = re.compile(
    rf"{_NAME}^[ \t#*]*{_WORDS}{{0,40}}(?:信息|政务)公开{_WORDS}{{0,16}}(?:报告|年报)[(\d年度) ]*[*\r]*$", re.MULTILINE
)
_HAN = re.compile("[\u4e00-\u9fff]")


def further(plain: str) -> Iterator[tuple[int, int]]:
    """Yield the span of every title that opens another whole report, behind a first one with its parts."""
    titles = [match.span() for match in _TITLE.finditer(plain)]
    if not titles:
        return
    seen = False
    opens = [(0, 0), *titles, (len(plain), len(plain))]
    for title, after in pairwise(opens):
        if _is_report(plain, title[1], after[0]):
            if seen:
                yield title
            seen = True


def before(document: Document, end: int) -> Document:
    """Return a document up to a place; a grid that reaches over it goes."""
    grids = tuple(grid for grid in document.grids if grid.end <= end)
    regions = tuple(region for region in document.regions if region.end <= end)
    return replace(document, text=document.text[:end], grids=grids, regions=regions)


def _is_report(plain: str, start: int, end: int) -> bool:
    """Tell whether a stretch holds the parts of a report, with something in them."""
    if end - start < LEAST_WORDS or len(_HAN.findall(plain, start, end)) < LEAST_WORDS:
        return False
    return len({line.part for line in known_lines(plain, [(start, end)])}) >= LEAST_PARTS
