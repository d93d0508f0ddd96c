"""Planted defects that only other reports show are found, and their controls have none (a small run of the bench)."""

from __future__ import annotations

from functools import cache

import pytest
from tests.bench.mutations import originals
from tests.bench.neighbours import KINDS, bench

from gongkai.document import Report

EACH = 4


@cache
def reports() -> list[Report]:
    return list(originals(12))


@pytest.mark.parametrize("name", KINDS)
def test_planted_defects_are_found(name: str) -> None:
    planted, found, false = bench(KINDS[name], name, reports(), EACH)
    assert planted == EACH
    assert (found >= EACH - 1, false) == (True, 0)
