"""Workbooks that cannot be read say why, and cost no more than any other file."""

import io
import zipfile
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reading.workbooks import (
    LOOKS,
    book,
    looks,
    part_of,
    rewritten,
)

from gongkai import errors
from gongkai.limits import Limits
from gongkai.reading import read
from gongkai.reading.sheets.workbook import parts

# what cannot be read


def stray(sheet: Any) -> None:
    sheet.write_row(0, 0, ["规章", 3])
    sheet.write(1_048_575, 16_383, "迷")


def test_a_stray_cell_in_the_last_corner_costs_nothing() -> None:
    document = read(book(stray))
    assert document.text == "规章\t3\n迷\n"
    assert document.regions[-1].position.cell == "XFD1048576"


def ole(*streams: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "".join(streams).encode("utf-16-le") + bytes(600)


SIMPLE = book(looks)
REFUSED = {
    "empty": (book(lambda _: None), errors.EmptyDocument, "没有文字"),
    "cut off": (SIMPLE[: len(SIMPLE) // 2], errors.DamagedDocument, "损坏"),
    "bad XML": (rewritten(SIMPLE, "xl/worksheets/sheet1.xml", b"</row>", b""), errors.DamagedDocument, "损坏"),
    "a DTD": (
        rewritten(SIMPLE, "xl/workbook.xml", b"<workbook ", b'<!DOCTYPE x [<!ENTITY a "aa">]><workbook '),
        errors.DamagedDocument,
        "损坏",
    ),
    "a cell beyond the sheet": (
        rewritten(SIMPLE, "xl/worksheets/sheet1.xml", b'r="A1"', b'r="ZZZ1"'),
        errors.DamagedDocument,
        "损坏",
    ),
    "a string that is not there": (
        rewritten(SIMPLE, "xl/worksheets/sheet1.xml", b"<v>0</v>", b"<v>99</v>"),
        errors.DamagedDocument,
        "损坏",
    ),
    "bomb": (
        rewritten(SIMPLE, "xl/worksheets/sheet1.xml", b"</sheetData>", b"</sheetData>" + b" " * 4_000_000),
        errors.OversizedDocument,
        "过大",
    ),
    "encrypted xlsx": (ole("EncryptedPackage"), errors.DamagedDocument, "密码"),
    "encrypted xls": (LOOKS.replace(b"\x5c\x00\x70\x00", b"\x2f\x00\x70\x00", 1), errors.DamagedDocument, "密码"),
    "damaged xls": (ole("Workbook"), errors.DamagedDocument, "损坏"),
    "cut off xls": (LOOKS[:3000] + "Workbook".encode("utf-16-le"), errors.DamagedDocument, "损坏"),
}


def test_a_small_xls_whose_sectors_go_round_in_a_ring_is_damaged() -> None:
    ring = bytearray(LOOKS)
    table = 512 * (1 + int.from_bytes(ring[60:64], "little"))  # of small sectors: each entry names the next one
    for sector in range(128):
        ring[table + 4 * sector : table + 4 * sector + 4] = bytes(4)
    with pytest.raises(errors.DamagedDocument, match="ring"):
        read(bytes(ring))


@pytest.mark.parametrize(("data", "error", "word"), REFUSED.values(), ids=REFUSED)
def test_a_workbook_that_cannot_be_read_says_why(data: bytes, error: type[errors.ReadingError], word: str) -> None:
    with pytest.raises(error) as caught:
        read(data, "a.xlsx")
    assert "a.xlsx" in str(caught.value)
    assert word in caught.value.reason
    assert parts(data, "a.xlsx") == ()


def test_limits_hold_for_sheets_and_for_what_is_unpacked() -> None:
    for limits in (Limits(pages=1), Limits(unpacked=5000)):
        with pytest.raises(errors.OversizedDocument):
            read(book(looks, looks), limits=limits)
    with pytest.raises(errors.OversizedDocument, match="sheets"):
        read(LOOKS, limits=Limits(pages=1))


def test_other_spreadsheets_are_refused_with_what_to_do() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.bin", b"")
    xml = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    for data in (stream.getvalue(), xml):
        with pytest.raises(errors.UnknownFormat) as caught:
            read(data)
        assert ".xlsx" in caught.value.reason


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"]),
    st.lists(st.tuples(st.integers(0, 5000), st.binary(max_size=3)), min_size=1, max_size=4),
)
def test_damaged_parts_end_in_a_document_or_a_reason(part: str, changes: list[tuple[int, bytes]]) -> None:
    content = bytearray(part_of(SIMPLE, part))
    for at, new in changes:
        content[at % len(content) : at % len(content) + 2] = new
    with suppress(errors.ReadingError):
        read(rewritten(SIMPLE, part, part_of(SIMPLE, part), bytes(content)))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(LOOKS) - 1), st.binary(min_size=1, max_size=3)), min_size=1, max_size=6))
def test_damaged_xls_ends_in_a_document_or_a_reason(changes: list[tuple[int, bytes]]) -> None:
    content = bytearray(LOOKS)
    for at, new in changes:
        content[at : at + len(new)] = new
    with suppress(errors.ReadingError):
        read(bytes(content))
