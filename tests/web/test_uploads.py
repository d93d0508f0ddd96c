from __future__ import annotations

import io
import json
import os
import tempfile
import time
import zipfile
from collections.abc import Iterator
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

import httpx
import openpyxl
import pytest
from selectolax.lexbor import LexborHTMLParser as Page
from tests.web.served import COUNTY, HOSPITAL, IMAGE, SCRIPT, serving

from gongkai.pipeline import parse
from gongkai.web import Serving
from gongkai.web.uploads import Refused, safe_name

PATIENCE = 40.0


@pytest.fixture(scope="module", autouse=True)
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A folder of temporary files that no other program's uploads come and go in."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("temporary")))
        yield


def folders() -> set[str]:
    return {name for name in os.listdir(tempfile.gettempdir()) if name.startswith("gongkai-upload-")}


def packed(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def sent(client: httpx.Client, name: str, data: bytes) -> dict[str, Any]:
    """Upload a file and wait until it is done."""
    answer = client.post("/api/upload", files={"file": (name, data)})
    assert answer.status_code == 202, answer.text
    job: dict[str, Any] = answer.json()
    until = time.monotonic() + PATIENCE
    while job["progress"]["state"] == "running" and time.monotonic() < until:
        time.sleep(0.1)
        job = client.get(f"/api{job['base']}").json()
    return job


ARCHIVE = {
    f"{IMAGE}.txt": b"\x00\xff",
    "乙/02.docx": HOSPITAL.read_bytes(),
    "乙/空.txt": b"",
    "甲/01.txt": COUNTY.read_bytes(),
    "龟/多.txt": "一、总体情况".encode(),
}
"""Two good reports and two that are none; the last is one more than the server takes."""


@pytest.fixture(scope="module")
def archive(workshop: httpx.Client) -> dict[str, Any]:
    """ARCHIVE, uploaded and done."""
    return sent(workshop, "全县.zip", packed(**ARCHIVE))


def test_a_report_is_read_as_the_library_reads_it_and_deleted_at_its_owners_wish(workshop: httpx.Client) -> None:
    before = folders()
    job = sent(workshop, COUNTY.name, COUNTY.read_bytes())
    assert job["progress"]["state"] == "done"
    (line,) = workshop.get(job["base"] + "/results.jsonl").text.splitlines()
    assert line == parse(COUNTY.read_bytes(), COUNTY.name).to_json()
    assert folders() > before
    assert workshop.post(job["base"] + "/delete").status_code == 303
    assert workshop.get(job["base"]).status_code == 404
    assert folders() == before


def test_an_archive_gives_each_report_its_line_its_reason_and_its_page(
    workshop: httpx.Client, archive: dict[str, Any]
) -> None:
    assert [one["status"] for one in archive["progress"]["tallies"]] == ["failed", "ok", "failed", "ok"]
    assert all(one["reason"] for one in archive["progress"]["tallies"] if one["status"] == "failed")
    found = Page(workshop.get(archive["base"]).text)
    links = found.css("tbody a")
    assert len(links) == 4
    for link in links:
        assert workshop.get(link.attributes["href"] or "").status_code == 200
    assert "个表格" in workshop.get(f"{archive['base']}/1/cell/requests.received_new.total").text


def test_more_reports_than_allowed_are_told(workshop: httpx.Client, archive: dict[str, Any]) -> None:
    assert archive["progress"]["cut"]
    assert "只处理了前 4 份" in workshop.get(archive["base"]).text


def test_the_results_are_downloaded_as_workbook_and_lines(workshop: httpx.Client, archive: dict[str, Any]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workshop.get(archive["base"] + "/results.xlsx").content))
    assert "总览" in book.sheetnames
    lines = [json.loads(line) for line in workshop.get(archive["base"] + "/results.jsonl").text.splitlines()]
    assert [line["source"] for line in lines] == [f"全县.zip!{name}" for name in list(ARCHIVE)[:4]]


