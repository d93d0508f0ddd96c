"""What a corpus on disk consists of: one small file, renamed into place, that names everything else.

    corpus.json              the manifest
    corpus.lock              held by the one process that writes
    index/000007/            the full-text index of the manifest's generation; unchanged files are shared by hard links
    segments/000007/         Parquet files of reports, facts, passages, quantities, findings; signatures.npz
    documents/000007.zst     texts and reports, a compressed frame each

A file once named by a manifest never changes; what no manifest names any more is removed a generation later, files of
documents at once: a reader that misses one looks at the newest manifest.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from gongkai.document import Record
from gongkai.errors import CorpusBusy, CorpusError
from gongkai.writing.atomic import replacing

VERSION = 2
"""Of the layout and of what tokens are made of: raised when an older corpus would be misread or badly searched."""
MANIFEST, LOCK = "corpus.json", "corpus.lock"
INDEX, SEGMENTS, DOCUMENTS = "index", "segments", "documents"


class Tombstone(Record, frozen=True):
    """A report that was deleted or replaced, with the commit that had brought it."""

    report: str
    commit: int


class Segment(Record, frozen=True):
    """The rows of one commit, or of several made one; `first` to `last` are their commits."""

    name: str
    first: int
    last: int
    reports: int
    passages: int


class Dead(Record, frozen=True):
    """How many bytes of a file of documents, by its number, are of reports that were deleted or replaced."""

    file: int
    bytes: int


class Manifest(Record, frozen=True):
    """What a corpus consists of after so many commits; `clusters` is the number of the next new cluster.

    `dead` are the files of documents that hold more than is needed, `dropped` those that hold nothing that is.
    """

    version: int = VERSION
    generation: int = 0
    clusters: int = 0
    segments: tuple[Segment, ...] = ()
    deleted: tuple[Tombstone, ...] = ()
    dead: tuple[Dead, ...] = ()
    dropped: tuple[int, ...] = ()


def read(folder: Path) -> Manifest | None:
    """Return the manifest, None where there is none; CorpusError when it is damaged or of another version."""
    path = folder / MANIFEST
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CorpusError(f"{folder}: no folder of a corpus: {error}; give a folder", "不是检索库目录") from error
    try:
        manifest = msgspec.json.decode(data, type=Manifest)
    except msgspec.MsgspecError as error:
        raise CorpusError(
            f"{path}: not a corpus's manifest: {error}; index the reports anew into an empty folder",
            "检索库的清单已损坏，请重新建立",
        ) from error
    if manifest.version != VERSION:
        raise CorpusError(
            f"{path}: version {manifest.version}, this gongkai reads {VERSION}; "
            "index the reports anew into a new folder",
            f"检索库版本为 {manifest.version}，本程序使用 {VERSION}，请重新建立到新的目录",
        )
    return manifest


def write(folder: Path, manifest: Manifest) -> None:
    """Make `manifest` what the corpus consists of: the one moment at which a commit happens."""
    with replacing(folder / MANIFEST) as stream:
        stream.write(msgspec.json.encode(manifest))
        stream.flush()
        os.fsync(stream.fileno())
    sync(folder)


def sync(folder: Path) -> None:
    """Have the names in a folder on disk, where the system can."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the corpus for writing; CorpusBusy while another process does. The lock ends with the process."""
    with (folder / LOCK).open("ab") as file:
        try:
            import fcntl
        except ImportError:  # a system without such locks does without
            yield
            return
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # not flock, which worker processes would inherit
        except OSError as error:
            raise CorpusBusy(
                f"{folder}: another process is writing this corpus; wait for it to end",
                "另一个程序正在写入该检索库，请等它结束后重试",
            ) from error
        yield
