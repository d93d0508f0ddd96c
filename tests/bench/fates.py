"""What became of a problem a year later, against what a reader says."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tests.bench.retrieval import ROOT

from gongkai.corpus.sequels import sequels
from gongkai.document import Passage, Report, TagScore

SEQUELS = ROOT / "annotations" / "sequels.toml"
HELD_OUT = SEQUELS.with_name("sequels-held-out.toml")
FATES = ("solved", "repeated", "dropped")
UNCLEAR = "unclear"


class Fate(NamedTuple):
    """A problem, what a reader and what the program say became of it, and the passages that show it."""

    problem: str
    text: str
    true: str
    shown: tuple[str, ...]
    found: str
    evidence: str | None

    @property
    def right(self) -> bool:
        """Say whether the fate is right and so is the passage that shows it."""
        return self.true == self.found and (self.evidence is None or self.evidence in self.shown)


def annotated(path: Path = SEQUELS) -> list[dict[str, Any]]:
    """Return what is annotated of each pair of reports."""
    found: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["report"]
    return found


def later(one: dict[str, Any]) -> Report:
    """Return the report of the next year."""
    at, made = 0, []
    for section, tags, text in one["passages"]:
        made.append(Passage(section, text, at, at + len(text), tuple(TagScore(tag, 0.9) for tag in tags.split())))
        at += len(text) + 1
    return Report(f"{one['before']} later", "ok", None, None, one["year"], "2021", passages=tuple(made))


def fates(known: dict[str, Report], path: Path = SEQUELS) -> list[Fate]:
    """Return the fates of the problems of all annotated pairs of reports."""
    return [fate for one in annotated(path) for fate in _fates(one, known[one["before"]])]


def _fates(one: dict[str, Any], before: Report) -> Iterator[Fate]:
    texts = [text for _, _, text in one["passages"]]
    problems = {str(passage.heading): passage.text for passage in before.passages}
    found = {sequel.problem.heading: sequel for sequel in sequels(before, later(one))}
    for problem, (fate, *shown) in one["fates"].items():
        own = found.get(problem)  # none where the problem was taken for the opening of a list
        evidence = own.evidence.text if own and own.evidence else None
        outcome = own.outcome if own else UNCLEAR
        yield Fate(problem, problems[problem], fate, tuple(texts[at] for at in shown), outcome, evidence)


def precision(found: list[Fate], fate: str) -> float:
    """Return the share of the problems said to have a fate that have it, the passage shown being a right one."""
    said = [one for one in found if one.found == fate]
    return sum(one.right for one in said) / max(len(said), 1)


def recall(found: list[Fate], fate: str) -> float:
    """Return the share of the problems with a fate that are said to have it."""
    true = [one for one in found if one.true == fate]
    return sum(one.right for one in true) / max(len(true), 1)


def show(name: str, found: list[Fate]) -> None:
    """Print precision and recall of each fate, what was mistaken for what, and what a doubt shows."""
    confused = Counter((one.true, one.found) for one in found)
    heads = "".join(f"{'as ' + one:>13}" for one in (*FATES, UNCLEAR))
    print(f"\n{name:<12}{'problems':>9}{'precision':>11}{'recall':>8}" + heads)
    for fate in FATES:
        row = "".join(f"{confused[fate, other]:>13}" for other in (*FATES, UNCLEAR))
        true = sum(one.true == fate for one in found)
        print(f"{fate:<12}{true:>9}{precision(found, fate):>11.3f}{recall(found, fate):>8.3f}{row}")
    doubts = [one for one in found if one.found == UNCLEAR and one.shown]
    shown = sum(one.evidence in one.shown for one in doubts)
    print(f"unclear although something is said: {len(doubts)}, {shown} of them shown with the passage that says it")


def mistakes(found: Iterable[Fate]) -> None:
    """Print every fate that is wrong or shown by a wrong passage."""
    for one in found:
        if not one.right:
            print(f"\n{one.true} as {one.found} {one.problem} {one.text}")
            print(f"  should {one.shown}\n  found {one.evidence}")
