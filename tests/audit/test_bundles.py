"""A file with several whole reports: the one not read is named."""

from __future__ import annotations

from pathlib import Path

import gongkai
from gongkai.document import Report, Severity

SAMPLES = Path(__file__).parents[2] / "annotations" / "reports"


def sample(number: str) -> str:
    return next(SAMPLES.glob(f"{number}-*.txt")).read_text(encoding="utf-8")


def others(report: Report) -> list[str]:
    text = str(report.text)
    found = [each for each in report.findings if each.code == "report.another"]
    assert all(each.severity is Severity.CHECK for each in found)
    return [text[place.start : place.end] for each in found for place in each.places]


def test_the_report_not_read_is_named() -> None:
    first, second = sample("12"), sample("22")
    title = second.split("\n")[0].strip()
    alone, report = gongkai.parse_text(first), gongkai.parse_text(f"{first.rstrip()}\n\n{second}")
    assert others(report) == [title]
    assert (report.agency, report.year, report.status) == (alone.agency, alone.year, alone.status)
    assert report.facts == alone.facts
    assert [part.start for part in report.sections] == [part.start for part in alone.sections]
    assert report.passages == alone.passages


def test_each_further_report_is_named() -> None:
    report = gongkai.parse_text("\n".join([sample("12"), sample("22"), sample("12")]))
    assert len(others(report)) == 2


def test_a_title_on_two_lines_is_cut_off_whole() -> None:
    second = sample("22").replace("局2023年", "局\n2023年", 1)
    first = gongkai.parse_text(sample("12"))
    report = gongkai.parse_text(f"{sample('12').rstrip()}\n\n{second}")
    assert report.passages == first.passages
    assert others(report)[0].split() == second.split("\n\n")[0].split()


def test_a_report_alone_is_no_bundle() -> None:
    contents = "目录\n" + "\n".join(part.heading for part in gongkai.parse_text(sample("12")).sections)
    title = "鹿泽县民政局2021年政府信息公开工作年度报告"
    assert others(gongkai.parse_text(sample("12"))) == []
    assert others(gongkai.parse_text(f"{title}\n{contents}\n{sample('12')}")) == []
    assert others(gongkai.parse_text(f"{sample('12')}\n相关链接\n{title}\n{title}")) == []
