"""The worst errors: where a model was surest of what does not hold, and which n-grams made it so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from gongkai.document import Record
from gongkai.examples import Example
from gongkai.model.fields import Field
from gongkai.model.ngrams import mark, shown
from gongkai.training.features import Space, matrix, seen
from gongkai.training.learning import Linear, Truth

MOST = 30
"""Errors told of a setting."""
ALIKE = 5
"""Errors told of one tag, so that a difficult one does not crowd out the others."""
TOLD = 8
"""Pieces of evidence told of an error."""


class Evidence(Record, frozen=True):
    """What spoke for a tag (weight above 0) or against it: an n-gram of the text, or all of another field.

    `field` is the name of a gongkai.model.fields.Field; `ngram` is empty for a whole field, ^ and $ are the edges of
    the text.
    """

    field: str
    ngram: str
    weight: float


class Mistake(Record, frozen=True):
    """A passage whose tag was given and does not hold, or holds and was not given; `score` is the tag's."""

    id: str
    text: str
    section: str | None
    heading: str | None
    report: str | None
    tags: tuple[str, ...]
    given: tuple[str, ...]
    tag: str
    score: float
    evidence: tuple[Evidence, ...]


Explain = Callable[[int, str], tuple[Evidence, ...]]
"""Tells what decided a tag of the example of a row."""


def mistakes(
    examples: Sequence[Example],
    tags: Sequence[str],
    scores: NDArray[np.float64],
    given: NDArray[np.bool_],
    holding: Truth,
    explain: Explain,
) -> tuple[Mistake, ...]:
    """Return the worst error of each of the worst passages, the worst first."""
    rows, columns = np.nonzero((given != holding.holds) & holding.counts)
    apart = np.abs(holding.holds[rows, columns] - scores[rows, columns])
    told: list[Mistake] = []
    seen_rows, alike = set(), Counter[int]()
    for at in np.argsort(-apart, kind="stable").tolist():
        row, column = int(rows[at]), int(columns[at])
        if row in seen_rows or alike[column] == ALIKE or len(told) == MOST:
            continue
        seen_rows.add(row)
        alike[column] += 1
        said = tuple(tag for tag, is_given in zip(tags, given[row], strict=True) if is_given)
        score = round(float(scores[row, column]), 3)
        told.append(_mistake(examples[row], said, tags[column], score, explain(row, tags[column])))
    return tuple(told)


def _mistake(
    example: Example, given: tuple[str, ...], tag: str, score: float, evidence: tuple[Evidence, ...]
) -> Mistake:
    place = (example.section, example.heading, example.report)
    return Mistake(example.id, example.text, *place, example.tags, given, tag, score, evidence)


def evidence(
    space: Space, linear: Linear, scales: Sequence[float], example: Example, column: int
) -> tuple[Evidence, ...]:
    """Return what weighed most in the decision on the tag of a column, the weightiest first."""
    row = matrix(space, seen([example]), scales)
    row.sum_duplicates()
    parts = row.data * linear.coefficients[row.indices, column]
    weights: Counter[tuple[str, str]] = Counter()
    for key, weight in zip(space.vocabulary.keys[row.indices].tolist(), parts.tolist(), strict=True):
        field = Field(mark(key))
        weights[field.name.lower(), shown(key) if field is Field.TEXT else ""] += weight
    best = sorted(weights.items(), key=lambda item: (-abs(item[1]), item[0]))[:TOLD]
    return tuple(Evidence(field, ngram, round(weight, 3)) for (field, ngram), weight in best)
