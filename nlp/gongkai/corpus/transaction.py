"""One commit of a corpus on disk: everything is written beside what is there, then named by the manifest."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from gongkai.corpus import fulltext, segments
from gongkai.corpus.clusters import Clusters
from gongkai.corpus.documents import Documents, path_of
from gongkai.corpus.fulltext import Located
from gongkai.corpus.manifest import DOCUMENTS, INDEX, SEGMENTS, Manifest, Segment, Tombstone, sync, write
from gongkai.corpus.reclaiming import Space, drop, living
from gongkai.corpus.rows import Prepared
from gongkai.corpus.sweeping import sweep

_OWN = ("meta.json", ".managed.json")  # files of an index that change; all others are shared
_PART = ".part"


class Transaction:
    """Reports added and deleted that will be seen together, or not at all."""

    def __init__(self, folder: Path, manifest: Manifest, clusters: Clusters) -> None:
        self._folder, self._manifest, self._clusters = folder, manifest, clusters
        self._number = manifest.generation + 1
        self._name = f"{self._number:06d}"
        self._dead: list[Tombstone] = []
        self._added: set[str] = set()
        self._passages = 0
        for name in (INDEX, SEGMENTS, DOCUMENTS):
            (folder / name).mkdir(parents=True, exist_ok=True)
        sweep(folder, manifest)
        self._space = Space(folder / DOCUMENTS, manifest)
        index = _grown(folder, manifest, self._name)
        self._before = index.searcher()
        self._schema = index.schema
        self._writer = fulltext.writer(index)
        self._rows = segments.Rows(folder / SEGMENTS / (self._name + _PART), self._number)
        self._documents = Documents(path_of(folder / DOCUMENTS, self._number))

    def __len__(self) -> int:
        return len(self._added)

    def has(self, id: str) -> bool:
        """Say whether this transaction adds the report of that id."""
        return id in self._added

    def add(self, made: Prepared) -> None:
        """Add a report, in place of an older one of the same id."""
        self.delete(made.entry.id)
        frame = self._documents.add(made.report)
        fulltext.add(self._writer, made, Located(made.entry, self._number, self._number, *frame))
        self._rows.add(made)
        self._added.add(made.entry.id)
        self._passages += len(made.passages)

    def delete(self, id: str) -> bool:
        """Delete the report of an id; say whether there was one."""
        import tantivy

        query = tantivy.Query.term_query(self._schema, "id", id, "basic")
        found = self._before.search(query, 1, count=False).hits
        if not found or any(dead.report == id for dead in self._dead):
            return False
        located = fulltext.located_of(self._before.doc(found[0][1]))
        self._dead.append(Tombstone(id, located.commit))
        self._space.lose(located)
        fulltext.remove(self._writer, id)
        return True

    def commit(self, *, whole: bool = False) -> Manifest:
        """Make it all seen; return the new manifest. `whole`: nothing that is deleted keeps its space."""
        self._rows.finish(self._clusters.fresh())
        victims = self._space.victims(whole=whole)
        self._move(victims)
        self._documents.close()
        part = self._folder / SEGMENTS / (self._name + _PART)
        sync(part)
        part.replace(part.with_suffix(""))
        for name in (SEGMENTS, DOCUMENTS):
            sync(self._folder / name)
        self._writer.commit()
        self._writer.wait_merging_threads()
        manifest = self._named(victims)
        run = len(manifest.segments) if whole and manifest.deleted else segments.crowded(manifest)
        if run:
            manifest = segments.merge(self._folder / SEGMENTS, manifest, run, f"{self._name}-{run}")
        write(self._folder, manifest)
        drop(self._folder / DOCUMENTS, manifest.dropped)
        return manifest

    def abort(self) -> None:
        """Let go of everything; what was written is swept by the next transaction."""
        self._rows.abort()
        self._documents.close()
        self._writer.rollback()
        del self._writer

    def _move(self, victims: set[int]) -> None:
        """Take what lives of some files of documents into this commit's own."""
        gone = {dead.report for dead in self._dead}
        for located, packed in living(self._folder / DOCUMENTS, victims, self._before, self._schema):
            if located.entry.id not in gone:
                frame = self._documents.put(packed, located.size)
                fulltext.relocate(self._writer, replace(located, file=self._number, at=frame.at))

    def _named(self, victims: set[int]) -> Manifest:
        own = Segment(self._name, self._number, self._number, len(self._added), self._passages)
        old = self._manifest
        kept, dead = (*old.segments, own) if self._added else old.segments, (*old.deleted, *self._dead)
        space = self._space.waste(victims), self._space.dropped(victims)
        return Manifest(old.version, self._number, self._clusters.next, kept, dead, *space)


def _grown(folder: Path, manifest: Manifest, name: str) -> Any:
    """Return the index of the next generation: all that the present one has, files shared."""
    target = folder / INDEX / name
    target.mkdir()
    if not manifest.generation:
        return fulltext.created(target)
    present = folder / INDEX / f"{manifest.generation:06d}"
    for path in present.iterdir():
        if path.name in _OWN:
            shutil.copyfile(path, target / path.name)
        elif not path.name.endswith(".lock"):
            _share(path, target / path.name)
    return fulltext.opened(target)


def _share(path: Path, target: Path) -> None:
    try:
        os.link(path, target)
    except OSError:  # a file system without hard links
        shutil.copyfile(path, target)
