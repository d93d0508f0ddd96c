"""A dataset is what DuckDB, pandas and pyarrow read back: every row once, a folder a year."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.dataset
import pytest
from tests.writing.reports import RICH, failed, interrupt, make

from gongkai.document import Report
from gongkai.errors import MissingExtra
from gongkai.writing import long
from gongkai.writing.dataset import PART, dataset


def rows(folder: Path) -> list[dict[str, Any]]:
    table: list[dict[str, Any]] = pyarrow.dataset.dataset(folder, partitioning="hive").to_table().to_pylist()
    return table


def write(folder: Path, table: long.LongTable, *reports: Report) -> Path:
    with dataset(folder, table) as sink:
        for report in reports:
            sink(report)
    return folder


def test_every_fact_is_under_its_year_in_order(tmp_path: Path) -> None:
    older = make("old.txt", year=2020)
    folder = write(tmp_path / "facts", long.FACTS, RICH, older, make("b.txt"))
    assert sorted(entry.name for entry in folder.iterdir()) == ["year=2020", "year=2021"]
    found = rows(folder)
    assert len(found) == 600
    assert list(dict.fromkeys(row["source"] for row in found if row["year"] == 2021)) == [RICH.source, "b.txt"]
    fee = next(row for row in found if row["source"] == RICH.source and row["address"] == "art20_8.fees.amount")
    assert fee["value"] == Decimal(12500)


def test_more_rows_than_a_group_holds_are_all_written(tmp_path: Path) -> None:
    reports = [make(f"{at}.txt") for at in range(60)]
    assert len(rows(write(tmp_path / "facts", long.FACTS, *reports))) == 60 * 200


def test_a_report_without_a_year_has_none(tmp_path: Path) -> None:
    found = rows(write(tmp_path / "reports", long.REPORTS, RICH, failed()))
    assert {row["source"]: row["year"] for row in found} == {RICH.source: 2021, failed().source: None}
    assert {row["reason"] for row in found} == {None, failed().reason}


@pytest.mark.parametrize("table", long.TABLES, ids=lambda table: str(table.name))
def test_a_dataset_of_nothing_has_its_columns(tmp_path: Path, table: long.LongTable) -> None:
    folder = write(tmp_path / table.name, table)
    schema = pyarrow.dataset.dataset(folder, partitioning="hive").schema
    assert set(schema.names) == set(table.columns)
    assert rows(folder) == []


def test_it_replaces_what_was_there_and_an_interrupted_one_does_not(tmp_path: Path) -> None:
    folder = write(tmp_path / "facts", long.FACTS, make("old.txt", year=2019))
    with pytest.raises(KeyboardInterrupt):
        interrupt(dataset(folder, long.FACTS))
    assert {row["year"] for row in rows(folder)} == {2019}
    assert [entry.name for entry in tmp_path.iterdir()] == ["facts"]
    write(folder, long.FACTS, RICH)
    assert [entry.name for entry in folder.iterdir()] == ["year=2021"]


def test_the_same_reports_make_the_same_bytes(tmp_path: Path) -> None:
    one, two = (write(tmp_path / name, long.FACTS, RICH, make("b.txt")) for name in ("one", "two"))
    assert (one / "year=2021" / PART).read_bytes() == (two / "year=2021" / PART).read_bytes()


def test_without_pyarrow_nothing_is_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(MissingExtra), dataset(tmp_path / "facts", long.FACTS):
        raise AssertionError("entered")
    assert list(tmp_path.iterdir()) == []
