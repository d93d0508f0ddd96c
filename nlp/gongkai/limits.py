"""How much of one file is read: what asks for more is refused with a reason, so that the others get their turn."""

from __future__ import annotations

from gongkai.document import Record

MB = 1024 * 1024


class Limits(Record, frozen=True):
    """Limits for one file. A report has some 10 KB of text and 100 KB as DOCX; scans of one have 5 to 50 MB."""

    size: int = 64 * MB
    """Bytes of the file; of each member for an archive, which may itself have sixteen times as many."""
    pages: int = 500
    """Pages of a PDF, OFD or picture file, sheets of a workbook; a report has 5 to 30."""
    unpacked: int = 200 * MB
    """Bytes that a packed document (DOCX, XLSX, OFD) unpacks to, and that all archives around a member unpack to."""
    seconds: float = 60.0
    """Time until its report is given up; with recognition of scans, ten times as much a file."""


DEFAULT = Limits()
