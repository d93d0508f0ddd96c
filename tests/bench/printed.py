"""Count what is read right of rendered reports that LibreOffice made files of, in every format it writes.

Each format is a leg. `soffice` must be on the PATH (Debian: libreoffice-writer-nogui and fonts-noto-cjk).
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from tests.reading.ofds import from_pdf
from tests.rendering.score import Score, score, table

import gongkai
from gongkai.document import Report

SHAPES = ("html_spans", "html_leftovers")
_TABLE = re.compile(r"<table\b(?! border)")  # without rules LibreOffice prints none
_TIMEOUT = 3600
# As a document of Writer, which prints pages of A4; as Writer/Web it would print one endless page.
_WRITER = "HTML (StarWriter)"


class Leg(NamedTuple):
    """How LibreOffice makes files of one format from pages of HTML."""

    suffix: str
    writer: str  # its name for the format
    reader: str = _WRITER
    after: Callable[[bytes], bytes] | None = None  # makes the file to read from the one LibreOffice wrote


LEGS = {
    "pdf": Leg("pdf", "writer_pdf_Export"),
    "docx": Leg("docx", "MS Word 2007 XML"),
    "doc": Leg("doc", "MS Word 97"),
    "rtf": Leg("rtf", "Rich Text Format"),
    "odt": Leg("odt", "writer8"),
    "html": Leg("html", "HTML (StarWriter)"),
    "ofd": Leg("pdf", "writer_pdf_Export", after=from_pdf),
    "xlsx": Leg("xlsx", "Calc MS Excel 2007 XML", "HTML (StarCalc)"),
}


def printed(pages: list[str], folder: Path, leg: Leg) -> list[Path]:
    """Return the files that a leg makes of pages of HTML."""
    files = []
    for at, page in enumerate(pages):
        files.append(folder / f"{at:04}.page")
        files[-1].write_text(_TABLE.sub("<table border=1", page), encoding="utf-8")
    call = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", f"--infilter={leg.reader}"]
    call += ["--convert-to", f"{leg.suffix}:{leg.writer}", "--outdir", str(folder), *map(str, files)]
    subprocess.run(call, check=True, capture_output=True, timeout=_TIMEOUT)
    made = [file.with_suffix(f".{leg.suffix}") for file in files]
    for file in made if leg.after else ():
        file.write_bytes(leg.after(file.read_bytes()))
    return made


def run(leg: Leg, n: int, drift: float) -> tuple[Score, float]:
    """Return the score of one leg and the median of its seconds a file."""
    with tempfile.TemporaryDirectory() as name:
        pages: list[str] = []

        def collect(text: str) -> Report:
            pages.append(text)
            return gongkai.parse_text("")

        score(collect, range(n), drift=drift, shapes=SHAPES)
        files = printed(pages, Path(name), leg)
        spent: list[float] = []

        def parsed(text: str) -> Report:
            begun = perf_counter()
            report = gongkai.parse(files[pages.index(text)])
            spent.append(perf_counter() - begun)
            return report

        result = score(parsed, range(n), drift=drift, shapes=SHAPES)
        return result, sorted(spent)[len(spent) // 2]


def main() -> None:
    """Print a line of counts for each format; with one `--leg`, its whole table."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--n", type=int, default=60, help="reports a leg")
    parser.add_argument("--drift", type=float, default=1.0)
    parser.add_argument("--leg", action="append", choices=list(LEGS), default=[])
    parser.add_argument("--show", type=int, default=0, help="print so many faults of each leg")
    given = parser.parse_args()
    if shutil.which("soffice") is None:
        print("not run: soffice is missing (Debian: apt-get install libreoffice-writer-nogui fonts-noto-cjk)")
        return
    whole = len(given.leg) == 1
    for at, name in enumerate(given.leg or LEGS):
        result, seconds = run(LEGS[name], given.n, given.drift)
        lines = table(result).splitlines()
        if whole or not at:
            print(lines[0].ljust(len(lines[1])) + "  ms/file")
        print(
            lines[1].replace("all", name.ljust(4)) + f"  {1000 * seconds:.0f}", *(lines[2:] if whole else ()), sep="\n"
        )
        for fault in result.faults[: given.show]:
            print(*fault, sep="\t")


if __name__ == "__main__":
    main()
