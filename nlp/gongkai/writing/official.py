"""The looks of an official letter in Word (公文): A4, its margins and fonts, title, headings, indented paragraphs."""

from __future__ import annotations

from typing import Any

from gongkai.writing.printable import printable

_BODY, _HEAD = ("仿宋", 14), ("宋体", 18)  # fonts and their sizes in points


def blank(title: str) -> Any:
    """Return an empty A4 document in the fonts of official letters; Word mixes in its own where none are named."""
    from docx import Document
    from docx.shared import Cm, Pt, RGBColor

    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Cm(3.7), Cm(3.5), Cm(2.8), Cm(2.6)
    for style, (font, size), bold in (("Normal", _BODY, False), ("Title", _HEAD, True), ("Heading 1", _BODY, True)):
        look = document.styles[style]
        _set_font(look, "黑体" if style == "Heading 1" else font)
        look.font.size, look.font.bold, look.font.color.rgb = Pt(size), bold, RGBColor(0, 0, 0)
    _without_border(document.styles["Title"])
    document.core_properties.title, document.core_properties.author = title, ""
    return document


def _without_border(style: Any) -> None:
    """Take away the line under a title, which official letters do not have."""
    from docx.oxml.ns import qn

    looks = style.element.get_or_add_pPr()
    for border in looks.findall(qn("w:pBdr")):
        looks.remove(border)


def _set_font(style: Any, font: str) -> None:
    from docx.oxml.ns import qn

    style.font.name = font
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # a theme's font would win
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:eastAsia"), font)


def labelled(document: Any, label: str, words: str) -> None:
    """Add a paragraph with a label in bold before it; nothing where there are no words."""
    if words:
        paragraph(document, words, label=f"{label}：")


def paragraph(
    document: Any,
    words: str,
    *,
    style: str | None = None,
    label: str = "",
    bold: bool = False,
    right: bool = False,
    indent: bool = True,
    keep: bool = False,
) -> None:
    """Add a paragraph: indented by two characters, unless it is a title, a heading, at the right, or says otherwise."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    added = document.add_paragraph(style=style)
    if label:
        added.add_run(label).bold = True
    added.add_run(printable(words)).bold = bold or None
    look = added.paragraph_format
    look.space_after = Pt(4)
    look.keep_with_next = keep or None
    if style == "Title":
        added.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif right:
        added.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif indent and style is None:
        look.first_line_indent = Pt(2 * _BODY[1])  # two characters
