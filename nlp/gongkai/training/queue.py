"""Which passages to annotate next: those from which a classifier learns most, no two alike.

A passage is worth as much as its worthiest tag: how near its probability is to the threshold, more where the model's
two settings (the text alone, the text where it stands) differ, more where the tag is rare in what is annotated.

Why these settings and no committee: of 1,460 passages of unknown writers a model tagged 13 % wrongly; of the 100 that
come first it had 51 % wrong by the distance alone, 55 % with the difference of the settings, 50 % with that of four
models of half the reports each. Of other writers' passages, 22 % wrong, 62, 68 and 66 %. And it costs no training.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from gongkai.document import Record
from gongkai.examples import Example
from gongkai.examples.likeness import Met
from gongkai.model import Model, Placed
from gongkai.model.fields import fields_of, texts_of
from gongkai.model.model import LONG, Setting
from gongkai.model.scoring import decide

SUGGESTED = "gongkai"
"""`annotator` of an example whose tags are only suggested."""
RAREST = 3.0
"""A tag without examples counts so many times as much as the commonest one, and none counts more."""
CROWDED = 0.5
"""What each further passage of a report loses: so the second counts 1/1.5, the third 1/2 of what it would."""
SHORTEST = 6
"""Characters; less is a heading or a marker."""
_FIRST = 512  # passages scored at once


class Judged(Record, frozen=True):
    """What a model says of passages (rows): probability and threshold by tag, difference of its settings."""

    scores: NDArray[np.float64]
    thresholds: NDArray[np.float64]
    differ: NDArray[np.float64]


def queue(
    passages: Sequence[Example], model: Model, known: Sequence[Example] = (), number: int = 100
) -> tuple[Example, ...]:
    """Return up to `number` passages to annotate, the worthiest first, their tags as the model suggests.

    `known` are passages annotated before: none of those comes again, nor what is about the same.
    """
    met = Met()
    for example in known:
        met.add(example.text)
    usable = [one for one in passages if len(one.text.strip()) >= SHORTEST and len(one.text) <= LONG]
    if not usable:
        return ()
    judged = judge(usable, model)
    chosen = _spread(usable, worth(judged, rarity(known, model.tags)), met, number)
    return tuple(suggested(usable[row], model, judged, row) for row in chosen)


def judge(passages: Sequence[Example], model: Model) -> Judged:
    """Return what a model says of passages; one whose place is unknown is judged by its text in both settings."""
    parts = [_judge(passages[at : at + _FIRST], model) for at in range(0, len(passages), _FIRST)]
    return Judged(*(np.concatenate(part) for part in zip(*parts, strict=True)))


def worth(judged: Judged, rarities: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the worth of each passage: that of its worthiest tag."""
    below = judged.scores < judged.thresholds
    sides = np.where(below, judged.thresholds, 1 - judged.thresholds)
    gaps = np.abs(judged.scores - judged.thresholds)
    # From 1 at the threshold to 0 at certainty; a tag whose threshold is beyond 1 is never given and asks nothing.
    asks = judged.thresholds < 1
    near = np.where(asks, 1 - gaps / np.where(asks, sides, 1), 0.0)
    best: NDArray[np.float64] = np.max(near * (1 + judged.differ) * rarities, axis=1)
    return best


def rarity(known: Sequence[Example], tags: Sequence[str]) -> NDArray[np.float64]:
    """Return the weight of each tag: 1 for the commonest of those annotated, up to RAREST for one without examples."""
    counts = Counter(tag for example in known for tag in example.tags)
    most = max((counts[tag] for tag in tags), default=0)
    return np.array([min(RAREST, ((most + 1) / (counts[tag] + 1)) ** 0.5) for tag in tags])


def suggested(example: Example, model: Model, judged: Judged, row: int) -> Example:
    """Return an example with the tags that the model gives, marked as a suggestion."""
    given = judged.scores[row] >= judged.thresholds[row]
    tags = tuple(tag for tag, is_given in zip(model.tags, given, strict=True) if is_given)
    return msgspec.structs.replace(example, tags=tags, optional=(), needs_context=False, annotator=SUGGESTED)


def _spread(passages: Sequence[Example], worths: NDArray[np.float64], met: Met, number: int) -> list[int]:
    """Return the rows chosen greedily: the worthiest that is like none before, less worthy the more of its report."""
    taken: Counter[str] = Counter()
    # (worth, negated; row; how many of the report had been taken when it was reckoned)
    heap = [(-worth, row, 0) for row, worth in enumerate(worths.tolist())]
    heapq.heapify(heap)
    chosen: list[int] = []
    while heap and len(chosen) < number:
        _, row, then = heapq.heappop(heap)
        now = taken[passages[row].group]
        if now > then:
            heapq.heappush(heap, (-float(worths[row]) / (1 + CROWDED * now), row, now))
        elif not met.has(passages[row].text):
            met.add(passages[row].text)
            taken[passages[row].group] += 1
            chosen.append(row)
    return chosen


def _judge(passages: Sequence[Example], model: Model) -> tuple[NDArray[np.float64], ...]:
    places = [Placed(one.text, one.section, one.heading, one.parent, one.previous, one.next) for one in passages]
    known = np.array([any((one.section, one.heading, one.parent, one.previous, one.next)) for one in passages])[:, None]
    texts = texts_of([one.text for one in passages])
    alone = _scores(model.alone, decide(model.vocabulary, model.alone.weighing, texts))
    placed = _scores(model.placed, decide(model.vocabulary, model.placed.weighing, fields_of(places)))
    scores, thresholds = (np.where(known, one, other) for one, other in zip(placed, alone, strict=True))
    return scores, thresholds, np.abs(scores - alone[0])


def _scores(setting: Setting, decisions: NDArray[np.float32]) -> tuple[NDArray[np.float64], ...]:
    scores = setting.probabilities(decisions).astype(np.float64)
    return scores, np.broadcast_to(setting.thresholds.astype(np.float64), scores.shape)
