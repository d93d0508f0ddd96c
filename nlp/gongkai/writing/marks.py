"""What a clerk must know about a cell before taking its value: the mark it carries in the workbook."""

from __future__ import annotations

from typing import NamedTuple

from gongkai.document import Fact, Report, Severity, Status

DOUBTS = {
    "ocr": "文字识别所得，可能有误",
    "identity": "位置凭勾稽关系推定",
    "margin": "行列位置难以确定",
    "text": "格内附有说明文字",
}


class Mark(NamedTuple):
    """`kind` is plain, doubt, text, missing or breach; `note` says why in Chinese, if there is a reason to give."""

    kind: str
    note: str | None = None


PLAIN = Mark("plain")


def marks(report: Report) -> dict[str, Mark]:
    """Return the mark of every cell of `report` by address."""
    breaches = _breaches(report)
    return {fact.address: _mark(fact, breaches.get(fact.address, [])) for fact in report.facts}


def _mark(fact: Fact, breaches: list[str]) -> Mark:
    notes = [*breaches]
    if fact.status is Status.TEXT:
        notes.append("此格不是数")
    if fact.doubt is not None:
        notes.append(f"存疑：{DOUBTS.get(fact.doubt, fact.doubt)}")
    if fact.unit_source == "assumed":
        notes.append("未见单位，按元计")
    if notes and fact.raw:
        notes.append(f"原文：{fact.raw}")
    return Mark(_kind(fact, bool(breaches)), "\n".join(notes) or None)


def _kind(fact: Fact, breach: bool) -> str:
    if fact.status is Status.MISSING:
        return "missing"
    if breach:
        return "breach"
    if fact.status is Status.TEXT:
        return "text"
    return "plain" if fact.doubt is None else "doubt"


def _breaches(report: Report) -> dict[str, list[str]]:
    """Return the messages of certain findings by the address of each cell that they point at."""
    found: dict[str, list[str]] = {}
    for finding in report.findings:
        if finding.severity is not Severity.CERTAIN:
            continue
        for fact in report.facts:
            if fact.status is not Status.MISSING and any(
                place.start <= fact.start and fact.end <= place.end for place in finding.places
            ):
                found.setdefault(fact.address, []).append(finding.message)
    return found
