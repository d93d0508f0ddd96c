"""Which documents a list of paths stands for: files, folders and archives."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator

from gongkai.errors import ReadingError
from gongkai.limits import DEFAULT, Limits
from gongkai.reading import archives
from gongkai.reading.archives import Member

# A folder holds other things too, so it is searched by suffix; a file without one is read only where it is named.
SUFFIXES = (
    *(".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".mht", ".mhtml"),
    *(".docx", ".doc", ".wps", ".rtf", ".odt", ".pdf", ".ofd"),
)
# `.x` is hidden, `~$x.docx` is the lock that Word leaves beside an open document, `.~x.docx` that of WPS.
_NOT_DOCUMENTS = (".", "~$")
_HIDDEN = re.compile(r"(?:^|/)(?:\.(?!\.?/)|~\$|__MACOSX/)")

Found = str | Member


def find(paths: Iterable[str], limits: Limits = DEFAULT) -> Iterator[Found]:
    """Yield the documents of `paths`: folders and archives recursively in order of name, all else as given.

    What is missing or can't be opened is yielded too: it is a document that fails with a reason.
    """
    for path in paths:
        if path != "-" and os.path.isdir(path):
            yield from _inside(path, limits)
        elif path != "-" and archives.is_archive(path):
            yield from _packed(path, limits)
        else:
            yield path


def _inside(folder: str, limits: Limits) -> Iterator[Found]:
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
            yield from _inside(entry.path, limits)
        elif entry.name.lower().endswith(SUFFIXES):
            yield entry.path
        elif entry.name.lower().endswith(archives.SUFFIX):
            yield from _packed(entry.path, limits)


def _packed(path: str, limits: Limits) -> Iterator[Found]:
    """Yield the documents of an archive; the archive itself when none is found in it, so that it is not lost."""
    empty = True
    for member in _members(Member(path), limits):
        empty = False
        yield path if member.path == os.fspath(member) else member
    if empty:
        yield path


def _members(archive: Member, limits: Limits) -> Iterator[Member]:
    try:
        for entry in archives.entries(archive, limits):
            member = archive._replace(names=(*archive.names, entry.name), at=(*archive.at, entry.at))
            if _HIDDEN.search(entry.name):
                continue
            if entry.name.lower().endswith(SUFFIXES):
                yield member
            elif entry.name.lower().endswith(archives.SUFFIX):
                yield from _members(member, limits) if len(member.at) < archives.DEPTH else [member]
    except ReadingError:  # said when it is read
        yield archive
