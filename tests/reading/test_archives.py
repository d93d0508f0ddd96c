"""An archive stands for the documents in it, whoever packed it; nothing in it can harm the others."""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
from pathlib import Path

import pytest

import gongkai
from gongkai import errors
from gongkai.limits import MB, Limits
from gongkai.reading import Member, find, load, read

TEXT = "一、总体情况\n二、主动公开政府信息情况\n".encode()


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def renamed(data: bytes, names: dict[str, bytes]) -> bytes:
    """Return an archive with the bytes of names changed for others of the same length, and no flag of UTF-8."""
    for ascii_name, raw in names.items():
        assert len(ascii_name) == len(raw)
        data = data.replace(ascii_name.encode(), raw)
    return data


def names(path: Path, data: bytes, limits: Limits | None = None) -> list[str]:
    path.write_bytes(data)
    found = find([str(path)], limits) if limits else find([str(path)])
    return [os.fspath(item).removeprefix(f"{path}").removeprefix("!") for item in found]


@pytest.mark.parametrize(
    "name",
    ["年报/县司法局.txt".encode("gbk"), "年报/县司法局.txt".encode()],
    ids=["gbk", "utf-8 without its flag"],
)
def test_names_are_read_as_their_packer_wrote_them(tmp_path: Path, name: bytes) -> None:
    plain = "x" * (len(name) - 4) + ".txt"
    (found,) = names(tmp_path / "a.zip", renamed(packed({plain: TEXT}), {plain: name}))
    assert found == "年报/县司法局.txt"


def test_a_name_in_the_extra_field_counts(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("x.txt")
    name = "县统计局.txt".encode()
    info.extra = struct.pack("<HHBI", 0x7075, 5 + len(name), 1, 0) + name
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(info, TEXT)
    assert names(tmp_path / "a.zip", data.getvalue()) == ["县统计局.txt"]


def test_what_is_no_document_is_left_out(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in ["b.txt", "a/c.DOCX", "logo.png", "__MACOSX/b.txt", ".x/y.txt", "d/~$c.docx", "d/"]:
            archive.writestr(name, TEXT)
        archive.writestr(link, "/etc/passwd")
    assert names(tmp_path / "a.zip", data.getvalue()) == ["a/c.DOCX", "b.txt"]


def test_archives_in_archives_are_opened(tmp_path: Path) -> None:
    data = packed({"局.zip": packed({"甲.txt": TEXT, "乙.zip": packed({"丙.txt": TEXT})}), "丁.txt": TEXT})
    assert names(tmp_path / "a.zip", data) == ["丁.txt", "局.zip!乙.zip!丙.txt", "局.zip!甲.txt"]
    assert all(load(item) == TEXT for item in find([str(tmp_path)]))


def test_two_entries_of_one_name_are_two_documents(tmp_path: Path) -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.txt", TEXT)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", TEXT * 2)
    (tmp_path / "a.zip").write_bytes(data.getvalue())
    assert [load(item) for item in find([str(tmp_path)])] == [TEXT, TEXT * 2]


def test_names_that_climb_out_are_only_names(tmp_path: Path) -> None:
    data = packed({"../../up.txt": TEXT, "/etc/up.txt": TEXT, "C:\\up.txt": TEXT})
    path = tmp_path / "in" / "a.zip"
    path.parent.mkdir()
    assert names(path, data) == ["../../up.txt", "/etc/up.txt", "C:/up.txt"]
    assert [load(item) for item in find([str(path)])] == [TEXT] * 3
    assert sorted(tmp_path.rglob("*")) == [path.parent, path]


def endless(depth: int) -> bytes:
    data = packed({"a.txt": TEXT})
    for _ in range(depth):
        data = packed({"in.zip": data})
    return data


def encrypted() -> bytes:
    data = bytearray(packed({"a.txt": TEXT}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def overlapping() -> bytes:
    """Return an archive whose directory names one entry's bytes many times."""
    data = packed({"a.txt": os.urandom(1000)})
    start, end = data.index(b"PK\x01\x02"), data.rindex(b"PK\x05\x06")
    entry = data[start:end]
    tail = bytearray(data[end:])
    struct.pack_into("<HHI", tail, 8, 50, 50, 50 * len(entry))
    return data[:start] + entry * 50 + bytes(tail)


REFUSED = {
    "encrypted": (encrypted(), "加密"),
    "bomb": (packed({"a.txt": b"\0" * (300 * MB)}), "过大"),
    "bomb within": (packed({"b.zip": packed({"a.txt": b"\0" * (300 * MB)})}), "过大"),
    "overlapping": (overlapping(), "异常"),
    "endless": (endless(9), "嵌套过深"),
    "cut off": (packed({"a.txt": os.urandom(9000)})[:5000], "损坏"),
    "damaged": (
        packed({"a.txt": TEXT * 99}).replace(TEXT[:9], b"?" * 9)[:60] + b"?" * 30 + packed({"a.txt": TEXT * 99})[90:],
        "损坏",
    ),
    "empty": (packed({}), "没有可以读取的文件"),
    "pictures": (packed({"a.png": b"\x89PNG"}), "没有可以读取的文件"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_read_has_a_reason_and_costs_only_itself(tmp_path: Path, kind: str) -> None:
    data, word = REFUSED[kind]
    (tmp_path / "a.zip").write_bytes(data)
    (tmp_path / "b.txt").write_bytes(TEXT)
    first, second = gongkai.pipe(find([str(tmp_path)]))
    assert first.status == "failed"
    assert "a.zip" in first.source
    assert word in str(first.reason)
    assert second.reason != first.reason


def test_a_document_under_the_suffix_of_archives_is_a_document(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"word/document.xml": b"<x/>", "[Content_Types].xml": b""}))
    assert list(find([str(path)])) == [str(path)]


def test_an_archive_without_its_suffix_is_one_when_named(tmp_path: Path) -> None:
    assert names(tmp_path / "download", packed({"a.txt": TEXT})) == ["a.txt"]


def test_an_archive_changed_meanwhile_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"a.txt": b"1"}))
    member = Member(str(path), ("a.txt",), (0,))
    assert load(member) == b"1"
    path.write_bytes(packed({"a.txt": b"23"}))
    assert load(member) == b"23"


def test_many_processes_read_one_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({f"{at:03}.txt": TEXT + b"%d" % at for at in range(100)}))
    members = list(find([str(path)]))
    load(members[0])  # kept open by this process when the others are forked
    one, two = (list(gongkai.pipe(members, processes)) for processes in (1, 2))
    assert one == two
    assert {report.status for report in one} != {"failed"}


def test_bytes_of_an_archive_are_refused_with_a_remedy() -> None:
    with pytest.raises(errors.ReadingError, match="find"):
        read(packed({"a.txt": TEXT}), "a.zip")
