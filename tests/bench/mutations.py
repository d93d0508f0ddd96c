"""Plant defects in sample and rendered reports, one a report, and count which the audit finds.

The control (the report as it was, or with the sentence as it should be) must not have the finding. Printed are, by
kind: planted, found, recall, false alarms on the controls; then the findings of the reports as they were.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from random import Random

from tests.bench.planted import KINDS, Kind
from tests.cli.program import SAMPLES
from tests.rendering.generate import generate

import gongkai
from gongkai.document import Report, Severity

SHAPES = ("tab_cells", "pipe_lines", "markdown", "tsv", "pipe_pads")
"""Shapes whose text is the file's: a cell's place is where it can be changed."""
MOST_TRIES = 40  # reports looked at for a place to plant a defect


def originals(number: int) -> Iterator[Report]:
    """Yield sample reports without planted defects and rendered ones without drift, parsed."""
    truths = json.loads((SAMPLES / "truth.json").read_text(encoding="utf-8"))["reports"]
    defective = {truth["file"] for truth in truths if truth["defects"]}
    for path in sorted((*SAMPLES.glob("*.txt"), *SAMPLES.glob("*.md"))):
        if path.name in defective:
            continue
        report = gongkai.parse(path)
        if isinstance(report.text, str) and report.status == "ok" and "\r" not in report.text:
            yield report
    for seed in range(number):
        rendered = generate(seed, shape=SHAPES[seed % len(SHAPES)], drift=0.0)
        report = gongkai.parse_text(rendered.text)
        if report.status == "ok":
            yield report


def bench(kind: Kind, name: str, reports: list[Report], number: int) -> tuple[int, int, int, list[str]]:
    """Return planted, found, false alarms on controls, and the texts missed."""
    rng, planted, found, false, missed = Random(name), 0, 0, 0, []
    for at in range(number * MOST_TRIES):
        if planted == number:
            break
        report = reports[(at * 7 + len(name)) % len(reports)]
        texts = kind.spoil(rng, report, str(report.text))
        if texts is None:
            if at > len(reports) and planted == 0:
                break
            continue
        planted += 1
        before, after = (_codes(gongkai.parse_text(text, report.source), kind) for text in texts)
        false += bool(before - _codes(report, kind))
        found += bool(after - before)
        if not after - before:
            missed.append(_difference(*texts))
    return planted, found, false, missed


def _codes(report: Report, kind: Kind) -> Counter[str]:
    return Counter(finding.code for finding in report.findings if finding.code in kind.codes)


def _difference(control: str, spoiled: str) -> str:
    at = next((i for i, pair in enumerate(zip(control, spoiled, strict=False)) if pair[0] != pair[1]), 0)
    return spoiled[max(0, at - 60) : at + 60].replace("\n", "/")


def main() -> None:
    """Print recall by kind and group."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--n", type=int, default=50, help="defects of each kind")
    parser.add_argument("--kind", action="append", default=[], help="only kinds whose name begins so")
    parser.add_argument("--show", type=int, default=0, help="print so many missed of each kind")
    given = parser.parse_args()
    reports = list(originals(2 * given.n))
    groups: dict[str, Counter[str]] = {}
    for name, kind in KINDS.items():
        if given.kind and not name.startswith(tuple(given.kind)):
            continue
        planted, found, false, missed = bench(kind, name, reports, given.n)
        groups.setdefault(kind.group, Counter()).update(planted=planted, found=found, false=false)
        print(f"{name:28} {planted:4} planted {found:4} found {_share(found, planted)} {false:3} false", flush=True)
        for text in missed[: given.show]:
            print("     missed:", text)
    for group, counts in groups.items():
        print(f"{group}: {counts['found']}/{counts['planted']} = {_share(counts['found'], counts['planted'])}")
    severities = Counter(finding.severity for report in reports for finding in report.findings)
    checks = severities[Severity.CHECK] / len(reports)
    print(f"{len(reports)} originals: {severities[Severity.CERTAIN]} certain, {checks:.2f} check a report")
    codes = Counter(f"{f.code} {f.severity}" for report in reports for f in report.findings if f.severity != "info")
    print(", ".join(f"{code} {count}" for code, count in codes.most_common()))


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:5.1f}%" if whole else "    –"


if __name__ == "__main__":
    main()
