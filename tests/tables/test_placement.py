"""Placement: every value stands in its own cell, or the cell is missing; none is in another's place without a doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import chain

import pytest
from tests.tables.form import (
    BLANK,
    BOUNDED,
    FORMS,
    MISSING,
    NOT_APPLICABLE,
    NUMBER,
    RENDERINGS,
    TEXT,
    Rendering,
    Rows,
    all_of,
    barred,
    boxed,
    cell_lines,
    distinct_values,
    drawn,
    facts_of,
    numbers,
    read,
    report,
    requests,
    requests_rows,
    row_at,
    row_states,
    spaced,
    states,
    tabbed,
    table_rows,
    wrong,
)

from gongkai.document import Fact

VALUES = distinct_values(FORMS["2021"])
GRANTED = "requests.granted"
LABELS_END = "\n五、存在的主要问题及改进情况\n还有不足。"
COLUMN_ROW = [*"1234567"]


def table() -> Rows:
    return requests_rows(VALUES)


def requests_facts(text: str) -> dict[str, Fact]:
    """Return the facts of the requests table, after seeing that none holds another cell's number."""
    facts = {address: fact for address, fact in facts_of(text).items() if address.startswith("requests.")}
    assert wrong(facts, VALUES) == {}
    return facts


def tally(text: str) -> Counter[tuple[str, str | None]]:
    return Counter((fact.status.value, fact.doubt) for fact in requests_facts(text).values())


WHOLE = {("number", None): 175}


def leads(rows: Rows) -> Rows:
    return [["", "", *row] for row in rows]


def leads_in_rows(rows: Rows) -> Rows:
    return [rows[0], *(["", *row] for row in rows[1:])]


def pads(rows: Rows) -> Rows:
    return [[*row, "", ""] for row in rows]


def pads_in_rows(rows: Rows) -> Rows:
    return [rows[0], *([*row, "", ""] for row in rows[1:])]


def repeated(rows: Rows) -> Rows:
    return [[row[0], *chain.from_iterable((cell, cell) for cell in row[1:])] for row in rows]


def repeated_in_rows(rows: Rows) -> Rows:
    return [rows[0], *repeated(rows[1:])]


def column_numbers(rows: Rows) -> Rows:
    return [rows[0], ["", *COLUMN_ROW], *rows[1:]]


@pytest.mark.parametrize("rendering", [tabbed, boxed])
@pytest.mark.parametrize(
    "leftovers", [leads, leads_in_rows, pads, pads_in_rows, repeated, repeated_in_rows, column_numbers]
)
def test_leftovers_of_merged_cells_move_no_value(leftovers: Callable[[Rows], Rows], rendering: Rendering) -> None:
    assert tally(requests(leftovers(table()), rendering)) == WHOLE


@pytest.mark.parametrize("rendering", BOUNDED)
@pytest.mark.parametrize("cells", [1, 4, 6, 8, 9])
def test_a_row_of_another_length_in_a_grid_is_missing(cells: int, rendering: Rendering) -> None:
    rows = table()
    row = rows[row_at(rows, "予以公开")]
    row[1:] = [*row[1:], "9001", "9002"][:cells]
    facts = requests_facts(requests(rows, rendering))
    assert row_states(facts, GRANTED) == all_of(GRANTED, MISSING)
    assert Counter(fact.status for fact in facts.values()) == {NUMBER: 168, MISSING: 7}


@pytest.mark.parametrize("rendering", [tabbed, boxed, barred, drawn])
def test_a_row_without_cells_in_a_grid_is_missing_not_blank(rendering: Rendering) -> None:
    rows = table()
    del rows[row_at(rows, "予以公开")][1:]
    assert row_states(requests_facts(requests(rows, rendering)), GRANTED) == all_of(GRANTED, MISSING)


@pytest.mark.parametrize("rendering", [tabbed, boxed, spaced])
def test_a_page_number_does_not_fill_a_row_that_lacks_a_cell(rendering: Rendering) -> None:
    rows = table()
    del rows[row_at(rows, "予以公开")][-1]
    lines = rendering(rows).split("\n")
    at = next(at for at, line in enumerate(lines) if "部分公开" in line)
    facts = requests_facts(requests([["\n".join([*lines[:at], "12", *lines[at:]])]]))
    assert row_states(facts, GRANTED) == all_of(GRANTED, MISSING)


