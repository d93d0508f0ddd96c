"""Which of several copies of a table is the report's own: last year's, an empty form, a part of the whole beside it.

What stands above a table says what it counts. Where nothing tells two filled copies apart, the first is read, in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongkai.tables.cells import Sheet
from gongkai.tables.runs import Run

CAPTION = 4  # texts above a table's first label that may say what it counts
_YEAR = re.compile(r"20\d\d(?=年)")
_FORMER = re.compile("上年|去年|上一年|往年|对照|对比|参考")
_PART = re.compile("其中|本级|机关本身|机关自身|本机关|本单位|办公室|直属|下属|所属|各部门")
_WHOLE = re.compile("全[省市区县旗州盟镇乡街]|全系统|汇总|合计|总表|总体")

_Rank = tuple[bool, bool, int, int]


def choose(copies: Sequence[Run], sheet: Sheet) -> tuple[Run, bool]:
    """Return the copy that is read, and whether another one might be it as well."""
    latest = max((_year(run, sheet) for run in copies), default=0)
    ranks = [_rank(run, sheet, latest) for run in copies]
    at = max(range(len(copies)), key=lambda at: (*ranks[at], len(sheet.numbers(copies[at].cells)), -at))
    own = sheet.numbers(copies[at].cells)
    rivals = [run for run, rank in zip(copies, ranks, strict=True) if rank == ranks[at] and run is not copies[at]]
    return copies[at], any(sheet.numbers(run.cells) != own for run in rivals)


def _rank(run: Run, sheet: Sheet, latest: int) -> _Rank:
    """Return what a copy is chosen by: under its own heading, filled, of the latest year, the whole of it."""
    caption = _caption(run, sheet)
    year = _year(run, sheet)
    former = bool(_FORMER.search(caption)) or 0 < year < latest
    scope = bool(_WHOLE.search(caption)) - bool(_PART.search(caption))
    return run.headed, bool(sheet.numbers(run.cells)), -former, scope


def _year(run: Run, sheet: Sheet) -> int:
    return max(map(int, _YEAR.findall(_caption(run, sheet))), default=0)


def _caption(run: Run, sheet: Sheet) -> str:
    """Return the texts between what stands before a run and its first label."""
    texts: list[str] = []
    for index in range(run.first - 1, max(run.floor, run.first - CAPTION) - 1, -1):
        cell = sheet.cells[index]
        if cell.value is not None or cell.core is None:
            break
        texts.append(cell.key)
    return "".join(reversed(texts))
