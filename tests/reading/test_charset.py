"""A document is decoded whatever its charset, and nothing of it is lost or changed on the way."""

from __future__ import annotations

import codecs

import pytest

from gongkai.errors import UnknownFormat
from gongkai.reading import read

REPORT = (
    "云溪县喆垚镇2023年政府信息公开工作年度报告\r\n一、总体情况\r\n本年度主动公开政府信息120条，收到申请3件，均按期办结。\r\n"
    * 3
)
OUTSIDE_GB2312 = "喆垚"
TRADITIONAL = (
    "雲溪縣水務局2023年政府資訊公開工作年度報告\r\n一、總體情況\r\n公開政府資訊120條，收到申請3件，均按期辦結。\r\n"
)


@pytest.mark.parametrize(
    "data",
    [
        REPORT.encode(),
        codecs.BOM_UTF8 + REPORT.encode(),
        REPORT.encode("gb18030"),
        REPORT.encode("gbk"),
        codecs.BOM_UTF16_LE + REPORT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + REPORT.encode("utf-16-be"),
        REPORT.encode("utf-16-le"),
        REPORT.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8-bom", "gb18030", "gbk", "utf-16-le-bom", "utf-16-be-bom", "utf-16-le", "utf-16-be"],
)
def test_text_is_the_decoded_file_without_mark_and_with_its_line_ends(data: bytes) -> None:
    assert OUTSIDE_GB2312 in REPORT
    assert read(data).text == REPORT


def test_traditional_characters_in_big5() -> None:
    assert read(TRADITIONAL.encode("big5")).text == TRADITIONAL


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "big5", "utf-8", "iso-8859-1", "nonsense"])
def test_declared_charset_is_taken_as_its_superset_and_not_believed_where_it_does_not_fit(declared: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body><p>{REPORT}</p></body></html>'
    assert OUTSIDE_GB2312 in read(page.encode("big5hkscs" if declared == "big5" else "gb18030", "ignore")).text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_stray_byte_does_not_lose_the_document(encoding: str) -> None:
    data = REPORT.encode(encoding) + b"\xff\r\n" + REPORT.encode(encoding)
    assert read(data).text.replace("\ufffd", "") == REPORT + "\r\n" + REPORT


def test_cell_marks_of_old_word_files_are_no_sign_of_binary_data() -> None:
    assert read("规章\a0\a1\a2\a\r\n".encode()).text.count("\a") == 4


def test_control_codes_are_binary_data() -> None:
    with pytest.raises(UnknownFormat):
        read(b"\x01\x02\x03\x04\x05" * 20 + b"abc", "x.txt")