@pytest.mark.parametrize("rendering", [spaced, cell_lines])
@pytest.mark.parametrize("extra", [1, 3])
def test_a_row_beside_leftover_values_is_missing_not_blank(extra: int, rendering: Rendering) -> None:
    rows = table()
    at = row_at(rows, "予以公开")
    rows[at] += rows[at + 1][1 : extra + 1]
    del rows[at + 1][1:]
    facts = requests_facts(requests(rows, rendering))
    assert row_states(facts, GRANTED) == all_of(GRANTED, MISSING)
    assert row_states(facts, "requests.partial") == all_of(GRANTED, MISSING)


@pytest.mark.parametrize("rendering", [tabbed, boxed, spaced, cell_lines])
def test_a_row_that_numbers_the_columns_abreast_is_no_row_of_values(rendering: Rendering) -> None:
    form = FORMS["2021"]
    rows = table_rows(form.table("proceedings"), VALUES)
    numbered = [*rows[:-1], [str(number) for number in range(1, 16)], rows[-1]]
    facts = facts_of(report(form, VALUES, rendering).replace(rendering(rows), rendering(numbered)))
    own = {address: facts[address] for address in form.table("proceedings").addresses}
    assert wrong(own, VALUES) == {}
    assert {fact.status for fact in own.values()} == {NUMBER}


@pytest.mark.parametrize("rendering", [spaced, cell_lines])
@pytest.mark.parametrize("cells", [1, 3, 6, 8])
def test_a_row_of_another_length_in_flowing_text_is_missing(cells: int, rendering: Rendering) -> None:
    rows = table()
    row = rows[row_at(rows, "予以公开")]
    row[1:] = [*row[1:], "9001"][:cells]
    assert row_states(requests_facts(requests(rows, rendering)), GRANTED) == all_of(GRANTED, MISSING)


@pytest.mark.parametrize("rendering", [spaced, cell_lines])
def test_rows_without_values_between_full_ones_are_blank(rendering: Rendering) -> None:
    rows = [row[:1] if at % 3 == 1 else row for at, row in enumerate(table())]
    tallied = tally(requests(rows, rendering))
    assert {state for state, _ in tallied} == {"number", "blank"}
    assert all(doubt is None for _, doubt in tallied)


@pytest.mark.parametrize("void", ["", "  ", "\u3000"])
def test_a_blank_cell_of_a_table_of_one_cell_a_line_is_its_empty_line(void: str) -> None:
    rows = [[*row[:2], void, *row[3:]] if row[0].startswith(("1.", "2.", "（")) and row[1:] else row for row in table()]
    facts = requests_facts(requests(rows, cell_lines))
    assert row_states(facts, GRANTED) == [*numbers(1024), (BLANK, None), *numbers(1026, 1027, 1028, 1029, 1030)]


def test_a_row_of_two_lines_is_placed_in_doubt_where_it_adds_up_and_else_missing() -> None:
    for total, placed in (("6", True), ("7", False)):
        rows = table()
        rows[row_at(rows, "予以公开")][1:] = ["1", "2", "3", "0\n0", "0", total]
        facts = facts_of(requests(rows, spaced))
        expected = numbers(1, 2, 3, 0, 0, 0, 6) if placed else all_of(GRANTED, MISSING)
        assert row_states(facts, GRANTED) == expected
        assert facts[f"{GRANTED}.total"].doubt == ("identity" if placed else None)


@pytest.mark.parametrize("rendering", [spaced, cell_lines])
def test_a_table_of_labels_alone_is_missing_not_blank(rendering: Rendering) -> None:
    assert tally(requests([table()[0], *(row[:1] for row in table()[1:])], rendering)) == {("missing", None): 175}


def heap(first: str, drop: int = 0, extra: int = 0) -> str:
    """Print all labels in one block and all values, a row a line, in another, which may lack lines or have more."""
    header, *rows = table()
    labels = [row[0] for row in rows]
    values = [" ".join(row[1:]) for row in rows if len(row) > 1][drop:] + ["7 7 7 7 7 7 7"] * extra
    blocks = labels + values if first == "labels" else values + labels
    return "\n".join(["三、收到和处理政府信息公开申请情况", *header, *blocks]) + LABELS_END


