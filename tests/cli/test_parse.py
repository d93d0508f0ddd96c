from __future__ import annotations

import io
import json
import signal
import subprocess
import time
from pathlib import Path

import openpyxl
import pyarrow.parquet
import pytest
from tests.cli.program import PROGRAM, SAMPLES, gongkai

ONE = sorted(SAMPLES.glob("*.txt"))[0]
TWO = sorted(SAMPLES.glob("*.txt"))[1]


def test_one_json_object_a_report_in_the_order_given() -> None:
    done = gongkai("parse", TWO, ONE)
    assert done.code == 0
    assert [record["source"] for record in done.records] == [str(TWO), str(ONE)]
    assert "text" not in done.records[0]


def test_a_folder_is_its_reports_sorted() -> None:
    done = gongkai("parse", SAMPLES)
    sources = [record["source"] for record in done.records]
    assert sources == sorted(sources)
    assert len(sources) >= 20


def test_standard_input_is_called_minus() -> None:
    done = gongkai("parse", "-", ONE, stdin=ONE.read_bytes())
    assert [record["source"] for record in done.records] == ["-", str(ONE)]
    assert done.records[0]["facts"] == done.records[1]["facts"]


def test_text_adds_what_the_offsets_count() -> None:
    record = gongkai("parse", "--text", ONE).records[0]
    assert record["facts"]
    for fact in record["facts"]:
        if fact["status"] != "missing":
            assert record["text"][fact["start"] : fact["end"]] == fact["raw"]


def test_processes_change_nothing() -> None:
    assert gongkai("parse", SAMPLES, "--processes", "2").out == gongkai("parse", SAMPLES).out


def test_a_failed_document_is_a_record_and_exit_1_and_the_others_are_unharmed(tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    done = gongkai("parse", tmp_path / "空.txt", tmp_path / "没有.txt", ONE)
    assert done.code == 1
    assert [record["status"] for record in done.records[:2]] == ["failed", "failed"]
    assert done.records[2]["status"] != "failed"
    assert all(record["reason"] in done.err for record in done.records[:2])
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "Missing argument"),
        (("a.txt", "--format", "pdf"), "--format"),
        (("a.txt", "-o", "a.xls"), "allowed are jsonl, xlsx, csv, parquet"),
        (("a.txt", "-o", "no/such/folder.jsonl"), "does not exist"),
        (("a.txt", "--processes", "0"), "--processes"),
        (("--nonsense",), "No such option"),
        (("a.txt", "-o", "/dev/null/x/"), "Not a directory"),
    ],
)
def test_a_wrong_call_is_exit_2_and_says_what_is_allowed(arguments: tuple[str, ...], says: str) -> None:
    done = gongkai("parse", *arguments)
    assert (done.code, done.out) == (2, b"")
    assert says in " ".join(done.err.split())


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx", "out.parquet", "out.jsonl"])
def test_the_suffix_of_the_output_tells_its_format(tmp_path: Path, name: str) -> None:
    done = gongkai("parse", ONE, "-o", tmp_path / name)
    data = (tmp_path / name).read_bytes()
    assert (done.code, done.out) == (0, b"")
    match name.split(".")[1]:
        case "csv":
            assert data.startswith(b"\xef\xbb\xbfsource,")
        case "xlsx":
            assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames[0] == "总览"
        case "parquet":
            assert pyarrow.parquet.read_table(io.BytesIO(data)).num_rows in (198, 200)
        case _:
            assert json.loads(data)["source"] == str(ONE)


@pytest.mark.parametrize("format", ["csv", "xlsx", "parquet"])
def test_every_format_goes_through_a_pipe(tmp_path: Path, format: str) -> None:
    gongkai("parse", ONE, "-o", tmp_path / f"out.{format}")
    assert gongkai("parse", ONE, "--format", format).out == (tmp_path / f"out.{format}").read_bytes()


def test_a_run_directory_holds_everything_and_shows_what_was_understood(tmp_path: Path) -> None:
    done = gongkai("parse", SAMPLES, "-o", f"{tmp_path}/run/")
    assert done.code == 0
    names = {entry.name for entry in (tmp_path / "run").iterdir()}
    assert names == {
        "reports.jsonl",
        "reports.xlsx",
        "facts.csv",
        "findings.csv",
        "failures.csv",
        "panel.csv",
        "codebook.csv",
        "summary.json",
        "reports.journal",
    }
    shown = done.out.decode()
    assert all(words in shown for words in ("机关", "单元格", "发现", "【", str(tmp_path / "run" / "reports.xlsx")))


def test_an_existing_folder_is_a_run_directory_without_a_slash(tmp_path: Path) -> None:
    gongkai("parse", ONE, "-o", tmp_path, "--format", "parquet")
    assert {"reports.jsonl", "facts"} <= {entry.name for entry in tmp_path.iterdir()}


def test_a_reader_that_leaves_early_ends_the_program_quietly() -> None:
    with subprocess.Popen(
        [*PROGRAM, "parse", *[str(ONE)] * 50], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


@pytest.mark.parametrize("processes", ["1", "2"])
def test_an_interrupt_is_exit_130_and_leaves_no_file(tmp_path: Path, processes: str) -> None:
    call = [*PROGRAM, "parse", *[str(ONE)] * 20_000, "-o", str(tmp_path / "out.jsonl"), "--processes", processes]
    with subprocess.Popen(call, stderr=subprocess.PIPE, start_new_session=True) as process:
        part = f".out.jsonl.{process.pid}.part"
        while not ((tmp_path / part).exists() and (tmp_path / part).stat().st_size):
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130
        assert process.stderr is not None
        assert b"Traceback" not in process.stderr.read()
    assert list(tmp_path.iterdir()) == []
