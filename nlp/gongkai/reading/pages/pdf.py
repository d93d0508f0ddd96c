"""PDF to a Document: characters by their places, tables by their ruled lines, paragraphs by the width of lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai.document import Document, Grid, GridCell, Position, Region
from gongkai.errors import DamagedDocument, EmptyDocument, OversizedDocument, ReadingError
from gongkai.limits import Limits
from gongkai.reading.grids import CELL_LIMIT
from gongkai.reading.pages import pdf_lines, pdf_scans, pdf_tables
from gongkai.reading.pages.ocr import engine
from gongkai.reading.pages.ocr.watch import Watch
from gongkai.reading.pages.pdf_lines import Line
from gongkai.reading.pages.pdf_page import Glyph, Page, look, position
from gongkai.reading.pages.pdf_parts import Part, Table, cells, joined, rows

_PAGE_TEXT = 15  # characters a page: with fewer, pages are pictures under a page number or a stamp
_LOST_LIMIT = 0.02  # of the characters have no meaning: the font's table is missing or wrong
_ENCRYPTED = ("password", "security")  # words of pdfium's errors


Block = Line | Table


def read(data: bytes, name: str, limits: Limits) -> Document:
    """Return the Document of a PDF; pages that are pictures are recognised, ScannedDocument where they can't be."""
    try:
        pages = _pages(data, name, limits)
        _check_text(pages, name)
        return document_of(pages, name)
    except ReadingError:
        raise
    except Exception as error:  # pdfium meets damage with its own errors and with what Python makes of its results
        if any(word in str(error).lower() for word in _ENCRYPTED):
            raise DamagedDocument(
                f"{name}: an encrypted PDF; remove its password and read again",
                "PDF 文件已加密，请先去除打开密码，或另存为 .docx 后重试",
            ) from error
        raise DamagedDocument(
            f"{name}: a damaged or cut-off PDF ({error or type(error).__name__}); fetch the file again",
            "PDF 文件已损坏或不完整，请重新下载或重新导出后再试",
        ) from error


def _pages(data: bytes, name: str, limits: Limits) -> list[Page]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        if len(document) > limits.pages:
            raise OversizedDocument(
                f"{name}: a PDF of {len(document)} pages, at most {limits.pages} are read; split the file",
                f"PDF 文件有 {len(document)} 页，最多读取 {limits.pages} 页，请只保留年度报告后重试",
            )
        watch = Watch(name, limits)
        return [_look(document, index, watch) for index in range(len(document))]
    finally:
        document.close()


def _look(document: Any, index: int, watch: Watch) -> Page:
    page = document[index]
    try:
        return pdf_scans.seen(page, look(page), watch)
    finally:
        page.close()


def _check_text(pages: list[Page], name: str) -> None:
    chars = [glyph.char for page in pages for glyph in page.glyphs if not glyph.char.isspace()]
    if len(chars) < _PAGE_TEXT * len(pages) or chars.count("\ufffd") > _LOST_LIMIT * len(chars):
        engine.require(name)
        raise EmptyDocument(
            f"{name}: a PDF without readable text, nor was any recognised; export it again",
            "PDF 文件没有可读的文字，文字识别（OCR）也没有读出，请重新导出或扫描，或存为 .docx 后重试",
        )


def document_of(pages: list[Page], name: str) -> Document:
    """Return the Document of what stands on pages, wherever it was read."""
    laid = [_blocks(page, number) for number, page in enumerate(pages)]
    prose = [[block for block in blocks if isinstance(block, Line)] for blocks in laid]
    dropped = pdf_lines.furniture(list(zip(pages, prose, strict=True)))
    gone = {id(prose[number][index]) for number, index in dropped}
    writer = _Writer(pdf_lines.measure([line for found in prose for line in found if id(line) not in gone]))
    waiting: Table | None = None  # may go on over the page
    for number, block in _in_order(laid, gone):
        if waiting is not None:
            whole = _continued(waiting, block) if number != writer.page else None
            if whole is not None:
                waiting, writer.page = whole, number
                continue
            writer.table(waiting)
            waiting = None
        if isinstance(block, Table):
            waiting = block
        else:
            writer.line(block, number)
        writer.page = number
    if waiting is not None:
        writer.table(waiting)
    return writer.document(name)


def _continued(table: Table, block: Block) -> Table | None:
    """Return the table with its part on the next page; None when what stands there first is none."""
    if isinstance(block, Line) or not block.frame.continues(table.frame):
        return None
    whole = joined(table, block)
    return whole if pdf_tables.lattice(whole.frame) else None


def _in_order(laid: list[list[Block]], gone: set[int]) -> Iterator[tuple[int, Block]]:
    for number, blocks in enumerate(laid):
        for block in blocks:
            if id(block) not in gone:
                yield number, block


def _blocks(page: Page, number: int) -> list[Block]:
    """Return the lines and tables of a page from top to bottom."""
    tables = [Table(frame, [], (Part(number, frame.top),)) for frame in pdf_tables.frames(page)]
    loose: list[Glyph] = []
    for glyph in page.glyphs:
        x = (glyph.left + glyph.right) / 2
        inside = [table for table in tables if table.frame.holds(x, glyph.middle)]
        (inside[-1].glyphs if inside else loose).append(glyph)
    blocks: list[Block] = []
    for table in tables:
        if any(len(cell.text) > CELL_LIMIT for cell in cells(table)):
            loose.extend(table.glyphs)
        else:
            blocks.append(table)
    blocks.extend(pdf_lines.lines(loose))
    return sorted(blocks, key=lambda block: block.frame.top if isinstance(block, Table) else block.top)


class _Writer:
    """The text and grids of a document in the making."""

    def __init__(self, body: pdf_lines.Measure) -> None:
        self.body = body
        self.parts: list[str] = []
        self.length = 0
        self.grids: list[Grid] = []
        self.regions: list[Region] = []
        self.before: Line | None = None  # the line that the next one may continue
        self.page = 0

    def put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def line(self, line: Line, page: int) -> None:
        before = self.before
        if before and pdf_lines.continues(line, before, self.body, new_page=page != self.page):
            self.put(" " if before.text[-1].isascii() and line.text[0].isascii() and line.text[0].isalpha() else "")
        elif self.length:
            self.put("\n")
        box = line.left, line.top, line.right, line.bottom
        self.mark(len(line.text), position(page, box), [line])
        self.put(line.text)
        self.before = line

    def table(self, table: Table) -> None:
        if self.length:
            self.put("\n")
        start, places = self.length, []
        for number, row in enumerate(rows(table)):
            for index, cell in enumerate(row):
                slot, text = cell.slot, cell.text
                self.put("\t" if index else "\n" * bool(number))
                places.append(GridCell(slot.row, slot.column, self.length, self.length + len(text), *slot[2:]))
                self.mark(len(text), cell.position, cell.lines)
                self.put(text)
        self.grids.append(Grid(start, self.length, tuple(places)))
        self.before = None

    def mark(self, length: int, position: Position, lines: list[Line]) -> None:
        """Note where the next text stands, and how certain it is when it was recognised."""
        score = min((line.score for line in lines if line.score is not None), default=None)
        self.regions.append(Region(self.length, self.length + length, position, score))

    def document(self, name: str) -> Document:
        self.put("\n")
        return Document(name, "".join(self.parts), tuple(self.grids), regions=tuple(self.regions))
