"""What says the same in other words, as data: the groups and tag cues of `synonyms.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from gongkai.corpus.tokens import plain
from gongkai.document import Record


class Synonyms(Record, frozen=True):
    """`others` maps a term to those of its groups; `cues` a term to the tag that stands for it."""

    others: dict[str, tuple[str, ...]]
    cues: dict[str, str]
    longest: int

    def cut(self, text: str) -> list[tuple[str, bool]]:
        """Return a plain text in stretches, those that are terms of a group marked, the longest first come."""
        stretches: list[tuple[str, bool]] = []
        held = at = 0
        while at < len(text):
            size = next(
                (n for n in range(min(self.longest, len(text) - at), 1, -1) if text[at : at + n] in self.others), 0
            )
            if size:
                stretches += [(text[held:at], False)] if held < at else []
                stretches.append((text[at : at + size], True))
            at += size or 1
            held = at if size else held
        return [*stretches, (text[held:], False)] if held < len(text) else stretches

    def tags(self, text: str) -> set[str]:
        """Return the tags that the words of a plain text stand for."""
        return {tag for cue, tag in self.cues.items() if cue in text}


@cache
def synonyms() -> Synonyms:
    """Return the groups that the package comes with."""
    data = tomllib.loads(files("gongkai.corpus").joinpath("synonyms.toml").read_text(encoding="utf-8"))
    return made(data["groups"], data["tags"])


def made(groups: list[list[str]], cues: dict[str, list[str]]) -> Synonyms:
    """Return groups and cues as they are looked up."""
    others: dict[str, dict[str, None]] = {}
    for group in groups:
        terms = [plain(term) for term in group]
        for term in terms:
            others.setdefault(term, {}).update(dict.fromkeys(other for other in terms if other != term))
    by_cue = {plain(cue): tag for tag, terms in cues.items() for cue in terms}
    return Synonyms({term: tuple(found) for term, found in others.items()}, by_cue, max(map(len, others), default=0))
