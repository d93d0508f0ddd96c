"""Near-duplicates among passages, and wording that many share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

GRAM = 6
"""Characters of the pieces by which passages are compared."""
ALIKE = 0.6
"""Two passages are near-duplicates when they share so much of the shorter one's pieces."""
COMMON = 40
"""A piece that stands in more passages says nothing of likeness."""


def near_duplicates(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Return the pairs (earlier, later) of near-duplicates."""
    pieces = [{text[at : at + GRAM] for at in range(max(1, len(text) - GRAM + 1))} for text in texts]
    holders: dict[str, list[int]] = defaultdict(list)
    for number, own in enumerate(pieces):
        for piece in own:
            holders[piece].append(number)
    found = []
    for number, own in enumerate(pieces):
        rare = [holders[piece] for piece in own if 1 < len(holders[piece]) <= COMMON]
        shared = Counter(other for others in rare for other in others if other > number)
        found += [
            (number, other) for other, times in shared.items() if times > ALIKE * min(len(own), len(pieces[other]))
        ]
    return sorted({*found, *_copies(texts)})


def _copies(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Return each text's next copy, if it has one: pieces of what stands many times are too common to tell."""
    last: dict[str, int] = {}
    found = []
    for number, text in enumerate(texts):
        if text in last:
            found.append((last[text], number))
        last[text] = number
    return found


def shared_windows(texts: Sequence[str], length: int, phrases: Sequence[str]) -> Counter[str]:
    """Return how many texts hold each run of `length` characters, statutory `phrases` cut out."""
    counts: Counter[str] = Counter()
    for text in texts:
        parts = [text]
        for phrase in phrases:
            parts = [piece for part in parts for piece in part.split(phrase)]
        counts.update({part[at : at + length] for part in parts for at in range(len(part) - length + 1)})
    return counts


def diversity(texts: Sequence[str], length: int = 4) -> float:
    """Return the share of distinct ones among all runs of `length` characters."""
    runs = [text[at : at + length] for text in texts for at in range(len(text) - length + 1)]
    return len(set(runs)) / len(runs) if runs else 1.0
