"""A corpus with known contents, and a real server over it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import httpx
import pytest
import uvicorn
from tests.corpus.made import archive, report, resolved

from gongkai.corpus import Writer
from gongkai.corpus.rows import report_id
from gongkai.document import Report
from gongkai.pipeline import parse, parse_text
from gongkai.web import Serving, application

SAMPLES = Path(__file__).parents[2] / "annotations" / "reports"
COUNTY = SAMPLES / "01-yanhe-county-2020.txt"
HOSPITAL = SAMPLES / "05-weichuan-maternal-hospital-2020.docx"
FOLDER = "/srv/hidden-folder/reports"
"""Where the files of the hostile reports are said to lie."""
SCRIPT = "<script>alert(1)</script>"
IMAGE = "<img src=x onerror=alert(1)>"
EVIL = f"{FOLDER}/<b>恶意</b>{IMAGE}.txt"
COPIES = 30
COPIED = "本单位将进一步健全政务信息发布审核制度，确保发布内容准确。"
WAIT = 10.0  # seconds
PATIENCE = 30.0  # the same, for a server that is a process of its own


@cache
def county() -> Report:
    """Return a sample whose received requests of natural persons no longer add up."""
    text = COUNTY.read_text(encoding="utf-8")
    whole = parse_text(text, "延禾/2020.txt")
    fact = whole.fact("requests.received_new.natural_person")
    return parse_text(text[: fact.start] + "999" + text[fact.end :], "延禾/2020.txt")


def earlier() -> Report:
    """Return the same agency's report of the year before, some numbers and words changed."""
    text = COUNTY.read_text(encoding="utf-8").replace("2020", "2019")
    return parse_text(text.replace("解读材料", "说明材料"), "延禾/2019.txt")


def hostile() -> Report:
    """Return a report all of whose words would be markup if anything let them."""
    passages = (("problems", f"一是{SCRIPT}问题{IMAGE}突出；", "problem"), ("other", "</p></main>" + SCRIPT, ""))
    return report(EVIL, f"{SCRIPT}局", 2021, "2021", passages)


def copies() -> Iterator[Report]:
    for number in range(COPIES):
        texts = (("problems", COPIED, "measure"), ("overview", f"第{number}号机关独有的话，编号{number * 7919}。", ""))
        yield report(f"{FOLDER}/{number:02d}.txt", f"抄写{number:02d}局", 2015 + number % 8, "2019", texts)


def samples() -> Iterator[Report]:
    """Yield the other annotated reports."""
    for path in sorted(SAMPLES.glob("[0-9]*")):
        if path not in (COUNTY, HOSPITAL):
            yield parse(path, f"样本/{path.name}")


def reports() -> list[Report]:
    return [*archive(), county(), earlier(), parse(HOSPITAL, "卫川/妇幼.docx"), hostile(), *copies(), *samples()]


def filled(folder: Path) -> str:
    """Write the corpus into a folder."""
    with pytest.MonkeyPatch.context() as patch:
        resolved(patch)
        with Writer(folder) as writer:
            for one in reports():
                writer.add(one)
    return str(folder)


@contextmanager
def serving(given: Serving) -> Iterator[httpx.Client]:
    """Serve on a free port; yield a client of it."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(application(given), log_level="error", lifespan="on", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        until = time.monotonic() + WAIT
        while not server.started and time.monotonic() < until:
            time.sleep(0.02)
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{listening.getsockname()[1]}", timeout=20) as client:
                yield client
        finally:
            server.should_exit = True
            thread.join(WAIT)


def of(source: str) -> str:
    """Return the address of a report's page."""
    return f"/report/{report_id(source)}"


def until_it_answers(base: str) -> None:
    """Wait for a server; AssertionError when it does not come."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            httpx.get(base + "/static/icon.svg")
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not start")
