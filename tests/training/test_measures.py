"""Scores, reckoned by hand."""

from __future__ import annotations

import numpy as np
import pytest

from gongkai.training.learning import Truth
from gongkai.training.measures import macro_f1, measure

TAGS = ("fees", "training")
# Of `fees` 3 are right, 1 is wrong, 2 are missed; of `training` 1 is right, 0 wrong, 1 missed.
GIVEN = np.array([[1, 1], [1, 0], [1, 0], [1, 0], [0, 0], [0, 0], [0, 0]], bool)
HOLDS = np.array([[1, 1], [1, 0], [1, 0], [0, 0], [1, 1], [1, 0], [0, 0]], bool)
EVERY = np.ones_like(HOLDS)
GROUPS = ["a", "a", "b", "b", "c", "c", "d"]


def test_precision_recall_and_f1_are_those_by_hand() -> None:
    fees, training = measure(TAGS, GIVEN, Truth(HOLDS, EVERY), GROUPS, 0).tags
    assert (fees.tag, fees.precision, fees.recall, fees.f1.value, fees.support) == ("fees", 0.75, 0.6, 0.6667, 5)
    assert (training.precision, training.recall, training.f1.value, training.support) == (1.0, 0.5, 0.6667, 2)


def test_means_are_over_tags_and_over_decisions() -> None:
    holds = HOLDS.copy()
    holds[6, 1] = True  # a third one of `training` that is missed: F1 2/4
    scores = measure(TAGS, GIVEN, Truth(holds, EVERY), GROUPS, 0)
    assert scores.macro.value == pytest.approx((2 / 3 + 1 / 2) / 2, abs=1e-4)
    assert scores.micro == pytest.approx(2 * 4 / (5 + 8), abs=1e-4)
    assert macro_f1(GIVEN, Truth(holds, EVERY)) == pytest.approx((2 / 3 + 1 / 2) / 2)


def test_what_annotators_differed_on_counts_neither_way() -> None:
    counts = EVERY.copy()
    counts[3, 0] = counts[4, 0] = False  # the wrong one and one of the two missed
    fees, _ = measure(TAGS, GIVEN, Truth(HOLDS, counts), GROUPS, 0).tags
    assert (fees.precision, fees.recall, fees.support) == (1.0, 0.75, 4)


def test_a_tag_never_given_scores_0_and_not_an_error() -> None:
    nothing = np.zeros_like(GIVEN)
    scores = measure(TAGS, nothing, Truth(HOLDS, EVERY), GROUPS, 0)
    assert [(tag.precision, tag.recall, tag.f1.value) for tag in scores.tags] == [(0, 0, 0)] * 2
    assert (scores.macro.value, scores.micro) == (0, 0)


def test_without_an_error_there_is_no_doubt() -> None:
    everywhere = np.ones_like(HOLDS)  # so that no draw is without the tag
    scores = measure(TAGS, everywhere, Truth(everywhere, EVERY), GROUPS, 0)
    assert {(tag.f1.low, tag.f1.value, tag.f1.high) for tag in scores.tags} == {(1, 1, 1)}


def test_the_interval_is_drawn_over_groups() -> None:
    """The same decisions say less when they come from few reports."""
    rng = np.random.default_rng(0)
    holds = rng.random((400, 1)) < 0.5
    given = holds ^ np.repeat(rng.random((20, 1)) < 0.2, 20, axis=0)  # a report is right or wrong as a whole
    every = np.ones_like(holds)

    def width(groups: list[str]) -> float:
        f1 = measure(("fees",), given, Truth(holds, every), groups, 1).tags[0].f1
        assert f1.low <= f1.value <= f1.high
        return f1.high - f1.low

    few, many = width([str(row // 20) for row in range(400)]), width(list(map(str, range(400))))
    assert few > 2 * many > 0


def test_same_seed_same_interval() -> None:
    first, again, other = (measure(TAGS, GIVEN, Truth(HOLDS, EVERY), GROUPS, seed) for seed in (1, 1, 2))
    assert first == again
    assert first.macro.value == other.macro.value
