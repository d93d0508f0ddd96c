"""Count what is read right of rendered reports that were printed and scanned, half of them badly.

`soffice` must be on the PATH (Debian: libreoffice-writer-nogui and fonts-noto-cjk), the extra `[ocr]` installed. Pages
are rasterised at 150 or 200 dots an inch; those of every second report lie askew by 0.3 to 2 degrees, are blurred,
grainy and compressed as JPEG. Seeds from 9000 on were not looked at while the reader was written.
"""

from __future__ import annotations

import argparse
import io
import shutil
import tempfile
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

from tests.bench.printed import LEGS, SHAPES, printed
from tests.rendering.generate import generate
from tests.rendering.score import Score, judge, table

import gongkai

HELD_OUT = 9000
_RESOLUTIONS = (150, 200)


def scanned(file: Path, seed: int, dots: int, *, bad: bool) -> tuple[bytes, int]:
    """Return a PDF of pictures of the pages of another, and their number."""
    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    pages = [page.render(scale=dots / 72, grayscale=True).to_pil().convert("L") for page in document]
    document.close()
    rng = Random(f"scan {seed}")
    if bad:
        pages = [_badly(page, rng) for page in pages]
    data = io.BytesIO()
    pages[0].save(data, "PDF", save_all=True, append_images=pages[1:], resolution=dots, quality=rng.randint(35, 75))
    return data.getvalue(), len(pages)


def _badly(page: Any, rng: Random) -> Any:
    """Return a page askew, blurred, grainy and pale."""
    import numpy as np
    from PIL import Image, ImageFilter

    angle = rng.uniform(0.3, 2) * rng.choice((-1, 1))
    turned = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    blurred = turned.filter(ImageFilter.GaussianBlur(rng.uniform(0.5, 1.1)))
    grain = np.random.default_rng(rng.randrange(1 << 30)).normal(0, rng.uniform(4, 10), (page.height, page.width))
    levels = np.asarray(blurred, float) * rng.uniform(0.8, 0.95) + rng.uniform(0, 25) + grain
    return Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8))


def main() -> None:
    """Print a table as `accuracy` does, and the time a page takes."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--n", type=int, default=5)
    parser.add_argument("--first", type=int, default=HELD_OUT, help="first seed")
    parser.add_argument("--show", type=int, default=0, help="print so many faults")
    given = parser.parse_args()
    if shutil.which("soffice") is None:
        print("not run: soffice is missing (Debian: apt-get install libreoffice-writer-nogui fonts-noto-cjk)")
        return
    reports = [generate(seed, shape=SHAPES[seed % 2]) for seed in range(given.first, given.first + given.n)]
    result, spent, count, sure, numbers = Score(), 0.0, 0, 0, 0
    with tempfile.TemporaryDirectory() as name:
        files = printed([rendered.text for rendered in reports], Path(name), LEGS["pdf"])
        for at, (file, rendered) in enumerate(zip(files, reports, strict=True)):
            data, pages = scanned(file, rendered.seed, _RESOLUTIONS[at // 2 % 2], bad=bool(at % 2))
            begun = perf_counter()
            report = gongkai.parse(data, f"{rendered.seed}.pdf")
            spent, count = spent + perf_counter() - begun, count + pages
            tally, faults = judge(rendered, report)
            result.total.add(tally)
            result.shapes["scanned badly" if at % 2 else "scanned well"].add(tally)
            result.faults += faults
            facts = [fact for fact in report.facts if fact.value is not None]
            numbers, sure = numbers + len(facts), sure + sum(fact.doubt is None for fact in facts)
            print(f"{rendered.seed}: {pages} pages, {report.status}, {tally.right} of {tally.knowable}", flush=True)
    print(table(result))
    print(f"{count} pages, {spent / count:.1f} s each; {sure} of {numbers} numbers without a doubt")
    for fault in result.faults[: given.show]:
        print(*fault, sep="\t")


if __name__ == "__main__":
    main()
