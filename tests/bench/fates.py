"""What became of a problem a year later, against what a reader says."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from tests.bench.retrieval import ROOT

from gongkai.corpus.pairing import sequels
from gongkai.document import Passage, Report, TagScore

SEQUELS = ROOT / "annotations" / "sequels.toml"
FATES = ("solved", "repeated", "dropped")


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


def annotated() -> list[dict[str, Any]]:
    """Return what is annotated of each pair of reports."""
    found: list[dict[str, Any]] = tomllib.loads(SEQUELS.read_text(encoding="utf-8"))["report"]
    return found


def later(one: dict[str, Any]) -> Report:
    """Return the report of the next year."""
    at, made = 0, []
    for section, tags, text in one["passages"]:
        made.append(Passage(section, text, at, at + len(text), tuple(TagScore(tag, 0.9) for tag in tags.split())))
        at += len(text) + 1
    return Report(f"{one['before']} later", "ok", None, None, one["year"], "2021", passages=tuple(made))


def fates(known: dict[str, Report]) -> list[Fate]:
    """Return the fates of the problems of all annotated pairs of reports."""
    return [fate for one in annotated() for fate in _fates(one, known[one["before"]])]


def _fates(one: dict[str, Any], before: Report) -> Iterator[Fate]:
    texts = [text for _, _, text in one["passages"]]
    for sequel in sequels(before, later(one)):
        if (own := one["fates"].get(sequel.problem.heading)) is not None:
            shown = tuple(texts[at] for at in own[1:])
            evidence = sequel.evidence.text if sequel.evidence else None
            yield Fate(str(sequel.problem.heading), sequel.problem.text, own[0], shown, sequel.outcome, evidence)


def show(found: list[Fate]) -> None:
    """Print precision and recall of each fate, what was mistaken for what, and how often the passage shown is wrong."""
    confused = Counter((one.true, one.found) for one in found)
    print(
        f"{'fates':<12}{'problems':>9}{'precision':>11}{'recall':>8}" + "".join(f"{'as ' + one:>13}" for one in FATES)
    )
    for fate in FATES:
        said, true = (sum(confused[pair] for pair in confused if pair[at] == fate) for at in (1, 0))
        right = confused[fate, fate]
        row = "".join(f"{confused[fate, other]:>13}" for other in FATES)
        print(f"{fate:<12}{true:>9}{right / max(said, 1):>11.3f}{right / max(true, 1):>8.3f}{row}")
    agreed = [one for one in found if one.true == one.found]
    print(f"right: {len(agreed)} of {len(found)}, {sum(not one.right for one in agreed)} of them by a wrong passage")


def mistakes(found: Iterable[Fate]) -> None:
    """Print every fate that is wrong or shown by a wrong passage."""
    for one in found:
        if not one.right:
            print(f"\n{one.true} as {one.found} {one.problem} {one.text}")
            print(f"  should {one.shown}\n  found {one.evidence}")
