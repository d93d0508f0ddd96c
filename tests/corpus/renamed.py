"""Reports around renamings: the pairs of tests/data/lineages.tsv, each of two years."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.corpus.made import report

from gongkai.corpus import Writer
from gongkai.corpus.rows import report_id
from gongkai.document import Report

_DATA = Path(__file__).parents[1] / "data" / "lineages.tsv"


class Two(NamedTuple):
    """Two reports, and what their agencies are to each other: same, kin or apart."""

    first: Report
    second: Report
    verdict: str

    @property
    def ids(self) -> tuple[str, str]:
        """Return the ids of the reports."""
        return report_id(self.first.source), report_id(self.second.source)


@cache
def pairs() -> tuple[Two, ...]:
    """Return the pairs of the file; passages of a pair tell its number, the second repeats the problem of the first."""
    lines = _DATA.read_text(encoding="utf-8").splitlines()
    return tuple(_two(number, *line.split("\t")) for number, line in enumerate(lines) if not line.startswith("#"))


def filled(corpus: str) -> None:
    """Write all pairs into a corpus."""
    with Writer(corpus) as writer:
        for two in pairs():
            writer.add(two.first)
            writer.add(two.second)


def _two(number: int, first: str, year: str, folder: str, second: str, other: str, verdict: str) -> Two:
    old, new = int(year), int(year) + 1
    told = (("overview", f"第{number}组公开信息{number * 37}条。", ""),)
    problem = (("problems", f"第{number}组政策解读形式单一，图表很少。", "problem"),)
    again = (("problems", f"第{number}组政策解读形式依然单一，图表不多。", "problem"),)
    return Two(
        report(f"{number}a/{folder}/{old}.txt", first, old, "2019", (*told, *problem)),
        report(f"{number}b/{other}/{new}.txt", second, new, "2019", (*told, *again)),
        verdict,
    )
