"""Names of the entries of ZIP archives: in UTF-8 where the archive says so, else as Chinese Windows wrote them."""

from __future__ import annotations

import struct
import zipfile

_UTF8 = 0x800  # flag: the name is in UTF-8
_UNICODE_PATH = 0x7075  # extra field of Info-ZIP with the name in UTF-8
_CHARSETS = ("utf-8", "gb18030")  # macOS does not set the flag; gb18030 holds GBK and GB2312
_CONTROLS = dict.fromkeys([*range(32), 127], "\ufffd")


def name_of(info: zipfile.ZipInfo) -> str:
    """Return the name of an entry as its packer meant it, with / between folders and without control characters."""
    return _decoded(info).replace("\\", "/").translate(_CONTROLS)


def _decoded(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & _UTF8:
        return info.orig_filename
    try:
        raw = info.orig_filename.encode("cp437")  # what zipfile decoded it with
    except UnicodeEncodeError:
        return info.orig_filename
    if (name := _unicode_path(info.extra)) is not None:
        return name
    for charset in _CHARSETS:
        try:
            return raw.decode(charset)
        except UnicodeDecodeError:
            continue
    return info.orig_filename


def _unicode_path(extra: bytes) -> str | None:
    """Return the name in the extra fields, if one holds it: id, length, then version, checksum and name."""
    while len(extra) >= 4:
        field, length = struct.unpack_from("<HH", extra)
        if field == _UNICODE_PATH and 5 < length <= len(extra) - 4:
            try:
                return extra[9 : 4 + length].decode()
            except UnicodeDecodeError:
                return None
        extra = extra[4 + length :]
    return None
