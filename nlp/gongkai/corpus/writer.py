"""Add, replace and delete reports: in batches, each seen whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Protocol

from gongkai.corpus import manifest as manifests
from gongkai.corpus import segments
from gongkai.corpus.clusters import Clusters
from gongkai.corpus.manifest import DOCUMENTS, SEGMENTS, Manifest
from gongkai.corpus.rows import Prepared, prepared, report_id
from gongkai.corpus.transaction import Transaction
from gongkai.document import Report
from gongkai.errors import CorpusError

COMMIT = 2000
"""Reports of a commit: so many are lost to a kill at most, and parsed again."""
_HELD = 64  # reports whose passages are compared at once
POSTGRESQL = ("postgresql://", "postgres://")


class Batch(Protocol):
    """One commit of a store."""

    def __len__(self) -> int: ...
    def has(self, id: str) -> bool:
        """Say whether the batch adds the report of an id."""

    def add(self, made: Prepared) -> None:
        """Add a report, in place of an older one of its id."""

    def delete(self, id: str) -> bool:
        """Delete the report of an id; say whether there was one."""

    def abort(self) -> None:
        """Let go of everything."""


class Store(Protocol):
    """Where reports are kept: the clusters known, and one batch at a time."""

    clusters: Clusters

    def begin(self) -> Batch:
        """Return a new batch."""

    def commit(self, batch: Batch) -> None:
        """Make a batch seen."""

    def compact(self) -> tuple[int, int]:
        """Give up the space of what was deleted or replaced; return the bytes of the reports before and after."""

    def close(self) -> None:
        """Let another process write."""


class Writer:
    """The one writer of a corpus: a folder, made if absent, or a postgresql:// address.

    Use it in a `with` block; what was added is committed every COMMIT reports and when the block ends well. Reports of
    the same source replace each other. CorpusBusy when another process writes.
    """

    def __init__(self, corpus: str | Path, *, every: int = COMMIT) -> None:
        self._store = _store(corpus)
        self._every = every
        self._batch: Batch | None = None
        self._held: dict[str, Report] = {}

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if kind is None:
                self.commit()
            elif self._batch is not None:
                self._batch.abort()
        finally:
            self._store.close()

    def add(self, report: Report) -> None:
        """Add a report, in place of an older one of the same source."""
        id = report_id(report.source)
        if id in self._held or (self._batch is not None and self._batch.has(id)):
            self.commit()
        self._held[id] = report
        if len(self._held) >= _HELD:
            self._flush()
        if self._batch is not None and len(self._batch) >= self._every:
            self.commit()

    def delete(self, sources: Iterable[str]) -> int:
        """Delete the reports of these sources; return how many there were."""
        self.commit()
        self._batch = self._store.begin()
        return sum([self._batch.delete(report_id(source)) for source in sources])

    def compact(self) -> tuple[int, int]:
        """Commit, and give up the space of what was ever deleted or replaced; readers are not disturbed.

        Return how many bytes the reports took before and take now.
        """
        self.commit()
        return self._store.compact()

    def commit(self) -> None:
        """Make what was added and deleted seen by readers."""
        if self._held:
            self._flush()
        batch, self._batch = self._batch, None
        if batch is not None:
            self._store.commit(batch)

    def _flush(self) -> None:
        held, self._held = list(self._held.values()), {}
        assigned = iter(self._store.clusters.assign([one.text for report in held for one in report.passages]))
        if self._batch is None:
            self._batch = self._store.begin()
        for report in held:
            self._batch.add(prepared(report, [next(assigned) for _ in report.passages]))


class FolderStore:
    """A corpus on disk, held by its lock."""

    def __init__(self, folder: Path) -> None:
        if folder.exists() and not folder.is_dir():
            raise CorpusError(f"{folder}: is a file; give a folder for the corpus", "检索库应为目录")
        if folder.is_dir() and manifests.read(folder) is None and _foreign(folder):
            raise CorpusError(
                f"{folder}: holds other files and no corpus; give a new or empty folder",
                "该目录已有其他文件，请换一个空目录",
            )
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._lock = manifests.locked(folder)
        self._lock.__enter__()
        try:
            self._manifest = manifests.read(folder) or Manifest()
            self.clusters = Clusters(segments.firsts(folder / SEGMENTS, self._manifest.segments))
        except BaseException:
            self.close()
            raise

    def begin(self) -> Transaction:
        """Return a new batch."""
        return Transaction(self._folder, self._manifest, self.clusters)

    def commit(self, batch: Batch) -> None:
        """Make a batch seen."""
        assert isinstance(batch, Transaction)
        self._manifest = batch.commit()

    def compact(self) -> tuple[int, int]:
        """Give up the space of what was deleted or replaced; return the bytes of documents before and after."""
        before = self._size()
        self._manifest = self.begin().commit(whole=True)
        return before, self._size()

    def close(self) -> None:
        """Let another process write."""
        self._lock.__exit__(None, None, None)

    def _size(self) -> int:
        return sum(path.stat().st_size for path in (self._folder / DOCUMENTS).glob("*.zst"))


def _foreign(folder: Path) -> bool:
    """Say whether there are files that are not the beginnings of a corpus."""
    own = {"index", "segments", "documents", manifests.LOCK, manifests.MANIFEST}
    return any(path.name not in own and not path.name.endswith(".part") for path in folder.iterdir())


def _store(corpus: str | Path) -> Store:
    if str(corpus).startswith(POSTGRESQL):
        from gongkai.corpus.server_writer import ServerStore

        return ServerStore(str(corpus))
    return FolderStore(Path(corpus))
