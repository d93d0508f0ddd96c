"""Mend what is lost between Word's XML and its HTML: automatic numbers, merged cells with bookmarks, text boxes."""

from __future__ import annotations

from xml.etree import ElementTree

from gongkai.reading.word.numbering import Numbering

Element = ElementTree.Element

_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{_TRANSITIONAL.decode()}}}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TEXT_BOX = f".//{W}txbxContent"
# A bookmark between two cells keeps mammoth from merging cells in the whole table; none of these holds text.
_MARKS = ("bookmarkStart", "bookmarkEnd", "proofErr", "permStart", "permEnd", "lastRenderedPageBreak")
# What only concerns looks: mammoth takes 20 to 50 microseconds for every element of it.
_LOOKS = (
    "jc",
    "ind",
    "spacing",
    "tcW",
    "tcBorders",
    "shd",
    "vAlign",
    "tblGrid",
    "tblBorders",
    "tblCellMar",
    "trHeight",
)
_IDLE = frozenset(W + tag for tag in _MARKS + _LOOKS)
_RUN, _RUN_LOOKS, _RUN_TEXT = W + "r", W + "rPr", W + "t"
_UNPRINTED = frozenset((W + "strike", W + "dstrike", W + "vanish"))  # struck out or hidden
_OFF = frozenset(("0", "false", "off"))


def prepare(document: bytes, styles: bytes | None, numbering: bytes | None) -> bytes:
    """Return document.xml with its automatic numbers as text, text boxes as paragraphs, without marks and looks."""
    root = _parse(document)
    for element in list(root.iter()):
        _replace_alternatives(element)
        is_run = element.tag == _RUN
        if is_run and _is_unprinted(element):
            for text in element.findall(_RUN_TEXT):
                element.remove(text)
        for child in [child for child in element if child.tag in _IDLE or (is_run and child.tag == _RUN_LOOKS)]:
            element.remove(child)
    if numbering is not None:
        _print_numbers(root, Numbering(_parse(numbering), _parse(styles) if styles else None))
    xml: bytes = ElementTree.tostring(root, encoding="utf-8")
    return xml


def _parse(xml: bytes) -> Element:
    return ElementTree.fromstring(xml.replace(_STRICT, _TRANSITIONAL))


def _is_unprinted(run: Element) -> bool:
    """Say whether the text of a run is struck out or hidden."""
    looks = run.find(_RUN_LOOKS)
    return looks is not None and any(look.tag in _UNPRINTED and look.get(W + "val", "1") not in _OFF for look in looks)


def _replace_alternatives(element: Element) -> None:
    """Put the text of a drawing (a text box) that has no fallback in place of it; mammoth reads fallbacks only."""
    for child in element:
        if child.tag == _MC + "AlternateContent" and child.find(_MC + "Fallback") is None:
            fallback = ElementTree.SubElement(child, _MC + "Fallback")
            for box in child.iterfind(_TEXT_BOX):
                picture = ElementTree.SubElement(fallback, W + "pict")
                picture.extend(list(box))


def _print_numbers(root: Element, numbering: Numbering) -> None:
    for paragraph in root.iter(W + "p"):
        label = numbering.next(paragraph)
        if label:
            run = Element(W + "r")
            text = ElementTree.SubElement(run, W + "t")
            text.text = label
            properties = paragraph.find(W + "pPr")
            paragraph.insert(0 if properties is None else list(paragraph).index(properties) + 1, run)
