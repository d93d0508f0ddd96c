"""Score passages by a linear model over n-grams, many at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gongkai.document import Record
from gongkai.model.fields import Field, Fields
from gongkai.model.ngrams import occurrences
from gongkai.model.vocabulary import Vocabulary

Floats = NDArray[np.float32]


class Weighing(Record, frozen=True):
    """How one setting of a model (a passage alone, or where it stands) weighs n-grams.

    `weights[number of n-gram, tag]` has a last column: the squared rarity (idf) of the n-gram, by whose sum a field is
    brought to length one. `scales` gives each field's share.
    """

    weights: Floats
    bias: Floats
    scales: tuple[float, ...]


def found(vocabulary: Vocabulary, fields: Fields) -> tuple[NDArray[np.int32], NDArray[np.intp]]:
    """Return the numbers of the known n-grams, in text order, and where those of each text begin."""
    seen = occurrences(fields.texts, fields.marks)
    numbers = vocabulary.find(seen.keys)
    known = np.flatnonzero(numbers)
    return numbers[known], np.searchsorted(known, seen.starts)


def decide(vocabulary: Vocabulary, weighing: Weighing, fields: Fields) -> Floats:
    """Return the decision value of every passage (row) and tag (column): above 0 speaks for the tag."""
    numbers, starts = found(vocabulary, fields)
    # A closing zero row gives reduceat something to stand on where the last texts have no known n-gram.
    taken = weighing.weights.take(np.append(numbers, 0), axis=0)
    sums = np.add.reduceat(taken, starts, axis=0)
    sums[np.diff(starts, append=len(numbers)) == 0] = 0.0
    values = sums[:, :-1] / np.sqrt(np.maximum(sums[:, -1:], 1e-12))
    total = np.tile(weighing.bias, (len(fields.of[Field.TEXT]), 1))
    for field, rows in enumerate(fields.of):
        total += weighing.scales[field] * values[rows]
    return total
