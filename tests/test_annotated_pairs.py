"""The annotated answers of problems and their fates: all fall on passages, and nothing is left out."""

from __future__ import annotations

import json
from collections import Counter, defaultdict

from tests.bench.fates import FATES, annotated
from tests.bench.pairing import OPENING, PAIRS, answers, whole
from tests.bench.retrieval import passages

LINES = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]
PASSAGES = passages()


def tagged(id: str, tag: str) -> bool:
    return tag in PASSAGES[id]["tags"]  # type: ignore[operator]


def test_problems_and_measures_are_passages_of_their_report() -> None:
    for line in LINES:
        measures = [*line["measures"], *line.get("arguable", [])]
        assert {PASSAGES[id]["report"] for id in (line["problem"], *measures)} == {line["report"]}
        assert tagged(line["problem"], "problem")
        assert all(tagged(id, "measure") for id in measures)
        assert not (measures and line["kind"] == OPENING)


def test_all_problems_of_an_annotated_report_are_annotated_once() -> None:
    own = defaultdict(list)
    for line in LINES:
        own[line["report"]].append(line["problem"])
    for name, problems in own.items():
        parts = [id for id, one in PASSAGES.items() if one["report"] == name and one["section"] == "problems"]
        assert problems == [id for id in parts if tagged(id, "problem")]


def test_there_are_enough() -> None:
    assert len({line["report"] for line in LINES}) >= 90
    assert sum(line["kind"] != OPENING for line in LINES) >= 240
    assert len(answers(whole())) == len(LINES)


def test_fates_are_of_problems_and_shown_by_passages() -> None:
    for one in annotated():
        assert {section for section, _, _ in one["passages"]} >= {"problems"}
        for problem, (fate, *shown) in one["fates"].items():
            assert PASSAGES[problem]["report"] == one["before"]
            assert tagged(problem, "problem")
            assert bool(shown) == (fate != "dropped")
            assert all(("problem" in one["passages"][at][1]) == (fate == "repeated") for at in shown)


def test_every_fate_is_annotated_often() -> None:
    fates = Counter(fate for one in annotated() for fate, *_ in one["fates"].values())
    assert fates.keys() == set(FATES)
    assert min(fates.values()) >= 10
