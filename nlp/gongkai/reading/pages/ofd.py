"""OFD (GB/T 33190) to a Document: characters and ruled lines by their places, laid out as those of a PDF are.

Attachments, annotations, seals and signatures are not of the report and not read.
"""

from __future__ import annotations

import io
import zipfile

from gongkai.document import Document
from gongkai.errors import DamagedDocument, EmptyDocument, OversizedDocument, ReadingError
from gongkai.limits import Limits
from gongkai.reading import formats
from gongkai.reading.pages import pdf
from gongkai.reading.pages.ofd_package import Package
from gongkai.reading.pages.ofd_page import Looker
from gongkai.reading.pages.pdf_page import Page

_PAGE_TEXT = 15  # characters a page: with fewer, pages are pictures under a page number or a seal
_LOST_LIMIT = 0.02  # of the characters have no meaning


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Return the Document of an OFD file with text on its pages."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            pages = _pages(archive, name, limits)
        _check_text(pages, name)
        return pdf.document_of(pages, name)
    except ReadingError:
        raise
    except OverflowError as error:
        raise _oversized(name, str(error)) from error
    except Exception as error:  # zipfile, expat and numbers that are none
        raise DamagedDocument(
            f"{name}: a damaged OFD file ({error or type(error).__name__}); fetch the file again",
            "OFD 文件已损坏或不完整，请重新下载或重新导出后再试",
        ) from error


def _pages(archive: zipfile.ZipFile, name: str, limits: Limits) -> list[Page]:
    package = Package(archive, limits.unpacked)
    if package.is_encrypted():
        raise formats.refusal(formats.ENCRYPTED_OFD, name)
    if sum(entry.file_size for entry in archive.infolist()) > limits.unpacked:
        raise _oversized(name, f"it unpacks to more than {limits.unpacked} bytes")
    places = [(book, path) for book in package.books() for path in book.pages]
    if len(places) > limits.pages:
        raise OversizedDocument(
            f"{name}: an OFD file of {len(places)} pages, at most {limits.pages} are read; split the file",
            f"OFD 文件有 {len(places)} 页，最多读取 {limits.pages} 页，请只保留年度报告后重试",
        )
    looker = Looker()
    return [looker.look(package.sheet(book, path)) for book, path in places]


def _check_text(pages: list[Page], name: str) -> None:
    chars = [glyph.char for page in pages for glyph in page.glyphs if not glyph.char.isspace()]
    if len(chars) < max(1, _PAGE_TEXT * len(pages)) or chars.count("\ufffd") > _LOST_LIMIT * len(chars):
        raise EmptyDocument(
            f"{name}: an OFD file without readable text, probably scanned; recognise its text (OCR) and read again",
            "OFD 文件没有可读的文字（可能是扫描件），请先做文字识别（OCR），存为 .docx 或 .txt 后重试",
        )


def _oversized(name: str, what: str) -> OversizedDocument:
    return OversizedDocument(
        f"{name}: {what}; export the report alone and read again",
        "OFD 文件内容过大，请只保留年度报告，重新导出后再试",
    )
