"""The sample reports as people annotated them: sections, passages and quantities against what is read."""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from typing import Any

import pytest
from tests.cli.program import SAMPLES

import gongkai
from gongkai import Report
from gongkai.narrative.furniture import after_title
from gongkai.text import fold

ANNOTATED: dict[str, dict[str, Any]] = {
    found["file"]: found for found in json.loads((SAMPLES / "narrative.json").read_text(encoding="utf-8"))["reports"]
}
LEAST_F1 = 0.985
"""Of all quantities. Known misses: 四五层, 一天半, 三日回音, 一张图 and other words that are hardly ever a count."""

each_report = pytest.mark.parametrize("file", ANNOTATED)


@cache
def report(file: str) -> Report:
    return gongkai.parse(SAMPLES / file)


@each_report
def test_sections_are_those_annotated(file: str) -> None:
    assert [[section.id, section.heading] for section in report(file).sections] == ANNOTATED[file]["sections"]


@each_report
def test_passages_are_those_annotated(file: str) -> None:
    found = [(passage.section, passage.text) for passage in report(file).passages]
    assert found == [(passage["section"], passage["text"]) for passage in ANNOTATED[file]["passages"]]


def test_quantities_are_those_annotated() -> None:
    right = found = annotated = 0
    for file, truth in ANNOTATED.items():
        read = Counter(
            (number.text, float(number.value), number.high, number.unit, number.kind, number.approx)
            for number in report(file).quantities
        )
        held = Counter((*quantity,) for passage in truth["passages"] for quantity in passage["quantities"])
        right += (read & held).total()
        found, annotated = found + read.total(), annotated + held.total()
    assert annotated > 800
    assert 2 * right / (found + annotated) >= LEAST_F1


def test_tags_of_their_passages_are_annotated_too() -> None:
    path = SAMPLES.parent / "passages" / "reports.jsonl"
    tagged = {json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()}
    # One, which the model was trained on, was cut when a title still stuck to the first words of a text of one line.
    tagged = {text[after_title(fold(text), 0, len(text)) :] for text in tagged}
    assert {passage["text"] for truth in ANNOTATED.values() for passage in truth["passages"]} == tagged
