"""How much of one file is read: what asks for more is refused with a reason, so that the others get their turn."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from gongkai.document import Record

MB = 1024 * 1024
_SCALES = {"": 1, "kb": 1024, "mb": MB, "gb": 1024 * MB}


class Limits(Record, frozen=True):
    """Limits for one file. A report has some 10 KB of text and 100 KB as DOCX; scans of one have 5 to 50 MB."""

    size: int = 64 * MB
    """Bytes of a file, or of a member of an archive; archives themselves may have any size."""
    pages: int = 500
    """Pages of a PDF, OFD or picture file, sheets of a workbook; a report has 5 to 30."""
    unpacked: int = 200 * MB
    """Bytes that a packed document (DOCX, XLSX, OFD) or an archive within another unpacks to."""
    seconds: float = 60.0
    """Time until a file is given up."""


DEFAULT = Limits()


def limited(settings: Iterable[str]) -> Limits:
    """Return the default limits with those changed that are named: `size=200MB`, `seconds=5`.

    ValueError for a name there is not, or for what is no size.
    """
    changed = {}
    for setting in settings:
        name, _, value = setting.partition("=")
        if name not in Limits.__struct_fields__:
            raise ValueError(f"{setting!r}: no such limit; there are {', '.join(Limits.__struct_fields__)}")
        changed[name] = _number(value, setting) if name == "seconds" else _size(value, setting)
    return replace(DEFAULT, **changed)


def _size(value: str, setting: str) -> int:
    number = value.lower().rstrip("kmgb")
    scale = _SCALES.get(value.lower()[len(number) :])
    if scale is None:
        raise ValueError(f"{setting!r}: not a size; give bytes, or a number with KB, MB or GB")
    return int(_number(number, setting) * scale)


def _number(value: str, setting: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise ValueError(f"{setting!r}: not a number above 0")
    return number
