"""Broken files are refused with their name, a reason a clerk can act on, and no other exception than ours."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai import errors
from gongkai.document import Document
from gongkai.errors import GongkaiError
from gongkai.reading import opening, read

BROKEN = Path(__file__).parents[1] / "data" / "broken"

# file, exception, word of the reason
REFUSED = [
    ("empty.txt", errors.EmptyDocument, "空"),
    ("blank.txt", errors.EmptyDocument, "空"),
    ("noise.txt", errors.UnknownFormat, "二进制"),
    ("half.docx", errors.DamagedDocument, "不完整"),
    ("no-body.docx", errors.DamagedDocument, "document.xml"),
    ("encrypted.docx", errors.DamagedDocument, "加密"),
    ("no-document.doc", errors.UnknownFormat, "复合文件"),
    ("really-a-pdf.html", errors.DamagedDocument, "PDF"),
    ("workbook.docx", errors.DamagedDocument, "Excel"),
    ("bomb.docx", errors.OversizedDocument, "过大"),
    ("no-text.html", errors.EmptyDocument, "没有文字"),
]


@pytest.mark.parametrize(("file", "error", "word"), REFUSED)
def test_broken_file_is_refused_with_its_name_and_a_chinese_reason(
    file: str, error: type[GongkaiError], word: str
) -> None:
    path = str(BROKEN / file)
    with pytest.raises(error) as caught:
        read(path)
    assert type(caught.value) is error
    assert path in str(caught.value)
    assert word in caught.value.reason


@pytest.mark.parametrize(("file", "phrase"), [("odd-bytes.txt", "总体情况"), ("menu.txt", "红烧豆腐")])
def test_what_holds_text_is_read_whatever_it_says(file: str, phrase: str) -> None:
    assert phrase in read(BROKEN / file).text


def test_missing_path_is_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"gone\.txt") as caught:
        read(tmp_path / "gone.txt")
    assert isinstance(caught.value, errors.MissingFile)


def test_folder_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(errors.ReadingError, match="folder"):
        read(tmp_path)


def test_huge_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(500 * 1024 * 1024)  # sparse
    monkeypatch.setattr(opening, "_read_bytes", lambda *_: pytest.fail("it was read"))
    with pytest.raises(errors.OversizedDocument, match=r"huge\.txt"):
        read(path)


def test_fifty_megabytes_in_one_line_are_read(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    path.write_bytes("信息公开".encode() * (50 * 1024 * 1024 // 12))
    assert len(read(path).text) > 17_000_000


@pytest.mark.parametrize("unit", ["<div>", "<table><tr><td>", "<p><b>"])
def test_endless_nesting_is_refused_and_does_not_hang(unit: str) -> None:
    with pytest.raises(errors.OversizedDocument):
        read((unit * 100_000).encode(), "deep.html")


_PREFIXES = [
    b"",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\xff\xfe",
    b"\xfe\xff",
    b"<html>",
    b"<table><tr>",
]


@settings(deadline=None)  # the first picture loads its decoder
@given(st.sampled_from(_PREFIXES), st.binary(max_size=300))
def test_any_bytes_give_a_document_or_our_error(prefix: bytes, data: bytes) -> None:
    _read_or_refuse(prefix + data)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["<table>", "<tr>", "<td rowspan=9>", "<td colspan=0>", "</table>", "<p>", "</div>", "一", " ", "<pre>", "\n", "<caption>", "<br>", "<th colspan=999>", "|-|\n"])))  # fmt: skip  # noqa: E501
def test_any_markup_gives_cells_within_the_text(tags: list[str]) -> None:
    document = _read_or_refuse("".join(tags).encode())
    for grid in document.grids if document else ():
        assert all(grid.start <= cell.start <= cell.end <= grid.end <= len(document.text) for cell in grid.cells)


@settings(deadline=None)
@given(st.integers(0, 3000), st.binary(min_size=1, max_size=20))
def test_any_damage_to_a_word_file_gives_a_document_or_our_error(at: int, bytes_: bytes) -> None:
    whole = _docx("<w:p><w:r><w:t>一、总体情况</w:t></w:r></w:p>")
    _read_or_refuse(whole[: at % len(whole)] + bytes_ + whole[at % len(whole) + len(bytes_) :])


def _read_or_refuse(data: bytes) -> Document | None:
    try:
        return read(data, "any")
    except GongkaiError as error:
        assert error.reason  # noqa: PT017 both ways out are right
        return None


def _zip(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _docx(body: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return _zip({"word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'.encode()})


def _ole(stream: str) -> bytes:
    sector = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return sector + "Root Entry".encode("utf-16-le").ljust(128, b"\0") + stream.encode("utf-16-le").ljust(384, b"\0")


def _files() -> dict[str, bytes]:
    """Return the broken files; run this module to write them."""
    report = "<w:p><w:r><w:t>云溪县水务局2023年政府信息公开工作年度报告</w:t></w:r></w:p>" * 20
    return {
        "empty.txt": b"",
        "blank.txt": "\ufeff \t\r\n\u3000\u00a0\r\n".encode(),
        "noise.txt": bytes((index * index * 31 + index * 7) % 256 for index in range(2048)),
        "half.docx": _docx(report)[:200],
        "no-body.docx": _zip({"word/styles.xml": b"<styles/>", "[Content_Types].xml": b"<Types/>"}),
        "encrypted.docx": _ole("EncryptedPackage"),
        "no-document.doc": _ole("SummaryInformation"),
        "really-a-pdf.html": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\n",
        "workbook.docx": _zip({"xl/workbook.xml": b"<workbook/>"}),
        "bomb.docx": _zip({"word/document.xml": b" " * 40_000_000}),
        "no-text.html": b"<!DOCTYPE html><html><head><title>\xe5\xb9\xb4\xe6\x8a\xa5</title></head><body><script>load()</script></body></html>",  # noqa: E501
        "odd-bytes.txt": "云溪县水务局2023年政府信息公开工作年度报告\r\n一、总体情况\r\n".encode("utf-16") + b"\x2d",
        "menu.txt": "第三食堂本周菜单\n周一：红烧豆腐、番茄炒蛋、紫菜汤\n周二：蒜蓉菠菜\n午餐12元。\n".encode(),
    }


if __name__ == "__main__":
    BROKEN.mkdir(parents=True, exist_ok=True)
    for file, content in _files().items():
        (BROKEN / file).write_bytes(content)
