"""Arithmetic: a broken identity is found where it is, is certain only where it must be, and says what would mend it."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import pytest
from tests.audit.reviewing import review_tables
from tests.tables.form import FORMS, Rows, read, report, requests_rows, requests_values, row_at, tabbed, table_rows

from gongkai.audit.tables.repair import Equation, smallest_changes
from gongkai.document import Finding, Severity
from gongkai.editions import Identity

Values = Mapping[str, str]


def text_of(values: Values, edition: str = "2021") -> str:
    return report(FORMS[edition], requests_values() | dict(values))


def findings(text: str) -> tuple[Finding, ...]:
    recovered = read(text)
    assert recovered.edition is not None
    return review_tables(recovered)


def named(found: tuple[Finding, ...], code: str) -> list[Finding]:
    return [finding for finding in found if finding.code == code]


def both(row: str, count: int | str) -> dict[str, str]:
    """Print `count` for natural persons and in the total column, so that the row adds up."""
    return {f"requests.{row}.natural_person": str(count), f"requests.{row}.total": str(count)}


@pytest.mark.parametrize("edition", FORMS)
def test_a_report_that_adds_up_has_no_findings(edition: str) -> None:
    assert findings(text_of({}, edition)) == ()


# cells changed, code, column or row it is found in, sum, total, numbers at its places
BREACHES: tuple[tuple[Values, str, str, int, int, set[str]], ...] = (
    (both("received_new", 7), "requests.flow", "自然人", 8, 6, {"7", "1", "4", "2"}),
    (both("carried_out", 5), "requests.flow", "总计", 6, 9, {"5", "1", "4"}),
    (both("granted", 9), "requests.outcomes-sum", "自然人", 10, 4, {"9", "1", "4"}),
    (both("unable_unclear", 2), "requests.outcomes-sum", "总计", 6, 4, {"2", "3", "1", "4"}),
    (
        {"requests.granted.total": "2", "requests.partial.total": "1"},
        "requests.applicants-sum", "（一）予以公开", 3, 2, {"3", "2"},
    ),
    (
        {"proceedings.review.upheld": "11", "proceedings.review.pending": "12", "proceedings.review.total": "25"},
        "proceedings.results-sum", "行政复议", 23, 25, {"11", "12", "25"},
    ),
    ({"proceedings.direct_suit.total": "7"}, "proceedings.results-sum", "未经复议直接起诉", 0, 7, {"7", "0"}),
)  # fmt: skip


@pytest.mark.parametrize("edition", FORMS)
@pytest.mark.parametrize(("changes", "code", "line", "sum_", "total", "printed"), BREACHES)
def test_a_broken_identity_is_named_with_both_sums_at_its_cells(
    changes: Values, code: str, line: str, sum_: int, total: int, printed: set[str], edition: str
) -> None:
    text = text_of(changes, edition)
    found = findings(text)
    (own,) = [finding for finding in named(found, code) if f"“{line}”" in finding.message]
    assert {finding.code for finding in found} - {"identity.smallest-change"} == {code}
    assert own.severity is Severity.CERTAIN
    assert f"之和为{sum_}" in own.message
    assert f"为{total}" in own.message.split("之和为", 1)[1]
    assert own.message.endswith(f"相差{abs(sum_ - total)}")
    assert {text[place.start : place.end] for place in own.places} == printed


def column_of(found: tuple[Finding, ...], code: str = "requests.outcomes-sum") -> list[Severity]:
    return [finding.severity for finding in named(found, code) if "“自然人”" in finding.message]


BROKEN = both("granted", 9)
PARTIAL, TOTAL = "requests.partial.natural_person", "requests.total.natural_person"
NOT_PRINTED = {f"requests.{row}.natural_person": "" for row in FORMS["2021"].table("requests").row_ids[2:-2]}

# what else is printed in the column that does not add up -> how sure that is, None where it is not said
CERTAINTY: dict[str, tuple[Values, list[Severity]]] = {
    "numbers only": ({}, [Severity.CERTAIN]),
    "a blank addend": ({PARTIAL: ""}, [Severity.CERTAIN]),
    "an addend not applicable": ({PARTIAL: "/"}, [Severity.CERTAIN]),
    "an addend that is text": ({PARTIAL: "见附件"}, []),
    "a total that is text": ({TOTAL: "见附件"}, []),
    "a total not printed": ({TOTAL: ""}, []),
    "a total not applicable": ({TOTAL: "—"}, []),
    "no addend printed": (NOT_PRINTED, []),
    "an addend with a remark": ({PARTIAL: "0（另有1件）"}, [Severity.CHECK]),
    "a total with a remark": ({TOTAL: "4（含上年）"}, [Severity.CHECK]),
}


@pytest.mark.parametrize("case", CERTAINTY)
def test_a_breach_is_certain_only_between_printed_numbers_without_doubt(case: str) -> None:
    changes, severities = CERTAINTY[case]
    assert column_of(findings(text_of(BROKEN | dict(changes)))) == severities


def without(piece: str) -> str:
    values = requests_values() | BROKEN
    rows: Rows = requests_rows(values)
    kept = rows[: (at := row_at(rows, piece))] + rows[at + 1 :]
    return report(FORMS["2021"], values).replace(tabbed(rows), tabbed(kept))


@pytest.mark.parametrize("piece", ["（二）部分公开", "（七）总计"])
def test_a_breach_with_a_missing_row_is_not_said(piece: str) -> None:
    assert column_of(findings(without(piece))) == []


def test_columns_out_of_order_make_a_breach_no_more_than_a_check() -> None:
    table = FORMS["2021"].table("requests")
    values = requests_values() | BROKEN
    rows = table_rows(table, values)
    turned = [[row[0], row[-1], *row[1:-1]] if len(row) > 1 else row for row in rows]
    found = findings(report(FORMS["2021"], values).replace(tabbed(rows), tabbed(turned)))
    assert column_of(found) == [Severity.CHECK]


def test_blank_and_not_applicable_addends_count_as_nothing() -> None:
    blanks = {PARTIAL: "", "requests.denied_internal.natural_person": "/", "requests.unable_unclear.total": "无"}
    codes = {finding.code for finding in findings(text_of(blanks))}
    assert codes == {"cells.mixed"}


def test_other_handling_undivided_is_an_addend() -> None:
    values = requests_values() | both("total", 6) | both("carried_out", 0)
    rows = requests_rows(values)
    at = row_at(rows, "其他处理")
    undivided = [*rows[:at], ["（六）其他处理", "2", "0", "0", "0", "0", "0", "2"], *rows[at + 4 :]]
    text = report(FORMS["2021"], values)
    assert findings(text.replace(tabbed(rows), tabbed(undivided))) == ()
    assert column_of(findings(text)) == [Severity.CERTAIN]


def test_prior_items_and_change_are_never_added_up() -> None:
    row = {"prior_items": "10", "change": "+5", "decisions": "99"}
    values = {f"art20_5.licensing.{column}": count for column, count in row.items()}
    assert findings(text_of(values, "2019")) == ()


def smallest(text: str) -> list[tuple[str, set[str]]]:
    return [
        (finding.message.split("：", 1)[1], {text[place.start : place.end] for place in finding.places})
        for finding in named(findings(text), "identity.smallest-change")
    ]


@pytest.mark.parametrize(
    ("address", "misprint", "right"),
    [
        ("requests.granted.natural_person", "8", "3"),
        ("requests.received_new.total", "50", "5"),
        ("requests.total.natural_person", "14", "4"),
        ("requests.partial.total", "6", "0"),
    ],
)
def test_a_misprint_that_breaks_two_identities_is_named_alone_with_its_right_value(
    address: str, misprint: str, right: str
) -> None:
    text = text_of({address: misprint})
    ((change, places),) = smallest(text)
    assert change.endswith(f"由{misprint}改为{right}")
    assert "；或" not in change
    assert places == {misprint}


def test_two_misprints_are_named_together() -> None:
    text = text_of({"requests.granted.natural_person": "8", "requests.carried_in.business": "3"})
    ((change, places),) = smallest(text)
    assert "由8改为3" in change
    assert "由3改为0" in change
    assert places == {"8", "3"}


def test_nothing_is_said_where_any_of_many_cells_may_be_wrong() -> None:
    four = dict.fromkeys(
        (f"proceedings.review.{column}" for column in ("upheld", "corrected", "other", "pending")), "1"
    )
    text = text_of(four | {"proceedings.review.total": "5"})
    assert named(findings(text), "proceedings.results-sum")
    assert smallest(text) == []


EQUATIONS = [Equation({"a": 1, "b": 1, "t": -1}), Equation({"a": 1, "c": 1, "u": -1})]


def test_a_change_never_makes_a_count_negative() -> None:
    ways = smallest_changes(EQUATIONS, {"a": 9, "b": 0, "t": 1, "c": 1, "u": 10}, {"b", "t"})
    assert ways == [{"t": 9}]


def test_what_holds_needs_no_change_and_what_cannot_be_mended_has_none() -> None:
    assert not any(smallest_changes(EQUATIONS, {"a": 1, "b": 1, "t": 2, "c": 0, "u": 1}, {"a", "t"}))
    assert smallest_changes(EQUATIONS, {"a": 1, "b": 1, "t": 5, "c": 0, "u": 1}, set()) == []


def test_an_identity_new_in_the_form_is_checked_and_worded_without_code() -> None:
    identity = Identity("art20_1.stock", "art20_1", "rows", ("issued", "repealed"), ("in_force",))
    edition = msgspec.structs.replace(FORMS["2021"], identities=(identity,))
    recovered = read(text_of({"art20_1.regulations.issued": "3", "art20_1.regulations.in_force": "5"}))
    (own, _) = review_tables(recovered, edition=edition)
    assert (own.code, own.severity) == ("art20_1.stock", Severity.CERTAIN)
    assert "“规章”：各项之和为3" in own.message
