"""Which measure answers which problem, and what became of it, against what a reader says.

    python -m tests.bench.pairing              # figures
    python -m tests.bench.pairing --mistakes   # and every mistake of the development half

The reader's pairs are annotations/pairs.jsonl: half of the reports, told by a hash of their names, are held out. The
fates are annotations/sequels.toml, and sequels-held-out.toml. Nothing may be chosen on what is held out. Passages have
the annotated tags, so that only pairing is measured; `lost` is the development half with one tag of each report lost.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from hashlib import sha256
from random import Random
from typing import NamedTuple

from msgspec.structs import replace
from tests.bench import fates
from tests.bench.retrieval import ROOT, passages, reports

from gongkai.corpus.pairing import pairs
from gongkai.document import Report

PAIRS = ROOT / "annotations" / "pairs.jsonl"
OPENING = "opening"
LOST = 12
"""Times that each report loses a tag."""


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
    def is_held_out(self) -> bool:
        """Say whether nothing may be chosen on this answer."""
        return is_held_out(self.problem.rsplit("-", 1)[0])

    @property
    def outcome(self) -> str:
        """Say whether the found measure is right, wrong or missed, or that there is none, rightly."""
        if self.found is not None:
            return "right" if self.found in self.accepted else "wrong"
        return "missed" if self.needed else "none"


def is_held_out(report: str) -> bool:
    """Say whether a report is of the half that is held out."""
    return bool(sha256(report.encode()).digest()[0] % 2)


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
            *found.get(line["problem"], (None, None)),  # what is taken for the opening of a list has no answer
        )
        for line in lines
    ]


def lost(known: dict[str, Report], seed: int) -> list[Answer]:
    """Return the answers where each report has lost the tags of one problem or measure, as a model loses them."""
    rng = Random(seed)
    poorer, gone = {}, set()
    for name, report in known.items():
        tagged = [one for one in report.passages if one.section == "problems" and one.tags]
        one = rng.choice(tagged) if tagged else None
        kept = tuple(replace(own, tags=()) if own is one else own for own in report.passages)
        poorer[name] = replace(report, passages=kept)
        gone.add(one.heading if one else None)
    found = [answer for answer in answers(poorer) if answer.problem not in gone]
    return [one._replace(needed=one.needed - gone, accepted=one.accepted - gone) for one in found]


def precision(own: Iterable[Answer]) -> float:
    """Return the share of the answers that are right."""
    counts = Counter(one.outcome for one in own)
    return counts["right"] / max(counts["right"] + counts["wrong"], 1)


def recall(own: Iterable[Answer]) -> float:
    """Return the share of the problems with an answer that have a right one."""
    counts = Counter(one.outcome for one in own)
    return counts["right"] / max(counts.total() - counts["none"], 1)


def show(name: str, own: list[Answer]) -> None:
    """Print precision and recall of some answers."""
    counts = Counter(one.outcome for one in own)
    figures = "".join(f"{counts[outcome]:>8}" for outcome in ("right", "wrong", "missed", "none"))
    print(f"{name:<12}{len(own):>9}{precision(own):>11.3f}{recall(own):>8.3f}{figures}")


def main() -> None:
    """Print precision and recall of pairs and of fates."""
    known = whole()
    every = answers(known)
    parts: tuple[tuple[str, Callable[[Answer], bool]], ...] = (
        ("development", lambda one: not one.is_held_out),
        ("held out", lambda one: one.is_held_out),
    )
    for name, is_part in parts:
        own = [one for one in every if one.kind != OPENING and is_part(one)]
        print(
            f"\n{name:<12}{'problems':>9}{'precision':>11}{'recall':>8}{'right':>8}{'wrong':>8}{'missed':>8}{'none':>8}"
        )
        show("all", own)
        for drawn in dict.fromkeys(one.drawn for one in own):
            show(drawn, [one for one in own if one.drawn == drawn])
        for basis in sorted({one.basis for one in own if one.basis}):
            show(f"by {basis}", [one for one in own if one.basis == basis])
        openings = [one for one in every if one.kind == OPENING and is_part(one)]
        print(f"openings given a measure: {sum(one.found is not None for one in openings)} of {len(openings)}")
    poorer = [one for seed in range(LOST) for one in lost(known, seed) if one.kind != OPENING and not one.is_held_out]
    show("lost", poorer)
    developed, held_out = fates.fates(known), fates.fates(known, fates.HELD_OUT)
    fates.show("development", developed)
    fates.show("held out", held_out)
    if "--mistakes" in sys.argv:
        mistakes(one for one in every if not one.is_held_out)
        fates.mistakes(developed)


def mistakes(every: Iterable[Answer]) -> None:
    """Print what is wrong or missed; what is held out is not looked at."""
    texts = {id: str(one["text"]) for id, one in passages().items()}
    for one in every:
        if one.outcome in ("wrong", "missed"):
            print(f"\n{one.outcome} {one.kind} ({one.basis}) {one.problem} {texts[one.problem]}")
            print("".join(f"  should {id} {texts[id]}\n" for id in sorted(one.accepted)), end="")
            print(f"  found {one.found} {texts[one.found]}" if one.found else "  found none")


if __name__ == "__main__":
    main()