def test_no_page_of_an_upload_is_markup_or_tells_the_folder(workshop: httpx.Client, archive: dict[str, Any]) -> None:
    for address in (archive["base"], *(f"{archive['base']}/{number}" for number in range(3)), "/upload"):
        text = workshop.get(address).text
        assert IMAGE not in text
        assert tempfile.gettempdir() + "/gongkai" not in text


def test_a_file_too_large_is_refused_announced_or_not(workshop: httpx.Client) -> None:
    assert workshop.post("/upload", files={"file": ("大.txt", b"a" * 500_000)}).status_code == 413

    def endless() -> Iterator[bytes]:
        yield b'--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        for _ in range(100):
            yield b"a" * 10_000

    headers = {"content-type": "multipart/form-data; boundary=x"}
    before = folders()
    assert workshop.post("/upload", content=endless(), headers=headers).status_code == 413
    assert folders() == before


@pytest.mark.parametrize("data", [{"other": "x"}, {}])
def test_a_form_without_a_file_is_told(workshop: httpx.Client, data: dict[str, str]) -> None:
    answer = workshop.post("/upload", data=data, headers={"accept": "text/html"})
    assert answer.status_code == 400
    assert "请选择一个文件" in answer.text


def test_an_upload_is_deleted_after_a_while_and_with_the_server(corpus: str) -> None:
    before = folders()
    with serving(Serving(corpus, allow_upload=True, kept_seconds=0.2)) as client:
        job = sent(client, "a.txt", "一、总体情况".encode())
        until = time.monotonic() + PATIENCE
        while client.get(job["base"]).status_code == 200 and time.monotonic() < until:
            time.sleep(0.1)
        assert folders() == before
        client.post("/api/upload", files={"file": ("b.txt", b"b")})
    assert folders() == before


def test_an_upload_that_takes_too_long_is_stopped(corpus: str) -> None:
    with serving(Serving(corpus, allow_upload=True, upload_seconds=0.1)) as client:
        job = sent(client, "a.txt", COUNTY.read_bytes())
        assert job["progress"]["state"] == "failed"
        assert "超时" in job["progress"]["reason"]
        assert "超时" in client.get(job["base"]).text


def test_an_upload_whose_process_does_not_start_is_told_and_not_tried_for_ever(
    corpus: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(SpawnProcess, "start", refused)
    with serving(Serving(corpus, allow_upload=True)) as client:
        job = sent(client, "a.txt", b"a")
        assert job["progress"]["state"] == "failed"
        assert "意外结束" in client.get(job["base"]).text


def test_the_uploads_of_others_can_not_be_guessed(workshop: httpx.Client, archive: dict[str, Any]) -> None:
    assert len(archive["base"].rsplit("/", 1)[1]) >= 20
    assert workshop.get("/upload/1").status_code == 404
    assert workshop.get(archive["base"] + "/results.py").status_code == 404
    assert workshop.get(archive["base"] + "/99").status_code == 404


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("教育局2020.docx", "教育局2020.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\报告\\教育.doc", "教育.doc"),
        (".htaccess", "_htaccess"),
        ("a\0b\n.txt", "a_b_.txt"),
        ("报告*[1].txt", "报告__1_.txt"),
        (f"{SCRIPT}.txt", "script_.txt"),
        ("-", "-"),
    ],
)
def test_a_name_is_kept_as_far_as_it_is_one(given: str, kept: str) -> None:
    assert safe_name(given) == kept


@pytest.mark.parametrize("given", ["", "..", "/", "..."])
def test_what_is_no_name_is_refused(given: str) -> None:
    with pytest.raises(Refused):
        safe_name(given)


def test_a_long_name_keeps_its_suffix(tmp_path: Path) -> None:
    name = safe_name("很" * 200 + ".docx")
    assert name.endswith(".docx")
    (tmp_path / name).write_bytes(b"")
