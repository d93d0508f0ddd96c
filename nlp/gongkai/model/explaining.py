"""Say which n-grams decided a tag."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from gongkai.document import Record
from gongkai.model.fields import Field, texts_of
from gongkai.model.model import Model
from gongkai.model.ngrams import shown
from gongkai.model.scoring import found

MOST = 8
"""N-grams told for a tag."""


class Reason(Record, frozen=True):
    """An n-gram and what it adds to a tag's decision value; ^ and $ are beginning and end of the text."""

    ngram: str
    weight: float


def explain(model: Model, text: str) -> dict[str, tuple[Reason, ...]]:
    """Return for every tag the n-grams that speak most for or against it in a text alone, the weightiest first."""
    numbers, _ = found(model.vocabulary, texts_of([text]))
    weights = model.alone.weighing.weights[numbers]
    share = model.alone.weighing.scales[Field.TEXT] / np.sqrt(max(float(weights[:, -1].sum()), 1e-12))
    told = {}
    for column, tag in enumerate(model.tags):
        sums: dict[int, float] = defaultdict(float)
        for number, weight in zip(numbers.tolist(), weights[:, column].tolist(), strict=True):
            sums[number] += weight * share
        best = sorted(sums.items(), key=lambda item: (-abs(item[1]), item[0]))[:MOST]
        keys = model.vocabulary.keys
        told[tag] = tuple(Reason(shown(int(keys[number])), round(float(weight), 3)) for number, weight in best)
    return told
