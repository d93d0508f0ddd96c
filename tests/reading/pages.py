"""A small writer of PDFs: texts and ruled lines at given places, y running down the page."""

from __future__ import annotations

WIDTH, HEIGHT, SIZE = 595, 842, 12

Rows = list[list[str]]


class Sheet:
    """A page in the making."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def text(self, x: float, y: float, text: str) -> Sheet:
        code = text.encode("utf-16-be").hex()
        self.parts.append(f"BT /F {SIZE} Tf {x} {HEIGHT - y} Td <{code}> Tj ET")
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        self.parts.append(f"{x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S")
        return self

    def table(self, y: float, rows: Rows, *, left: float = 80, width: float = 100, height: float = 20) -> Sheet:
        """Draw a table with all its rules; a line break parts the lines of a cell."""
        for number, row in enumerate(rows):
            top = y + number * height
            for column, text in enumerate(row):
                for index, line in enumerate(text.split("\n")):
                    self.text(left + column * width + 2, top + 8 + 12 * index, line)
        columns, low = len(rows[0]), y + len(rows) * height
        for number in range(len(rows) + 1):
            self.rule(left, y + number * height, left + columns * width, y + number * height)
        for column in range(columns + 1):
            self.rule(left + column * width, y, left + column * width, low)
        return self


def pdf(*sheets: Sheet, extra: str = "", page: str = "") -> bytes:
    """Return a PDF of some pages; `extra` goes into its trailer, `page` into every page."""
    count = len(sheets)
    kids = " ".join(f"{5 + 2 * index} 0 R" for index in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {count} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo "
        "<< /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
    ]
    for index, sheet in enumerate(sheets):
        content = "\n".join(sheet.parts)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] {page} "
            f"/Resources << /Font << /F 3 0 R >> >> /Contents {6 + 2 * index} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    data, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R {extra} >>\n"
    return data + f"{end}startxref\n{len(data)}\n%%EOF\n".encode()
