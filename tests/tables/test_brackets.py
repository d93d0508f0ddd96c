"""Numbers in brackets: a value, in doubt, wherever one is printed; never a blank, and never an ordinal's."""

from __future__ import annotations

import pytest
from tests.tables.form import (
    BLANK,
    FORMS,
    NUMBER,
    Rendering,
    barred,
    boxed,
    cell_lines,
    drawn,
    facts_of,
    led,
    numbers,
    one_line,
    report,
    requests,
    requests_rows,
    row_at,
    row_states,
    spaced,
    tabbed,
)

BESIDE = (tabbed, boxed, barred, drawn)
PLACES = (
    "art20_5.licensing.decisions", "requests.granted.natural_person", "requests.granted.legal_service",
    "requests.granted.total", "proceedings.review.upheld", "proceedings.suit_after_review.total",
)  # fmt: skip


@pytest.mark.parametrize("rendering", BESIDE)
@pytest.mark.parametrize("cell", ["（6）", "(6)", "[6]", "【12】", "（120）"])
@pytest.mark.parametrize("address", PLACES)
def test_a_number_in_brackets_is_the_number_in_doubt(address: str, cell: str, rendering: Rendering) -> None:
    facts = facts_of(report(FORMS["2021"], {address: cell}, rendering))
    fact = facts[address]
    assert (fact.raw, fact.status, fact.value, fact.doubt) == (cell, NUMBER, int(cell[1:-1]), "text")
    assert {other.status for other in facts.values()} == {NUMBER}
    assert [other.address for other in facts.values() if other.doubt] == [address]


@pytest.mark.parametrize("address", ["requests.granted.natural_person", "requests.granted.legal_service"])
@pytest.mark.parametrize("printed", ["（ 6 ）", "( 6)", "6（ 3 ）", "6（其中 3 件）"])
@pytest.mark.parametrize("rendering", [*BESIDE, led])
def test_spaces_within_brackets_part_no_value(printed: str, address: str, rendering: Rendering) -> None:
    facts = facts_of(report(FORMS["2021"], {address: printed}, rendering))
    assert (facts[address].status, facts[address].value, facts[address].doubt) == (NUMBER, 6, "text")
    assert {fact.status for fact in facts.values()} == {NUMBER}


@pytest.mark.parametrize("rendering", [led, cell_lines, spaced, one_line])
@pytest.mark.parametrize("ink", ["（6）", "（ 6 ）", "[6]", "（见附件）", "第6", "6%"])
def test_no_rendering_makes_a_blank_of_ink_without_a_doubt(ink: str, rendering: Rendering) -> None:
    for address in PLACES:
        fact = facts_of(report(FORMS["2021"], {address: ink}, rendering))[address]
        assert fact.status is not BLANK or fact.doubt


@pytest.mark.parametrize("rendering", [*BESIDE, led])
def test_an_ordinal_in_brackets_in_a_cell_of_its_own_is_no_value(rendering: Rendering) -> None:
    rows = requests_rows()
    rows[row_at(rows, "属于国家秘密")][:1] = ["（1）", "属于国家秘密"]
    facts = facts_of(requests(rows, rendering))
    assert row_states(facts, "requests.denied_state_secret") == numbers(0, 0, 0, 0, 0, 0, 0)
    assert not any(fact.doubt for fact in facts.values())


def test_numbers_of_columns_in_brackets_are_no_values() -> None:
    rows = requests_rows()
    rows.insert(1, ["", *(f"（{number}）" for number in range(1, 8))])
    facts = facts_of(requests(rows))
    assert row_states(facts, "requests.received_new") == numbers(5, 0, 0, 0, 0, 0, 5)


def test_a_number_in_brackets_in_a_row_of_the_header_is_no_value() -> None:
    rows = requests_rows()
    rows[0][-1] = "总计（9）"
    rows.insert(1, ["（本列数据）", "自然", "商业", "科研", "公益", "法律", "其他", "（9）"])
    facts = facts_of(requests(rows))
    assert row_states(facts, "requests.received_new") == numbers(5, 0, 0, 0, 0, 0, 5)


@pytest.mark.parametrize("ink", ["行政许可（12）\t", "行政许可\t（见附件）\t", "行政许可\t（合计12件）\t"])
def test_a_blank_beside_ink_that_may_be_its_value_is_in_doubt(ink: str) -> None:
    text = report(FORMS["2021"]).replace("行政许可\t0", ink)
    fact = facts_of(text)["art20_5.licensing.decisions"]
    assert fact.status is not BLANK or fact.doubt == "text"
    plain = facts_of(text.replace(ink, "行政许可\t"))["art20_5.licensing.decisions"]
    assert (plain.status, plain.doubt) == (BLANK, None)


def test_a_hint_of_the_form_in_a_cell_of_its_own_puts_no_blank_in_doubt() -> None:
    rows = requests_rows()
    at = row_at(rows, "部分公开")
    label, hint = rows[at][0].split("（区分")
    rows[at] = [label, f"（区分{hint}", *[""] * 7]
    facts = facts_of(requests(rows))
    assert {
        (facts[f"requests.partial.{id}"].status, facts[f"requests.partial.{id}"].doubt) for id in ("other", "total")
    } == {(BLANK, None)}


@pytest.mark.parametrize(("cell", "doubt"), [("-5", "text"), ("减5件", "text"), ("↓5", "text"), ("5", None)])
def test_a_growth_or_loss_where_a_number_of_things_is_asked_for_is_in_doubt(cell: str, doubt: str | None) -> None:
    values = {"art20_5.licensing.decisions": cell, "art20_5.licensing.change": cell}
    facts = facts_of(report(FORMS["2019"], values))
    assert [facts[address].doubt for address in values] == [doubt, None]
