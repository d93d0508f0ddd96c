"""Old Word, WPS, RTF and OpenDocument texts to a Document: LibreOffice makes DOCX of them."""

from __future__ import annotations

import io
import zipfile
from typing import NamedTuple

from gongkai.document import Document
from gongkai.errors import DamagedDocument, OversizedDocument
from gongkai.limits import Limits
from gongkai.reading import formats
from gongkai.reading.word import docx, soffice

_ENTRY = "WordDocument\0".encode("utf-16-le")  # in an OLE directory, whose entries begin with their name
_SECTOR_SHIFT, _FIRST_SECTOR = 30, 116  # places in the OLE header, and in an entry
_FLAGS, _IS_ENCRYPTED = 11, 0x01  # byte and bit of a Word file's first block


class _Way(NamedTuple):
    """How LibreOffice calls a format, and the suffix it expects."""

    suffix: str
    reader: str


_WAYS = {
    formats.DOC: _Way(".doc", "MS Word 97"),
    formats.RTF: _Way(".rtf", "Rich Text Format"),
    formats.ODT: _Way(".odt", "writer8"),
}


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Return the Document of a file that LibreOffice converts; MissingProgram where it is not installed."""
    kind = formats.tell(data, name)
    assert kind is not None, "formats.tell chose this reader"
    if (kind is formats.DOC and _is_encrypted_doc(data)) or (kind is formats.ODT and _check_odt(data, name, limits)):
        raise formats.refusal(formats.ENCRYPTED, name)
    way = _WAYS[kind]
    return docx.read(soffice.to_docx(data, way.suffix, way.reader, name, limits), name, limits)


def _is_encrypted_doc(data: bytes) -> bool:
    """Say whether the first block of a Word file, which never is encrypted itself, says that the others are."""
    entry = data.find(_ENTRY)
    shift = int.from_bytes(data[_SECTOR_SHIFT : _SECTOR_SHIFT + 2], "little")
    sector = int.from_bytes(data[entry + _FIRST_SECTOR : entry + _FIRST_SECTOR + 4], "little")
    flags = ((sector + 1) << min(shift, 16)) + _FLAGS
    return entry >= 0 and flags < len(data) and bool(data[flags] & _IS_ENCRYPTED)


def _check_odt(data: bytes, name: str, limits: Limits) -> bool:
    """Say whether an OpenDocument text is encrypted; refuse one that unpacks to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(part.file_size for part in archive.infolist()) <= limits.unpacked:
                return b"encryption-data" in archive.read("META-INF/manifest.xml")
    except Exception as error:  # zipfile meets bad bytes with half a dozen exceptions
        raise DamagedDocument(
            f"{name}: a damaged OpenDocument text ({error}); save it again",
            "OpenDocument 文档已损坏，请重新保存后再试",
        ) from error
    raise OversizedDocument(
        f"{name}: unpacks to more than {limits.unpacked} bytes; save it again without pictures",
        "OpenDocument 文档解压后过大，请删除其中的图片后重试",
    )
