"""A small writer of OFD files: pages of a PDF laid out anew, a text object for each line and paths for the rules."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from itertools import pairwise
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

from gongkai.reading.pdf_lines import lines
from gongkai.reading.pdf_page import Glyph, Page

MM = 25.4 / 72
_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def text(x: float, y: float, content: str, size: float = 4.0, deltas: str = "", more: str = "") -> str:
    """Return a text object whose first character has its base line at (x, y) millimetres."""
    steps = f' DeltaX="{deltas}"' if deltas else ""
    box = f"{x:.3f} {y - size:.3f} 150 {size + 1:.3f}"
    return (
        f'<ofd:TextObject ID="9" Boundary="{box}" Font="3" Size="{size:.3f}" {more}>'
        f'<ofd:TextCode X="0" Y="{size:.3f}"{steps}>{escape(content)}</ofd:TextCode></ofd:TextObject>'
    )


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    """Return a path object that is a line."""
    box = f"{x0:.3f} {y0:.3f} {x1 - x0 + 0.35:.3f} {y1 - y0 + 0.35:.3f}"
    return (
        f'<ofd:PathObject ID="8" Boundary="{box}" LineWidth="0.35">'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0:.3f} {y1 - y0:.3f}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def table(x: float, y: float, rows: list[list[str]], *, width: float = 35, height: float = 8) -> str:
    """Return a table with all its rules."""
    columns = len(rows[0])
    parts = [
        text(x + column * width + 1, y + number * height + 6, content)
        for number, row in enumerate(rows)
        for column, content in enumerate(row)
        if content
    ]
    parts += [rule(x, y + at * height, x + columns * width, y + at * height) for at in range(len(rows) + 1)]
    parts += [rule(x + at * width, y, x + at * width, y + len(rows) * height) for at in range(columns + 1)]
    return "".join(parts)


def ofd(
    *pages: str,
    size: tuple[float, float] = (210, 297),
    template: str = "",
    resources: str = "",
    extra: dict[str, bytes] | None = None,
) -> bytes:
    """Return an OFD file; `template` lies under every page, `resources` are shared graphics, `extra` more parts."""
    box = f"0 0 {size[0]:g} {size[1]:g}"
    under = '<ofd:Template TemplateID="2" ZOrder="Background"/>' if template else ""
    common = f"<ofd:PageArea><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:PageArea>"
    common += "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
    common += '<ofd:TemplatePage ID="2" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if template else ""
    listed = "".join(f'<ofd:Page ID="{5 + at}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages)))
    parts = {
        "OFD.xml": '<ofd:OFD {0} DocType="OFD" Version="1.1"><ofd:DocBody><ofd:DocInfo/>'
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": "<ofd:Document {0}><ofd:CommonData>" + common + "</ofd:CommonData>"
        "<ofd:Pages>" + listed + "</ofd:Pages></ofd:Document>",
        "Doc_0/PublicRes.xml": "<ofd:Res {0}>" + resources + "</ofd:Res>",
    }
    contents = {f"Pages/Page_{at}": page for at, page in enumerate(pages)} | (
        {"Tpls/Tpl_0": template} if template else {}
    )
    for place, content in contents.items():
        shown = under if place.startswith("Pages") else ""
        layer = f'<ofd:Layer ID="4">{content}</ofd:Layer>'
        parts[f"Doc_0/{place}/Content.xml"] = f"<ofd:Page {{0}}>{shown}<ofd:Content>{layer}</ofd:Content></ofd:Page>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + part.replace("{0}", _SPACE))
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return file.getvalue()


def from_pages(pages: Iterable[Page]) -> bytes:
    """Return an OFD file that shows what stands on some pages."""
    contents, size = [], (210.0, 297.0)
    for page in pages:
        size = (page.width * MM, page.height * MM)
        parts = [rule(r.start * MM, r.at * MM, r.end * MM, r.at * MM) for r in page.across]
        parts += [rule(r.at * MM, r.start * MM, r.at * MM, r.end * MM) for r in page.down]
        contents.append("".join(parts + [_line(row) for row in _runs(page.glyphs)]))
    return ofd(*contents, size=size)


def _runs(glyphs: list[Glyph]) -> list[list[Glyph]]:
    """Return the characters as a program draws them: one after the other until the line or the cell ends."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        before = runs[-1][-1] if runs else None
        if before and abs(glyph.bottom - before.bottom) < 1 and -1 < glyph.left - before.right < 1:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def _line(row: list[Glyph]) -> str:
    (measured,) = lines(row)[:1] or [None]
    wide = sorted(glyph.right - glyph.left for glyph in row if east_asian_width(glyph.char) in "WF")
    size = (wide[len(wide) // 2] if wide else measured.size if measured else row[0].bottom - row[0].top) * MM
    steps = [f"{(after.left - before.left) * MM:.3f}" for before, after in pairwise(row)]
    base = row[0].bottom * MM - 0.12 * size
    return text(row[0].left * MM, base, "".join(glyph.char for glyph in row), size, _packed(steps))


def _packed(steps: list[str]) -> str:
    """Return distances with those that repeat written once, as "g 3 5.2"."""
    packed: list[tuple[str, int]] = []
    for step in steps:
        if packed and packed[-1][0] == step:
            packed[-1] = (step, packed[-1][1] + 1)
        else:
            packed.append((step, 1))
    return " ".join(step if times == 1 else f"g {times} {step}" for step, times in packed)
