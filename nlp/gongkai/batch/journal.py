"""The journal of a run: every finished report, kept the moment it is done.

A file that only grows: a first line of JSON says whose results they are (program and model), then each report is
framed by its length and checksum, so that whatever a kill or a full disk cut off is told apart and dropped.
"""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NamedTuple

import msgspec

from gongkai.document import Record, Report
from gongkai.errors import JournalError

LAYOUT = 1
"""Of the file: raised when an older journal would be misread."""
_FRAME = struct.Struct("<II")  # length of what follows, its CRC-32
_PACKING = 1  # zlib level: a report shrinks to a tenth; higher levels cost more than they save


class Origin(Record, frozen=True):
    """What results depend on beside the document: two runs share them only where these are the same."""

    program: str
    model: str
    layout: int = LAYOUT


class Entry(Record, frozen=True):
    """A finished report under its key."""

    key: bytes
    report: Report


class _Frame(NamedTuple):
    start: int
    length: int


class Journal:
    """Finished reports on disk by key; memory holds only where each one stands. One process at a time has it open."""

    def __init__(self, path: Path, origin: Origin) -> None:
        """Open or make the journal; one of another origin is begun anew. JournalError while another run has it."""
        self._file = _opened(path)
        self._frames: dict[bytes, _Frame] = {}
        try:
            _lock(self._file, path)
            head = msgspec.json.encode(origin) + b"\n"
            if self._file.readline() == head:
                self._end = self._scan(len(head))
            else:
                self._file.truncate(0)
                self._file.seek(0)
                self._file.write(head)
                self._end = len(head)
            self._file.truncate(self._end)
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._frames)

    def __contains__(self, key: bytes) -> bool:
        return key in self._frames

    def add(self, key: bytes, report: Report) -> None:
        """Keep a finished report; OSError when it can't be written, and what was kept before stays."""
        body = zlib.compress(_ENCODER.encode(Entry(key, report)), _PACKING)
        framed = _FRAME.pack(len(body), zlib.crc32(body)) + body
        self._file.seek(self._end)
        rest = memoryview(framed)
        while rest:  # a raw file may take less than it is given
            rest = rest[self._file.write(rest) :]
        self._frames[key] = _Frame(self._end + _FRAME.size, len(body))
        self._end += len(framed)

    def report(self, key: bytes) -> Report:
        """Return the report kept under `key`; KeyError when there is none."""
        frame = self._frames[key]
        self._file.seek(frame.start)
        return _DECODER.decode(zlib.decompress(self._file.read(frame.length))).report

    def _scan(self, at: int) -> int:
        """Note where every whole entry stands; return where the first broken one, or the end, is."""
        while True:
            self._file.seek(at)
            head = self._file.read(_FRAME.size)
            if len(head) < _FRAME.size:
                return at
            length, checksum = _FRAME.unpack(head)
            body = self._file.read(length)
            if len(body) < length or zlib.crc32(body) != checksum:
                return at
            try:
                key = _KEYS.decode(zlib.decompress(body)).key
            except (msgspec.MsgspecError, zlib.error):  # a journal of an older program: what follows is no use either
                return at
            self._frames[key] = _Frame(at + _FRAME.size, length)
            at += _FRAME.size + length


class _Key(Record, frozen=True):
    """An entry of which only the key is wanted."""

    key: bytes


def _opened(path: Path) -> BinaryIO:
    """Return the file, made if absent, unbuffered: a report that was added is with the system at once."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666), "r+b", buffering=0)


def _lock(file: BinaryIO, path: Path) -> None:
    """Hold the file until it is closed or the process ends, however; a system without such locks does without.

    By `lockf`, since worker processes would inherit what `flock` holds and outlive a killed run with it.
    """
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError) as error:
        raise JournalError(
            f"{path}: another run is writing to this folder; wait for it, or give -o another folder",
            f"{path.parent} 正被另一个解析任务使用，请等它结束，或换一个输出文件夹",
        ) from error


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Entry)
_KEYS = msgspec.msgpack.Decoder(_Key)
