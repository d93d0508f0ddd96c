"""What a batch gave, shown in the terminal: a table of reports, then the findings worth reading first, in context."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import TYPE_CHECKING

from gongkai.audit.rules import SEVERITY_NAMES
from gongkai.document import Finding, Record, Report, Severity
from gongkai.writing.quotes import Quote, quote
from gongkai.writing.tally import STATUS_NAMES, Tally, tally

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

ROWS = 40  # reports listed; all are in the files
FINDINGS = 8  # shown at the end
_ALIKE = 2  # kept of one code and severity, so that a common finding does not crowd out the rare
_PLACES = 2  # quoted of one finding
_INDENT = (0, 0, 0, 4)
_ORDER = {Severity.CERTAIN: 0, Severity.CHECK: 1, Severity.INFO: 2}
_COLOURS = {Severity.CERTAIN: "red", Severity.CHECK: "yellow", Severity.INFO: "cyan"}


class Telling(Record, frozen=True):
    """A finding with whose it is and the words it points at."""

    whose: str
    finding: Finding
    quotes: tuple[Quote, ...]


class Overview:
    """Collects what is worth showing of reports as they pass, a bounded part; failures are told as they happen."""

    def __init__(self) -> None:
        self._rows: list[Tally] = []
        self._states: Counter[str] = Counter()
        self._found: Counter[Severity] = Counter()
        self._telling: dict[tuple[Severity, str], list[Telling]] = {}

    def add(self, report: Report) -> None:
        """Take note of `report`."""
        row = tally(report)
        self._states[row.status] += 1
        if row.status != "failed" and len(self._rows) < ROWS:
            self._rows.append(row)
        for finding in report.findings:
            self._found[finding.severity] += 1
            alike = self._telling.setdefault((finding.severity, finding.code), [])
            if len(alike) < _ALIKE:
                alike.append(_telling(report, finding))

    def show(self, console: Console, written: dict[str, str]) -> None:
        """Print everything to `console`; `written` maps what was written to where."""
        if self._rows:
            console.print(self._table())
        self._show_findings(console)
        states = "，".join(f"{name} {self._states[id]}" for id, name in STATUS_NAMES.items())
        console.print(f"共 {self._states.total()} 份：{states}")
        for what, where in written.items():
            console.print(f"{what}：{where}", markup=False, soft_wrap=True)

    def _table(self) -> Table:
        from rich.table import Table

        total = self._states.total() - self._states["failed"]
        rest = total - len(self._rows)
        table = Table(caption=f"另有 {rest} 份未列出" if rest else None, header_style="bold")
        for name in ("机关", "年度", "版式", "状态"):
            table.add_column(name, overflow="fold")
        for name in ("单元格", "存疑", "段落", "数量", "确定", "待核", "提示"):
            table.add_column(name, justify="right", no_wrap=True)
        for row in self._rows:
            table.add_row(*_words(row))
        return table

    def _show_findings(self, console: Console) -> None:
        from rich.padding import Padding
        from rich.text import Text

        if not self._telling:
            return
        counts = "，".join(f"{SEVERITY_NAMES[severity]} {self._found[severity]}" for severity in _ORDER)
        console.print(f"\n发现（{counts}），先看这些：", style="bold")
        ranked = sorted(self._telling, key=lambda key: _ORDER[key[0]])  # stable: else in the order met
        first = [self._telling[key][0] for key in ranked]
        second = [telling for key in ranked for telling in self._telling[key][1:]]
        chosen = sorted((first + second)[:FINDINGS], key=lambda telling: _ORDER[telling.finding.severity])
        for telling in chosen:
            console.print(_heading(telling))
            console.print(Padding(Text(telling.finding.message), _INDENT, expand=False))
            for words in telling.quotes:
                console.print(Padding(_quotation(words), _INDENT, expand=False))
        console.print()


def _telling(report: Report, finding: Finding) -> Telling:
    whose = f"{report.agency or PurePath(report.source).name} {report.year or ''}".strip()
    text = report.text if isinstance(report.text, str) else ""
    places = finding.places[:_PLACES] if text else ()
    return Telling(whose, finding, tuple(quote(text, place) for place in places))


def _words(row: Tally) -> list[str]:
    found = f"{row.found}/{row.cells}"
    cells = f"[yellow]{found}[/]" if row.found < row.cells else found
    counts = [_tinted(row.certain, "red"), _tinted(row.check, "yellow"), str(row.info)]
    who = [_escaped(row.agency or PurePath(row.source).name), str(row.year or "—"), row.edition or "—"]
    return [
        *who,
        STATUS_NAMES.get(row.status, row.status),
        cells,
        *map(str, (row.doubtful, row.passages, row.quantities)),
        *counts,
    ]


def _tinted(count: int, colour: str) -> str:
    return f"[{colour}]{count}[/]" if count else "0"


def _escaped(words: str) -> str:
    from rich.markup import escape

    return escape(words)


def _heading(telling: Telling) -> Text:
    from rich.text import Text

    severity = telling.finding.severity
    label = (f"● {SEVERITY_NAMES[severity]} ", f"bold {_COLOURS[severity]}")
    return Text.assemble(label, (telling.whose, "bold"))


def _quotation(words: Quote) -> Text:
    """Return a quotation with the place itself in corner brackets, so that it shows without colour, too."""
    from rich.text import Text

    return Text.assemble((words.before, "dim"), (f"【{words.inside}】", "bold"), (words.after, "dim"))
