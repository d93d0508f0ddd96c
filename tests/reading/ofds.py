"""A small writer of OFD files: pages of a PDF laid out anew, a text object for each line and paths for the rules."""

from __future__ import annotations

import ctypes
import io
import zipfile
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple
from xml.sax.saxutils import escape

import pypdfium2
import pypdfium2.raw as raw

from gongkai.reading.pages.pdf_page import look

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
    """Return an OFD file; `template` lies under every page, `resources` are shared graphics, `extra` other parts."""
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
        for name, part in ((name, part) for name, part in parts.items() if name not in (extra or {})):
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + part.replace("{0}", _SPACE))
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return file.getvalue()


class Mark(NamedTuple):
    """A character, the start of its base line and its size, in millimetres."""

    char: str
    x: float
    y: float
    size: float


def from_pdf(data: bytes) -> bytes:
    """Return an OFD file that shows what the pages of a PDF do, as a program that prints into one draws it."""
    document = pypdfium2.PdfDocument(data)
    contents, size = [], (210.0, 297.0)
    for at in range(len(document)):
        page = look(document[at])
        size = (page.width * MM, page.height * MM)
        parts = [rule(r.start * MM, r.at * MM, r.end * MM, r.at * MM) for r in page.across]
        parts += [rule(r.at * MM, r.start * MM, r.at * MM, r.end * MM) for r in page.down]
        contents.append("".join(parts + [_run(run) for run in _runs(_marks(document[at], page.height))]))
    document.close()
    return ofd(*contents, size=size)


def _marks(page: pypdfium2.PdfPage, height: float) -> Iterator[Mark]:
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        size = raw.FPDFText_GetFontSize(text, index)
        yield Mark(chr(raw.FPDFText_GetUnicode(text, index)), x.value * MM, (height - y.value) * MM, size * MM)


def _runs(marks: Iterable[Mark]) -> list[list[Mark]]:
    """Return the characters drawn one after the other until the line, the cell or the size changes."""
    runs: list[list[Mark]] = []
    for mark in marks:
        before = runs[-1][-1] if runs else None
        if before and (before.y, before.size) == (mark.y, mark.size) and 0 < mark.x - before.x < 1.2 * mark.size:
            runs[-1].append(mark)
        else:
            runs.append([mark])
    return runs


def _run(run: list[Mark]) -> str:
    steps = [f"{after.x - before.x:.3f}" for before, after in pairwise(run)]
    return text(run[0].x, run[0].y, "".join(mark.char for mark in run), run[0].size, _packed(steps))


def _packed(steps: list[str]) -> str:
    """Return distances with those that repeat written once, as "g 3 5.2"."""
    packed: list[tuple[str, int]] = []
    for step in steps:
        if packed and packed[-1][0] == step:
            packed[-1] = (step, packed[-1][1] + 1)
        else:
            packed.append((step, 1))
    return " ".join(step if times == 1 else f"g {times} {step}" for step, times in packed)
