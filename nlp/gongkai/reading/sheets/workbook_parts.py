"""Which reports a workbook holds: a sheet each, some sheets each, or one below the other in a sheet.

A report begins with a title that is another one, or where a table of the form comes again that the report before
already has. Tables that are not filled in (a template) and what has no table of its own belong to the report before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gongkai.errors import ReadingError
from gongkai.reading.sheets.tab_blocks import Block, Line, Table
from gongkai.text import fold, squeeze

_TITLE = re.compile(r"信息公开.{0,12}(?:报告|年报)|年报.{0,6}信息公开")
_TITLE_LENGTH = 60
_HEADLESS = re.compile(
    r"[\d零〇一二三四五六七八九年度]*(?:政府)?信息公开"
)  # a title whose agency stands on the line before it
_NAME = re.compile(r"[^\d。:：、]{2,30}")
_KINDS = {
    "proactive": re.compile(r"(?:行政)?规范性文件"),
    "requests": re.compile(r".{0,3}本年新收.*"),
    "proceedings": re.compile("行政复议"),
}
"""Tables of the form, each by a label that stands in no other."""
_OPENING = re.compile(r".{0,4}(?:总体情况|概述|总体概况|工作总体情况)")
_VALUE = re.compile(r"[\d.,]+|[/-]")
_FILLED = 3  # values in a table that is no template
_MIXED = 3  # tables of a kind: two are those of a report and of the year before, more are of several agencies
_LISTED = 3  # rows with an agency and so many values make a list of agencies
_AGENCY = re.compile(
    r"[\u4e00-\u9fff]{1,24}(?:局|委|办|室|镇|乡|街道|处|政府|中心|医院|学校|大学|学院|厅|会|署|公司|集团|支队|总队)"
)
_SHOWN = 8  # names in a message


@dataclass(slots=True)
class Piece:
    """Blocks of a sheet, or of several that belong together."""

    names: list[str]  # of its sheets
    title: str = ""
    blocks: list[tuple[str, list[Block]]] = field(default_factory=list)  # with the name of their sheet
    kinds: Counter[str] = field(default_factory=Counter)  # filled tables of the form

    def add(self, other: Piece) -> None:
        """Add what follows and belongs to the same report."""
        self.names += [name for name in other.names if name not in self.names]
        self.title = self.title or other.title
        self.blocks += other.blocks
        self.kinds += other.kinds

    @property
    def is_report(self) -> bool:
        """Say whether enough of the form is there for a report of its own."""
        tables = len(self.kinds.keys() - {"overview"})
        return tables > 1 or (bool(self.title) and self.has_tables)

    @property
    def has_tables(self) -> bool:
        """Say whether a filled table of the form is there."""
        return bool(self.kinds.keys() - {"overview"})


def split(sheets: Sequence[tuple[str, list[Block]]]) -> dict[str, Piece]:
    """Return the reports by their names: the sheet that each begins in, numbered where several do."""
    groups: list[Piece] = []
    for piece in (piece for name, blocks in sheets for piece in _pieces(name, blocks)):
        if groups and not _begins(piece, groups[-1]):
            groups[-1].add(piece)
        else:
            groups.append(piece)
    reports: list[Piece] = []
    for group in groups:
        if reports and not _are_two(reports[-1], group):
            reports[-1].add(group)
        else:
            reports.append(group)
    begun = Counter(report.names[0] for report in reports)
    number: Counter[str] = Counter()
    named = {}
    for report in reports:
        name = report.names[0]
        number[name] += 1
        named[f"{name}#{number[name]}" if begun[name] > 1 else name] = report
    return named


def check_alone(piece: Piece, source: str) -> None:
    """Raise ReadingError where tables of several reports stand together, with nothing to part them by."""
    kinds = [count for kind, count in piece.kinds.items() if kind != "overview"]
    if any(count >= _MIXED for count in kinds) or sum(count > 1 for count in kinds) > 1:
        raise ReadingError(
            f"{source}: tables of several reports in {', '.join(piece.names[:_SHOWN])} without titles between; "
            "give each report a sheet or file of its own",
            "工作簿中有多份报告的表格，且没有标题可以区分，请每份报告单独存为一个工作表或文件后重试",
        )


def several(names: Iterable[str], source: str) -> ReadingError:
    """Return the exception for a workbook of several reports of which none is named."""
    names = list(names)
    english, chinese = ", ".join(names[:_SHOWN]), "、".join(names[:_SHOWN])
    if len(names) > _SHOWN:
        english, chinese = english + ", ...", chinese + "等"
    return ReadingError(
        f"{source}: a workbook of {len(names)} reports; name one of them: {english}",
        f"工作簿中有 {len(names)} 份报告（{chinese}），请指定其中一份，或分别存为单独的文件",
    )


def is_list(blocks: Iterable[Block]) -> bool:
    """Say whether a sheet lists agencies, one a row: sums over reports, or an export, but no report."""
    blocks = list(blocks)
    if any(_kinds(block)["overview"] for block in blocks if isinstance(block, Line)):
        return False  # a report that lists agencies, too
    found: set[str] = set()
    for block in blocks:
        for row in block.rows if isinstance(block, Table) else ():
            keys = [squeeze(fold(cell.text)) for cell in row]
            values = sum(bool(_VALUE.fullmatch(key)) for key in keys[1:])
            if values >= _LISTED:
                found.update(key for key in keys[:3] if _AGENCY.fullmatch(key))
    return len(found) >= _LISTED


def _are_two(report: Piece, group: Piece) -> bool:
    """Say whether a group is no supplement to the report before: it has tables, or an overview of its own again."""
    return (group.is_report and report.is_report) or bool(group.kinds["overview"] and report.kinds["overview"])


def _begins(piece: Piece, group: Piece) -> bool:
    """Say whether a piece begins another report than the one of the group before."""
    again = piece.kinds.keys() & group.kinds.keys()
    if again:
        return bool(piece.title or "overview" in again or piece.names[0] not in group.names)
    return bool(piece.title and piece.title != group.title and group.kinds)


def _pieces(name: str, blocks: list[Block]) -> Iterable[Piece]:
    """Yield the blocks of a sheet, cut before every title, and before an overview that follows tables."""
    piece = Piece([name], blocks=[(name, [])])
    for block in blocks:
        title, kinds = _title(block), _kinds(block)
        if (title and piece.kinds) or (kinds["overview"] and piece.has_tables):
            above = _cut_name(title, piece.blocks[0][1])
            yield piece
            piece = Piece([name], blocks=[(name, above)])
        piece.title = piece.title or title
        piece.blocks[0][1].append(block)
        piece.kinds += kinds
    yield piece


def _cut_name(title: str, blocks: list[Block]) -> list[Block]:
    """Cut the line before a title off, if it is the name of its agency, and return it."""
    last = blocks[-1]
    if _HEADLESS.match(title) and isinstance(last, Line) and _NAME.fullmatch(squeeze(last.cell.text)):
        return [blocks.pop()]
    return []


def _title(block: Block) -> str:
    if isinstance(block, Table):
        return ""
    key = squeeze(fold(block.cell.text))
    return key if len(key) <= _TITLE_LENGTH and "。" not in key and _TITLE.search(key) else ""


def _kinds(block: Block) -> Counter[str]:
    """Return how many tables of each kind a block holds, if it is filled in."""
    if isinstance(block, Line):
        key = squeeze(fold(block.cell.text))
        return Counter({"overview"} if _OPENING.fullmatch(key) else ())
    rows = [[squeeze(fold(cell.text)) for cell in row] for row in block.rows]
    if sum(bool(_VALUE.fullmatch(key)) for row in rows for key in row) < _FILLED:
        return Counter()
    return +Counter({kind: _times(label, rows) for kind, label in _KINDS.items()})


def _times(label: re.Pattern[str], rows: list[list[str]]) -> int:
    """Return how often a label comes in a table; in neighbouring cells and rows it is that of one merged cell."""
    shown = [any(map(label.fullmatch, row)) for row in rows]
    return sum(here and not before for before, here in pairwise([False, *shown]))
