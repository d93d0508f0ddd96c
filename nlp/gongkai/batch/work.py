"""What is done to every source of a batch, wherever it is done: by this process, another one or another machine."""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import msgspec

from gongkai.document import Record, Report
from gongkai.errors import ReadingError
from gongkai.limits import Limits
from gongkai.masthead import base_name
from gongkai.pipeline import Settings, Source, failed, name_of, parse_safely
from gongkai.reading import Member, load

KILLED = "处理该文件的进程被系统终止，可能是内存不足或处理超时；请单独处理该文件，或拆分后重试"
_PACKING = 1  # zlib level: a report shrinks to a fifth; higher levels cost more than they save


class Work(NamedTuple):
    """A result in bytes for every source; `lost` stands in for that of a source whose worker was killed.

    `light` work costs no more than reading the file: it is not worth sending the file to another machine.
    """

    do: Callable[[Source], bytes]
    lost: Callable[[Source], bytes]
    light: bool = False


class Shipped(Record, frozen=True):
    """A source with its bytes, for a machine that does not see the file; `reason` when it could not be read."""

    path: str
    data: bytes
    reason: str | None = None

    def __fspath__(self) -> str:
        return self.path


def run(work: Work, chunk: Sequence[Source]) -> list[bytes]:
    """Return the results of a chunk of sources: the one function that worker processes and cluster nodes call."""
    return [work.do(source) for source in chunk]


def parsing(settings: Settings) -> Work:
    """Return the work of parsing: its results are packed reports, a failed one for a source that kills its worker."""
    return Work(partial(_parsed, settings=settings), _killed)


def keying(limits: Limits) -> Work:
    """Return the work of telling by what each source's report is known; empty when it can't be read as one file."""
    return Work(partial(_key, limits=limits), _no_key, light=True)


def pack(report: Report) -> bytes:
    """Return a report as it travels between processes and is kept in a journal."""
    return zlib.compress(_ENCODER.encode(report), _PACKING)


def unpack(packed: bytes) -> Report:
    """Return the report that `pack` packed."""
    return _DECODER.decode(zlib.decompress(packed))


def _parsed(source: Source | Shipped, settings: Settings) -> bytes:
    if not isinstance(source, Shipped):
        return pack(parse_safely(source, settings))
    if source.reason is not None:
        return pack(failed(name_of(source), source.reason))
    return pack(parse_safely(source.data, settings, name_of(source)))


def _killed(source: Source) -> bytes:
    return pack(failed(name_of(source), KILLED))


def _key(source: Source, limits: Limits) -> bytes:
    """Return the digest of a document's bytes and its file's base name, which may tell agency and year."""
    if isinstance(source, bytes):
        return b""
    try:
        if not isinstance(source, Member) and not os.path.isfile(source):
            return b""
        content = hashlib.sha256(load(source, limits))
    except ReadingError:  # parsing says why
        return b""
    content.update(b"\0" + base_name(name_of(source)).encode())
    return content.digest()


def _no_key(_: Source) -> bytes:
    return b""


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Report)
