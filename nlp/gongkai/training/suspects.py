"""Tags that were probably given or left out by mistake: where models that did not learn from a passage contradict it.

Of confident learning (Northcutt et al. 2021, the library cleanlab) the self-confidence is taken: the probability, by
cross-validation, of what the annotation says. Probabilities are calibrated by tag, so one ranking holds all tags.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from gongkai.document import Record
from gongkai.errors import AnnotationError, MissingExtra
from gongkai.examples import Example
from gongkai.training.recipe import Recipe
from gongkai.training.validation import Step, Validated, validate

SETTING = "placed"
GROUP = "report"
"""Folds part reports, not writers: among the first 200 suspects of 5,852 passages were 95, 88, 85, 88 of 100 planted
errors (four plantings, `tests/bench/suspects.py`), by writer 95, 86, 82, 84."""
METHOD = "self_confidence"
"""Cleanlab's score. Adjusted by its class thresholds, only 69, 63, 79, 79 were found; the decision values of the
classifier, uncalibrated, did as well (95, 87, 84, 88)."""
DOUBTED = 0.5
"""Where the model holds the annotation for likelier than not, nothing is suspected."""
LEAST_FOLDS = 2


class Suspect(Record, frozen=True):
    """A tag of an example that is probably wrong: `given` or not, while it holds with this `probability`."""

    example: Example
    tag: str
    given: bool
    probability: float

    @property
    def confidence(self) -> float:
        """Return how probable the annotation is."""
        return self.probability if self.given else 1 - self.probability


def suspects(examples: Sequence[Example], recipe: Recipe, step: Step = lambda _: None) -> tuple[Suspect, ...]:
    """Return the suspects, the likeliest first; `step` is told of each fold.

    MissingExtra without cleanlab; AnnotationError when there are too few reports to judge one by others.
    """
    _ready()
    groups = len({example.group for example in examples})
    if groups < LEAST_FOLDS:
        raise AnnotationError(f"passages of {groups} report: suspects are found by others, annotate two or more")
    tuning = msgspec.structs.replace(recipe.tuning, group=GROUP, folds=min(recipe.tuning.folds, groups))
    return rank(validate(examples, msgspec.structs.replace(recipe, tuning=tuning), step), recipe.tags)


def rank(validated: Validated, tags: Sequence[str]) -> tuple[Suspect, ...]:
    """Return the suspects of a cross-validation, the likeliest first; what annotators differed on is none."""
    scores, holding = validated.scores[SETTING], validated.truth
    found = []
    for column, tag in enumerate(tags):
        quality = _quality(holding.holds[:, column], scores[:, column])
        for row in np.flatnonzero(holding.counts[:, column] & (quality < DOUBTED)).tolist():
            given, probability = bool(holding.holds[row, column]), float(scores[row, column])
            found.append(Suspect(validated.examples[row], tag, given, probability))
    return tuple(sorted(found, key=lambda one: (one.confidence, one.example.id, one.tag)))


def _quality(holds: NDArray[np.bool_], scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return cleanlab's score of each answer to one tag: 0 is surely wrong, 1 surely right."""
    from cleanlab.rank import get_label_quality_scores

    both = np.stack([1 - scores, scores], axis=1)
    if holds.all() or not holds.any():  # cleanlab refuses a label that is all there is
        return np.where(holds, scores, 1 - scores)
    quality: NDArray[np.float64] = get_label_quality_scores(holds.astype(int), both, method=METHOD)
    return quality


def _ready() -> None:
    """Raise MissingExtra before the work begins, not after."""
    try:
        import cleanlab.rank  # noqa: F401
    except ImportError as error:
        raise MissingExtra(
            f"suspects are found with cleanlab, which is not there ({error}): pip install 'gongkai[train]'",
            "缺少 cleanlab：pip install 'gongkai[train]'",
        ) from error
