"""Which files a list of paths stands for."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

from gongkai.deadline import Expired, within
from gongkai.errors import ReadingError
from gongkai.limits import DEFAULT, Limits
from gongkai.reading import archives
from gongkai.reading.archives import Member
from gongkai.reading.loading import is_pattern, load

# A folder holds other things too, so it is searched by suffix; a file without one is read only where it is named. So
# are pictures: those in folders are logos and photographs, and scans of reports come as PDF.
WORKBOOKS = (".xlsx", ".xls", ".et")
SUFFIXES = (
    *(".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".mht", ".mhtml"),
    *(".docx", ".doc", ".wps", ".rtf", ".odt", ".pdf", ".ofd"),
    *WORKBOOKS,
)
# `.x` is hidden, `~$x.docx` is the lock that Word leaves beside an open document, `.~x.docx` that of WPS.
_NOT_DOCUMENTS = (".", "~$")
_HIDDEN = re.compile(r"(?:^|/)(?:\.(?!\.?/)|~\$|__MACOSX/)")

Found = str | Member


def find(paths: Iterable[str], limits: Limits = DEFAULT) -> Iterator[Found]:
    """Yield the documents of `paths`: folders and archives recursively in order of name, all else as given.

    What is missing or can't be opened is yielded too: it is a document that fails with a reason.
    A path with `*`, `?` or `[` that is no file is a pattern, `**` for folders in folders: what matches, sorted, once.
    """
    for path in paths:
        if path != "-" and os.path.isdir(path):
            yield from _inside(path, limits)
        elif is_pattern(path) and not os.path.lexists(path):
            yield from _matching(path, limits)
        elif path != "-" and archives.is_archive(path):
            yield from _packed(path, limits)
        else:
            yield from _apart(path, limits)


def _matching(pattern: str, limits: Limits) -> Iterator[Found]:
    matched = (path for path in glob.iglob(pattern, recursive=True) if not _is_hidden(path))
    found = {one for path in matched for one in find([path], limits)}
    yield from sorted(found, key=os.fspath) or (pattern,)


def _is_hidden(path: str) -> bool:
    return os.path.basename(path).startswith(_NOT_DOCUMENTS)


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
            yield from _apart(entry.path, limits)
        elif entry.name.lower().endswith(archives.SUFFIX):
            yield from _packed(entry.path, limits)


def _packed(path: str, limits: Limits) -> Iterator[Found]:
    """Yield the documents of an archive; the archive itself when none is found in it, so that it is not lost."""
    empty = True
    for member in _members(Member(path), limits):
        empty = False
        yield path if member == Member(path) else member
    if empty:
        yield path


def _members(archive: Member, limits: Limits) -> Iterator[Found]:
    try:
        for entry in archives.entries(archive, limits):
            member = archive._replace(names=(*archive.names, entry.name), at=(*archive.at, entry.at))
            if _HIDDEN.search(entry.name):
                continue
            if entry.name.lower().endswith(SUFFIXES):
                yield from _apart(member, limits)
            elif entry.name.lower().endswith(archives.SUFFIX):
                yield from _members(member, limits) if len(member.at) < archives.DEPTH else [member]
    except ReadingError:  # said when it is read
        yield archive


def _apart(source: Found, limits: Limits) -> Iterator[Found]:
    """Yield each report of a workbook that holds several; any other document as it is."""
    parts: tuple[str, ...] = ()
    if os.fspath(source).lower().endswith(WORKBOOKS):
        from gongkai.reading.sheets import workbook

        with suppress(ReadingError, Expired), within(limits.seconds):  # said when it is read
            parts = workbook.parts(load(source, limits), os.fspath(source), limits)
    holder = source if isinstance(source, Member) else Member(source)
    yield from (holder._replace(part=part) for part in parts)
    if not parts:
        yield source
