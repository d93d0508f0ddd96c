"""Rows on disk: a folder of Parquet files a commit, made one when there are many."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from msgspec.structs import replace

from gongkai.corpus.clusters import Firsts
from gongkai.corpus.manifest import Manifest, Segment, Tombstone, sync
from gongkai.corpus.rows import NAMES, Prepared, tables
from gongkai.corpus.signatures import SIZE
from gongkai.writing.parquet import parquet, require
from gongkai.writing.sink import Sink

SIGNATURES = "signatures.npz"
TIER = 8
"""So many segments of about one size become one: a row is written again once for each power of it."""
DEAD = 0.25
"""Share of deleted reports, above DEAD_LEAST, at which all segments are written anew without them."""
DEAD_LEAST = 1000


class Rows:
    """The tables of one commit as they are written, to a folder without a name yet."""

    def __init__(self, folder: Path, commit: int) -> None:
        self._folder, self._files = folder, ExitStack()
        self._current: dict[str, Prepared] = {}
        folder.mkdir(parents=True)
        self._sinks: list[Sink] = [
            self._files.enter_context(parquet(self._files.enter_context(_synced(folder / f"{own.name}.parquet")), own))
            for own in tables(commit, self._current)
        ]

    def add(self, made: Prepared) -> None:
        """Write the rows of a report."""
        self._current[made.report.source] = made
        for sink in self._sinks:
            sink(made.report)
        self._current.clear()

    def finish(self, firsts: Firsts) -> None:
        """Have all rows on disk, with the first passages of new clusters."""
        self._files.close()
        _write_firsts(self._folder, firsts)

    def abort(self) -> None:
        """Let go of the files."""
        self._files.close()


def firsts(folder: Path, segments: Sequence[Segment]) -> Firsts:
    """Return the first passages of all clusters."""
    numbers, rows = [np.empty(0, np.int64)], [np.empty((0, SIZE), np.uint32)]
    for segment in segments:
        with np.load(folder / segment.name / SIGNATURES) as kept:
            numbers.append(kept["numbers"])
            rows.append(kept["rows"])
    return Firsts(np.concatenate(numbers), np.concatenate(rows))


def crowded(manifest: Manifest) -> int:
    """Return how many segments, the newest, should be made one; 0 for none."""
    total = sum(segment.reports for segment in manifest.segments)
    if len(manifest.deleted) > max(DEAD_LEAST, DEAD * total):
        return len(manifest.segments)
    for tier in range(1, 12):
        run = 0
        for segment in reversed(manifest.segments):
            if segment.reports >= TIER**tier:
                break
            run += 1
        if run >= TIER:
            return run
    return 0


def merge(folder: Path, manifest: Manifest, run: int, name: str) -> Manifest:
    """Return the manifest with its newest `run` segments made one under `name`, without what is deleted in them."""
    old = manifest.segments[-run:]
    inside = [dead for dead in manifest.deleted if old[0].first <= dead.commit <= old[-1].last]
    target = folder / name
    target.mkdir()
    for table in NAMES:
        _merge_table(target / f"{table}.parquet", [folder / own.name / f"{table}.parquet" for own in old], inside)
    _write_firsts(target, firsts(folder, old))
    sync(target)
    sync(folder)
    reports = sum(own.reports for own in old) - len(inside)
    merged = Segment(name, old[0].first, old[-1].last, reports, sum(own.passages for own in old))
    rest = tuple(dead for dead in manifest.deleted if dead not in set(inside))
    return replace(manifest, segments=(*manifest.segments[:-run], merged), deleted=rest)


def _merge_table(target: Path, sources: Sequence[Path], dead: Sequence[Tombstone]) -> None:
    arrow = require()
    first = arrow.parquet.ParquetFile(sources[0])
    with _synced(target) as stream, arrow.parquet.ParquetWriter(stream, first.schema_arrow) as writer:
        for source in sources:
            for batch in arrow.parquet.ParquetFile(source).iter_batches():
                writer.write_batch(_living(batch, dead))


def _living(batch: Any, dead: Iterable[Tombstone]) -> Any:
    import pyarrow as arrow
    import pyarrow.compute as compute

    keys = [f"{one.report}:{one.commit}" for one in dead]
    if not keys:
        return batch
    own = compute.binary_join_element_wise(batch["report"], batch["commit"].cast(arrow.string()), ":")
    return batch.filter(compute.invert(compute.is_in(own, arrow.array(keys, arrow.string()))))


def _write_firsts(folder: Path, own: Firsts) -> None:
    with _synced(folder / SIGNATURES) as stream:
        np.savez(stream, numbers=own.numbers, rows=own.rows)


@contextmanager
def _synced(path: Path) -> Iterator[Any]:
    with path.open("wb") as stream:
        yield stream
        stream.flush()
        os.fsync(stream.fileno())