@pytest.mark.parametrize("first", ["labels", "values"])
def test_a_heap_of_as_many_lines_as_rows_is_placed_by_order(first: str) -> None:
    assert tally(heap(first)) == WHOLE


@pytest.mark.parametrize("first", ["labels", "values"])
@pytest.mark.parametrize(("drop", "extra"), [(1, 0), (2, 0), (0, 1), (0, 2)])
def test_a_heap_of_more_or_fewer_lines_than_rows_stays_missing(first: str, drop: int, extra: int) -> None:
    assert tally(heap(first, drop, extra)) == {("missing", None): 175}


@pytest.mark.parametrize("rendering", [tabbed, boxed, spaced])
def test_a_page_number_alone_on_its_line_is_no_value(rendering: Rendering) -> None:
    lines = rendering(table()).split("\n")
    for at in range(2, len(lines), 5):
        assert tally(requests([["\n".join([*lines[:at], "12", *lines[at:]])]])) == WHOLE


def test_a_page_number_among_values_of_one_a_line_spoils_no_other_row() -> None:
    lines = cell_lines(table()).split("\n")
    for at in range(10, len(lines), 13):
        tallied = tally(requests([["\n".join([*lines[:at], "12", *lines[at:]])]]))
        assert tallied[("number", None)] >= 168


@pytest.mark.parametrize("edition", FORMS)
@pytest.mark.parametrize("rendering", [tabbed, boxed, spaced, cell_lines])
def test_columns_in_another_order_are_followed_and_doubted(edition: str, rendering: Rendering) -> None:
    form, values = FORMS[edition], distinct_values(FORMS[edition])
    for table in form.tables:
        if table.abreast or len(table.columns) == 1:
            continue
        rows = table_rows(table, values)
        turned = [[row[0], row[-1], *row[1:-1]] if len(row) > 1 else row for row in rows]
        facts = facts_of(report(form, values, rendering).replace(rendering(rows), rendering(turned)))
        own = {address: facts[address] for address in table.addresses}
        assert wrong(own, values) == {}
        assert {fact.doubt for fact in own.values()} == {"margin"}


@pytest.mark.parametrize("rendering", [tabbed, boxed, spaced, cell_lines])
def test_results_abreast_in_another_order_are_not_permuted_without_a_doubt(rendering: Rendering) -> None:
    form = FORMS["2021"]
    rows = table_rows(form.table("proceedings"), VALUES)
    order = [5 * group + at for group in range(3) for at in (4, 0, 1, 2, 3)]
    turned = [rows[0], *([row[at] for at in order] for row in rows[1:])]
    facts = facts_of(report(form, VALUES, rendering).replace(rendering(rows), rendering(turned)))
    sure = {a: facts[a] for a in form.table("proceedings").addresses if facts[a].doubt is None}
    assert wrong(sure, VALUES) == {}


def test_values_under_no_header_are_doubted() -> None:
    facts = facts_of("三、收到和处理政府信息公开申请情况\n" + tabbed(table()[1:]) + LABELS_END)
    assert {fact.doubt for address, fact in facts.items() if fact.status is NUMBER} == {"margin"}


@pytest.mark.parametrize("rendering", BOUNDED)
def test_a_text_in_a_value_cell_is_a_text_and_moves_no_value(rendering: Rendering) -> None:
    rows = table()
    rows[row_at(rows, "予以公开")][3] = "见附件"
    states = row_states(requests_facts(requests(rows, rendering)), GRANTED)
    assert states[2] == (TEXT, None)
    assert [value for _, value in states] == [1024, 1025, None, 1027, 1028, 1029, 1030]


def test_the_five_states_of_a_cell_are_never_confused() -> None:
    rows = table()
    rows[row_at(rows, "予以公开")][1:] = ["0", "", "/", "见附件", "—", "无", "5"]
    del rows[row_at(rows, "重复申请")]
    for rendering in BOUNDED:
        facts = facts_of(requests(rows, rendering))
        nothing = (NOT_APPLICABLE, None)
        expected = [*numbers(0), (BLANK, None), nothing, (TEXT, None), nothing, nothing, *numbers(5)]
        assert row_states(facts, GRANTED) == expected
        assert facts["requests.rejected_duplicate.total"].status is MISSING


