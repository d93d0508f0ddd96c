"""Count what is read right of rendered reports that LibreOffice printed to PDF, page breaks and all.

`soffice` must be on the PATH (Debian: libreoffice-writer-nogui and fonts-noto-cjk).
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from time import perf_counter

from tests.rendering.score import score, table

import gongkai
from gongkai.document import Report

SHAPES = ("html_spans", "html_leftovers")
_TABLE = re.compile(r"<table\b(?! border)")  # without rules LibreOffice prints none
_TIMEOUT = 3600


def printed(pages: list[str], folder: Path) -> list[Path]:
    """Return the PDF files of pages of HTML."""
    files = []
    for at, page in enumerate(pages):
        files.append(folder / f"{at:04}.html")
        files[-1].write_text(_TABLE.sub("<table border=1", page), encoding="utf-8")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    # As a document of Writer, which prints pages of A4; as Writer/Web it would print one endless page.
    call = ["soffice", "--headless", profile, "--infilter=HTML (StarWriter)", "--convert-to", "pdf:writer_pdf_Export"]
    subprocess.run([*call, "--outdir", folder, *files], check=True, capture_output=True, timeout=_TIMEOUT)
    return [file.with_suffix(".pdf") for file in files]


def main() -> None:
    """Print a table as `accuracy` does, and the time a page takes."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--n", type=int, default=200)
    parser.add_argument("--drift", type=float, default=1.0)
    given = parser.parse_args()
    if shutil.which("soffice") is None:
        print("not run: soffice is missing (Debian: apt-get install libreoffice-writer-nogui fonts-noto-cjk)")
        return
    with tempfile.TemporaryDirectory() as name:
        pages: list[str] = []

        def collect(text: str) -> Report:
            pages.append(text)
            return gongkai.parse_text("")

        score(collect, range(given.n), drift=given.drift, shapes=SHAPES)
        files = printed(pages, Path(name))
        spent: list[float] = []

        def parsed(text: str) -> Report:
            file = files[pages.index(text)]
            begun = perf_counter()
            report = gongkai.parse(file)
            spent.append((perf_counter() - begun) / _pages(file))
            return report

        print(table(score(parsed, range(given.n), drift=given.drift, shapes=SHAPES)))
        print(f"{len(files)} files, {1000 * sorted(spent)[len(spent) // 2]:.0f} ms a page (median)")


def _pages(file: Path) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    try:
        return len(document)
    finally:
        document.close()


if __name__ == "__main__":
    main()
