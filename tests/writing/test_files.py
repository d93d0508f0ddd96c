from __future__ import annotations

import csv
import io
import json
import os
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet
import pytest
from tests.writing.reports import RICH, TEXT, failed, interrupt, make

from gongkai.document import Place
from gongkai.errors import MissingExtra
from gongkai.writing import FORMATS, format_of, to_path, to_run, to_stream
from gongkai.writing.quotes import quote, quoted


def written(format: str, *reports: object) -> bytes:
    stream = io.BytesIO()
    with to_stream(stream, format) as write:
        for report in reports:
            write(report)  # type: ignore[arg-type]
    return stream.getvalue()


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_jsonl_is_a_line_a_report_in_order() -> None:
    lines = written("jsonl", RICH, failed(), make("b")).decode().splitlines()
    assert [json.loads(line)["source"] for line in lines] == [RICH.source, "河湾/坏.docx", "b"]


def test_csv_opens_in_excel_and_holds_a_row_a_cell() -> None:
    data = written("csv", RICH, failed(), make("b", edition="2019"))
    assert data.startswith(b"\xef\xbb\xbf")
    rows = table(data)
    assert len(rows) == 200 + 198
    fee = next(row for row in rows if row["address"] == "art20_8.fees.amount")
    assert (fee["table"], fee["row"], fee["column"], fee["raw"], fee["value"], fee["unit"]) == (
        *("art20_8", "fees", "amount", "1.25", "12500", "元"),
    )


def test_csv_writes_large_and_small_decimals_in_full() -> None:
    cells = {"art20_8.fees.amount": {"raw": "2.4E+5", "value": Decimal("2.4E+5")}}
    assert {row["value"] for row in table(written("csv", make(cells=cells)))} == {"0", "240000"}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        *((text, "'" + text) for text in ("=1+1", "+cmd|x", "-2+3", "@SUM(A1)", "＝1+1", "\t=1", "-无")),
        *((text, text) for text in ("-", "--", "+23", "-262", "-1,204.50", "+12%", "/", "无", "22（其中修订16件）")),
    ],
)
def test_csv_holds_nothing_that_a_spreadsheet_would_run(raw: str, expected: str) -> None:
    cells = {"requests.granted.total": {"raw": raw}}
    rows = table(written("csv", make(cells=cells)))
    assert next(row["raw"] for row in rows if row["address"] == "requests.granted.total") == expected


def test_parquet_keeps_numbers_exact() -> None:
    rows = pyarrow.parquet.read_table(io.BytesIO(written("parquet", RICH, failed()))).to_pylist()
    assert len(rows) == 200
    fee = next(row for row in rows if row["address"] == "art20_8.fees.amount")
    assert (fee["value"], fee["year"], fee["doubt"]) == (Decimal("12500"), 2021, None)


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (2**63 - 1, Decimal(2**63 - 1)),
        (-(2**63), Decimal(-(2**63))),
        (2**63, Decimal(2**63)),
        (10**27, Decimal(10**27)),
        (10**28, None),  # more than the column holds: left to the raw text
        (Decimal("0.0000000001"), Decimal("0.0000000001")),
        (Decimal("-24575.93"), Decimal("-24575.93")),
        (Decimal("0"), Decimal(0)),
    ],
)
def test_parquet_keeps_any_number_beside_whole_ones(value: Decimal | int, kept: Decimal | None) -> None:
    report = make(cells={"art20_8.fees.amount": {"value": value}})
    read = pyarrow.parquet.read_table(io.BytesIO(written("parquet", report))).to_pylist()
    assert {row["address"]: row["value"] for row in read} == {
        fact.address: kept if fact.address == "art20_8.fees.amount" else 0 for fact in report.facts
    }


def test_parquet_of_nothing_has_its_columns() -> None:
    empty = pyarrow.parquet.read_table(io.BytesIO(written("parquet")))
    assert (empty.num_rows, empty.column_names[4]) == (0, "address")


def test_a_missing_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"pip install 'gongkai\[parquet\]'"):
        to_stream(io.BytesIO(), "parquet")


@pytest.mark.parametrize(
    ("name", "format"),
    [("a.jsonl", "jsonl"), ("a.XLSX", "xlsx"), ("a.csv", "csv"), ("a.parquet", "parquet"), ("a", "jsonl")],
)
def test_the_suffix_tells_the_format(name: str, format: str) -> None:
    assert format_of(name) == format


def test_an_unknown_suffix_names_the_allowed_formats() -> None:
    with pytest.raises(ValueError, match=r"\.xls; allowed are jsonl, xlsx, csv, parquet"):
        format_of("a.xls")


@pytest.mark.parametrize("format", FORMATS)
def test_an_interrupted_file_leaves_the_old_one(tmp_path: Path, format: str) -> None:
    path = tmp_path / "out"
    path.write_text("old")
    with pytest.raises(KeyboardInterrupt):
        interrupt(to_path(path, format))
    assert [(entry.name, entry.read_text()) for entry in tmp_path.iterdir()] == [("out", "old")]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "file")
    with to_path(tmp_path / "link", "jsonl") as write:
        write(RICH)
    assert os.path.islink(tmp_path / "link")
    assert (tmp_path / "file").read_bytes()


def test_a_device_is_written_to_and_not_replaced() -> None:
    with to_path(Path(os.devnull), "jsonl") as write:
        write(RICH)
    assert not Path(os.devnull).is_file()


def test_a_run_directory_holds_everything(tmp_path: Path) -> None:
    run = tmp_path / "new" / "run"
    with to_run(run, parquet=True) as write:
        for report in (RICH, make("b"), failed()):
            write(report)
    tables = ("reports", "facts", "findings", "passages", "quantities")
    assert {entry.name for entry in run.iterdir()} == {
        *(
            "reports.jsonl",
            "reports.xlsx",
            "summary.json",
            "facts.csv",
            "findings.csv",
            "failures.csv",
            "panel.csv",
            "codebook.csv",
        ),
        *tables,
    }
    summary = json.loads((run / "summary.json").read_bytes())
    assert (summary["reports"], summary["ok"], summary["failed"], summary["cells"], summary["missing"]) == (
        3,
        2,
        1,
        400,
        1,
    )
    assert summary["failures"] == [{"source": "河湾/坏.docx", "reason": "文件已损坏，无法打开"}]
    assert table((run / "findings.csv").read_bytes())[0]["quote"].count("【12】") == 1


def test_an_interrupted_run_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        interrupt(to_run(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_quotation_shows_the_place_in_context() -> None:
    at = TEXT.index("12")
    assert quote(TEXT, Place(at, at + 2), around=6) == ("…本年新收 ", "12", " 3 全年发…")
    assert quoted(RICH, RICH.findings[0]) == "…工作年度报告 本年新收 【12】 3 全年发布信息318…"