def test_a_printed_blank_has_its_place_between_its_neighbours() -> None:
    rows = table()
    rows[row_at(rows, "予以公开")][2] = ""
    facts = facts_of(requests(rows))
    before, blank, after = (facts[f"{GRANTED}.{column}"] for column in ("natural_person", "business", "research"))
    assert (blank.status, blank.raw, blank.start) == (BLANK, "", blank.end)
    assert before.end < blank.start < after.start


@pytest.mark.parametrize("rendering", [tabbed, boxed])
def test_a_single_row_without_its_blanks_is_missing(rendering: Rendering) -> None:
    form = FORMS["2021"]
    rows = table_rows(form.table("proceedings"), VALUES)
    short = [*rows[:-1], rows[-1][:-2]]
    facts = read(report(form, VALUES, rendering).replace(rendering(rows), rendering(short))).facts
    assert {fact.status for fact in facts if fact.address.startswith("proceedings.")} == {MISSING}


@pytest.mark.parametrize("rendering", [tabbed, boxed, drawn])
@pytest.mark.parametrize("moved", [(0, 6), (1, 2), (4, 1)])
def test_columns_in_another_order_hold_for_rows_whose_labels_stand_at_any_depth(
    rendering: Rendering, moved: tuple[int, int]
) -> None:
    """A grid keeps blank cells of merged labels before and after a row's own: the header's order holds all the same."""
    values = distinct_values(FORMS["2021"])
    rows = []
    for at, row in enumerate(requests_rows(values)):
        label, cells = row[0], row[1:]
        if cells:
            cells.insert(moved[1], cells.pop(moved[0]))
        depth = 0 if label[0] in "一二四" else 2 if label[0].isdigit() else 1
        rows.append([label, "", "", *cells] if not at else [""] * depth + [label] + [""] * (2 - depth) + cells)
    facts = facts_of(requests(rows, rendering))
    assert wrong(facts, values) == {}
    assert facts["requests.rejected_duplicate.total"].value == int(values["requests.rejected_duplicate.total"])


BUSY = {
    f"{row}.{column}": count
    for row, counts in {
        "requests.received_new": {"natural_person": "2", "business": "3", "total": "5"},
        "requests.granted": {"natural_person": "2", "total": "2"},
        "requests.denied_stability": {"business": "3", "total": "3"},
        "requests.total": {"natural_person": "2", "business": "3", "total": "5"},
        "proceedings.review": {"upheld": "2", "total": "2"},
        "proceedings.direct_suit": {"pending": "2", "total": "2"},
    }.items()
    for column, count in counts.items()
}
BLANKS = {address: "" for address in FORMS["2021"].addresses if address not in BUSY}


def trimmed(rows: Rows) -> str:
    return "\n".join("\t".join(row).rstrip() for row in rows)


def with_blanks(values: dict[str, str] = BUSY, rendering: Rendering = trimmed) -> str:
    """Return a report that prints nothing for 0."""
    return report(FORMS["2021"], BLANKS | values, rendering)


def test_tabs_cut_off_the_ends_of_rows_cost_no_cell() -> None:
    facts, whole = facts_of(with_blanks()), facts_of(with_blanks(rendering=tabbed))
    known = [address for address in facts if not address.startswith("art20")]  # a table of blanks alone shows no rows
    assert {address: states(facts)[address] for address in known} == {a: states(whole)[a] for a in known}
    assert {address: fact.raw for address, fact in facts.items() if fact.raw} == BUSY


@pytest.mark.parametrize("row", ["本年新收", "予以公开", "（七）总计"])
@pytest.mark.parametrize("at", [1, 3])
def test_a_cell_that_lacks_within_a_row_cut_off_misplaces_none(row: str, at: int) -> None:
    lines = with_blanks().split("\n")
    (number,) = [number for number, line in enumerate(lines) if row in line]
    cells = lines[number].split("\t")
    del cells[at]
    lines[number] = "\t".join(cells)
    facts = facts_of("\n".join(lines))
    assert {address for address, fact in facts.items() if fact.value and str(fact.value) != BUSY.get(address)} == set()


