"""ZIP archives: which documents they hold, and the bytes of each. Nothing is ever unpacked to disk.

Sizes and names in an archive may lie: what is unpacked is counted while it is, names are only shown.
"""

from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from gongkai.document import Document
from gongkai.errors import DamagedDocument, OversizedDocument, ReadingError
from gongkai.limits import MB, Limits
from gongkai.reading import formats, zip_names

SUFFIX = ".zip"
DEPTH = 4  # archives in archives; an office packs its bureaus' archives once or twice
ENTRY_LIMIT = 200_000  # of one archive: its directory alone takes 100 MB then
RATIO_LIMIT = 200  # unpacked to packed; text packs 3 to 30 times
_RATIO_FLOOR = MB  # a small member may be as regular as it likes
_ENCRYPTED = 0x1


class Member(NamedTuple):
    """A document in an archive, or one of several in a workbook; as a path it reads archive.zip!folder/report.docx.

    `names` are those of the entries, from the outermost archive inwards, `at` their places in the directories: names
    need not be unique. `part` names the report in a workbook. `data` are the bytes where they travel with it, to a
    machine that does not see the file.
    """

    path: str
    names: tuple[str, ...] = ()
    at: tuple[int, ...] = ()
    part: str | None = None
    data: bytes | None = None

    def __fspath__(self) -> str:
        return "!".join((self.path, *self.names, *filter(None, [self.part])))


class Entry(NamedTuple):
    """An entry of an archive that a person would call a file: its place in the directory and its name."""

    at: int
    name: str


def is_archive(path: str) -> bool:
    """Say whether a file is a ZIP archive of files: not a document that is packed as one, nor a damaged one."""
    try:
        with open(path, "rb") as file:
            if not formats.is_zip(file.read(4)):
                return False
            with zipfile.ZipFile(file) as archive:
                return formats.tell_parts(archive.namelist(), path) is formats.ARCHIVE
    except Exception:  # whatever is wrong with it is told when it is read
        return False


def entries(member: Member, limits: Limits) -> Iterator[Entry]:
    """Yield the files in an archive (a path, or an archive in another) in order of name; folders and links are none.

    ReadingError when it can't be opened, or claims more than any archive holds.
    """
    archive = _open(member, limits)
    found = []
    for at, info in enumerate(archive.infolist()):
        if not info.is_dir() and not stat.S_ISLNK(info.external_attr >> 16):
            found.append(Entry(at, zip_names.name_of(info)))
    yield from sorted(found, key=lambda entry: (entry.name, entry.at))


def load(member: Member, limits: Limits) -> bytes:
    """Return the bytes of a member; ReadingError when they are encrypted, damaged, or more than the limits allow."""
    archive = _open(member._replace(names=member.names[:-1], at=member.at[:-1], part=None), limits)
    return _unpacked(archive, archive.infolist()[member.at[-1]], os.fspath(member), limits.size)


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Refuse an archive where one document is wanted, with the reason why none of its own stands here."""
    del limits
    _checked(io.BytesIO(data), len(data), name)
    raise ReadingError(
        f"{name}: an archive; gongkai.reading.find() gives what can be read in it, up to {DEPTH} archives deep",
        "这是压缩包，其中没有可以读取的文件，或嵌套过深；请解压后读取其中的文件",
    )


def _open(member: Member, limits: Limits) -> zipfile.ZipFile:
    """Return the archive itself; kept open for the next member, by this process only: a fork would share its place."""
    try:
        state = os.stat(member.path)
    except OSError as error:
        raise ReadingError(f"{member.path}: cannot be opened ({error})", "压缩包无法打开，请检查路径和权限") from error
    return _opened(member.path, member.names, member.at, limits, os.getpid(), state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=DEPTH + 1)
def _opened(
    path: str, names: tuple[str, ...], at: tuple[int, ...], limits: Limits, process: int, changed: int, size: int
) -> zipfile.ZipFile:
    del process, changed
    name = "!".join((path, *names))
    if not at:
        return _checked(open(path, "rb"), size, name)
    outer = _open(Member(path, names[:-1], at[:-1]), limits)
    data = _unpacked(outer, outer.infolist()[at[-1]], name, limits.unpacked)
    return _checked(io.BytesIO(data), len(data), name)


def _checked(file: io.BufferedIOBase, size: int, name: str) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(file)
    except Exception as error:  # zipfile meets bad bytes with half a dozen exceptions
        file.close()
        raise DamagedDocument(
            f"{name}: a damaged or cut-off archive ({error}); fetch it again",
            "压缩包已损坏或不完整，请重新下载或重新压缩后再试",
        ) from error
    packed = sum(info.compress_size for info in archive.infolist())
    # Entries that share their bytes are how a small archive unpacks to millions of files.
    if len(archive.infolist()) > ENTRY_LIMIT or packed > size:
        raise OversizedDocument(
            f"{name}: more than {ENTRY_LIMIT} entries, or entries that overlap; pack the reports anew",
            "压缩包中的文件过多或结构异常，请重新压缩年度报告后再试",
        )
    return archive


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, limit: int) -> bytes:
    if info.flag_bits & _ENCRYPTED:
        raise DamagedDocument(
            f"{name}: encrypted; unpack it with its password and read the files", "压缩包已加密，请用密码解压后再读取"
        )
    limit = min(limit, max(_RATIO_FLOOR, RATIO_LIMIT * info.compress_size))
    try:
        with archive.open(info) as file:
            data = file.read(limit + 1)
    except NotImplementedError as error:
        raise DamagedDocument(
            f"{name}: packed in a way that is not known ({error}); unpack it and read the files",
            "压缩方式不受支持，请解压后再读取其中的文件",
        ) from error
    except Exception as error:  # zlib, lzma, bz2 and zipfile have an exception each
        raise DamagedDocument(
            f"{name}: damaged in its archive ({error or type(error).__name__}); fetch the archive again",
            "压缩包中的这个文件已损坏，请重新下载或重新压缩后再试",
        ) from error
    if len(data) > limit:
        raise OversizedDocument(
            f"{name}: unpacks to more than {limit} bytes; unpack it and look what it is",
            f"解压后过大（超过 {limit // MB} MB），可能不是年度报告，请解压后检查",
        )
    return data
