"""From bytes to text: UTF-8, UTF-16, GB 18030 and its kin, Big5. One stray byte does not lose a document."""

from __future__ import annotations

import codecs
import re

from gongkai.reading import formats

# Share of characters that are replacements or control codes. A byte lost costs one or two characters, under 0.3 % of
# the shortest report; of random bytes one in ten is a control code. A single one is always let pass.
NOISE_LIMIT = 0.01
# Bad characters for each good one outside ASCII: few in UTF-8 with stray bytes, many in another charset read as UTF-8.
_STRAY_LIMIT = 0.05
# Share of Chinese, Latin and punctuation in UTF-16; 16 random bits fall there in a third of all cases.
_LEGIBLE_LIMIT = 0.7
_SAMPLE = 4096
_CHARDET_SAMPLE = 65536

# \a is the cell mark of tables taken out of old Word files and \x1a the end mark of DOS: no sign of binary data.
_CONTROLS = bytes(code for code in range(32) if code not in b"\a\b\t\n\v\f\r\x1a") + b"\x7f"
_NOISE = re.compile(r"[\0-\x06\x0e-\x19\x1b-\x1f\x7f\ufffd]")
_LEGIBLE = re.compile(
    r"[\t\r\n -~\xa0-\xff\u2010-\u2027\u2030-\u205e\u2460-\u249b\u3000-\u303f\u4e00-\u9fff\uff00-\uff5e]"
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]{3,20})""", re.IGNORECASE)
# What is declared or detected as an older set is decoded by the set that contains it: pages say gb2312 and hold more.
_SUPERSETS = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "cp936": "gb18030", "x-gbk": "gb18030",
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "big5hkscs": "big5hkscs", "cp950": "big5hkscs",
}  # fmt: skip
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decode(data: bytes, name: str, said: str | None = None) -> str:
    """Return the text of `data` without its byte order mark; UnknownFormat when it is no text in any known charset.

    `said` is what the data is called by what brought it: if that is UTF-8 or a Chinese charset, it is tried first.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _legible(data[len(mark) :].decode(encoding, "replace"), name)
    if b"\0" in data:
        return _decode_wide(data, name)
    declared = _declared(data) if data[:_SAMPLE].lstrip()[:1] == b"<" else None
    for encoding in filter(None, (_SUPERSETS.get(said or "", said if said == "utf-8" else None), declared, "utf-8")):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        controls = len(data) - len(data.translate(None, _CONTROLS))
        if controls > NOISE_LIMIT * len(text):
            raise formats.refusal(formats.BINARY, name)
        return text
    return _legible(_guess(data), name)


def _guess(data: bytes) -> str:
    """Decode bytes that are not valid UTF-8 and declare nothing that fits."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    outside_ascii = sum(map(len, re.findall(r"[^\0-\x7f]+", text))) - bad
    if bad <= _STRAY_LIMIT * outside_ascii:
        return text
    import chardet

    found = str(chardet.detect(data[:_CHARDET_SAMPLE])["encoding"] or "").lower()
    # Short texts look like anything to a detector; of what cannot be told, GB 18030 is by far the most likely.
    return data.decode(_SUPERSETS.get(found, "gb18030"), "replace")


def _declared(data: bytes) -> str | None:
    """Return the Chinese charset that markup declares; others (iso-8859-1) fit any bytes and say nothing."""
    match = _DECLARED.search(data, 0, _SAMPLE)
    return _SUPERSETS.get(match[1].decode("ascii").lower()) if match else None


def _decode_wide(data: bytes, name: str) -> str:
    """Decode UTF-16 without a mark, or a text with a few NULs."""
    high_last = data[1::2].count(0) >= data[::2].count(0)  # the high byte of digits and line ends is 0
    for encoding in ("utf-16-le", "utf-16-be") if high_last else ("utf-16-be", "utf-16-le"):
        text = data.decode(encoding, "replace")
        if _is_legible(text):
            return _legible(text, name)
    return _legible(_guess(data), name)


def _is_legible(text: str) -> bool:
    sample = text[:_SAMPLE]
    return len(_LEGIBLE.findall(sample)) >= _LEGIBLE_LIMIT * len(sample)


def _legible(text: str, name: str) -> str:
    """Return `text`, unless it is noise."""
    if len(_NOISE.findall(text)) > max(1, NOISE_LIMIT * len(text)) or not _is_legible(text):
        raise formats.refusal(formats.BINARY, name)
    return text
