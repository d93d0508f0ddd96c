"""The panel: every cell of every edition a column, and why a cell holds no number."""

from __future__ import annotations

from decimal import Decimal

from tests.writing.reports import RICH, failed, make

from gongkai.editions import editions
from gongkai.writing.panel import MEANINGS, codebook, panel

HEADER, *CODEBOOK = list(codebook())
BY_NAME = {row[0]: dict(zip(HEADER, row, strict=True)) for row in CODEBOOK}


def row_of(report: object) -> dict[str, object]:
    table = panel()
    (row,) = table.rows(report)  # type: ignore[arg-type]
    return dict(zip(table.columns, row, strict=True))


def test_every_cell_of_every_edition_is_a_column_once() -> None:
    columns = list(panel().columns)
    assert len(columns) == len(set(columns))
    assert {address for edition in editions() for address in edition.addresses} <= set(columns)


def test_a_cell_without_a_number_says_why() -> None:
    row = row_of(RICH)
    place = "requests.received_new."
    assert [row[place + column] for column in ("natural_person", "research", "public_interest", "legal_service")] == [
        12, ".b", ".n", ".m",
    ]  # fmt: skip
    assert row[place + "other"] == ".t"
    assert row["art20_8.fees.amount"] == Decimal(12500)
    assert row["art20_9.procurement.amount"] == ".e"  # only the form of 2019 asks for it
    assert row["doubtful"] == 1


def test_zero_and_blank_stay_apart() -> None:
    assert row_of(make())["requests.total.total"] == 0


def test_a_failed_report_has_no_row() -> None:
    assert list(panel().rows(failed())) == []


def test_the_codebook_says_what_every_column_and_code_means() -> None:
    assert set(panel().columns) | set(MEANINGS) == set(BY_NAME)
    assert all(row["含义"] for row in BY_NAME.values())


def test_the_codebook_says_what_can_be_compared_between_editions() -> None:
    def compared(address: str) -> str:
        return str(BY_NAME[address]["跨版式可比性"])

    assert compared("requests.granted.total").startswith("可比")
    assert compared("art20_1.regulations.issued").startswith("不可直接比较")
    assert "requests.other_unpaid_fee.total" in compared("requests.other_handling.total")
    assert "requests.other_handling.total" in compared("requests.other_unpaid_fee.total")
    assert (BY_NAME["art20_8.fees.amount"]["单位"], BY_NAME["art20_8.fees.amount"]["版式"]) == ("元", "2021")
