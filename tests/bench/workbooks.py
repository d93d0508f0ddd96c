"""Count what is read right of rendered reports written as workbooks, in each layout, and as LibreOffice converts pages.

The second part needs `soffice` on the PATH (Debian: libreoffice-calc-nogui).
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from tests.rendering.generate import Rendered, generate
from tests.rendering.score import Score, Tally, judge, table
from tests.rendering.sheets import LAYOUTS, UNRULED, blocks, gathered, workbook

import gongkai
from gongkai.limits import DEFAULT
from gongkai.model import ready
from gongkai.pipeline import understand
from gongkai.reading.sheets.workbook import parts, read

SHAPES = ("html_spans", "html_leftovers")
_TIMEOUT = 1200
_TARGETS = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "xls": "xls:MS Excel 97"}


def add(result: Score, rendered: Rendered, data: bytes, name: str, kind: str) -> None:
    """Read a workbook and add what came out to the score."""
    tally, faults = judge(rendered, gongkai.parse(data, name))
    result.total.add(tally)
    result.shapes[kind].add(tally)
    for drift in rendered.drifts or ("none",):
        result.drifts[drift].add(tally)
    result.faults += [(seed, kind, *rest) for seed, _, *rest in faults]


def rendered_as(seeds: range, drift: float, result: Score) -> None:
    """Score the layouts, each in turn."""
    layouts = list(LAYOUTS)
    for seed in seeds:
        layout = layouts[seed % len(layouts)]
        rendered = generate(seed, shape=SHAPES[seed // len(layouts) % 2], drift=drift)
        if layout in UNRULED:
            _hide_blank_row(rendered)
        add(result, rendered, workbook(blocks(rendered.text), layout, seed), f"{layout}.xlsx", layout)


def _hide_blank_row(rendered: Rendered) -> None:
    """Take an empty row of values without a label out of what can be known: without borders nobody sees it."""
    row = {address: cell for address, cell in rendered.cells.items() if address.startswith("proceedings.")}
    if not any(cell.raw for cell in row.values()):
        rendered.cells.update((address, replace(cell, knowable=False)) for address, cell in row.items())


def converted(seeds: range, drift: float, result: Score) -> None:
    """Score pages that LibreOffice converts to workbooks of both formats."""
    found = [generate(seed, shape="html_spans", drift=drift) for seed in seeds]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for rendered in found:
            (folder / f"{rendered.seed}.html").write_text(rendered.text, encoding="utf-8")
        pages = sorted(folder.glob("*.html"))
        profile = f"-env:UserInstallation=file://{folder}/profile"
        for suffix, target in _TARGETS.items():
            call = ["soffice", "--headless", profile, "--infilter=HTML (StarCalc)", "--convert-to", target]
            subprocess.run([*call, "--outdir", folder, *pages], check=True, capture_output=True, timeout=_TIMEOUT)
            for rendered in found:
                file = folder / f"{rendered.seed}.{suffix}"
                add(result, rendered, file.read_bytes(), file.name, f"libreoffice {suffix}")


def together(seeds: range, drift: float, *, stacked: bool) -> str:
    """Return how many workbooks of three reports, a sheet each or one below the other, are told apart, and read."""
    total, apart = Tally(), 0
    for seed in seeds:
        found = [generate(3 * seed + at, shape=SHAPES[seed % 2], drift=drift) for at in range(3)]
        data = gathered([blocks(rendered.text) for rendered in found], seed, stacked=stacked)
        names = parts(data, "a.xlsx")
        apart += len(names) == len(found)
        for name, rendered in zip(names, found, strict=False):
            document = read(data, "a.xlsx", DEFAULT, name)
            total.add(judge(rendered, understand(document, ready(None)))[0])
    right = 100 * total.right / max(1, total.knowable)
    manner = "one below the other" if stacked else "a sheet each"
    wrong = total.silent + total.invented
    return f"three reports, {manner}: {apart} of {len(seeds)} told apart; {right:.2f} % right, {wrong} silently wrong"


def main() -> None:
    """Print a table as `accuracy` does, and the time a workbook takes."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--n", type=int, default=200)
    parser.add_argument("--converted", type=int, default=20)
    parser.add_argument("--several", type=int, default=20, help="workbooks of three reports")
    parser.add_argument("--drift", type=float, default=1.0)
    parser.add_argument("--show", type=int, default=0, help="print so many faults, silent and invented ones first")
    given = parser.parse_args()
    result = Score()
    begun = perf_counter()
    rendered_as(range(given.n), given.drift, result)
    spent = perf_counter() - begun
    if shutil.which("soffice") is None:
        print("not run: conversions; soffice is missing (Debian: apt-get install libreoffice-calc-nogui)")
    elif given.converted:
        converted(range(given.n, given.n + given.converted), given.drift, result)
    print(table(result).split("\ndrift ")[0])
    for stacked in (False, True):
        print(together(range(given.several), given.drift, stacked=stacked))
    print(f"{given.n} workbooks written and read, {1000 * spent / max(1, given.n):.0f} ms each")
    order = ("silent", "invented", "flagged", "missing")
    for fault in sorted(result.faults, key=lambda fault: order.index(fault[2].split()[0]))[: given.show]:
        print(*fault, sep="\t")


if __name__ == "__main__":
    main()
