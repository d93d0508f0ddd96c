"""Review tables as recovered, or prose as written, the way a report is reviewed."""

from __future__ import annotations

from collections.abc import Sequence

import gongkai
from gongkai import audit
from gongkai.document import Finding, Report, Section
from gongkai.editions import Edition
from gongkai.tables import Recovered

TITLE = "清渡县水利局2021年政府信息公开工作年度报告"
PARTS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)


def review_tables(
    recovered: Recovered, sections: Sequence[Section] = (), year: int | None = None, edition: Edition | None = None
) -> tuple[Finding, ...]:
    """Return the findings on recovered tables without any prose."""
    form = edition or recovered.edition
    assert form is not None
    report = Report(
        "-", "ok", None, None, year, form.id, tuple(sections), recovered.facts, recovered.unknown_rows
    )  # fmt: skip
    return audit.review(report, form, "")


def report_of(*paragraphs: str, title: str = TITLE, problems: str = "", preamble: str = "") -> str:
    """Return a report without tables: paragraphs of part one, and what stands elsewhere."""
    problems = (
        problems or "一是更新不及时。\n二是解读形式单一。\n下一步，我局将进一步加强培训，按月更新栏目，丰富解读形式。"
    )
    bodies = {PARTS[0]: "\n".join(paragraphs), PARTS[4]: problems, PARTS[5]: "无。"}
    return "\n".join([title, preamble, *(f"{part}\n{bodies.get(part, '')}" for part in PARTS)])


def review_prose(*paragraphs: str, **others: str) -> list[tuple[str, str, list[str]]]:
    """Return code, severity and quoted places of the findings on a report's prose; missing tables aside."""
    text = report_of(*paragraphs, **others)
    report = gongkai.parse_text(text)
    return [
        (each.code, str(each.severity), [text[place.start : place.end] for place in each.places])
        for each in report.findings
        if not each.code.startswith("table.")
    ]
