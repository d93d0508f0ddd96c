"""Word 2003 XML to a Document: the words of a DOCX in another namespace; LibreOffice would lose its merged cells."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

from gongkai.document import Document
from gongkai.errors import DamagedDocument
from gongkai.limits import Limits
from gongkai.reading.safe_xml import Element, children, parse
from gongkai.reading.word import docx
from gongkai.reading.word.wordml import W

_OLD = "{http://schemas.microsoft.com/office/word/2003/wordml}"
_HINT = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_KEPT = (_OLD, "{urn:schemas-microsoft-com:vml}")  # text boxes are drawings
_DELETED = "Word.Deletion"
# Those that have another name today. What holds a link is of no account, its text is.
_RENAMED = {"vmerge": "vMerge", "hmerge": "hMerge"}
_UNWRAPPED = frozenset((_OLD + "hlink",))


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Return the Document of a Word 2003 XML file."""
    words = docx.without_pictures(data, name)
    try:
        body = next(children(parse(words), "body"))
        _renew(body)
    except (ValueError, SyntaxError, LookupError, StopIteration) as error:
        raise DamagedDocument(
            f"{name}: a damaged Word XML document ({error or 'no body'}); open and save it again",
            "Word XML 文档已损坏，无法读取，请用 Word 打开并另存为 .docx 后重试",
        ) from error
    document = Element(W + "document")
    document.append(body)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", ElementTree.tostring(document, "utf-8"))
    return docx.read(packed.getvalue(), name, limits)


def _renew(body: Element) -> None:
    """Give all elements of a body today's names, after what only wraps others is taken away."""
    for element in list(body.iter()):
        while any(_is_wrapper(child) for child in element):
            element[:] = [inner for child in element for inner in (_inside(child) if _is_wrapper(child) else (child,))]
        if element.tag == _OLD + "p":
            _print_number(element)
    for element in body.iter():
        name = element.tag.removeprefix(_OLD)
        if name != element.tag:
            element.tag = W + _RENAMED.get(name, name)
        for key in [key for key in element.attrib if key.startswith(_OLD)]:
            element.set(W + key.removeprefix(_OLD), element.attrib.pop(key))


def _is_wrapper(element: Element) -> bool:
    """Say whether an element is only around others: a section's outline, a smart tag, a tracked change."""
    return element.tag in _UNWRAPPED or (not element.tag.startswith(_KEPT) and element.tag != _HINT + "t")


def _inside(wrapper: Element) -> list[Element]:
    return [] if wrapper.get(_OLD + "type") == _DELETED else list(wrapper)


def _print_number(paragraph: Element) -> None:
    """Put the automatic number, which the file gives in words, before the text of its paragraph."""
    for properties in paragraph.findall(_OLD + "pPr"):
        for label in properties.iterfind(f"{_OLD}listPr/{_HINT}t"):
            run = Element(_OLD + "r")
            ElementTree.SubElement(run, _OLD + "t").text = label.get(_HINT + "val", "")
            paragraph.insert(list(paragraph).index(properties) + 1, run)
