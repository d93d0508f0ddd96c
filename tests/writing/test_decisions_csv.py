"""The file of decisions keeps whatever a reviewer wrote, however the spreadsheet saved it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.audit.decisions import COLUMNS, Row, meant, unclear, updated
from gongkai.errors import RecordError
from gongkai.writing.decisions_csv import read, update

KNOWN: Row = {"fingerprint": "Faa-1", "code": "sum.parts", "source": "a.docx", "message": "不等", "quote": "【9】"}
GONE: Row = {**KNOWN, "fingerprint": "Faa-2"}
OTHER: Row = {**KNOWN, "fingerprint": "Fbb-1"}


def rewritten(path: Path, *rows: Row) -> tuple[Row, ...]:
    update(path, lambda _: rows)
    return read(path).rows


def test_a_new_file_has_a_mark_of_its_charset_and_the_columns(tmp_path: Path) -> None:
    path = tmp_path / "意见.csv"
    rewritten(path, KNOWN)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbffingerprint,decision,note,code,source,message,quote,state")
    assert not list(tmp_path.glob(".*"))


NOTES = ["属实，已电话告知", "=1+1", "-见附件", "'引号", "@某人", "多行\n备注", '有"引号",和逗号', "＋加"]


@pytest.mark.parametrize("note", NOTES)
def test_a_note_comes_back_as_it_was_written_after_any_number_of_runs(tmp_path: Path, note: str) -> None:
    path = tmp_path / "d.csv"
    rewritten(path, {**KNOWN, "note": note})
    for _ in range(3):
        update(path, list)
    assert read(path).rows[0]["note"] == note


SAVED: dict[str, Callable[[str], bytes]] = {
    "CSV UTF-8": lambda text: text.encode("utf-8-sig"),
    "no mark": lambda text: text.encode(),
    "CSV in Chinese Windows": lambda text: text.encode("gb18030"),
    "semicolons": lambda text: text.replace(",", ";").encode("gb18030"),
    "Unicode text": lambda text: text.replace(",", "\t").encode("utf-16"),
    "old line ends": lambda text: text.replace("\n", "\r\n").encode(),
}


@pytest.mark.parametrize("how", SAVED)
def test_it_is_read_however_a_spreadsheet_saves_it(tmp_path: Path, how: str) -> None:
    path = tmp_path / "d.csv"
    path.write_bytes(SAVED[how]("fingerprint,decision,note,经办人\nFaa-1,驳回,口径不同，不改,张三\n,,手写一行,\n"))
    first, second = read(path).rows
    assert (meant(first), first["note"], first["经办人"]) == ("dismiss", "口径不同，不改", "张三")
    assert second["note"] == "手写一行"
    update(path, list)
    again = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert [row["经办人"] for row in again] == ["张三", ""]
    assert again[1]["note"] == "手写一行"
    assert set(COLUMNS) <= set(again[0])


def test_cells_beyond_the_header_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text("fingerprint,note\nFaa-1,备注,多出的话\n", encoding="utf-8")
    update(path, list)
    assert "多出的话" in path.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"fingerprint,note,note\n", b"fingerprint\n\xff\xff\xff"])
def test_what_is_no_file_of_decisions_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "d.csv"
    path.write_bytes(content)
    with pytest.raises(RecordError):
        update(path, list)
    assert path.read_bytes() == content


def test_a_row_is_open_fixed_or_left_alone() -> None:
    """Only a report that was audited again, under the row's rule, tells that something is fixed."""
    rows = [{**KNOWN, "note": "注", "decision": "dismiss"}, {**GONE, "note": "二"}, {**OTHER, "state": "open"}]
    fresh = {**KNOWN, "fingerprint": "Faa-9"}
    found = {str(row["fingerprint"]): row for row in ({**KNOWN, "message": "仍不等"}, fresh)}
    now = updated(rows, found, {"Faa": frozenset()})
    assert [row["state"] for row in now] == ["open", "fixed", "open", "new"]
    assert (now[0]["note"], now[0]["decision"], now[0]["message"]) == ("注", "dismiss", "仍不等")
    silent = updated(rows, found, {"Faa": frozenset(["sum.parts"])})
    assert [row.get("state") for row in silent] == ["open", None, "open", "new"]


def test_words_that_are_no_decision_decide_nothing_and_are_told() -> None:
    rows: list[Row] = [{**KNOWN, "decision": word} for word in ("confirm", "驳回", " Dismiss ", "", "再看看")]
    assert [meant(row) for row in rows] == ["confirm", "dismiss", "dismiss", "", ""]
    assert unclear(rows) == ["再看看"]
