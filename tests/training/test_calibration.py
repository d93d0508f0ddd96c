"""Probabilities and thresholds out of decision values."""

from __future__ import annotations

import numpy as np
import pytest

from gongkai.training.calibration import GRID, NEVER, TOLERATED, Tuned, tune
from gongkai.training.learning import Truth


def truth(holds: list[bool] | np.ndarray, counts: list[bool] | np.ndarray | None = None) -> Truth:
    column = np.asarray(holds, bool)[:, None]
    return Truth(column, np.ones_like(column) if counts is None else np.asarray(counts, bool)[:, None])


@pytest.fixture
def noisy() -> tuple[np.ndarray, Truth]:
    """Return values whose true probability is the logistic function of 2 * value - 1."""
    rng = np.random.default_rng(5)
    values = rng.normal(size=(20_000, 1)) * 2
    return values, truth(rng.random(20_000) < 1 / (1 + np.exp(-(2 * values[:, 0] - 1))))


def test_a_known_calibration_is_found_again(noisy: tuple[np.ndarray, Truth]) -> None:
    tuned = tune(*noisy)
    assert tuned.slopes[0] == pytest.approx(2, abs=0.15)
    assert tuned.offsets[0] == pytest.approx(-1, abs=0.15)


def test_of_those_told_with_a_probability_so_many_hold(noisy: tuple[np.ndarray, Truth]) -> None:
    values, holding = noisy
    scores = tune(values, holding).probabilities(values)[:, 0]
    for low in (0.1, 0.3, 0.5, 0.7):
        among = (scores >= low) & (scores < low + 0.2)
        assert holding.holds[among, 0].mean() == pytest.approx(scores[among].mean(), abs=0.03)


def test_the_threshold_is_the_highest_with_about_the_best_f1(noisy: tuple[np.ndarray, Truth]) -> None:
    values, holding = noisy
    tuned = tune(values, holding)
    scores, holds = tuned.probabilities(values)[:, 0], holding.holds[:, 0]

    def f1(threshold: float) -> float:
        given = scores >= threshold
        return 2 * (given & holds).sum() / (given.sum() + holds.sum())

    enough = [threshold for threshold in GRID if f1(threshold) >= max(map(f1, GRID)) - TOLERATED]
    assert tuned.thresholds[0] == max(enough)


def test_given_is_what_reaches_the_threshold() -> None:
    tuned = Tuned(np.array([1.0]), np.array([0.0]), np.array([0.5]))
    assert tuned.given(np.array([[-0.01], [0.0], [0.01]])).ravel().tolist() == [False, True, True]


@pytest.mark.parametrize("holds", [False, True])
def test_a_tag_that_never_or_always_holds_is_never_given(holds: bool) -> None:
    """Where nothing tells yes from no, a tag too few is better than a wrong one."""
    values = np.array([[-3.0], [0.0], [9.0]])
    tuned = tune(values, truth([holds] * 3))
    assert tuned.thresholds[0] == NEVER
    assert not tuned.given(values * 1000).any()


def test_what_annotators_differed_on_is_not_asked() -> None:
    values = np.array([[-2.0], [-1.0], [1.0], [2.0]] * 20)
    holds = [False, False, True, True] * 20
    misled = np.concatenate([values, np.full((200, 1), 5.0)])
    plain = tune(values, truth(holds))
    ignored = tune(misled, truth(holds + [False] * 200, [True] * 80 + [False] * 200))
    assert (ignored.slopes, ignored.offsets, ignored.thresholds) == (plain.slopes, plain.offsets, plain.thresholds)
    assert tune(misled, truth(holds + [False] * 200)).slopes[0] < plain.slopes[0]


def test_each_tag_has_its_own() -> None:
    values = np.array([[-2.0, 1.0], [-1.0, 2.0], [1.0, 3.0], [2.0, 4.0]] * 20)
    holds = np.array([[0, 0], [0, 0], [1, 0], [1, 1]] * 20, bool)
    both = tune(values, Truth(holds, np.ones_like(holds)))
    for tag in (0, 1):
        single = tune(values[:, [tag]], truth(holds[:, tag]))
        assert both.thresholds[tag] == single.thresholds[0]
        assert both.slopes[tag] == single.slopes[0]
