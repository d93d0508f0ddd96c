from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from gongkai.corpus.alignment import Pair, best_way, clear_pairs, crossing_pairs

FLAT = [[1.0, 1.0], [1.0, 1.0]]
LESS = [[-9.0, -9.0], [-9.0, -9.0]]
TABLES = st.tuples(st.integers(1, 3), st.integers(1, 3)).flatmap(
    lambda size: st.tuples(
        *[
            st.lists(
                st.lists(st.integers(-3, 5), min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
            )
        ]
        * 2
    )
)


def ways(rows: int, columns: int, last: Pair | None = None) -> Iterator[list[tuple[Pair, bool]]]:
    """Yield every way through two lists: its pairs, each with whether it goes on with the row or column before."""
    yield []
    for row in range(rows):
        for column in range(columns):
            goes_on = last in ((row - 1, column), (row, column - 1))
            if last is None or goes_on or (row > last[0] and column > last[1]):
                for rest in ways(rows, columns, (row, column)):
                    yield [((row, column), goes_on), *rest]


@given(TABLES)
def test_the_best_way_is_the_best_of_all(tables: tuple[list[list[int]], list[list[int]]]) -> None:
    scores, further = tables
    every = ways(len(scores), len(scores[0]))
    worth, pairs = best_way(scores, further)
    assert worth == max(sum((further if on else scores)[row][column] for (row, column), on in way) for way in every)
    assert pairs == sorted(pairs)


def test_lists_of_one_length_are_paired_one_by_one() -> None:
    assert clear_pairs(FLAT, LESS, 0.5, ("ab", "xy")) == [(0, 0), (1, 1)]


def test_which_of_two_has_no_partner_is_not_known() -> None:
    assert clear_pairs([[1.0], [1.0]], [[-9.0], [-9.0]], 0.5, ("ab", "x")) == []
    assert clear_pairs([[1.0], [2.0]], [[-9.0], [-9.0]], 0.5, ("ab", "x")) == [(1, 0)]


def test_rows_of_one_owner_do_not_rival_each_other() -> None:
    assert clear_pairs([[1.0], [1.0]], [[-9.0], [-9.0]], 0.5, ("aa", "x")) == [(0, 0)]


def test_only_pairs_that_cross_are_told_as_crossing() -> None:
    assert crossing_pairs([[0.0, 0.9], [0.8, 0.0]], 0.1, 2) == [(0, 1), (1, 0)]
    assert crossing_pairs([[0.9, 0.0], [0.0, 0.8]], 0.1, 2) == []
    assert crossing_pairs([[0.5, 0.9], [0.8, 0.0]], 0.1, 2) == []  # not the best by far


def test_nothing_is_paired_with_nothing() -> None:
    assert best_way([], []) == (0.0, [])
