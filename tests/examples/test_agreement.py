from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.errors import AnnotationError
from gongkai.examples import Example
from gongkai.examples.agreement import agreement, alpha, kappa, match

ANSWERS = st.sampled_from([True, False, None])


def table(both: int, one: int, other: int, neither: int) -> list[tuple[bool, bool]]:
    return [(True, True)] * both + [(True, False)] * one + [(False, True)] * other + [(False, False)] * neither


def bits(text: str) -> list[bool | None]:
    return [None if sign == "." else sign == "1" for sign in text]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((20, 5, 10, 15), 0.4),  # 0.7 agree, 0.5 by chance
        ((45, 15, 25, 15), 0.1304),  # (0.60 - 0.54) / 0.46
        ((25, 35, 5, 35), 0.2593),  # (0.60 - 0.46) / 0.54
        ((5, 0, 0, 5), 1.0),
        ((0, 5, 5, 0), -1.0),
    ],
)
def test_kappa_is_what_a_hand_reckons(counts: tuple[int, int, int, int], expected: float) -> None:
    assert kappa(table(*counts)) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(
    ("annotators", "expected"),
    [
        # Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), example A: ten units, two observers.
        (("0100000010", "1110010000"), 0.095),
        # Three annotators of four units with a gap: 16 of 55 ordered pairs.
        # coincidences: units 111, 110, 00., 010: o = 0 + 2 + 0 + 2 = 4; n = 11, six 1: 1 - 10 * 4 / (2 * 6 * 5)
        (("1100", "1101", "10.0"), 1 - 10 * 4 / 60),
        (("1010", "1010"), 1.0),
    ],
)
def test_alpha_is_what_a_hand_reckons(annotators: tuple[str, ...], expected: float) -> None:
    assert alpha(list(zip(*map(bits, annotators), strict=True))) == pytest.approx(expected, abs=5e-4)


@given(st.integers(2, 4).flatmap(lambda width: st.lists(st.tuples(*[ANSWERS] * width), max_size=8)))
def test_alpha_is_one_less_the_differing_pairs_within_units_over_those_of_all(every: list[tuple[bool | None]]) -> None:
    units = [[answer for answer in unit if answer is not None] for unit in every]
    units = [unit for unit in units if len(unit) > 1]
    values = [answer for unit in units for answer in unit]
    pairs = list(combinations(values, 2))
    by_chance = sum(one != other for one, other in pairs) / len(pairs) if pairs else 0
    if not by_chance:
        assert alpha(every) is None
        return
    # Each value counts once: a unit's share of differing pairs weighs as many values as the unit has.
    within = sum(
        len(unit) * sum(one != other for one, other in combinations(unit, 2)) / (len(unit) * (len(unit) - 1) / 2)
        for unit in units
    ) / len(values)
    assert alpha(every) == pytest.approx(1 - within / by_chance)


@pytest.mark.parametrize("answers", [[], table(3, 0, 0, 0), table(0, 0, 0, 3), [(True, None)]])
def test_where_only_one_answer_comes_nothing_is_told(answers: list[tuple[bool | None, ...]]) -> None:
    assert (kappa(answers), alpha(answers)) == (None, None)


def one(id: str, text: str, *tags: str, optional: tuple[str, ...] = ()) -> Example:
    return Example(id, text, tags, optional)


def test_passages_match_by_id_and_otherwise_by_text() -> None:
    first = [one("a", "甲"), one("b", "甲"), one("c", "乙"), one("d", "丙")]
    second = [one("b", "甲"), one("1", "乙"), one("d", "丁"), one("x", "甲")]
    ids = [tuple(example and example.id for example in unit) for unit in match([first, second])]
    assert ids == [("a", "x"), ("b", "b"), ("c", "1"), ("d", None), (None, "d")]


def test_an_optional_tag_is_no_answer_and_a_passage_of_one_annotator_no_question() -> None:
    first = [one("a", "甲", "fees"), one("b", "乙"), one("c", "丙", "fees"), one("d", "丁", "fees")]
    second = [one("a", "甲", "fees"), one("b", "乙"), one("c", "丙", optional=("fees",))]
    found = agreement([first, second], ["fees", "proposals"])
    assert (found.annotators, found.passages) == (2, 3)
    fees, proposals = found.tags
    assert (fees.passages, fees.differing, fees.kappa, fees.alpha) == (2, 0, 1.0, 1.0)
    assert (proposals.passages, proposals.kappa, proposals.alpha) == (3, None, None)
    assert (found.kappa, found.alpha) == (1.0, 1.0)


def test_of_three_annotators_there_is_only_alpha() -> None:
    sets = [[one("a", "甲", *tags), one("b", "乙")] for tags in (("fees",), ("fees",), ())]
    (fees,) = agreement(sets, ["fees"]).tags
    assert fees.kappa is None
    assert fees.alpha == pytest.approx(1 - 5 * 2 / (2 * 2 * 4))


@pytest.mark.parametrize("sets", [[], [[one("a", "甲")]], [[one("a", "甲")], [one("a", "乙")]]])
def test_annotators_who_share_nothing_cannot_be_compared(sets: list[list[Example]]) -> None:
    with pytest.raises(AnnotationError):
        agreement(sets, ["fees"])
