"""Reports rendered from a known truth in every shape: how much is read right, and how little is wrong unnoticed."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest
from tests.rendering.score import Score, parse_rendered, score
from tests.rendering.shapes import SHAPES

FLOORS = tomllib.loads((Path(__file__).parent / "data" / "floors.toml").read_text(encoding="utf-8"))
SEEDS = range(10 * len(SHAPES))  # shapes are taken in turn
DRIFTS = {"wild": 1.0, "twice": 2.0}

each_drift = pytest.mark.parametrize("drift", DRIFTS)


@cache
def scored(drift: str) -> Score:
    return score(parse_rendered, SEEDS, drift=DRIFTS[drift])


def test_all_shapes_and_both_editions_are_among_them() -> None:
    assert set(scored("wild").shapes) == set(SHAPES)
    assert {tally.reports for tally in scored("wild").shapes.values()} == {10}
    assert len(FLOORS) == 3


@each_drift
def test_what_can_be_known_is_read_right(drift: str) -> None:
    total = scored(drift).total
    assert total.right / total.knowable >= FLOORS[drift]["knowable_right"]
    assert total.nonzero_right / total.nonzero >= FLOORS[drift]["nonzero_right"]


@each_drift
def test_next_to_nothing_is_wrong_without_a_doubt(drift: str) -> None:
    result = scored(drift)
    wrong = [fault for fault in result.faults if fault[2].startswith(("silent", "invented"))]
    assert len(wrong) == result.total.silent + result.total.invented
    assert len(wrong) / result.total.cells <= FLOORS[drift]["silently_wrong"], wrong[:10]


@each_drift
def test_reports_without_a_defect_have_no_certain_finding(drift: str) -> None:
    assert scored(drift).total.certain == 0


@each_drift
def test_agency_year_and_edition_are_read_right(drift: str) -> None:
    total = scored(drift).total
    assert total.masthead / total.reports >= FLOORS[drift]["masthead_right"]


def test_planted_errors_are_found() -> None:
    total = score(parse_rendered, SEEDS, defects=True).total
    assert total.planted > total.reports / 2
    assert total.found / total.planted >= FLOORS["defects"]["found"]
