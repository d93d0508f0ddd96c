"""One page in the terminal: how many reports were read, what was found, the worst first, what became of the rest."""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Iterable
from itertools import count
from pathlib import PurePath
from typing import TYPE_CHECKING

from gongkai.audit.decisions import STATE_NAMES, Audited, Row, State
from gongkai.audit.rules import SEVERITY_NAMES
from gongkai.audit.standing import Standing, standing
from gongkai.document import Severity

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

ROWS = 20  # reports listed: one page; all are in the files
FAILURES = 10
LINES = 2  # that a finding takes in the table, so that the page stays one
_OTHERS = 58  # columns of the terminal that agency, year and counts take
_DETAIL = re.compile("（(?:[^（）]|（[^（）]*）){7,}）")  # addends in brackets; 第（一）项 is no detail
LONGEST = 90  # characters of a finding in a list
CHANGES = 10  # findings listed that were fixed, and notes
_COLOURS = {Severity.CERTAIN: "red", Severity.CHECK: "yellow", Severity.INFO: "cyan"}


class AuditScreen:
    """Counts every report; keeps the worst only, so that a batch may have any size."""

    def __init__(self) -> None:
        self._number = count()
        self._worst: list[tuple[tuple[int, int, int, int], int, Standing]] = []
        self._failed: list[Standing] = []
        self._states: Counter[str] = Counter()
        self._found: Counter[Severity] = Counter()  # findings
        self._with: Counter[Severity] = Counter()  # reports that have some
        self._dismissed = 0
        self._notes: list[tuple[str, str, str]] = []

    def add(self, audited: Audited) -> None:
        """Take in one report."""
        row = standing(audited)
        self._states[row.status] += 1
        self._dismissed += row.dismissed
        for severity, number in zip(SEVERITY_NAMES, (row.certain, row.check, row.info), strict=True):
            self._found[severity] += number
            self._with[severity] += number > 0
        noted = [judged for judged in audited.findings if judged.note]
        self._notes += [(row.name, judged.finding.message, judged.note) for judged in noted]
        if row.status == "failed":
            self._failed.append(row)
        elif row.worst is not None:
            heapq.heappush(self._worst, (row.badness, -next(self._number), row))
            if len(self._worst) > ROWS:
                heapq.heappop(self._worst)

    def show(self, console: Console, rows: Iterable[Row] | None = None, written: Iterable[str] = ()) -> None:
        """Print the page; `rows` are those of the file of decisions after this run, `written` where results went."""
        total, failed = self._states.total(), self._states["failed"]
        read = f"收到 {total} 份，读出 {total - failed} 份"
        whole = f"（其中表格或部分不全 {self._states['partial']} 份）" if self._states["partial"] else ""
        console.print(f"{read}{whole}" + (f"，未能读出 {failed} 份" if failed else ""), style="bold")
        told = [f"{SEVERITY_NAMES[each]} {self._found[each]} 处（{self._with[each]} 份）" for each in SEVERITY_NAMES]
        console.print("，".join(told) + (f"；已驳回不列 {self._dismissed} 处" if self._dismissed else ""))
        if self._worst:
            console.print(self._table(LINES * max(12, (console.width - _OTHERS) // 2)))
        elif total > failed:
            console.print("没有发现问题")
        self._show_failed(console)
        self._show_notes(console)
        if rows is not None:
            _show_states(console, list(rows))
        for line in written:
            console.print(line, markup=False, soft_wrap=True)

    def _table(self, longest: int) -> Table:
        from rich.table import Table
        from rich.text import Text

        rest = max(0, sum(self._states.values()) - len(self._failed) - len(self._worst))
        table = Table(caption=f"另有 {rest} 份未列出（没有发现，或较轻）" if rest else None, header_style="bold")
        table.add_column("机关", overflow="fold", max_width=24)
        table.add_column("年度", no_wrap=True)
        for severity, name in SEVERITY_NAMES.items():
            table.add_column(Text(name, _COLOURS[severity]), justify="right", no_wrap=True)
        table.add_column("最要紧的一处", overflow="fold")
        for _, _, row in sorted(self._worst, reverse=True):
            counts = (row.certain, row.check, row.info)
            tinted = [
                Text(str(n), _COLOURS[each] if n else "dim") for each, n in zip(SEVERITY_NAMES, counts, strict=True)
            ]
            table.add_row(Text(row.name), str(row.year or "—"), *tinted, Text(_short(row.worst or "", longest)))
        return table

    def _show_failed(self, console: Console) -> None:
        if not self._failed:
            return
        console.print("未能读出：", style="bold red")
        for row in self._failed[:FAILURES]:
            console.print(f"  {PurePath(row.source).name}：{row.reason}", markup=False, soft_wrap=True)
        _show_rest(console, len(self._failed) - FAILURES)

    def _show_notes(self, console: Console) -> None:
        if not self._notes:
            return
        console.print("备注：", style="bold")
        for name, message, note in self._notes[:CHANGES]:
            console.print(f"  {name}：{_short(message)}——{note}", markup=False, soft_wrap=True)
        _show_rest(console, len(self._notes) - CHANGES)


def _show_states(console: Console, rows: list[Row]) -> None:
    """Print how many findings are new, open and fixed, and which were fixed."""
    states = Counter(row.get("state", "") for row in rows)
    console.print("与上次比：" + "，".join(f"{name} {states[state]} 处" for state, name in STATE_NAMES.items()))
    fixed = [row for row in rows if row.get("state") == State.FIXED]
    for row in fixed[:CHANGES]:
        source = PurePath(row.get("source", "")).name
        console.print(f"  已改正 {source}：{_short(row.get('message', ''))}", markup=False, soft_wrap=True)
    _show_rest(console, len(fixed) - CHANGES)


def _short(words: str, longest: int = LONGEST) -> str:
    """Return a message without the details in its brackets, and cut where it still is too long."""
    words = _DETAIL.sub("", words)
    return words if len(words) <= longest else f"{words[: longest - 1]}…"


def _show_rest(console: Console, number: int) -> None:
    if number > 0:
        console.print(f"  另有 {number} 处，见文件")
