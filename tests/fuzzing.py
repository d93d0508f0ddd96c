"""Damage to files of every format: on their bytes, and within the parts of packed ones."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.rendering.generate import generate
from tests.rendering.sheets import LAYOUTS, blocks, workbook

REPORTS = Path(__file__).parents[1] / "annotations" / "reports"
DATA = Path(__file__).parent / "data"

SLOW = (".doc", ".wps", ".rtf", ".odt", ".png", ".jpg", ".tif")  # converted or recognised: seconds each

Damage = Callable[[random.Random, bytes], bytes]


def seeds() -> dict[str, list[bytes]]:
    """Return whole files by suffix: the samples, other formats of them, and archives of them."""
    found: dict[str, list[bytes]] = {}
    for path in sorted([*REPORTS.iterdir(), *DATA.glob("*/*")]):
        if path.suffix not in (".json", ".jsonl", ".csv", ".toml", ".tsv") and path.parent.name != "broken":
            found.setdefault(path.suffix, []).append(path.read_bytes())
    texts = found[".txt"][:3]
    inner = _packed({f"{at}.txt": text for at, text in enumerate(texts)})
    found[".zip"] = [inner, _packed({"局/甲.zip": inner, "乙.docx": found[".docx"][0], "丙.html": found[".html"][0]})]
    found[".xlsx"] = [
        workbook(blocks(generate(seed, shape="html_spans", drift=0.5).text), layout, seed)
        for seed, layout in enumerate(LAYOUTS)
    ]
    found[".png"] = [_page()]
    return found


def _page() -> bytes:
    """Return the picture of a printed page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(next((DATA / "pdf").glob("*.pdf")))
    data = io.BytesIO()
    document[2].render(scale=1.5, grayscale=True).to_pil().save(data, "PNG")
    return data.getvalue()


def damaged(random: random.Random, data: bytes) -> bytes:
    """Return data with one to four kinds of damage; one in four packed files is damaged within a part."""
    if data.startswith(b"PK") and random.random() < 0.5:
        return _within_part(random, data)
    for _ in range(random.choice((1, 1, 2, 4))):
        data = random.choice(KINDS)(random, data)
    return data


def _cut(random: random.Random, data: bytes) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _beheaded(random: random.Random, data: bytes) -> bytes:
    return data[random.randrange(min(len(data), 4000) + 1) :]


def _flipped(random: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice((1, 3, 30, 300))):
        if changed:
            changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _moved(random: random.Random, data: bytes) -> bytes:
    first, last = sorted(random.randrange(len(data) + 1) for _ in range(2))
    at = random.randrange(len(data) + 1)
    piece = data[first:last][:20_000]
    return random.choice(
        (data[:at] + piece + data[at:], data[:first] + data[last:], data[:at] + piece + data[at + len(piece) :])
    )


def _inserted(random: random.Random, data: bytes) -> bytes:
    at = random.randrange(len(data) + 1)
    piece = random.choice(PIECES) * random.choice((1, 1, 2, 50, 3000))
    return data[:at] + piece + data[at:]


def _enlarged(random: random.Random, data: bytes) -> bytes:
    """Return data with a number in it made absurd."""
    digits = [at for at in range(0, len(data), 7) if data[at : at + 1].isdigit()]
    if not digits:
        return data
    at = random.choice(digits)
    return data[:at] + random.choice((b"99999999999", b"-1", b"1e308", b"0", b"NaN", b"4294967295")) + data[at + 1 :]


def _recoded(random: random.Random, data: bytes) -> bytes:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return data
    return text.encode(random.choice(("gb18030", "utf-16", "utf-16-be", "big5")), "replace")


KINDS: tuple[Damage, ...] = (_cut, _beheaded, _flipped, _moved, _inserted, _enlarged, _recoded)
PIECES = tuple(
    piece.encode()
    for piece in (
        *("\0", "\n", "1 ", "|", "(", "（", "一是", "其中：", "万", "\N{GRINNING FACE}"),
        *("<", "<table>", "</td>", "<div>", "&#x110000;", "&a;", "<!--", "<![CDATA["),
        *(" obj<<>>stream", "/Kids[1 0 R]"),
    )
)


def _within_part(random: random.Random, data: bytes) -> bytes:
    """Return the container with one of its parts damaged, and whole otherwise."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = random.choice([name for name in parts if parts[name]])
    parts[name] = random.choice(KINDS)(random, parts[name])
    if random.random() < 0.1:
        del parts[random.choice(list(parts))]
    return _packed(parts)


def _packed(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()
