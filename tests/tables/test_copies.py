"""A table printed more than once: what stands above it says which one is the report's; else all is in doubt."""

from __future__ import annotations

import pytest
from tests.tables.form import (
    RENDERINGS,
    Rendering,
    by_address,
    facts_of,
    requests,
    requests_rows,
    requests_values,
    states,
    tabbed,
)

OWN = {f"requests.{row}.{column}": "2" for row in ("received_new", "granted", "total") for column in ("other", "total")}
TOTAL = "requests.granted.total"


def twice(first: str, second: str, rendering: Rendering = tabbed, *, own_first: bool = False) -> str:
    """Return the part on requests with the whole table and another one, each under its caption."""
    tables = [rendering(requests_rows(values)) for values in (requests_values(), OWN)]
    one, other = reversed(tables) if own_first else tables
    rows = requests([], lambda _: "\n".join(filter(None, (first, one, second, other))))
    return rows.replace("\n\n五、", "\n五、")


@pytest.mark.parametrize("rendering", RENDERINGS)
@pytest.mark.parametrize(
    ("whole", "part"),
    [
        ("全县收到和处理申请情况", "其中：县政府本级收到和处理申请情况"),
        ("全市汇总表", "市政府办公室收到和处理申请情况"),
        ("2023年度收到和处理申请情况", "2022年度收到和处理申请情况"),
        ("", "上年收到和处理申请情况（供对照）"),
    ],
)
def test_the_caption_says_which_table_is_the_reports(rendering: Rendering, whole: str, part: str) -> None:
    alone = states(facts_of(requests(requests_rows(), rendering)))
    for text in (twice(whole, part, rendering), twice(part, whole, rendering, own_first=True)):
        facts = facts_of(text)
        assert states(facts) == alone
        assert {fact.doubt for fact in facts.values()} == {None}


@pytest.mark.parametrize("own_first", [False, True])
def test_where_nothing_tells_them_apart_the_first_is_read_in_doubt(own_first: bool) -> None:
    facts = by_address(
        fact for fact in facts_of(twice("", "", own_first=own_first)).values() if fact.address.startswith("requests.")
    )
    assert facts[TOTAL].value == (2 if own_first else 3)
    assert {fact.doubt for fact in facts.values()} == {"margin"}


def test_the_same_table_twice_is_no_doubt() -> None:
    table = tabbed(requests_rows())
    facts = facts_of(requests([], lambda _: f"{table}\n{table}"))
    assert facts[TOTAL].value == 3
    assert facts[TOTAL].doubt is None


def test_an_empty_form_beside_a_filled_one_is_no_doubt() -> None:
    empty = tabbed([[row[0], *([""] * (len(row) - 1))] if at else row for at, row in enumerate(requests_rows())])
    for text in (f"{empty}\n{tabbed(requests_rows())}", f"{tabbed(requests_rows())}\n{empty}"):
        facts = facts_of(requests([], lambda _, text=text: text))
        assert facts[TOTAL].value == 3
        assert facts[TOTAL].doubt is None


def test_a_row_that_a_page_break_repeats_is_no_second_table() -> None:
    rows = requests_rows()
    at = next(at for at, row in enumerate(rows) if "重复申请" in row[0])
    text = requests([*rows[: at + 1], rows[0], *rows[at:]])
    facts = facts_of(text)
    assert facts[TOTAL].value == 3
    doubted = {address.split(".")[1] for address, fact in facts.items() if fact.doubt}
    assert doubted <= {"rejected_duplicate"}  # printed twice: which of the two is a question
