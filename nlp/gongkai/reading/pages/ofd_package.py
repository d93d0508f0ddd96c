"""The parts of an OFD package (GB/T 33190): documents, their pages, templates and shared graphics."""

from __future__ import annotations

import math
import posixpath
import zipfile
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gongkai.limits import MB
from gongkai.reading.safe_xml import Element, children, parse, text_of

# A page of a report has 20 to 200 KB of XML; its tree takes some 20 times as much memory.
PART_LIMIT = 8 * MB
_A4 = (0.0, 0.0, 210.0, 297.0)


class Sheet(NamedTuple):
    """A page: its size in millimetres, the layers on it with those of its templates first, and shared graphics."""

    width: float
    height: float
    layers: list[Element]
    units: dict[str, Element]


class Book(NamedTuple):
    """A document of a package: the path of its root and what its pages share."""

    path: str
    size: tuple[float, ...]
    pages: list[str]
    templates: dict[str, Element]
    units: dict[str, Element]


class Package:
    """An opened package of which no more than `limit` bytes are read.

    KeyError when it lacks a part that another one names, OverflowError when its parts are larger than a report's.
    """

    def __init__(self, archive: zipfile.ZipFile, limit: int) -> None:
        self.archive = archive
        self.left = limit
        self.shared = 0  # bytes of what is kept for all pages
        self.names = {_bare(entry): entry for entry in archive.namelist()}

    def is_encrypted(self) -> bool:
        """Say whether the package lists encrypted parts, or is itself encrypted."""
        return "encryptions.xml" in self.names or any(entry.flag_bits & 1 for entry in self.archive.infolist())

    def books(self) -> Iterator[Book]:
        """Yield the documents of the package; nearly always there is one."""
        for location in children(self._xml("OFD.xml"), "DocBody", "DocRoot"):
            path = self._path("", location.text or "")
            root = self._shared(path)
            common = next(children(root, "CommonData"), None)
            yield Book(
                path,
                _size(text_of(common, "PageArea", "PhysicalBox")) or _A4[2:],
                [self._path(path, page.get("BaseLoc", "")) for page in children(root, "Pages", "Page")],
                {
                    item.get("ID", ""): self._shared(self._path(path, item.get("BaseLoc", "")))
                    for item in children(common, "TemplatePage")
                },
                _units(map(self._shared, self._located(path, common, "PublicRes", "DocumentRes"))),
            )

    def sheet(self, book: Book, path: str) -> Sheet:
        """Return a page of a document."""
        page = self._xml(path)
        width, height = _size(text_of(page, "Area", "PhysicalBox")) or book.size
        wanted = (item.get("TemplateID", "") for item in children(page, "Template"))
        parts = [*(book.templates[id] for id in wanted if id in book.templates), page]
        layers = [layer for part in parts for layer in children(part, "Content", "Layer")]
        return Sheet(width, height, layers, book.units | _units(map(self._xml, self._located(path, page, "PageRes"))))

    def _located(self, path: str, holder: Element | None, *names: str) -> list[str]:
        """Return the paths of the parts that elements of these names give."""
        return [self._path(path, item.text or "") for name in names for item in children(holder, name)]

    def _path(self, base: str, location: str) -> str:
        """Return the path of a location written in the part `base`; some writers start at the root without a slash."""
        location = location.strip()
        path = posixpath.join(posixpath.dirname(base), location)
        return path if _bare(path) in self.names else location

    def _shared(self, path: str) -> Element:
        """Return a part that is kept while pages are read: all of them together are no larger than one may be."""
        self.shared += self._entry(path).file_size
        if self.shared > PART_LIMIT:
            raise OverflowError(f"{path} and other parts for all pages have {self.shared} bytes")
        return self._xml(path)

    def _xml(self, path: str) -> Element:
        entry = self._entry(path)
        self.left -= entry.file_size  # pages may be listed again and again
        if entry.file_size > PART_LIMIT or self.left < 0:
            raise OverflowError(f"{path} has {entry.file_size} bytes, after many others")
        return parse(self.archive.read(entry))

    def _entry(self, path: str) -> zipfile.ZipInfo:
        return self.archive.getinfo(self.names[_bare(path)])


def numbers(text: str) -> list[float]:
    """Return the numbers of an attribute; ValueError for what is none or endless."""
    found = [float(part) for part in text.split()]
    if not all(map(math.isfinite, found)):
        raise ValueError(f"no finite numbers: {text[:60]}")
    return found


def _units(resources: Iterable[Element]) -> dict[str, Element]:
    """Return the graphics that resources define for use in several places."""
    return {
        unit.get("ID", ""): content
        for root in resources
        for unit in children(root, "CompositeGraphicUnits", "CompositeGraphicUnit")
        for content in children(unit, "Content")
    }


def _size(box: str) -> tuple[float, ...] | None:
    return tuple(numbers(box)[2:4]) if box else None


def _bare(path: str) -> str:
    return posixpath.normpath("/" + path.replace("\\", "/")).strip("/").lower()
