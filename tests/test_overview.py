from __future__ import annotations

import io

from rich.console import Console
from tests.writing.reports import RICH, TEXT, failed, make

from gongkai.document import Finding, Place, Report, Severity
from gongkai.overview import FINDINGS, ROWS, Overview


def shown(*reports: Report) -> str:
    overview = Overview()
    for report in reports:
        overview.add(report)
    stream = io.StringIO()
    overview.show(Console(file=stream, width=120, highlight=False), {"JSONL": "run/reports.jsonl"})
    return stream.getvalue()


def noted(severity: Severity, message: str, code: str = "x.y") -> Report:
    at = TEXT.index("12")
    return make(findings=(Finding(code, severity, message, (Place(at, at + 2),)),))


def test_a_row_tells_who_when_and_how_much() -> None:
    line = next(line for line in shown(RICH).splitlines() if "199/200" in line)
    assert [cell.strip() for cell in line.strip("│ ").split("│")] == [
        *("河湾县水利局", "2021", "2021", "完整", "199/200", "1", "1", "1", "1", "0", "0")
    ]


def test_the_place_of_a_finding_stands_in_its_context() -> None:
    assert "本年新收 【12】 3 全年" in shown(RICH)


def test_certain_findings_come_first_and_a_common_one_does_not_crowd_out_the_rare() -> None:
    text = shown(
        noted(Severity.INFO, "提示一条", "a"),
        *(noted(Severity.CHECK, f"核对第{number}条", "b") for number in range(2 * FINDINGS)),
        noted(Severity.CERTAIN, "确定一条", "c"),
    )
    assert text.index("确定一条") < text.index("核对第0条") < text.index("提示一条")
    assert "核对第5条" not in text
    assert "确定 1，待核 16，提示 1" in text


def test_what_is_not_listed_is_counted() -> None:
    text = shown(*[make(f"{number}.txt") for number in range(ROWS + 2)], failed())
    assert "另有 2 份未列出" in text
    assert f"共 {ROWS + 3} 份：完整 {ROWS + 2}，部分 0，失败 1" in text
    assert "JSONL：run/reports.jsonl" in text


def test_square_brackets_of_a_report_are_no_markup() -> None:
    text = shown(make(agency="[red]局[/red]"), noted(Severity.CERTAIN, "见[bold]表[/bold]"))
    assert "[red]局[/red]" in text
    assert "见[bold]表[/bold]" in text
