"""The annotated passages: whole, many enough, and nobody's wording too often.

`pytest tests/test_annotations.py --regenerate` writes annotations/schema.json anew.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from gongkai.evaluation.names import LEVELS
from gongkai.examples import Example, load, schema
from gongkai.examples.duplicates import shared_windows
from gongkai.training import recipe as recipes

ANNOTATIONS = Path(__file__).parents[1] / "annotations"
LEAST = 3_000
LEAST_WITHOUT = 300
LEAST_A_TAG = {"fees": 120, "proposals": 120}
LEAST_OF_OTHERS = 200
WINDOW, SHARED = 12, 3
"""No run of so many characters stands in more passages: what many say alike, a model would learn by heart."""
YEARS = range(2008, 2026)
"""Reports begin with the law of 2008."""
PHRASES = (ANNOTATIONS / "statutory.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def examples() -> tuple[Example, ...]:
    return load([ANNOTATIONS / "passages"], recipes.default().tags)


def reports(examples: tuple[Example, ...]) -> dict[str, list[Example]]:
    found = defaultdict(list)
    for example in examples:
        found[example.group].append(example)
    return found


def test_there_are_enough(examples: tuple[Example, ...]) -> None:
    assert len(examples) >= LEAST
    assert sum(not one.tags and not one.optional for one in examples) >= LEAST_WITHOUT


@pytest.mark.parametrize("tag", recipes.default().tags)
def test_there_are_enough_of_a_tag(tag: str, examples: tuple[Example, ...]) -> None:
    assert sum(tag in one.tags for one in examples) >= LEAST_A_TAG.get(tag, LEAST_OF_OTHERS)


def test_the_schema_is_that_of_the_program(request: pytest.FixtureRequest) -> None:
    path = ANNOTATIONS / "schema.json"
    if request.config.getoption("--regenerate"):
        path.write_text(json.dumps(schema(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    assert json.loads(path.read_bytes()) == json.loads(json.dumps(schema()))


def test_levels_and_years_are_those_that_reports_have(examples: tuple[Example, ...]) -> None:
    assert {one.level for one in examples} <= set(LEVELS)
    assert {one.year for one in examples} <= set(YEARS)
    assert all(one.agency and one.kind for one in examples)


def test_a_report_has_one_writer_agency_level_kind_and_year(examples: tuple[Example, ...]) -> None:
    for report, own in reports(examples).items():
        assert len({(one.writer, one.agency, one.level, one.kind, one.year) for one in own}) == 1, report
    assert all(one.report and one.writer for one in examples)


def test_a_neighbour_is_the_passage_before_or_behind(examples: tuple[Example, ...]) -> None:
    for report, own in reports(examples).items():
        assert (own[0].previous, own[-1].next) == (None, None), report
        for one, other in pairwise(own):
            assert (one.next, other.previous) == (other.text, one.text), (one.id, other.id)


def test_what_opens_a_list_stands_before_its_items(examples: tuple[Example, ...]) -> None:
    for own in reports(examples).values():
        for at, one in enumerate(own):
            assert one.parent is None or one.parent in [other.text for other in own[:at]], one.id


def test_only_tags_can_need_their_place(examples: tuple[Example, ...]) -> None:
    assert [one.id for one in examples if one.needs_context and not (one.tags or one.optional)] == []


def test_no_passage_stands_twice(examples: tuple[Example, ...]) -> None:
    """Two words may: 无。 is a whole passage of many reports."""
    texts = Counter(one.text for one in examples if len(one.text) >= WINDOW)
    assert [text for text, times in texts.items() if times > SHARED] == []


def test_no_wording_is_in_many_passages(examples: tuple[Example, ...]) -> None:
    """Statutory phrases aside, which are in annotations/statutory.txt, the longest first."""
    counts = shared_windows([one.text for one in examples], WINDOW, PHRASES)
    assert {window: times for window, times in counts.items() if times > SHARED} == {}


def test_statutory_phrases_are_distinct_and_the_longest_come_first() -> None:
    assert len(set(PHRASES)) == len(PHRASES)
    assert all(PHRASES)
    assert [len(phrase) for phrase in PHRASES] == sorted(map(len, PHRASES), reverse=True)
