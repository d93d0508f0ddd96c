"""Which files a list of paths stands for."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator

# A folder holds other things too, so it is searched by suffix; a file without one is read only where it is named.
SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".docx", ".pdf")
# `.x` is hidden, `~$x.docx` is the lock that Word leaves beside an open document, `.~x.docx` that of WPS.
_NOT_DOCUMENTS = (".", "~$")


def find(paths: Iterable[str]) -> Iterator[str]:
    """Yield the documents of `paths`: folders recursively in order of name, all else as given, missing or not.

    A path with `*`, `?` or `[` that is no file is a pattern, `**` for folders in folders: what matches, sorted, once.
    """
    for path in paths:
        if path != "-" and os.path.isdir(path):
            yield from _inside(path)
        elif is_pattern(path) and not os.path.lexists(path):
            yield from _matching(path)
        else:
            yield path


def is_pattern(path: str) -> bool:
    """Say whether a path that is no file would be a pattern."""
    return any(character in path for character in "*?[")


def _matching(pattern: str) -> Iterator[str]:
    found: set[str] = set()
    for path in glob.iglob(pattern, recursive=True):
        if os.path.isdir(path):
            found.update(_inside(path))
        elif not os.path.basename(path).startswith(_NOT_DOCUMENTS):
            found.add(path)
    yield from sorted(found) or (pattern,)


def _inside(folder: str) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError:  # a folder that may not be listed is reported as a document that can't be read
        yield folder
        return
    for entry in found:
        if entry.name.startswith(_NOT_DOCUMENTS):
            continue
        if entry.is_dir(follow_symlinks=False):  # a link to a folder above would never end
            yield from _inside(entry.path)
        elif entry.name.lower().endswith(SUFFIXES):
            yield entry.path
