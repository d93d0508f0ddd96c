from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import numpy as np
import pytest
from tests.bench.suspects import plant

from gongkai.errors import AnnotationError, MissingExtra
from gongkai.examples import Example, load
from gongkai.training import recipe as recipes
from gongkai.training.learning import Truth
from gongkai.training.recipe import Recipe
from gongkai.training.suspects import rank, suspects
from gongkai.training.validation import Validated

ANNOTATIONS = Path(__file__).parents[2] / "annotations" / "passages"
TAGS = ("fees", "on_request")


@pytest.fixture(scope="module")
def recipe() -> Recipe:
    whole = recipes.default()
    return msgspec.structs.replace(whole, tags=TAGS, tuning=msgspec.structs.replace(whole.tuning, folds=3))


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    return list(load([ANNOTATIONS / "towns.jsonl", ANNOTATIONS / "livelihood.jsonl"]))


def validated(examples: list[Example], scores: list[list[float]]) -> Validated:
    holds = np.array([[tag in one.tags for tag in TAGS] for one in examples])
    counts = np.array([[tag not in one.optional for tag in TAGS] for one in examples])
    values = {"placed": np.array(scores)}
    return Validated(tuple(examples), np.zeros(len(examples), np.intp), Truth(holds, counts), values, values, {}, {})


def test_what_contradicts_the_model_is_suspected_the_surest_first() -> None:
    cases = [Example("a", "甲", ("fees",)), Example("b", "乙", ()), Example("c", "丙", ("on_request",))]
    found = rank(validated(cases, [[0.2, 0.1], [0.1, 0.95], [0.3, 0.9]]), TAGS)
    assert [(one.example.id, one.tag, one.given, one.probability) for one in found] == [
        ("b", "on_request", False, 0.95),
        ("a", "fees", True, 0.2),
    ]


def test_what_annotators_differed_on_is_not_suspected() -> None:
    cases = [Example("a", "甲", (), ("fees",)), Example("b", "乙", ("fees",)), Example("c", "丙", ())]
    assert rank(validated(cases, [[0.99, 0.1], [0.9, 0.1], [0.1, 0.1]]), TAGS) == ()


def test_most_planted_errors_are_among_the_first_suspects(recipe: Recipe, examples: list[Example]) -> None:
    changed, planted = plant(examples, TAGS, 15, 3, "half")
    assert len(planted) == 15
    found = [(one.example.id, one.tag) for one in suspects(changed, recipe)]
    assert len(planted & set(found[:45])) >= 12


def test_a_planted_error_is_a_tag_added_or_removed(examples: list[Example]) -> None:
    changed, planted = plant(examples, TAGS, 20, 1, "any")
    differ = {(new.id, *(set(new.tags) ^ set(old.tags))) for new, old in zip(changed, examples, strict=True)}
    assert planted == {pair for pair in differ if len(pair) > 1}


def test_one_report_judges_nobody(recipe: Recipe) -> None:
    with pytest.raises(AnnotationError, match="two or more"):
        suspects([Example("a", "甲", ("fees",), report="r"), Example("b", "乙", (), report="r")], recipe)


def test_without_cleanlab_the_extra_is_named(recipe: Recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("cleanlab", "cleanlab.rank"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtra, match=r"pip install 'gongkai\[train\]'"):
        suspects([], recipe)
