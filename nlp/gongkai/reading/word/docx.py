"""DOCX to a Document: mammoth makes HTML of the document's XML, and the HTML reader reads that."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from gongkai.document import Document
from gongkai.errors import DamagedDocument, OversizedDocument
from gongkai.limits import MB, Limits
from gongkai.reading import packed
from gongkai.reading.markup import html

# A report has some 0.5 MB of XML. Its tree takes 55 times its size in memory, and mammoth up to 2.5 s a megabyte.
XML_LIMIT = 8 * MB
ONE_XML_LIMIT = 2 * XML_LIMIT  # of all parts in one file: styles and themes take as much as the text

_DOCUMENT = "word/document.xml"
_STYLES = "word/styles.xml"
_NUMBERING = "word/numbering.xml"
# What mammoth is given besides. Headers and footers are page furniture; styles and the rest of the package cost it
# 200 ms and tell no more than the numbers, which are printed before; pictures, fonts and macros stay packed.
_NOTES = (
    "word/footnotes.xml",
    "word/endnotes.xml",
    "word/_rels/document.xml.rels",
    "word/_rels/footnotes.xml.rels",
    "word/_rels/endnotes.xml.rels",
)
_XML = (_DOCUMENT, _STYLES, _NUMBERING, *_NOTES)
_PICTURE = re.compile(rb"<(w:binData|pkg:binaryData)\b[^<>]*>[^<]*</\1>")
_OPTIONS: dict[str, Any] = {
    # All paragraphs alike: mammoth would make lists of them, whose numbers are then nowhere.
    "style_map": "p => p:fresh",
    "include_default_style_map": False,
    "include_embedded_style_map": False,
    "convert_image": lambda image: [],  # noqa: ARG005 mammoth's signature
}


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Return the Document of a DOCX file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_size(archive, name, limits)
            page = _to_html(archive)
    except OversizedDocument:
        raise
    except Exception as error:  # zipfile, expat and mammoth meet damage with any exception there is
        raise DamagedDocument(
            f"{name}: a damaged Word document ({error or type(error).__name__}); open and save it again",
            "Word 文档已损坏，无法读取，请用 Word 或 WPS 打开并重新保存后再试",
        ) from error
    return html.read(page, name, verbatim=True)


def without_pictures(xml: bytes, name: str) -> bytes:
    """Return the one XML file of a Word document without its pictures; OversizedDocument when still too large."""
    words = _PICTURE.sub(b"", xml)
    if len(words) > ONE_XML_LIMIT:
        raise OversizedDocument(
            f"{name}: {len(words)} bytes of XML, at most {ONE_XML_LIMIT} are read; save the report alone as .docx",
            "Word XML 文档过大，请只保留年度报告，另存为 .docx 后重试",
        )
    return words


def _check_size(archive: zipfile.ZipFile, name: str, limits: Limits) -> None:
    packed.check(archive, name, limits, "Word 文档")
    if any(part.filename in _XML and part.file_size > XML_LIMIT for part in archive.infolist()):
        raise packed.oversized(name, limits, "Word 文档")


def _to_html(archive: zipfile.ZipFile) -> str:
    import mammoth

    from gongkai.reading.word.wordml import prepare

    parts = {part: archive.read(part) for part in _XML if part in archive.NameToInfo}
    parts[_DOCUMENT] = prepare(parts[_DOCUMENT], parts.pop(_STYLES, None), parts.pop(_NUMBERING, None))
    slim = io.BytesIO()
    with zipfile.ZipFile(slim, "w") as target:
        for part, content in parts.items():
            target.writestr(part, content)
    return str(mammoth.convert_to_html(slim, **_OPTIONS).value)
