"""Word XML in one file (flat OPC, which Word calls "Word XML document") to a Document: its parts make a DOCX."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

from gongkai.document import Document
from gongkai.errors import DamagedDocument
from gongkai.limits import Limits
from gongkai.reading.safe_xml import children, parse
from gongkai.reading.word import docx

_NAME = "{http://schemas.microsoft.com/office/2006/xmlPackage}name"


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Return the Document of a package written as one XML file."""
    words = docx.without_pictures(data, name)
    packed = io.BytesIO()
    try:
        root = parse(words)
        with zipfile.ZipFile(packed, "w") as archive:
            for part in children(root, "part"):
                for content in children(part, "xmlData"):
                    xml = b"".join(ElementTree.tostring(element, "utf-8") for element in content)
                    archive.writestr(part.get(_NAME, "").lstrip("/"), xml)
    except (ValueError, SyntaxError, LookupError) as error:  # no XML, with a document type, in an unknown charset
        raise DamagedDocument(
            f"{name}: a damaged Word XML document ({error}); open and save it again",
            "Word XML 文档已损坏，无法读取，请用 Word 打开并另存为 .docx 后重试",
        ) from error
    return docx.read(packed.getvalue(), name, limits)
