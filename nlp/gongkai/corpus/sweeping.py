"""Files that no manifest names: the leavings of killed processes, and of the generation before."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from gongkai.corpus.manifest import DOCUMENTS, INDEX, SEGMENTS, Manifest
from gongkai.corpus.reclaiming import drop


def sweep(folder: Path, manifest: Manifest) -> None:
    """Remove what the manifest does not name."""
    index = {f"{manifest.generation:06d}"}
    named = {segment.name for segment in manifest.segments}
    for path in _all(folder / INDEX, folder / SEGMENTS):
        if path.name not in (index if path.parent.name == INDEX else named):
            shutil.rmtree(path, ignore_errors=True)
    drop(folder / DOCUMENTS, manifest.dropped)
    for path in _all(folder / DOCUMENTS):
        if int(path.stem) > manifest.generation:
            path.unlink(missing_ok=True)
    for path in folder.glob(".*.part"):
        path.unlink(missing_ok=True)


def _all(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        yield from list(folder.iterdir())
