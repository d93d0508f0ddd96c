"""How much a packed document (a zip of XML) may unpack to, told by its directory before anything is unpacked."""

from __future__ import annotations

import zipfile

from gongkai.errors import OversizedDocument
from gongkai.limits import MB, Limits

RATIO_LIMIT = 200  # unpacked to packed; XML of Word packs 10 to 30 times, that of Excel up to 60 times
_RATIO_FLOOR = MB  # small parts may be as regular as they like


def check(archive: zipfile.ZipFile, name: str, limits: Limits, what: str) -> None:
    """Raise OversizedDocument for a bomb; zipfile never unpacks more of a part than the directory says.

    `what` is what the clerk calls such a file.
    """
    total = sum(part.file_size for part in archive.infolist())
    if total > limits.unpacked or any(map(_is_bomb, archive.infolist())):
        raise oversized(name, limits, what)


def oversized(name: str, limits: Limits, what: str) -> OversizedDocument:
    """Return the exception for a document that unpacks to too much."""
    return OversizedDocument(
        f"{name}: unpacks to far more than a report has (over {limits.unpacked} bytes, or a part {RATIO_LIMIT} "
        "times its packed size); save it again",
        f"{what}解压后过大，可能有问题，请重新保存正文后再试",
    )


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > _RATIO_FLOOR and part.file_size > RATIO_LIMIT * max(1, part.compress_size)
