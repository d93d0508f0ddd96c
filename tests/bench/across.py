"""Time the audits across reports, and count what they find of what was planted.

Reports are assembled: tables that add up, and sentences joined at random from the clauses of the annotated passages, so
that no two are alike; then some passages are copied into a report of another agency, with a few characters changed.
Printed are seconds and peak memory for roll-up, pairing, history and copying, and the copies found, missed and false.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from time import perf_counter
from typing import TypeVar

from gongkai.audit.across.children import Children
from gongkai.audit.across.copying import Copies, find_copies
from gongkai.audit.across.history import compare
from gongkai.audit.across.pairing import head_of, pair
from gongkai.audit.across.resemblances import check_copies
from gongkai.document import Fact, Passage, Report, Section, Status, TagScore
from gongkai.editions import editions

ANNOTATED = Path(__file__).parents[2] / "annotations" / "passages"
YEAR, PARAGRAPHS, SENTENCES, CLAUSES = 2023, 14, 2, (4, 6)
COPIED_OF = 20
"""One report of so many has a copied passage."""
BOILERPLATE = 30
"""Sentences of which every report has one."""
_Result = TypeVar("_Result")


def clauses() -> list[str]:
    """Return the clauses of the annotated passages, each once."""
    lines = (line for path in sorted(ANNOTATED.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines())
    found = (clause for line in lines for clause in re.split("[，。；：！？]", json.loads(line)["text"]))
    return sorted({clause for clause in found if 6 <= len(clause) <= 30 and re.fullmatch(r"[\w、“”]+", clause)})


class Assembly:
    """Reports that are made when asked for, so that none is kept; `copied` is (from, to, changed) of planted copies."""

    def __init__(self, number: int, seed: int = 1) -> None:
        self._clauses, self.number = clauses(), number
        rng = Random(f"copies {seed}")
        owners = rng.sample(range(number), 2 * (number // COPIED_OF))
        self.copied = {to: (one, rng.choice((0, 1, 3))) for one, to in zip(owners[::2], owners[1::2], strict=True)}
        self._form = next(edition for edition in editions() if edition.id == "2021")
        self._shared = [self.sentence(Random(f"shared {at}")) for at in range(BOILERPLATE)]

    def sentence(self, rng: Random) -> str:
        return "，".join(rng.sample(self._clauses, rng.randint(*CLAUSES))) + "。"

    def paragraphs(self, at: int, year: int) -> list[str]:
        rng = Random(f"text {at} {year}")
        found = ["".join(self.sentence(rng) for _ in range(SENTENCES)) for _ in range(PARAGRAPHS)]
        found[3] += rng.choice(self._shared)
        return found

    def report(self, at: int, year: int = YEAR) -> Report:
        paragraphs = self.paragraphs(at, year)
        if year == YEAR and at in self.copied:
            one, changed = self.copied[at]
            paragraphs[5] = spoiled(self.paragraphs(one, year)[5], changed, Random(f"change {at}"))
        signature = date(year + 1, 1, 2) + timedelta(days=at % 25)
        text = "\n".join([*paragraphs, f"{signature.year}年{signature.month}月{signature.day}日"])
        passages, start = [], 0
        for order, paragraph in enumerate(paragraphs):
            section, tags = ("problems", (TagScore("measure", 1.0),)) if order > 10 else ("overview", ())
            passages.append(Passage(section, paragraph, start, start + len(paragraph), tags))
            start += len(paragraph) + 1
        return Report(
            f"{at}.txt", "ok", None, f"清渡县第{at}中心学校", year, "2021", (Section("problems", "五、", 0, 2),),
            self._facts(Random(f"facts {at} {year}")), (), tuple(passages), text=text,
        )  # fmt: skip

    def reports(self, year: int = YEAR) -> Iterator[Report]:
        return (self.report(at, year) for at in range(self.number))

    def government(self) -> Report:
        """Return the government's report: the sums of all, one cell wrong."""
        sums: Counter[str] = Counter()
        for at in range(self.number):
            sums.update({fact.address: int(fact.value or 0) for fact in self._facts(Random(f"facts {at} {YEAR}"))})
        sums["requests.partial.total"] -= 3
        facts = tuple(cell(address, sums[address]) for address in self._form.addresses)
        return Report("县.txt", "ok", None, "清渡县人民政府", YEAR, "2021", facts=facts)

    def _facts(self, rng: Random) -> tuple[Fact, ...]:
        return tuple(cell(address, rng.randint(1, 9) if rng.random() < 0.1 else 0) for address in self._form.addresses)


def cell(address: str, value: int) -> Fact:
    """Return a printed number."""
    return Fact(address, str(value), value, Status.NUMBER, None, None, 0, 0, 1.0)


def spoiled(text: str, changed: int, rng: Random) -> str:
    """Return a text in which so many characters of each sentence are others."""
    letters = list(text)
    ends = [at for at, letter in enumerate(text) if letter == "。"]
    for start, end in zip([0, *ends], ends, strict=False):
        for _ in range(changed):
            letters[rng.randrange(start + 1, end)] = chr(rng.randrange(0x4E00, 0x6000))
    return "".join(letters)


def timed(name: str, work: Callable[[], _Result]) -> _Result:
    """Return what `work` gives; print how long it took and the peak memory so far."""
    begun = perf_counter()
    result = work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:10} {perf_counter() - begun:7.1f} s, peak so far {peak:5.0f} MB", flush=True)
    return result


def histories(assembly: Assembly, number: int) -> int:
    """Compare so many reports with those of the year before; return the number of findings."""
    edition = next(edition for edition in editions() if edition.id == "2021")
    pairs = ((assembly.report(at), assembly.report(at, YEAR - 1)) for at in range(number))
    return sum(len(compare(now, before, edition)) for now, before in pairs)


def main() -> None:
    """Print the time of each audit, and the copies found."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--n", type=int, default=3000, help="reports")
    number = parser.parse_args().n
    assembly = Assembly(number)
    timed("assembling", lambda: sum(len(report.passages) for report in assembly.reports()))
    government = assembly.government()
    children = timed("children", lambda: Children(assembly.reports()))
    _, told = timed("roll-up", lambda: children.rolled(government))
    print("  ", [finding.message[:60] for finding in told])
    heads = [head_of(report) for report in assembly.reports()]
    before = [head_of(report) for report in assembly.reports(YEAR - 1)]
    print("  ", len(timed("pairing", lambda: pair(heads, before)).pairs), "pairs")
    timed(f"history {min(number, 200)}", lambda: histories(assembly, min(number, 200)))
    copies: Copies = timed("copying", lambda: find_copies(assembly.reports()))
    planted = {frozenset((one, to)) for to, (one, _) in assembly.copied.items()}
    found = {frozenset((copy.one.number, copy.other.number)) for copy in copies.copies}
    print(f"   {len(planted)} copied: {len(planted & found)} found, {len(found - planted)} others")
    print(
        f"   {len(copies.shared)} boilerplate of {BOILERPLATE}; findings on {len(check_copies(copies.copies))} reports"
    )


if __name__ == "__main__":
    main()
