"""Which files a list of paths stands for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

# A folder holds other things too, so it is searched by suffix; a file without one is read only where it is named. So
# are pictures: those in folders are logos and photographs, and scans of reports come as PDF.
SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".docx", ".pdf")
# `.x` is hidden, `~$x.docx` is the lock that Word leaves beside an open document, `.~x.docx` that of WPS.
_NOT_DOCUMENTS = (".", "~$")


def find(paths: Iterable[str]) -> Iterator[str]:
    """Yield the documents of `paths`: folders recursively in order of name, all else as given, missing or not."""
    for path in paths:
        if path != "-" and os.path.isdir(path):
            yield from _inside(path)
        else:
            yield path


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
