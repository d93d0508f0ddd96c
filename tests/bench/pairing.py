"""Which measure answers which problem, and what became of it, against what a reader says.

    python -m tests.bench.pairing              # figures
    python -m tests.bench.pairing --mistakes   # and every mistake

The reader's pairs are annotations/pairs.jsonl, the fates annotations/sequels.toml. Passages have the annotated tags, so
that only pairing is measured.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from tests.bench import fates
from tests.bench.retrieval import ROOT, passages, reports

from gongkai.corpus.pairing import pairs
from gongkai.document import Report

PAIRS = ROOT / "annotations" / "pairs.jsonl"
OPENING = "opening"


class Answer(NamedTuple):
    """A problem, the measures that a reader accepts and needs, and the one that was found with its basis."""

    problem: str
    kind: str
    drawn: str
    needed: frozenset[str]
    accepted: frozenset[str]
    found: str | None
    basis: str | None

    @property
    def outcome(self) -> str:
        """Say whether the found measure is right, wrong or missed, or that there is none, rightly."""
        if self.found is not None:
            return "right" if self.found in self.accepted else "wrong"
        return "missed" if self.needed else "none"


def whole() -> dict[str, Report]:
    """Return the annotated runs of passages as reports, by name."""
    return {report.source: report for report in reports(passages())}


def answers(known: dict[str, Report]) -> list[Answer]:
    """Return the annotated problems with what the program answers."""
    lines = [json.loads(line) for line in PAIRS.read_text(encoding="utf-8").splitlines()]
    found: dict[str, tuple[str | None, str | None]] = {}
    for name in dict.fromkeys(line["report"] for line in lines):
        for pair in pairs(known[name]):
            found[str(pair.problem.heading)] = (pair.measure.heading if pair.measure else None), pair.basis
    return [
        Answer(
            *(line["problem"], line["kind"], line["drawn"], frozenset(line["measures"])),
            frozenset([*line["measures"], *line.get("arguable", ())]),
            *found[line["problem"]],
        )
        for line in lines
    ]


def show(name: str, own: Iterable[Answer]) -> None:
    """Print precision and recall of some answers."""
    counts = Counter(one.outcome for one in own)
    given, wanted = counts["right"] + counts["wrong"], counts.total() - counts["none"]
    precision, recall = counts["right"] / max(given, 1), counts["right"] / max(wanted, 1)
    figures = "".join(f"{counts[outcome]:>8}" for outcome in ("right", "wrong", "missed", "none"))
    print(f"{name:<12}{counts.total():>9}{precision:>11.3f}{recall:>8.3f}{figures}")


def main() -> None:
    """Print precision and recall of pairs and of fates."""
    known = whole()
    every = answers(known)
    own = [one for one in every if one.kind != OPENING]
    print(f"{'pairs':<12}{'problems':>9}{'precision':>11}{'recall':>8}{'right':>8}{'wrong':>8}{'missed':>8}{'none':>8}")
    show("all", own)
    for drawn in dict.fromkeys(one.drawn for one in own):
        show(drawn, [one for one in own if one.drawn == drawn])
    for basis in sorted({one.basis for one in own if one.basis}):
        show(f"by {basis}", [one for one in own if one.basis == basis])
    openings = [one for one in every if one.kind == OPENING]
    print(f"openings of lists given a measure: {sum(one.found is not None for one in openings)} of {len(openings)}\n")
    fates.show(found := fates.fates(known))
    if "--mistakes" in sys.argv:
        mistakes(every)
        fates.mistakes(found)


def mistakes(every: Iterable[Answer]) -> None:
    """Print what is wrong or missed."""
    texts = {id: str(one["text"]) for id, one in passages().items()}
    for one in every:
        if one.outcome in ("wrong", "missed"):
            print(f"\n{one.outcome} {one.kind} ({one.basis}) {one.problem} {texts[one.problem]}")
            print("".join(f"  should {id} {texts[id]}\n" for id in sorted(one.accepted)), end="")
            print(f"  found {one.found} {texts[one.found]}" if one.found else "  found none")


if __name__ == "__main__":
    main()