def test_a_single_row_cut_off_that_does_not_add_up_is_missing() -> None:
    facts = facts_of(with_blanks(BUSY | {"proceedings.review.total": "9"}))
    assert {fact.status for address, fact in facts.items() if address.startswith("proceedings")} == {MISSING}


@pytest.mark.parametrize("parting", ["  ", "\n"])
def test_of_rows_that_print_no_blanks_the_total_is_known_by_arithmetic_and_rows_without_values_are_blank(
    parting: str,
) -> None:
    rows = [[cell for cell in row if cell] for row in requests_rows(BUSY | BLANKS)]
    text = requests(rows, lambda rows: "\n".join(parting.join(row) for row in rows))
    facts = facts_of(text)
    totals = {address: fact for address, fact in facts.items() if address.endswith(".total") and fact.status is NUMBER}
    assert {address: fact.raw for address, fact in totals.items()} == {
        address: count
        for address, count in BUSY.items()
        if address.startswith("requests") and address.endswith("total")
    }
    assert {fact.doubt for fact in totals.values()} == {"identity"}
    assert row_states(facts, "requests.received_new")[:-1] == all_of("requests.received_new", MISSING)[:-1]
    assert row_states(facts, "requests.partial") == all_of("requests.partial", BLANK)
    assert wrong(facts, BUSY, "") == {}


def test_of_rows_that_do_not_add_up_nothing_is_known() -> None:
    counts = BUSY | BLANKS | {"requests.total.total": "9", "requests.granted.total": "8"}
    rows = [[cell for cell in row if cell] for row in requests_rows(counts)]
    facts = facts_of(requests(rows, spaced))
    assert {fact.status for address, fact in facts.items() if address.startswith("requests")} == {MISSING}


def test_a_column_of_last_years_numbers_before_this_years_is_told_by_the_header() -> None:
    rows = [
        ["第二十条第（五）项"], ["信息内容", "上年处理决定数量", "本年处理决定数量"], ["行政许可", "41", "33"],
        ["第二十条第（六）项"], ["信息内容", "上年处理决定数量", "本年处理决定数量"], ["行政处罚", "187", "219"],
        ["行政强制", "9", "17"],
    ]  # fmt: skip
    facts = facts_of(report(FORMS["2021"]).split("第二十条第（五）项")[0] + tabbed(rows))
    read = [fact.raw for address, fact in facts.items() if address.endswith(".decisions")]
    assert read == ["33", "219", "17"]


ONE_COLUMN = [("办理情况", "数量（件）"), ("项目", "总计")]


@pytest.mark.parametrize("rendering", RENDERINGS[:-1])  # two cells parted by a comma may be a clause
@pytest.mark.parametrize("head", ONE_COLUMN)
def test_a_table_of_one_column_holds_totals_that_add_up(rendering: Rendering, head: tuple[str, str]) -> None:
    rows = requests_rows(BUSY)
    short = [list(head), *([row[0], row[-1]] if row[1:] else row for row in rows[1:])]
    facts = facts_of(requests(short, rendering))
    assert wrong(facts, BUSY) == {}
    totals = [fact for address, fact in facts.items() if address.startswith("requests") and address.endswith(".total")]
    assert [str(fact.value) for fact in totals] == [row[-1] for row in short[1:] if row[1:]]
    assert {fact.doubt for fact in totals} == {"identity"}
    assert row_states(facts, "requests.granted")[:-1] == all_of("requests.granted", MISSING)[:-1]


@pytest.mark.parametrize(
    ("column", "counts"), [("自然人", BUSY), ("数量", BUSY | {"requests.granted.total": "1"})], ids=["named", "sums"]
)
def test_a_single_column_that_is_named_or_does_not_add_up_is_not_taken_for_the_totals(
    column: str, counts: dict[str, str]
) -> None:
    short = [["项目", column], *([row[0], row[-1]] if row[1:] else row for row in requests_rows(counts)[1:])]
    facts = facts_of(requests(short))
    assert {fact.status for address, fact in facts.items() if address.startswith("requests")} == {MISSING}
