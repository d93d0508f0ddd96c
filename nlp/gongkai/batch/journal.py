"""The journal of a run: every finished report, kept the moment it is done.

A file that only grows: a first line of JSON says whose results they are (program and model), then each report is
framed by length and checksum, so that whatever a kill or a full disk cut off is told apart and dropped.
"""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import msgspec

from gongkai.batch.work import unpack
from gongkai.document import Record, Report
from gongkai.errors import JournalError

LAYOUT = 2
"""Of the file: raised when an older journal would be misread."""
_FRAME = struct.Struct("<IIB")  # length of what follows (key and packed report), its CRC-32, length of the key


class Origin(Record, frozen=True):
    """What results depend on beside the document: two runs share them only where these are the same."""

    program: str
    model: str
    layout: int = LAYOUT


class Journal:
    """Finished reports on disk by key; memory holds only where each one stands. One process at a time has it open."""

    def __init__(self, path: Path, origin: Origin) -> None:
        """Open or make the journal; one of another origin is begun anew. JournalError while another run has it."""
        self._path = path
        self._file = _opened(path)
        self._places: dict[bytes, int] = {}  # where the frame of each key begins
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
        return len(self._places)

    def __contains__(self, key: bytes) -> bool:
        return key in self._places

    def add(self, key: bytes, packed: bytes) -> None:
        """Keep a finished report; OSError when it can't be written, and what was kept before stays."""
        body = key + packed
        framed = _FRAME.pack(len(body), zlib.crc32(body), len(key)) + body
        self._file.seek(self._end)
        rest = memoryview(framed)
        while rest:  # a raw file may take less than it is given
            rest = rest[self._file.write(rest) :]
        self._places[key] = self._end
        self._end += len(framed)

    def report(self, key: bytes) -> Report:
        """Return the report kept under `key`; KeyError when there is none."""
        frame = self._frame(self._places[key])
        if frame is None:
            raise JournalError(
                f"{self._path}: changed by another program while it was in use; give the same command again",
                f"{self._path} 在使用中被其他程序改动，请重新执行同一命令",
            )
        return unpack(frame[1])

    def _frame(self, at: int) -> tuple[bytes, bytes] | None:
        """Return key and packed report of the frame that begins at `at`; None when it is broken or cut off."""
        self._file.seek(at)
        head = self._file.read(_FRAME.size)
        if len(head) < _FRAME.size:
            return None
        length, checksum, key = _FRAME.unpack(head)
        body = self._file.read(length)
        if len(body) < length or zlib.crc32(body) != checksum:
            return None
        return body[:key], body[key:]

    def _scan(self, at: int) -> int:
        """Note where every whole report stands; return where the first broken one, or the end, is."""
        while frame := self._frame(at):
            key, packed = frame
            self._places[key] = at
            at += _FRAME.size + len(key) + len(packed)
        return at


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
