"""MHTML: the page that the file opens with is read, in whichever charset and packing."""

from __future__ import annotations

import base64
import quopri
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reading.cms import rows_of

import gongkai
from gongkai import errors
from gongkai.reading import read
from gongkai.reading.markup import mhtml

SAMPLE = Path(__file__).parents[2] / "annotations/reports/13-weichuan-city-2022.html"
PAGE = "<html><body><p>一、总体情况</p><table border=1><tr><td>规章<td>3</tr></table></body></html>"
HEAD = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="--=_X"{more}\r\n\r\n这是单一文件网页。\r\n'
PACKERS = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes, "8bit": bytes}


def part(
    page: str, charset: str = "utf-8", packing: str = "quoted-printable", *, more: str = "", kind: str = "text/html"
) -> bytes:
    head = f"Content-Type: {kind}; charset={charset}\r\nContent-Transfer-Encoding: {packing}\r\n{more}\r\n"
    return head.encode() + PACKERS[packing](page.encode("gb18030" if charset.startswith("gb") else charset))


def file(*parts: bytes, more: str = "") -> bytes:
    return (
        HEAD.format(more=more).encode() + b"".join(b"----=_X\r\n" + one + b"\r\n" for one in parts) + b"----=_X--\r\n"
    )


PICTURE = part("AAAA", packing="base64", kind="image/png")


@pytest.mark.parametrize("packing", PACKERS)
@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030"])
def test_a_page_is_read_in_its_charset_and_packing(charset: str, packing: str) -> None:
    document = read(file(PICTURE, part(PAGE, charset, packing)), "年报.mht")
    assert document.text == "一、总体情况\n规章\t3\n"
    assert [rows_of(document, grid) for grid in document.grids] == [[["规章", "3"]]]


@pytest.mark.parametrize(("name", "charset"), [("年报.mht", "gb18030"), ("年报.doc", "utf-8")])
def test_a_saved_page_has_the_facts_of_the_page(name: str, charset: str) -> None:
    """The page itself declares gb2312, whatever it is saved in."""
    saved = gongkai.parse(file(part(SAMPLE.read_text(encoding="gb18030"), charset), PICTURE), name)
    assert (saved.facts, saved.agency, saved.year) == (
        (report := gongkai.parse(SAMPLE)).facts,
        report.agency,
        report.year,
    )


@pytest.mark.parametrize(
    "head",
    [
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/\r\nSubject: x\r\n",
        'From: "Saved by Internet Explorer"\r\nSubject: =?gb2312?B?xOqxqA==?=\r\n =?gb2312?B?xOqxqA==?=\r\n',
        "\r\n",
        "\ufeff",
    ],
)
def test_browsers_write_other_lines_first(head: str) -> None:
    assert read(head.encode() + file(part(PAGE)), "年报.mht").text == "一、总体情况\n规章\t3\n"


def test_a_file_may_be_the_page_itself() -> None:
    assert read(b"MIME-Version: 1.0\r\n" + part(PAGE, packing="base64"), "年报.mht").text == "一、总体情况\n规章\t3\n"


def test_the_page_named_as_start_comes_before_others() -> None:
    advert, page = part("<html><p>广告</p></html>"), part(PAGE, more="Content-ID: <main@x>\r\n")
    assert read(file(advert, page, more='; start="<main@x>"'), "年报.mht").text.startswith("一、总体情况")


def test_pages_in_frames_are_read_in_their_order() -> None:
    frames = part('<html><frameset><frame src="b/sheet1.htm"><frame src="b/sheet2.htm"></frameset></html>')
    pages = [
        part(f"<html><p>{name}</p></html>", more=f"Content-Location: file:///C:/b/{place}.htm\r\n")
        for name, place in (("第二页", "sheet2"), ("第一页", "sheet1"), ("页眉", "header"))
    ]
    assert read(file(frames, *pages), "年报.mht").text == "第一页\n第二页\n"


REFUSED = {
    "without a page": (file(PICTURE), errors.EmptyDocument),
    "an empty page": (file(part("<html></html>")), errors.EmptyDocument),
    "many parts": (file(*[PICTURE] * (mhtml.PART_LIMIT + 1)), errors.OversizedDocument),
    "many lines": (file(part(PAGE)) + b"\n" * (mhtml.LINE_LIMIT + 1), errors.OversizedDocument),
    "nested": (
        b"MIME-Version: 1.0\n" + b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" * 100,
        errors.OversizedDocument,
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_read_is_refused_with_a_remedy(kind: str) -> None:
    data, error = REFUSED[kind]
    with pytest.raises(error, match=r"年报\.mht") as caught:
        read(data, "年报.mht")
    assert "网页" in caught.value.reason


def test_a_report_that_tells_of_messages_stays_a_text() -> None:
    assert read("关于邮件：\nMIME-Version: 1.0 与 Content-Type: text/html 的说明\n".encode()).text.startswith("关于")


WHOLE = file(part(PAGE, "gb2312", "base64"))


@settings(deadline=None)
@given(st.integers(0, len(WHOLE)), st.binary(min_size=1, max_size=20))
def test_any_damage_gives_a_document_or_our_error(at: int, bytes_: bytes) -> None:
    try:
        read(WHOLE[:at] + bytes_ + WHOLE[at + len(bytes_) :], "any.mht")
    except errors.GongkaiError as error:
        assert error.reason  # noqa: PT017 both ways out are right
