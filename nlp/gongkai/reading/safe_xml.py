"""XML without a document type: nothing in it can expand or point elsewhere. Names lose their namespace."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

Element = ElementTree.Element

_ENCODING = re.compile(rb"""\A\s*<\?xml[^>]*?encoding\s*=\s*["']([\w-]+)["']""")
_CHINESE = frozenset(("gb2312", "gbk", "gb18030", "cp936"))  # expat reads none of them


def parse(xml: bytes) -> Element:
    """Return the root of an XML file; ValueError when it has a document type, ParseError when it is none."""
    if b"<!DOCTYPE" in xml.replace(b"\0", b""):  # in UTF-16 every second byte is 0
        raise ValueError("an XML part with a document type, which may expand without end")
    declared = _ENCODING.match(xml)
    if declared and declared[1].decode().lower() in _CHINESE:
        return ElementTree.fromstring(xml.decode("gb18030", "replace"))
    return ElementTree.fromstring(xml)


def local(element: Element) -> str:
    """Return the name of an element without its namespace: producers use several, or none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """Yield the elements at the end of a path of local names."""
    if element is None:
        return
    for child in element:
        if local(child) == names[0]:
            if len(names) == 1:
                yield child
            else:
                yield from children(child, *names[1:])


def text_of(element: Element | None, *names: str) -> str:
    """Return the stripped text of the first element at the end of a path, "" when there is none."""
    found = next(children(element, *names), None)
    return (found.text or "").strip() if found is not None else ""
