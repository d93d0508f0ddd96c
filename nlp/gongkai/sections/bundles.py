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

_TITLE = re.compile(r"公开(?<=信息公开|政务公开)[^\n。;,|\t]{0,16}(?:报告|年报)[(\d年度) ]*[*\r]*$", re.MULTILINE)
_LINE = re.compile(
    r"(?:[ \t#*]*[\u4e00-\u9fff]{2,30}[ \t*\r]*\n\s*(?=[#*]*\s*(?:20\d\d|二|政府|政务)))?[^\n。;,|\t]{0,50}"
)
"""What stands before the end of a title: its line, and one with a name above a line that has none."""
_HAN = re.compile("[\u4e00-\u9fff]")


def further(plain: str) -> Iterator[tuple[int, int]]:
    """Yield the span of every title that opens another whole report, behind a first one with its parts."""
    opens = [(0, 0), *_titles(plain), (len(plain), len(plain))]
    long = [(title, after[0]) for title, after in pairwise(opens) if after[0] - title[1] >= LEAST_WORDS]
    if len(long) > 1:
        long = [(title, end) for title, end in long if len(_HAN.findall(plain, title[1], end)) >= LEAST_WORDS]
        yield from [title for title, end in long if _has_parts(plain, title[1], end)][1:]


def _titles(plain: str) -> Iterator[tuple[int, int]]:
    """Yield the span of every title of a report on lines of its own."""
    for match in _TITLE.finditer(plain):
        line = plain.rfind("\n", 0, match.start()) + 1
        above = plain.rfind("\n", 0, len(plain[:line].rstrip())) + 1
        for start in (above, line):
            if _LINE.fullmatch(plain, start, match.start()):
                yield start, match.end()
                break


def before(document: Document, end: int) -> Document:
    """Return a document up to a place; a grid that reaches over it goes."""
    grids = tuple(grid for grid in document.grids if grid.end <= end)
    regions = tuple(region for region in document.regions if region.end <= end)
    return replace(document, text=document.text[:end], grids=grids, regions=regions)


def _has_parts(plain: str, start: int, end: int) -> bool:
    return len({line.part for line in known_lines(plain, [(start, end)])}) >= LEAST_PARTS
