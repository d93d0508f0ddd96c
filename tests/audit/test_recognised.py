"""A number of a scan is in doubt unless an identity confirms it."""

from __future__ import annotations

import msgspec
import pytest

from gongkai.audit.tables import recognised
from gongkai.document import Fact, Position, Region, Status
from gongkai.editions import editions

EDITION = next(edition for edition in editions() if edition.id == "2021")
ROW = [f"proceedings.review.{column}" for column in ("upheld", "corrected", "other", "pending", "total")]


def read(values: str, scores: dict[int, float] | None = None) -> dict[str, Fact]:
    """Return the facts of the row of 行政复议, read as the given words (_ is blank), each of certainty 0.99."""
    facts, regions, at = [], [], 0
    row = dict(zip(ROW, values.split(), strict=True))
    for index, address in enumerate(EDITION.addresses):
        raw = row.get(address, "_").strip("_")
        number = int(raw) if raw.isdecimal() else None
        status = Status.NUMBER if raw.isdecimal() else Status.BLANK if not raw else Status.TEXT
        status = Status.NOT_APPLICABLE if raw == "/" else status
        facts.append(Fact(address, raw, number, status, None, None, at, at + len(raw), 1.0))
        if raw:
            score = (scores or {}).get(ROW.index(address) if address in ROW else index, 0.99)
            regions.append(Region(at, at + len(raw), Position(page=1), score))
        at += len(raw) + 1
    return {fact.address: fact for fact in recognised.weighed(EDITION, facts, regions) if fact.address in ROW}


CASES = {
    "a sum that holds": ("3 0 1 0 4", None, [None] * 5),
    "all zero": ("0 0 0 0 0", None, [None] * 5),
    "blanks count as nothing": ("3 _ 1 _ 4", None, [None] * 5),
    "a sum that does not hold": ("3 0 1 0 9", None, ["ocr"] * 5),
    "one uncertain": ("3 0 1 0 4", {2: 0.6}, ["ocr"] * 5),
    "one not recognised": ("3 0 1 � 4", None, ["ocr"] * 5),
    "no total": ("3 0 1 0 _", None, ["ocr"] * 4 + [None]),
    "no addend": ("_ _ _ _ 4", None, [None] * 4 + ["ocr"]),
    "certain marks": ("/ / / / /", None, [None] * 5),
    "uncertain marks": ("/ / / / /", {1: 0.3}, [None, "ocr", None, None, None]),
}


@pytest.mark.parametrize("name", CASES)
def test_doubt_stands_unless_a_sum_confirms(name: str) -> None:
    values, scores, doubts = CASES[name]
    assert [fact.doubt for fact in read(values, scores).values()] == doubts


def test_the_certainty_of_recognition_is_in_the_score() -> None:
    assert read("3 0 1 0 4", {0: 0.96})[ROW[0]].score == 0.96


def test_what_was_not_recognised_keeps_its_facts() -> None:
    facts = [Fact(ROW[0], "3", 3, Status.NUMBER, None, None, 0, 1, 1.0)]
    regions = [Region(0, 1, Position(page=1))]
    assert not recognised.is_recognised(regions)
    assert recognised.weighed(EDITION, facts, regions) == tuple(facts)


def test_another_doubt_is_kept() -> None:
    fact = Fact(ROW[0], "3", 3, Status.NUMBER, None, None, 0, 1, 1.0, "margin")
    (kept,) = recognised.weighed(EDITION, [fact], [Region(0, 1, Position(page=1), 0.5)])
    assert kept == msgspec.structs.replace(fact, score=0.5)
