"""Turn examples into matrices, by the same n-grams that tagging sees."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from gongkai.document import Record
from gongkai.examples import Example
from gongkai.model import Placed
from gongkai.model.fields import Field, Fields, fields_of
from gongkai.model.ngrams import LONGEST, is_whole, occurrences
from gongkai.model.scoring import found
from gongkai.model.vocabulary import Vocabulary, fitting


class Space(Record, frozen=True):
    """The n-grams learned and their rarity (idf), by number."""

    vocabulary: Vocabulary
    rarity: NDArray[np.float64]


def seen(examples: Sequence[Example]) -> Fields:
    """Return the fields of examples."""
    return fields_of([placed(example) for example in examples])


def placed(example: Example) -> Placed:
    """Return what tagging would see of an example."""
    return Placed(example.text, example.section, example.heading, example.parent, example.previous, example.next)


def learn_space(fields: Fields, least: int) -> Space:
    """Return the n-grams that at least so many texts of their field have; of sections, all."""
    all_seen = occurrences(fields.texts, fields.marks)
    rows = np.repeat(np.arange(len(fields.marks)), np.diff(all_seen.starts, append=len(all_seen.keys)))
    pairs = np.unique(np.stack([all_seen.keys, rows.astype(np.uint64)], axis=1), axis=0)
    keys, counts = np.unique(pairs[:, 0], return_counts=True)
    marks = (keys >> np.uint64(16 * LONGEST)).astype(np.intp)
    enough = np.where(marks == Field.SECTION, 1, least)
    kept = is_whole(keys) & (counts >= enough)
    keys, counts, marks = keys[kept], counts[kept], marks[kept]
    by_frequency = np.lexsort((keys, -counts))
    chosen = fitting(keys[by_frequency])
    place = np.searchsorted(keys, chosen)
    texts = np.bincount(np.asarray(fields.marks), minlength=len(Field))
    rarity = np.log((1 + texts[marks[place]]) / (1 + counts[place])) + 1
    return Space(Vocabulary(chosen), np.concatenate([np.zeros(1), rarity]))


def matrix(space: Space, fields: Fields, scales: Sequence[float]) -> csr_matrix:
    """Return passages (rows) by n-grams (columns): each field of length one, times its share."""
    numbers, starts = found(space.vocabulary, fields)
    bounds = np.append(starts, len(numbers))
    shape = (len(fields.marks), len(space.vocabulary) + 1)
    texts = csr_matrix((space.rarity[numbers], numbers, bounds), shape=shape)
    squares = csr_matrix((space.rarity[numbers] ** 2, numbers, bounds), shape=shape).sum(axis=1)
    texts.sum_duplicates()
    texts = diags(1 / np.sqrt(np.maximum(np.asarray(squares).ravel(), 1e-12))) @ texts
    total = csr_matrix((len(fields.of[Field.TEXT]), shape[1]))
    for scale, rows in zip(scales, fields.of, strict=False):
        if scale:
            total = total + scale * texts[rows]
    return total.tocsr()
