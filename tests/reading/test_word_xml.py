"""Word documents that are one XML file, of both kinds: as exact as a DOCX."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reading.cms import rows_of

from gongkai import errors
from gongkai.reading import read
from gongkai.reading.word import docx

SOURCE = Path(__file__).parents[2] / "annotations/reports/14-lanting-normal-college-2023.docx"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><?mso-application progid="Word.Document"?>'
_PICTURE = '<pkg:part pkg:name="/word/media/a.png"><pkg:binaryData>QUJD</pkg:binaryData></pkg:part>'


def flat(parts: dict[str, str], more: str = "") -> bytes:
    """Return a flat package, as Word saves it."""
    inside = "".join(
        f'<pkg:part pkg:name="/{name}" pkg:contentType="x"><pkg:xmlData>{xml}</pkg:xmlData></pkg:part>'
        for name, xml in parts.items()
    )
    space = "http://schemas.microsoft.com/office/2006/xmlPackage"
    return f'{_DECLARATION}<pkg:package xmlns:pkg="{space}">{inside}{more}</pkg:package>'.encode()


def old(body: str) -> bytes:
    """Return a Word 2003 XML document."""
    spaces = " ".join(
        f'xmlns:{prefix}="{space}"'
        for prefix, space in (
            ("w", "http://schemas.microsoft.com/office/word/2003/wordml"),
            ("wx", "http://schemas.microsoft.com/office/word/2003/auxHint"),
            ("aml", "http://schemas.microsoft.com/aml/2001/core"),
            ("st1", "urn:schemas-microsoft-com:office:smarttags"),
            ("v", "urn:schemas-microsoft-com:vml"),
        )
    )
    return f"{_DECLARATION}<w:wordDocument {spaces}><w:body>{body}</w:body></w:wordDocument>".encode()


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_a_flat_package_is_read_as_its_word_file() -> None:
    with zipfile.ZipFile(SOURCE) as archive:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        parts = {name: re.sub(r"^<\?xml[^>]*\?>", "", archive.read(name).decode("utf-8-sig")) for name in names}
    flat_, source = read(flat(parts, _PICTURE), "年报.xml"), read(SOURCE)
    assert (flat_.text, flat_.grids) == (source.text, source.grids)


def test_merged_cells_of_word_2003() -> None:
    rows = (
        f'<w:tr><w:tc><w:tcPr><w:vmerge w:val="restart"/></w:tcPr><w:p>{run("类别")}</w:p></w:tc>'
        f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p>{run("数量")}</w:p></w:tc></w:tr>'
        f"<w:tr><w:tc><w:tcPr><w:vmerge/></w:tcPr><w:p/></w:tc>"
        f"<w:tc><w:p>{run('1')}</w:p></w:tc><w:tc><w:p>{run('2')}</w:p></w:tc></w:tr>"
    )
    document = read(old(f"<wx:sect><w:tbl>{rows}</w:tbl></wx:sect>"), "年报.xml")
    assert [rows_of(document, grid) for grid in document.grids] == [[["类别", "数量", "数量"], ["类别", "1", "2"]]]


_LABEL = '<w:pPr><w:listPr><w:ilvl w:val="0"/><wx:t wx:val="一、"/></w:listPr></w:pPr>'
# what is around or between the runs of a paragraph, and the text it leaves
PARAGRAPHS = [
    (f"<wx:sub-section><w:p>{run('总体')}</w:p></wx:sub-section>", "总体"),
    (f"<w:p>{_LABEL}{run('总体情况')}</w:p>", "一、总体情况"),
    (f'<w:p>{run("收到")}<st1:chmetcnv w:st="on"><st1:a>{run("3")}</st1:a></st1:chmetcnv>{run("件")}</w:p>', "收到3件"),
    (f'<w:p>{run("收到")}<w:hlink w:dest="http://example.org">{run("3件")}</w:hlink></w:p>', "收到3件"),
    (
        f'<w:p>{run("收到")}<aml:annotation w:type="Word.Insertion"><aml:content>{run("3件")}</aml:content>'
        f'</aml:annotation><aml:annotation w:type="Word.Deletion"><aml:content>{run("4件")}</aml:content>'
        "</aml:annotation></w:p>",
        "收到3件",
    ),
    (f"<w:p>{run('规章')}<w:r><w:rPr><w:strike/></w:rPr><w:t>7</w:t></w:r>{run('2')}</w:p>", "规章2"),
    (
        f"<w:p>{run('正文')}<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p>{run('框内')}</w:p></w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r></w:p>",
        "正文\n框内",
    ),
    (f"<w:p><w:r><w:pict><w:binData w:name='x'>QUJD</w:binData></w:pict></w:r>{run('图后')}</w:p>", "图后"),
]


@pytest.mark.parametrize(("body", "text"), PARAGRAPHS)
def test_paragraphs_of_word_2003(body: str, text: str) -> None:
    assert read(old(body), "年报.xml").text == text + "\n"


_ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
WHOLE = old(f"<w:p>{run('总体情况')}</w:p>")
REFUSED = {
    "old, cut off": (WHOLE[:-20], errors.DamagedDocument),
    "old, with entities": (WHOLE.replace(b"<w:wordDocument", _ENTITY + b"<w:wordDocument"), errors.DamagedDocument),
    "old, huge": (old(f"<w:p>{run('长' * docx.ONE_XML_LIMIT)}</w:p>"), errors.OversizedDocument),
    "old, without text": (old("<w:p/>"), errors.EmptyDocument),
    "flat, cut off": (flat({})[:-5], errors.DamagedDocument),
    "flat, without a document": (flat({"word/styles.xml": "<a/>"}), errors.DamagedDocument),
    "flat, huge": (flat({"word/document.xml": "<a/>" * (docx.ONE_XML_LIMIT // 4)}), errors.OversizedDocument),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_read_is_refused_with_a_reason(kind: str) -> None:
    data, error = REFUSED[kind]
    with pytest.raises(error, match=r"年报\.xml") as caught:
        read(data, "年报.xml")
    assert caught.value.reason


@settings(deadline=None)
@given(st.sampled_from([WHOLE, flat({"word/document.xml": "<a>x</a>"})]), st.integers(0, 800), st.binary(min_size=1))
def test_any_damage_gives_a_document_or_our_error(whole: bytes, at: int, bytes_: bytes) -> None:
    try:
        read(whole[:at] + bytes_ + whole[at + len(bytes_) :], "any.xml")
    except errors.GongkaiError as error:
        assert error.reason  # noqa: PT017 both ways out are right
