"""parse, parse_text and pipe: what comes of good and bad documents, in order, whatever else is in the batch."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import gongkai
from gongkai import pipeline, reading
from gongkai.document import Report
from gongkai.errors import MissingFile, OversizedDocument
from gongkai.model import Model

BROKEN = Path(__file__).parent / "data" / "broken"
SAMPLES = Path(__file__).parents[1] / "annotations" / "reports"
GOOD = SAMPLES / "01-yanhe-county-2020.txt"
PATHS = [str(path) for path in sorted(SAMPLES.iterdir()) if path.suffix != ".json"]
CHINESE = re.compile("[\u4e00-\u9fff]{4}")

# file -> what its reason must say
REASONS = {
    "blank.txt": "空",
    "bomb.docx": "过大",
    "empty.txt": "空",
    "encrypted.docx": "密码",
    "half.docx": "重新下载",
    "menu.txt": "可能不是政府信息公开工作年度报告",
    "no-body.docx": "重新保存",
    "no-text.html": "没有文字",
    "noise.txt": "二进制",
    "odd-bytes.txt": "可能不是政府信息公开工作年度报告",
    "no-document.doc": "复合文件",
    "really-a-pdf.html": "PDF",
    "workbook.docx": "Excel",
}


def failing(source: str, word: str, read: Report) -> None:
    assert (read.source, read.status, read.facts) == (source, "failed", ())
    assert read.reason is not None
    assert CHINESE.search(read.reason)
    assert word in read.reason
    assert "内部错误" not in read.reason


def test_every_broken_file_says_why_in_chinese_and_the_others_are_unharmed() -> None:
    assert sorted(path.name for path in BROKEN.iterdir()) == sorted(REASONS)
    broken = [str(BROKEN / name) for name in REASONS]
    mixed = [path for name in broken for path in (name, str(GOOD))]
    reports = list(gongkai.pipe(mixed))
    for (name, word), read in zip(REASONS.items(), reports[::2], strict=True):
        failing(str(BROKEN / name), word, read)
    assert all(read == gongkai.parse(GOOD) for read in reports[1::2])


@pytest.mark.parametrize("name", sorted(REASONS))
def test_a_broken_file_alone_is_a_report_too(name: str) -> None:
    failing(str(BROKEN / name), REASONS[name], gongkai.parse(BROKEN / name))


def test_two_processes_give_the_same_in_the_same_order() -> None:
    paths = [*PATHS, *(str(BROKEN / name) for name in REASONS), "nowhere.txt"]
    one = [read.to_json(text=True) for read in gongkai.pipe(paths)]
    assert [read.to_json(text=True) for read in gongkai.pipe(paths, processes=2)] == one
    assert [gongkai.parse(path).to_json(text=True) for path in PATHS] == one[: len(PATHS)]


def test_reports_come_as_they_are_ready_and_paths_are_drawn_as_needed() -> None:
    drawn: list[str] = []

    def paths() -> Iterator[str]:
        for path in [str(GOOD)] * 500:
            drawn.append(path)
            yield path

    for processes in (1, 2):
        drawn.clear()
        stream = gongkai.pipe(paths(), processes=processes)
        assert next(stream).status == "ok"
        assert len(drawn) < 500
        stream.close()  # type: ignore[attr-defined]  # it is a generator


def test_the_same_bytes_in_give_the_same_bytes_out_whatever_the_hash_seed() -> None:
    code = "import gongkai, sys; sys.stdout.buffer.writelines(r.to_json().encode() for r in gongkai.pipe(sys.argv[1:]))"
    runs = [
        subprocess.run(
            [sys.executable, "-c", code, *PATHS],
            capture_output=True, check=True, env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert runs[0] == runs[1] == b"".join(gongkai.parse(path).to_json().encode() for path in PATHS)


def test_a_missing_path_raises_alone_and_is_a_failed_report_in_a_batch() -> None:
    with pytest.raises(MissingFile, match=r"nowhere\.txt"):
        gongkai.parse("nowhere.txt")
    (read,) = gongkai.pipe(["nowhere.txt"])
    failing("nowhere.txt", "文件不存在", read)


def test_bytes_go_by_the_name_given() -> None:
    read = gongkai.parse(GOOD.read_bytes(), "handed-over.txt")
    assert (read.source, read.status) == ("handed-over.txt", "ok")
    assert next(gongkai.pipe([GOOD.read_bytes()])).source == "-"


def test_a_file_name_that_is_no_text_is_told_in_escapes(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/2020\xb1\xa8.txt"  # GBK
    try:
        Path(os.fsdecode(path)).write_bytes(GOOD.read_bytes())
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    good, bad = os.fsdecode(path), os.fsdecode(path + b".gone")
    for processes in (1, 2):
        read, gone = gongkai.pipe([good, bad], processes=processes)
        assert r"2020\udcb1\udca8.txt" in read.source
        assert (read.status, gone.status, gone.reason) == ("ok", "failed", "文件不存在，请检查路径")
        assert read.to_json(text=True).encode()
        assert gone.to_json().encode()


@pytest.mark.parametrize("line", ["信息公开", PATHS[16]], ids=["words", "reports"])
def test_fifty_megabytes_of_one_line_are_refused_with_a_reason(line: str, tmp_path: Path) -> None:
    unit = Path(line).read_bytes().strip() if line.endswith(".txt") else line.encode()
    assert b"\n" not in unit
    path = tmp_path / "line.txt"
    path.write_bytes(unit * (50 * 1024 * 1024 // len(unit)))
    begun = time.process_time()
    read, good = gongkai.pipe([str(path), str(GOOD)])
    assert time.process_time() - begun < 30  # far above what it takes; below what a hang would
    failing(str(path), "拆分", read)
    assert good.status == "ok"


def test_a_bug_in_one_document_loses_that_document_only(monkeypatch: pytest.MonkeyPatch) -> None:
    real = pipeline.understand

    def faulty(document: gongkai.Document, classifier: Model) -> Report:
        if document.source.endswith(".html"):
            raise ZeroDivisionError("planted")
        return real(document, classifier)

    monkeypatch.setattr(pipeline, "understand", faulty)
    states = {read.source: (read.status, read.reason or "") for read in gongkai.pipe(PATHS)}
    for path, (status, reason) in states.items():
        assert (status == "failed") == path.endswith(".html")
        assert ("ZeroDivisionError: planted" in reason) == path.endswith(".html")


HALVES = [  # what is left of a whole report, and the tables whose loss must be told
    ("四、政府信息公开行政复议、行政诉讼情况", ["复议诉讼表"]),
    ("三、收到和处理政府信息公开申请情况", ["申请情况表", "复议诉讼表"]),
]


@pytest.mark.parametrize(("until", "lost"), HALVES)
def test_half_a_report_is_partial_and_names_the_tables_it_lacks(until: str, lost: list[str]) -> None:
    whole = gongkai.parse(GOOD)
    text = str(whole.text)
    read = gongkai.parse_text(text[: text.index(until)])
    assert (read.status, read.reason, read.edition) == ("partial", None, whole.edition)
    told = [finding.message for finding in read.findings if finding.code == "table.missing"]
    assert len(told) == len(lost)
    for table, message in zip(lost, told, strict=True):
        assert table in message
    kept = {fact.address: fact.value for fact in read.facts if fact.status != "missing"}
    assert kept == {fact.address: fact.value for fact in whole.facts if fact.address in kept}
    assert len(read.facts) == len(whole.facts)


def test_a_report_cut_within_a_table_is_partial_and_says_which_rows_are_lost() -> None:
    text = str(gongkai.parse(GOOD).text)
    read = gongkai.parse_text(text[: text.index("（五）不予处理")])
    assert read.status == "partial"
    assert {"table.incomplete", "table.missing"} <= {finding.code for finding in read.findings}
    assert not [finding for finding in read.findings if finding.severity == "certain"]


def test_a_text_that_was_decoded_badly_can_be_written_and_offsets_hold() -> None:
    text = str(gongkai.parse(GOOD).text)
    bad = text.replace("政府", "\ud800\udcff")
    read = gongkai.parse_text(bad)
    assert read.to_json(text=True).encode()
    assert len(str(read.text)) == len(bad) == len(text)


@pytest.mark.parametrize("text", ["", " \n\u3000"])
def test_no_text_is_a_failed_report(text: str) -> None:
    failing("-", "空", gongkai.parse_text(text))


def test_reading_has_a_limit_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)  # sparse
    with pytest.raises(OversizedDocument):
        reading.read(path)
    failing(str(path), "过大", gongkai.parse(path))
