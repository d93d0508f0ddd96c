"""Planted defects of every kind are found, and their controls have no finding of it (a small run of the bench)."""

from __future__ import annotations

from functools import cache

import pytest
from tests.bench.mutations import bench, originals
from tests.bench.planted import KINDS

from gongkai.document import Report

EACH = 3


@cache
def reports() -> list[Report]:
    return list(originals(12))


@pytest.mark.parametrize("name", KINDS)
def test_planted_defects_are_found(name: str) -> None:
    planted, found, false, missed = bench(KINDS[name], name, reports(), EACH)
    assert planted == EACH
    assert (found >= EACH - 1, false) == (True, 0), missed
