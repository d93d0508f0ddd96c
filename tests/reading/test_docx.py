"""A Word document keeps its merged cells, its automatic numbers and its text boxes."""

from __future__ import annotations

import base64
import io
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from tests.reading.cms import rows_of

from gongkai.document import Document
from gongkai.reading import read

_PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def _read(document: Any) -> Document:
    file = io.BytesIO()
    document.save(file)
    return read(file.getvalue(), "report.docx")


def _number(document: Any, format: str, label: str) -> int:
    """Define a list whose paragraphs are numbered by `label`; return its id."""
    part = document.part.numbering_part.element
    part.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{format}"/><w:lvlText w:val="{label}"/></w:lvl></w:abstractNum>'
        ),
    )
    part.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    return 77


def test_merged_cells() -> None:
    document = docx.Document()
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "申请人情况"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "法人"
    table.cell(1, 1).text, table.cell(1, 2).text = "商业\n企业", "其他"
    table.cell(2, 0).text, table.cell(2, 1).text = "新收", "3"
    # Word puts bookmarks between cells.
    table.rows[1]._tr.append(parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="1" w:name="OLE_LINK1"/>'))
    read_ = _read(document)
    assert [rows_of(read_, grid) for grid in read_.grids] == [
        [["申请人情况", "法人", "法人"], ["申请人情况", "商业\n企业", "其他"], ["新收", "3", ""]]
    ]


def test_paragraphs_are_lines_with_their_tabs_and_spaces() -> None:
    document = docx.Document()
    document.add_heading("一、总体情况", 1)
    document.add_paragraph("规章\t0\t1   2")
    assert _read(document).text == "一、总体情况\n规章\t0\t1   2\n"


def test_automatic_numbers_are_printed() -> None:
    document = docx.Document()
    number = _number(document, "chineseCounting", "%1、")
    for heading in ("总体情况", "主动公开政府信息情况"):
        paragraph = document.add_paragraph(heading)
        paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number
        document.add_paragraph("正文。")
    assert _read(document).text == "一、总体情况\n正文。\n二、主动公开政府信息情况\n正文。\n"


def test_numbers_of_a_style_are_printed() -> None:
    document = docx.Document()
    document.add_paragraph("加强培训", style="List Number")
    document.add_paragraph("完善制度", style="List Number")
    assert _read(document).text == "1. 加强培训\n2. 完善制度\n"


def test_text_boxes_and_content_controls_are_read() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("正文")
    box = "<w:txbxContent><w:p><w:r><w:t>框内文字</w:t></w:r></w:p></w:txbxContent>"
    paragraph._p.append(
        parse_xml(
            f'<w:r {nsdecls("w")} {_MC}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing>'
            "</mc:Choice></mc:AlternateContent></w:r>"
        )
    )
    control = "<w:sdtContent><w:p><w:r><w:t>控件文字</w:t></w:r></w:p></w:sdtContent>"
    paragraph._p.addnext(parse_xml(f"<w:sdt {nsdecls('w')}>{control}</w:sdt>"))
    assert _read(document).text == "正文\n框内文字\n控件文字\n"


def test_pictures_links_and_deleted_text_do_not_disturb() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("收到申请")
    paragraph.add_run().add_picture(io.BytesIO(_PIXEL))
    link = document.part.relate_to("http://example.org/", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    runs = f'<w:hyperlink r:id="{link}"><w:r><w:t>3件</w:t></w:r></w:hyperlink>'
    runs += "<w:del><w:r><w:delText>4件</w:delText></w:r></w:del>"
    for element in parse_xml(f"<w:p {nsdecls('w', 'r')}>{runs}</w:p>"):
        paragraph._p.append(element)
    assert _read(document).text == "收到申请3件\n"


def test_struck_and_hidden_text_is_not_of_the_document() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("规章")
    for look in ("strike", "double_strike", "hidden"):
        setattr(paragraph.add_run("7").font, look, True)
    paragraph.add_run("2").font.strike = False
    assert _read(document).text == "规章2\n"
