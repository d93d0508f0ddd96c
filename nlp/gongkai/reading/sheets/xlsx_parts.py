"""The parts of an XLSX package and their XML, read as a stream: whatever its size, no tree is built of it."""

from __future__ import annotations

import posixpath
import re
import zipfile
from typing import Protocol
from xml.parsers import expat

_CHUNK = 1 << 16
_PROLOGUE = 4096
_ROOT = re.compile(rb"<([^\s<>?!/]+)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class Handler(Protocol):
    """What is told of an XML part; tags come without their prefixes, attributes as they are."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Open an element."""

    def end(self, tag: str) -> None:
        """Close an element."""

    def data(self, text: str) -> None:
        """Take a piece of text."""


class Package:
    """An open package: part names are compared without case, as spreadsheets do."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = {_key(info.filename): info for info in archive.infolist()}

    def has(self, part: str) -> bool:
        """Say whether there is such a part."""
        return _key(part) in self._names

    def scan(self, part: str, handler: Handler) -> None:
        """Tell `handler` all of a part; KeyError when there is none, ExpatError for bad XML."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = handler.start, handler.end
        if self._has_prefix(part):
            parser.StartElementHandler = lambda tag, attributes: handler.start(local(tag), attributes)
            parser.EndElementHandler = lambda tag: handler.end(local(tag))
        parser.CharacterDataHandler = handler.data
        parser.StartDoctypeDeclHandler = _refuse
        with self._archive.open(self._names[_key(part)]) as stream:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk)
        parser.Parse(b"", True)

    def _has_prefix(self, part: str) -> bool:
        """Say whether tags may have prefixes (rare): told by the first tag, so that others need no look at each."""
        with self._archive.open(self._names[_key(part)]) as stream:
            root = _ROOT.search(stream.read(_PROLOGUE))
        return root is None or b":" in root[1]

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return the parts that a part refers to, by id: the last word of their type, and their names."""
        folder, base = posixpath.split(part)
        own = f"{folder}/_rels/{base}.rels".lstrip("/")
        found = _Relations()
        if self.has(own):
            self.scan(own, found)
        return {id: (kind, _join(folder, target)) for id, kind, target in found.found}


class _Relations:
    def __init__(self) -> None:
        self.found: list[tuple[str, str, str]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found.append((attributes.get("Id", ""), kind, attributes.get("Target", "")))

    def end(self, tag: str) -> None:
        pass

    def data(self, text: str) -> None:
        pass


class Strings:
    """The table of shared strings: text of runs, without the readings printed above it."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._pieces: list[str] = []
        self._in_text = False
        self._reading = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: ARG002
        """Open an element."""
        self._in_text = tag == "t" and not self._reading
        self._reading += tag == "rPh"

    def end(self, tag: str) -> None:
        """Close an element."""
        self._in_text = False
        if tag == "rPh":
            self._reading -= 1
        elif tag == "si":
            self.found.append(unescaped("".join(self._pieces)))
            self._pieces = []

    def data(self, text: str) -> None:
        """Take a piece of text."""
        if self._in_text:
            self._pieces.append(text)


def unescaped(text: str) -> str:
    """Return a text with the characters that XML can't hold, and with plain line ends."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def local(name: str) -> str:
    """Return a name without its prefix."""
    return name.rpartition(":")[2]


def is_on(attributes: dict[str, str], key: str) -> bool:
    """Say whether an attribute is true."""
    return attributes.get(key, "0").lower() in ("1", "true", "on")


def _key(part: str) -> str:
    return part.replace("\\", "/").lstrip("/").lower()


def _join(folder: str, target: str) -> str:
    return target if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _refuse(*_: object) -> None:
    raise ValueError("a document type declaration, which no workbook has")
