"""Space of documents that were deleted or replaced: files that are mostly waste are written anew without it.

What lives moves into the file of the commit under way. Until that commit's manifest is in place, nothing of the old
files has changed, so that a kill costs nothing; the files are removed after it, or by the next commit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from gongkai.corpus import fulltext
from gongkai.corpus.documents import path_of
from gongkai.corpus.fulltext import Located
from gongkai.corpus.manifest import Dead, Manifest

WASTE = 1 / 3
"""Share of dead bytes in all documents above which files are written anew: documents take half as much again at most.

Over 2,000 commits that each replaced 1 to 50 of 2,000 reports, a byte written was moved 1.6 to 1.8 times; with 0.2 it
was 2.4 times, with 0.5 documents took twice their space.
"""
WORTH = 0.25
"""Share of dead bytes in a file from which it is among them; with 0 a byte was moved 1.9 times, for the same space."""


class Space:
    """How large the files of documents are, and how much of each is waste."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        sizes = {int(path.stem): path.stat().st_size for path in folder.glob("*.zst")}
        self._undead = sizes.keys() & set(manifest.dropped)  # which could not be removed yet
        self._sizes = {file: size for file, size in sizes.items() if file not in self._undead}
        self._dead = Counter({one.file: one.bytes for one in manifest.dead})

    def lose(self, located: Located) -> None:
        """Count a document as waste."""
        self._dead[located.file] += located.length

    def victims(self, *, whole: bool) -> set[int]:
        """Return the files to be given up: all waste always, mostly waste when it is much, `whole` any with waste."""
        is_much = self._dead.total() > WASTE * sum(self._sizes.values())
        least = 0.0 if whole else WORTH if is_much else 1.0
        wasteful = {file for file in self._dead if self._dead[file] >= least * self._sizes.get(file, 0)}
        return (wasteful & self._sizes.keys()) | {file for file, size in self._sizes.items() if not size}

    def waste(self, victims: set[int]) -> tuple[Dead, ...]:
        """Return the waste of all files but the victims."""
        return tuple(Dead(file, count) for file, count in sorted(self._dead.items()) if file not in victims)

    def dropped(self, victims: set[int]) -> tuple[int, ...]:
        """Return the files to be removed: the victims, and those that could not be before."""
        return tuple(sorted(victims | self._undead))


def living(folder: Path, victims: set[int], before: Any, schema: Any) -> Iterator[tuple[Located, bytes]]:
    """Yield what of some files the index `before` knows, in their order: where each document stands, and its bytes."""
    for file, own in groupby(_located(victims, before, schema), lambda located: located.file):
        with path_of(folder, file).open("rb") as stream:
            for located in own:
                stream.seek(located.at)
                yield located, stream.read(located.length)


def drop(folder: Path, files: Iterable[int]) -> None:
    """Remove files; one that can't be removed now, since a reader holds it, goes with the next commit."""
    for file in files:
        try:
            path_of(folder, file).unlink(missing_ok=True)
        except OSError:
            continue


def _located(victims: set[int], before: Any, schema: Any) -> list[Located]:
    import tantivy

    if not victims or not before.num_docs:
        return []
    query = tantivy.Query.term_set_query(schema, "file", sorted(victims))
    found = before.search(query, before.num_docs, count=False).hits
    located = [fulltext.located_of(before.doc(address)) for _, address in found]
    return sorted(located, key=lambda one: (one.file, one.at))
