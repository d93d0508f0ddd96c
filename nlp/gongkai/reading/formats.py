"""Tell by their first bytes, never by their suffix, the formats that are not text."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from gongkai.errors import DamagedDocument, ReadingError, UnknownFormat


class Kind(NamedTuple):
    """A format, in English and in Chinese, and what the clerk can do about it."""

    english: str
    chinese: str
    remedy: str


ALLOWED = "text, Markdown, HTML, MHTML, Word (DOCX, DOC, WPS, RTF, XML), ODT, XLSX, XLS, PDF, OFD and pictures"

_SAVE_AS = "请用 Word 或 WPS 另存为 .docx 后重试"
_SAVE_AS_XLSX = "请用 Excel 或 WPS 另存为 .xlsx 后重试"
_UNPACK = "请先解压，再读取其中的文件"

DOCX = Kind("Word document (.docx)", "Word 文档（.docx）", "")
DOC = Kind("Word 97-2003 or WPS document (.doc, .wps)", "旧版 Word 或 WPS 文档（.doc、.wps）", "")
XLS = Kind("Excel 97-2003 workbook (.xls)", "旧版 Excel 工作簿（.xls）", "")
XLSX = Kind("Excel workbook (.xlsx)", "Excel 工作簿（.xlsx）", "")
XLSB = Kind("binary Excel workbook (.xlsb)", "Excel 二进制工作簿（.xlsb）", _SAVE_AS_XLSX)
SHEET_XML = Kind("Excel XML spreadsheet", "Excel XML 电子表格", _SAVE_AS_XLSX)
PPT = Kind("presentation", "演示文稿（.ppt、.pptx）", "请把正文存为 .docx 后重试")
ODT = Kind("OpenDocument text (.odt)", "OpenDocument 文字文档（.odt）", "")
ODF = Kind(
    "OpenDocument file that is no text", "OpenDocument 表格或演示（.ods、.odp）", "请把表格连同正文存为 .docx 后重试"
)
OFD = Kind("OFD document", "OFD 版式文件", "")
PDF = Kind("PDF document", "PDF 文件", "")
RTF = Kind("RTF document", "RTF 文档", "")
MHTML = Kind("single-file web page (.mht)", "单一文件网页（.mht）", "")
WORD_XML = Kind("Word 2003 XML document", "Word 2003 XML 文档", "")
FLAT_OPC = Kind("Word XML document", "Word XML 文档", "")
IMAGE = Kind("picture", "图片", "")
ARCHIVE = Kind("archive", "压缩包", _UNPACK)
COMPOUND = Kind("OLE compound file", "OLE 复合文件", _SAVE_AS)
ENCRYPTED = Kind("encrypted Office document", "加密的 Office 文档", "请先去除打开密码再重试")
ENCRYPTED_OFD = Kind("encrypted OFD document", "加密的 OFD 文件", "请先在阅读器中去除密码，另存后重试")
BINARY = Kind("binary data", "二进制数据，不是文字", "请提供 .docx、.pdf、.xlsx、.html、.md 或 .txt 文件")

_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"{\\rtf", RTF),
    (b"\x89PNG", IMAGE),
    (b"\xff\xd8\xff", IMAGE),
    (b"GIF8", IMAGE),
    (b"II*\0", IMAGE),
    (b"MM\0*", IMAGE),
    (b"Rar!\x1a", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"\x1f\x8b\x08", ARCHIVE),
)
_STREAMS = (("EncryptedPackage", ENCRYPTED), ("WordDocument", DOC), ("Workbook", XLS), ("PowerPoint Document", PPT))
_PARTS = (("xl/workbook.bin", XLSB), ("xl/", XLSX), ("ppt/", PPT), ("OFD.xml", OFD), ("content.xml", ODF))
_PDF_PREFIX = 1024  # readers of PDF accept junk before the mark, within the first kilobyte
_XML_PREFIX = 2048
# The first part of an OpenDocument file is its type, not packed.
_ODT, _ZIP_PREFIX = b"mimetypeapplication/vnd.oasis.opendocument.text", 128
# The head of a message: lines of a name and a value, one of which says that it is MIME.
_MIME = re.compile(
    rb"\s*[\w-]{2,40}:[^\n]*\n(?:[\w-]{2,40}:[^\n]*\n|[ \t][^\n]*\n)*?(?i:mime-version|content-type)\s*:"
)
_MIME_TYPE = re.compile(rb"(?i)content-type\s*:\s*(?:multipart/|text/html)")


def tell(data: bytes, name: str) -> Kind | None:
    """Return the format of `data`, None for text; DamagedDocument for a container that is cut off or lacks its core."""
    if is_zip(data):
        return _tell_zip(data, name)
    if data.startswith(_OLE):
        return next((kind for stream, kind in _STREAMS if stream.encode("utf-16-le") in data), COMPOUND)
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if b"%PDF-" in data[:_PDF_PREFIX]:
        return PDF
    if (data.startswith(b"RIFF") and data[8:12] == b"WEBP") or (data.startswith(b"BM") and data[6:10] == bytes(4)):
        return IMAGE
    return _tell_markup(data[:_XML_PREFIX])


def is_zip(prefix: bytes) -> bool:
    """Say whether bytes begin as a ZIP container does."""
    return prefix.startswith((_ZIP + b"\x03\x04", _ZIP + b"\x05\x06"))


def tell_parts(parts: Collection[str], name: str) -> Kind:
    """Return the format of a ZIP container that holds `parts`; DamagedDocument for one that lacks its core."""
    if "word/document.xml" in parts:
        return DOCX
    for part, kind in _PARTS:
        if any(entry.startswith(part) for entry in parts):
            return kind
    if any(entry.startswith("word/") for entry in parts):
        raise DamagedDocument(
            f"{name}: a DOCX without word/document.xml; save the document again",
            "Word 文档已损坏（缺少正文 document.xml），请用 Word 或 WPS 重新保存后再试",
        )
    return ARCHIVE


def refusal(kind: Kind, name: str) -> ReadingError:
    """Return the exception that says what the file is and what to do."""
    error = DamagedDocument if kind in (ENCRYPTED, ENCRYPTED_OFD) else UnknownFormat
    message = f"{name}: {kind.english}; allowed are {ALLOWED}: convert it and read again"
    return error(message, f"这是{kind.chinese}，目前不能读取；{kind.remedy}")


def _tell_markup(prefix: bytes) -> Kind | None:
    """Tell formats that are text, but not for reading."""
    head = prefix.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _MIME_TYPE.search(head) and (head[:13].lower() == b"mime-version:" or _MIME.match(head)):
        return MHTML
    if not head.startswith(b"<"):
        return None
    if b"pkg:package" in head:
        return FLAT_OPC
    if head.startswith(b"<?xml") and b"office:spreadsheet" in head:
        return SHEET_XML
    return WORD_XML if b"wordDocument" in head else None


def _tell_zip(data: bytes, name: str) -> Kind:
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.namelist()
    except Exception as error:  # zipfile meets bad bytes with half a dozen exceptions
        raise DamagedDocument(
            f"{name}: a damaged or cut-off zip container ({error}); fetch the file again",
            "文件已损坏或不完整（压缩结构无法打开），请重新下载或重新保存后再试",
        ) from error
    kind = tell_parts(parts, name)
    return ODT if kind is ODF and _ODT in data[:_ZIP_PREFIX] else kind
