"""A number that lost its digits to both sides of a space is one number in its cell, in doubt; its row is not lost."""

from __future__ import annotations

import pytest
from tests.tables.form import (
    FORMS,
    NUMBER,
    Rendering,
    barred,
    boxed,
    facts_of,
    report,
    requests,
    requests_rows,
    row_at,
    row_states,
    tabbed,
)

SPLIT = {
    "requests.granted.natural_person": "5 6", "requests.granted.total": "5 6", "requests.total.business": "1 2 3",
    "requests.carried_in.other": "7 0", "proceedings.review.total": "1 1",
}  # fmt: skip


@pytest.mark.parametrize("rendering", [tabbed, boxed, barred])
def test_digits_apart_in_a_bounded_cell_are_one_number_in_doubt(rendering: Rendering) -> None:
    facts = facts_of(report(FORMS["2021"], SPLIT, rendering))
    found = {address: (facts[address].raw, facts[address].value, facts[address].doubt) for address in SPLIT}
    assert found == {address: (raw, int(raw.replace(" ", "")), "text") for address, raw in SPLIT.items()}
    assert {fact.status for fact in facts.values()} == {NUMBER}
    assert sum(1 for fact in facts.values() if fact.doubt) == len(SPLIT)


def test_leftovers_of_merged_cells_before_them_change_nothing() -> None:
    rows = [[row[0], "", "", *row[1:]] for row in requests_rows(SPLIT)]
    facts = facts_of(requests(rows))
    assert [value for _, value in row_states(facts, "requests.granted")] == [56, 0, 0, 0, 0, 0, 56]
    assert [value for _, value in row_states(facts, "requests.carried_in")] == [0, 0, 0, 0, 0, 70, 0]


def test_digits_apart_that_are_as_many_as_the_columns_are_in_doubt() -> None:
    rows = requests_rows({})
    rows[row_at(rows, "予以公开")][1:] = ["5 6", "0", "0", "0", "0", "0"]
    facts = facts_of(requests(rows))
    assert all(fact.doubt for address, fact in facts.items() if ".granted." in address and fact.value is not None)


def test_values_that_a_mere_space_parts_in_all_of_a_row_stay_apart() -> None:
    rows = requests_rows({})
    rows[row_at(rows, "予以公开")][1:] = ["1 0 0 0 0 0 1"]
    assert [value for _, value in row_states(facts_of(requests(rows)), "requests.granted")] == [1, 0, 0, 0, 0, 0, 1]
