"""`gongkai audit` across reports: last year's, the units', each other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.audit.comparing import read
from tests.audit.test_copying import COPIED
from tests.audit.test_rollup import BUREAUS, GOVERNMENT, requests
from tests.cli.program import Outcome
from tests.cli.program import inside as gongkai

UNITS = "\r\n".join([*BUREAUS, "清渡县档案馆"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a county: its report, those of its units, two of which have a passage in common, and last year's."""
    root = tmp_path_factory.mktemp("county")
    (root / "units").mkdir()
    (root / "last").mkdir()
    for at, (agency, number) in enumerate(BUREAUS.items()):
        text = str(read(2023, requests(number), agency=agency, overview=COPIED if at < 2 else "").text)
        (root / "units" / f"{at}.txt").write_text(text, encoding="utf-8")
    whole = read(2023, requests(13), agency=GOVERNMENT, overview="全县政务公开按季度通报。")
    (root / "county.txt").write_text(str(whole.text), encoding="utf-8")
    before = requests(9) | {"requests.carried_out.natural_person": "2", "requests.carried_out.total": "2"}
    (root / "last" / "county.txt").write_text(str(read(2022, before, agency=GOVERNMENT).text), encoding="utf-8")
    (root / "last" / "other.txt").write_text(str(read(2022, {}, agency="清渡县档案馆").text), encoding="utf-8")
    (root / "units.list").write_bytes(UNITS.encode("gb18030"))
    return root


def codes(outcome: Outcome) -> dict[str, set[str]]:
    assert outcome.code == 0, outcome.err
    found: dict[str, set[str]] = {}
    for line in outcome.records:
        found.setdefault(Path(line["source"]).name, set()).add(line["code"])
    return found


def test_units_are_added_up_against_their_governments_report(folder: Path) -> None:
    call = ("audit", "county.txt", "--children", "units", "--units", "units.list")
    found = codes(gongkai(*call, "--format", "jsonl", cwd=folder))["county.txt"]
    assert {"rollup.less", "rollup.missing"} <= found
    page = gongkai(*call, cwd=folder).out.decode()
    assert "汇总核对：清渡县人民政府，计入 4 个单位，名单中缺 1 个；200 格中 6 格与合计不同" in page


def test_the_government_is_found_among_its_units(folder: Path) -> None:
    found = codes(gongkai("audit", "county.txt", "units", "--children", "units", "--format", "jsonl", cwd=folder))
    assert [name for name, own in found.items() if "rollup.less" in own] == ["county.txt"]


def test_copies_are_found_on_both_sides_and_not_unless_asked_for(folder: Path) -> None:
    found = codes(gongkai("audit", "units", "--copies", "--format", "jsonl", cwd=folder))
    assert {name for name, own in found.items() if "copy.alike" in own} >= {"0.txt", "1.txt"}
    assert not any(
        "copy.alike" in own for own in codes(gongkai("audit", "units", "--format", "jsonl", cwd=folder)).values()
    )


def test_the_workbook_has_a_sheet_for_the_sums_and_one_for_the_copies(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    done = gongkai("audit", "county.txt", "units", "--children", "units", "--copies", "-o", path, cwd=folder)
    assert done.code == 0, done.err
    book = load_workbook(path)
    assert book.sheetnames == ["总览", "发现", "汇总核对", "汇总明细", "雷同段落"]
    sums = {row[11]: row for row in book["汇总核对"].iter_rows(min_row=2, values_only=True)}
    stated, total, gap, units, parts = sums["requests.received_new.total"][5:10]
    assert (stated, total, gap, units) == (13, 19, -6, 4)
    assert parts.startswith("清渡县教育局8、清渡县水利局6")
    details = [
        row[5:7] for row in book["汇总明细"].iter_rows(min_row=2, values_only=True) if row[8] == "requests.total.total"
    ]
    assert dict(details) == BUREAUS
    copied = [row[10] for row in book["雷同段落"].iter_rows(min_row=2, values_only=True) if row[0] == "雷同"]
    assert any(COPIED in text for text in copied)


def test_what_an_audit_wrote_beside_the_units_is_no_units_report(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "units", tmp_path / "units")
    for _ in range(2):
        done = gongkai("audit", folder / "county.txt", "--children", "units", "-o", "units/audit/", cwd=tmp_path)
        assert (done.code, "未能读出" in done.err) == (0, False), done.err
    assert list((tmp_path / "units" / "audit" / "letters").iterdir())


def test_last_years_reports_are_found_by_agency_and_year(folder: Path) -> None:
    found = codes(gongkai("audit", "county.txt", "--previous", "last", "--format", "jsonl", cwd=folder))
    assert "history.carried" in found["county.txt"]


def test_the_workbook_tells_what_became_of_last_years_measures(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    assert gongkai("audit", "county.txt", "--previous", "last", "-o", path, cwd=folder).code == 0
    rows = list(load_workbook(path)["上年打算"].iter_rows(min_row=2, values_only=True))
    assert [(row[0], row[3]) for row in rows] == [(GOVERNMENT, "又写一遍")]
    assert rows[0][2] == rows[0][4]


def test_a_run_serves_as_well_as_a_folder(folder: Path, tmp_path: Path) -> None:
    for name in ("units", "last"):
        assert gongkai("parse", name, "-o", f"{tmp_path / name}/", cwd=folder).code == 0
    call = (
        "audit",
        "county.txt",
        "--children",
        tmp_path / "units",
        "--previous",
        tmp_path / "last",
        "--format",
        "jsonl",
    )
    found = codes(gongkai(*call, cwd=folder))["county.txt"]
    assert {"history.carried", "rollup.less"} <= found


def test_a_last_report_that_is_another_agencys_is_refused(folder: Path) -> None:
    done = gongkai("audit", "county.txt", "--previous", "last/other.txt", cwd=folder)
    assert done.code == 2
    assert "not one agency" in done.err


def test_units_without_children_or_without_names_are_a_wrong_call(folder: Path, tmp_path: Path) -> None:
    assert "give that, too" in gongkai("audit", "county.txt", "--units", "units.list", cwd=folder).err
    (tmp_path / "empty").write_text("# nobody\n", encoding="utf-8")
    for path, message in ((tmp_path / "empty", "no units in it"), (tmp_path / "none", "cannot be read")):
        done = gongkai("audit", "county.txt", "--children", "units", "--units", path, cwd=folder)
        assert (done.code, message in done.err) == (2, True), done.err


def test_what_is_not_asked_again_is_not_called_fixed(folder: Path, tmp_path: Path) -> None:
    decisions = tmp_path / "d.csv"
    gongkai("audit", "county.txt", "--children", "units", "--decisions", decisions, cwd=folder)
    gongkai("audit", "county.txt", "--decisions", decisions, cwd=folder)
    lines = [line for line in decisions.read_text(encoding="utf-8-sig").splitlines() if "rollup.less" in line]
    assert lines
    assert not [line for line in lines if "fixed" in line]
