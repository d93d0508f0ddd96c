"""A trained classifier: which tags a passage carries, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from gongkai.document import Record, TagScore
from gongkai.model.fields import Fields, Placed, fields_of, texts_of
from gongkai.model.scoring import Floats, Weighing, decide
from gongkai.model.vocabulary import Vocabulary

FAR = 30.0
"""Logarithm of odds that is as good as certainty."""
LONG = 2_000
"""A text longer than this is no passage, and gets no tag."""
DIGITS = 3
"""Decimals of a score: more would pretend."""

_CHINESE = re.compile("(?:[\u3400-\u9fff][^\u3400-\u9fff]{0,4}){4}")
"""So much Chinese in a row has every passage that says something."""


class Setting(Record, frozen=True):
    """One way to see passages, alone or where they stand: weights, calibration and threshold by tag.

    The probability of a tag is the logistic function of slope * decision + offset.
    """

    weighing: Weighing
    slopes: Floats
    offsets: Floats
    thresholds: Floats

    def probabilities(self, decisions: Floats) -> Floats:
        """Return the calibrated probability of every decision value."""
        odds = np.clip(self.slopes * decisions + self.offsets, -FAR, FAR)
        calibrated: Floats = 1 / (1 + np.exp(-odds))
        return calibrated


class Model:
    """Tags passages by what they say and, where known, by where they stand."""

    def __init__(self, tags: Sequence[str], vocabulary: Vocabulary, alone: Setting, placed: Setting) -> None:
        self.tags = tuple(tags)
        self.vocabulary = vocabulary
        self.alone = alone
        self.placed = placed

    def tag(self, passages: Sequence[Placed]) -> list[tuple[TagScore, ...]]:
        """Return the tags of the passages of one report, each above its threshold, in the model's order of tags."""
        return self._tags([passage.text for passage in passages], fields_of(passages), self.placed)

    def tag_texts(self, texts: Sequence[str]) -> list[tuple[TagScore, ...]]:
        """Return the tags of passages of which nothing but the text is known."""
        return self._tags(texts, texts_of(texts), self.alone)

    def scores(self, texts: Sequence[str]) -> list[dict[str, float]]:
        """Return the probability of every tag for passages of which nothing but the text is known."""
        if not texts:
            return []
        decided = decide(self.vocabulary, self.alone.weighing, texts_of(texts))
        rows = self.alone.probabilities(decided).tolist()
        return [{tag: round(score, DIGITS) for tag, score in zip(self.tags, row, strict=True)} for row in rows]

    def _tags(self, texts: Sequence[str], fields: Fields, setting: Setting) -> list[tuple[TagScore, ...]]:
        if not texts:
            return []
        scores = setting.probabilities(decide(self.vocabulary, setting.weighing, fields))
        given = scores >= setting.thresholds
        found: list[tuple[TagScore, ...]] = [()] * len(texts)
        rows, columns = np.nonzero(given)
        for row, column, score in zip(rows.tolist(), columns.tolist(), scores[given].tolist(), strict=True):
            found[row] += (TagScore(self.tags[column], round(score, DIGITS)),)
        return [tags if tags and _is_passage(text) else () for text, tags in zip(texts, found, strict=True)]


def _is_passage(text: str) -> bool:
    """Tell whether a text can be one: short, and Chinese."""
    return len(text) <= LONG and _CHINESE.search(text) is not None
