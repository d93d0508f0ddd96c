"""Sources as readers may see them: never where the server keeps its files."""

from __future__ import annotations

import re
from pathlib import PurePosixPath, PureWindowsPath

from msgspec.structs import replace

from gongkai.corpus import Entry, Hit, Hits
from gongkai.document import Report

_MEMBER = re.compile(r"(.*?\.\w{1,8})!(.*)", re.DOTALL)  # archive.zip!member


def file_name(source: str) -> str:
    """Return a relative source as it is, of an absolute one the file's name with the member of the archive."""
    packed = _MEMBER.fullmatch(source)
    path, members = (packed[1], [packed[2]]) if packed else (source, [])
    if PureWindowsPath(path).is_absolute() or "\\" in path:
        path = PureWindowsPath(path).name
    elif PurePosixPath(path).is_absolute() or path.startswith("~"):
        path = PurePosixPath(path).name
    else:
        path = "/".join(part for part in PurePosixPath(path).parts if part != "..")
    return "!".join([path, *members])


def entry(found: Entry) -> Entry:
    """Return an entry with its source as readers may see it."""
    return replace(found, source=file_name(found.source))


def hit(found: Hit) -> Hit:
    """Return a hit with its source as readers may see it."""
    return replace(found, entry=entry(found.entry))


def hits(found: Hits) -> Hits:
    """Return hits with their sources as readers may see them."""
    return replace(found, hits=tuple(map(hit, found.hits)))


def report(found: Report) -> Report:
    """Return a report with its source as readers may see it."""
    return replace(found, source=file_name(found.source))
