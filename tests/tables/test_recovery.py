"""Recovery: every cell of the right edition once, in the form's order, whatever the text."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.tables.form import (
    FORMS,
    MISSING,
    NUMBER,
    Rendering,
    Rows,
    boxed,
    by_address,
    cell_lines,
    distinct_values,
    facts_of,
    numbers,
    read,
    report,
    requests,
    requests_rows,
    row_at,
    row_states,
    spaced,
    tabbed,
    table_rows,
)

from gongkai.document import Status

OTHER_HANDLING = ("other_no_correction", "other_unpaid_fee", "other_other")
CELLS = {"2019": 198, "2021": 200}


@pytest.mark.parametrize("edition", FORMS)
def test_every_cell_of_the_edition_is_listed_once_in_the_forms_order(edition: str) -> None:
    for text in (report(FORMS[edition]), requests(requests_rows(edition=edition))):
        addresses = tuple(fact.address for fact in read(text, int(edition)).facts)
        assert addresses == FORMS[edition].addresses
        assert len(set(addresses)) == CELLS[edition]


@pytest.mark.parametrize("edition", FORMS)
def test_every_table_may_be_missing_and_says_so(edition: str) -> None:
    form = FORMS[edition]
    whole = report(form)
    for table in form.tables:
        recovered = read(whole.replace(tabbed(table_rows(table, {})), ""))
        gone = {fact.address.split(".")[0] for fact in recovered.facts if fact.status is MISSING}
        assert gone == {table.id}
        assert recovered.found == {other.id for other in form.tables} - {table.id}
        assert not recovered.whole


@pytest.mark.parametrize("edition", FORMS)
@pytest.mark.parametrize("year", [None, 2008, 2019, 2020, 2021, 2022, 2030])
def test_the_labels_tell_the_edition_whatever_the_year(edition: str, year: int | None) -> None:
    recovered = read(report(FORMS[edition]), year)
    assert recovered.edition is FORMS[edition]
    assert not recovered.tied


@pytest.mark.parametrize(
    ("year", "edition"), [(None, "2021"), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2025, "2021")]
)
def test_between_equals_the_year_tells_the_edition(year: int | None, edition: str) -> None:
    rows = requests_rows({}, "2019")
    del rows[row_at(rows, "其他处理")]
    recovered = read(requests(rows), year)
    assert recovered.tied
    assert recovered.edition is FORMS[edition]


@pytest.mark.parametrize("text", ["", "\n", "本单位食堂本周菜单：红烧肉，5元。", "周一\t红烧肉\t5\n周二\t豆腐\t3"])
def test_a_text_without_the_form_has_no_edition_and_no_facts(text: str) -> None:
    recovered = read(text)
    assert (recovered.edition, recovered.facts, recovered.unknown_rows) == (None, (), ())


def undivided(values: list[str]) -> Rows:
    rows = requests_rows(distinct_values(FORMS["2021"]))
    at = row_at(rows, "其他处理")
    rows[at : at + 4] = [["（六）其他处理", *values]]
    return rows


@pytest.mark.parametrize("rendering", [tabbed, boxed, spaced, cell_lines])
def test_other_handling_may_be_filled_undivided(rendering: Rendering) -> None:
    facts = facts_of(requests(undivided(["1", "0", "0", "0", "0", "2", "3"]), rendering))
    assert row_states(facts, "requests.other_handling") == numbers(1, 0, 0, 0, 0, 2, 3)
    assert not any(f"requests.{row}.total" in facts for row in OTHER_HANDLING)
    order = list(dict.fromkeys(address.split(".")[1] for address in facts if address.startswith("requests.")))
    assert order[-4:] == ["rejected_reconfirm", "other_handling", "total", "carried_out"]


def test_other_handling_divided_is_three_rows() -> None:
    values = distinct_values(FORMS["2021"])
    facts = facts_of(requests(requests_rows(values)))
    assert "requests.other_handling.total" not in facts
    assert [facts[f"requests.{row}.total"].value for row in OTHER_HANDLING] == [
        int(values[f"requests.{row}.total"]) for row in OTHER_HANDLING
    ]


def test_a_copy_of_the_table_under_another_heading_is_not_read_into_the_first() -> None:
    last_year = {
        f"requests.{row}.{column}": "9" for row in ("granted", "total") for column in ("natural_person", "total")
    }
    text = requests(requests_rows()) + "\n附件：上年度情况\n" + tabbed(requests_rows(last_year))
    assert facts_of(text)["requests.granted.total"].value == 3


def test_breaks_of_lines_as_other_systems_write_them() -> None:
    values = distinct_values(FORMS["2021"])
    text = report(FORMS["2021"], values)
    for mark in ("\r\n", "\r\n\r\n", "\n\n"):
        facts = facts_of(text.replace("\n", mark))
        assert {fact.status for fact in facts.values()} == {NUMBER}


LABELS = sorted({row[0] for form in FORMS.values() for table in form.tables for row in table_rows(table, {})})
PIECES = st.sampled_from(
    [*LABELS, *"0123456789", "12", "/", "—", "无", "\t", "|", "\n", "\n\n", " ", "\u3000", "**", "见附件"]
)
MORE = st.lists(st.one_of(PIECES, st.sampled_from(["\t", "|", "\n", " 0 ", "\t0", "| 0 "])), max_size=120)
STATES_WITHOUT_VALUE = set(Status) - {NUMBER}


@settings(max_examples=150, deadline=None)
@given(MORE)
def test_any_mixture_of_labels_values_and_marks_is_read_without_an_error(pieces: list[str]) -> None:
    text = "".join(pieces)
    recovered = read(text)
    assert len(recovered.facts) in (0, 186, *CELLS.values())
    assert len(by_address(recovered.facts)) == len(recovered.facts)
    for fact in recovered.facts:
        assert text[fact.start : fact.end].strip() == fact.raw
        assert (fact.value is None) == (fact.status in STATES_WITHOUT_VALUE)
        assert 0.0 <= fact.score <= 1.0
    for row in recovered.unknown_rows:
        assert text.startswith(row.label, row.start)


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from([tabbed, boxed, spaced, cell_lines]), st.integers(1, 6))
def test_a_damaged_report_is_read_without_an_error(random: Random, rendering: Rendering, cuts: int) -> None:
    text = report(FORMS["2021"], distinct_values(FORMS["2021"]), rendering)
    for _ in range(cuts):
        at = random.randrange(len(text))
        text = text[:at] + text[at + random.randrange(40) :]
    for fact in read(text).facts:
        assert text[fact.start : fact.end].strip() == fact.raw
        assert fact.status is not NUMBER or fact.raw
