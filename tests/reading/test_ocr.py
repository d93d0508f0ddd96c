"""Scans and pictures: what is read is right or in doubt, and what cannot be read says why."""

from __future__ import annotations

import io
import struct
import zlib
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2
import pytest
from PIL import Image

import gongkai
from gongkai import errors
from gongkai.document import Document, Report
from gongkai.limits import Limits
from gongkai.model import ready
from gongkai.pipeline import understand
from gongkai.reading import formats, read
from gongkai.reading.pages import pdf_scans
from gongkai.reading.pages.ocr import engine, watch

PRINTED = Path(__file__).parents[2] / "tests/data/pdf/14-lanting-normal-college-2023.pdf"
LAST = 4  # its page with the end of one table and all of another


def rendered(page: int, dots: int = 150) -> Any:
    document = pypdfium2.PdfDocument(PRINTED)
    try:
        return document[page].render(scale=dots / 72, grayscale=True).to_pil().convert("L")
    finally:
        document.close()


@cache
def mixed() -> bytes:
    """Return the sample with its last page as a bad scan."""
    scan = rendered(LAST).rotate(1.2, Image.Resampling.BICUBIC, fillcolor=255)
    data = io.BytesIO()
    scan.save(data, "PDF", resolution=150, quality=60)
    whole, last = pypdfium2.PdfDocument(PRINTED), pypdfium2.PdfDocument(data.getvalue())
    made = pypdfium2.PdfDocument.new()
    made.import_pages(whole, list(range(LAST)))
    made.import_pages(last)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@cache
def scanned() -> tuple[Document, Report]:
    document = read(mixed(), "年报.pdf")
    return document, understand(document, ready(None))


def test_a_scanned_page_gives_the_facts_of_the_printed_one() -> None:
    truth = {fact.address: (fact.status, fact.value) for fact in gongkai.parse(PRINTED).facts}
    assert {fact.address: (fact.status, fact.value) for fact in scanned()[1].facts} == truth


def test_only_the_scanned_page_is_recognised() -> None:
    document, report = scanned()
    text = "".join(document.text[region.start : region.end] for region in document.regions if region.score is not None)
    assert "结果维持" in text
    assert "招生" not in text
    assert report.fact("proceedings.review.total").doubt == "ocr"  # the sample breaks this sum
    assert report.fact("art20_8.fees.amount").doubt is None


def test_a_recognised_report_says_so() -> None:
    report = scanned()[1]
    assert report.recognised is True
    assert "OCR" in (report.reason or "")
    assert '"recognised":true' in report.to_json()
    assert "recognised" not in gongkai.parse(PRINTED).to_json()


def test_the_text_layer_of_a_scanner_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "is_available", lambda: False)
    page = _layered()
    regions = read(page, "年报.pdf").regions
    assert regions
    assert {region.score for region in regions if region.end > region.start} == {pdf_scans.LAYER}


def _layered() -> bytes:
    """Return the last page of the sample, a picture laid over its text."""
    document = pypdfium2.PdfDocument(PRINTED)
    page = document[LAST]
    picture = pypdfium2.PdfImage.new(document)
    picture.set_bitmap(pypdfium2.PdfBitmap.from_pil(rendered(LAST, 20)))
    picture.set_matrix(pypdfium2.PdfMatrix().scale(*page.get_size()))
    page.insert_obj(picture)
    page.gen_content()
    made = pypdfium2.PdfDocument.new()
    made.import_pages(document, [LAST])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def table(*cells: str) -> bytes:
    """Return a picture of a row of cells; ~ is a scribble."""
    page = np.full((400, 1400), 255, np.uint8)
    for index, cell in enumerate(cells):
        left = 100 + 200 * index
        cv2.rectangle(page, (left, 100), (left + 200, 160), 0, 2)
        if cell == "~":
            grain = np.random.default_rng(1).random((30, 60)) < 0.5
            page[115:145, left + 60 : left + 120][grain] = 0
        else:
            cv2.putText(page, cell, (left + 60, 142), cv2.FONT_HERSHEY_DUPLEX, 1, 0, 2)
    return bytes(cv2.imencode(".png", page)[1])


def test_cells_are_read_one_by_one_and_ink_is_never_blank() -> None:
    document = read(table("0", "17", "", "~"), "表.png")
    (grid,) = document.grids
    zero, number, blank, scribble = (document.text[cell.start : cell.end] for cell in grid.cells)
    assert (zero, number, blank) == ("0", "17", "")
    assert scribble
    assert not scribble.isdecimal()
    assert document == read(table("0", "17", "", "~"), "表.png")


def png(width: int, height: int) -> bytes:
    """Return a picture that says it is so large, and has next to nothing in it."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(99))) + chunk(b"IEND", b"")


def saved(kind: str, size: tuple[int, int] = (300, 300), pages: int = 1) -> bytes:
    data = io.BytesIO()
    picture = Image.new("L", size, 255)
    more = {"save_all": True, "append_images": [picture] * (pages - 1)} if pages > 1 else {}
    picture.save(data, kind, **more)
    return data.getvalue()


REFUSED = {
    "bomb": (png(100_000, 100_000), errors.OversizedDocument, "像素"),
    "large": (png(12_000, 12_000), errors.OversizedDocument, "像素"),
    "cut off": (saved("PNG")[:60], errors.DamagedDocument, "损坏"),
    "only a head": (saved("JPEG")[:20], errors.DamagedDocument, "损坏"),
    "white": (saved("PNG"), errors.EmptyDocument, "没有读出文字"),
    "a dot": (saved("PNG", (1, 1)), errors.EmptyDocument, "没有读出文字"),
    "a line": (saved("PNG", (3000, 1)), errors.EmptyDocument, "没有读出文字"),
    "many pages": (saved("TIFF", (9, 9), 4), errors.OversizedDocument, "页"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_picture_that_cannot_be_read_says_why(name: str) -> None:
    data, error, word = REFUSED[name]
    with pytest.raises(error) as caught:
        read(data, "年报.png", Limits(pages=3))
    assert type(caught.value) is error
    assert word in caught.value.reason


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF"])
def test_pictures_are_told_by_content(kind: str) -> None:
    assert formats.tell(saved(kind), "年报.doc") is formats.IMAGE


def test_a_text_that_begins_like_a_bitmap_is_text() -> None:
    assert formats.tell("BMW 采购情况".encode(), "a.txt") is None


@pytest.mark.parametrize("kind", ["PNG", "PDF"])
def test_without_the_extra_the_reason_says_how_to_get_it(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "is_available", lambda: False)
    report = gongkai.parse(saved(kind), "年报")
    assert report.status == "failed"
    assert engine.INSTALL in (report.reason or "")


def test_recognition_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    assert engine.is_available()
    monkeypatch.setenv("GONGKAI_OCR", "off")
    report = gongkai.parse(saved("PNG"), "年报")
    assert (report.status, "扫描件或图片" in (report.reason or "")) == ("failed", True)


def test_recognition_ends_when_its_time_is_up() -> None:
    with pytest.raises(errors.OversizedDocument, match="seconds"):
        read(table("1"), "年报.png", Limits(seconds=-1.0))
    assert watch.PATIENCE == 10


@pytest.mark.parametrize(("given", "count"), [("3", 3), ("0", None), ("many", None)])
def test_threads_are_as_the_environment_says(given: str, count: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = engine.threads()
    monkeypatch.setenv(engine.THREADS, given)
    assert engine.threads() == (count or usual)
