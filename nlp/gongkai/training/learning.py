"""Fit one linear classifier a tag."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from gongkai.document import Record
from gongkai.examples import Example
from gongkai.model.fields import Field
from gongkai.training.features import Space, learn_space, matrix, seen
from gongkai.training.recipe import Classifier, Recipe

SETTINGS = ("alone", "placed")


class Truth(Record, frozen=True):
    """What holds: `holds[example, tag]`, and `counts[example, tag]` where annotators agreed on it."""

    holds: NDArray[np.bool_]
    counts: NDArray[np.bool_]


class Linear(Record, frozen=True):
    """A fitted setting: coefficient by n-gram (row) and tag (column), bias by tag."""

    coefficients: NDArray[np.float64]
    bias: NDArray[np.float64]

    def decide(self, examples: csr_matrix) -> NDArray[np.float64]:
        """Return the decision values."""
        decided: NDArray[np.float64] = examples @ self.coefficients + self.bias
        return decided


class Learned(Record, frozen=True):
    """What was learned from examples: n-grams and both settings."""

    space: Space
    alone: Linear
    placed: Linear

    def decide(self, examples: Sequence[Example], recipe: Recipe) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the decision values of examples, alone and where they stand."""
        fields = seen(examples)
        alone, placed = (
            getattr(self, name).decide(matrix(self.space, fields, scales(recipe, name))) for name in SETTINGS
        )
        return alone, placed


def truth(examples: Sequence[Example], tags: Sequence[str]) -> Truth:
    """Return what holds for examples."""
    holds = np.array([[tag in example.tags for tag in tags] for example in examples], bool).reshape(-1, len(tags))
    differ = np.array([[tag in example.optional for tag in tags] for example in examples], bool)
    return Truth(holds, ~differ.reshape(-1, len(tags)))


def scales(recipe: Recipe, setting: str) -> tuple[float, ...]:
    """Return the share of each field in a setting."""
    shares = recipe.features.scales()
    return tuple(shares.values()) if setting == "placed" else (shares[Field.TEXT],)


def learn(examples: Sequence[Example], recipe: Recipe) -> Learned:
    """Return what can be learned from examples."""
    fields = seen(examples)
    space = learn_space(fields, recipe.features.least)
    holding = truth(examples, recipe.tags)
    alone, placed = (
        fit(matrix(space, fields, scales(recipe, name)), holding, recipe.classifier, recipe.seed) for name in SETTINGS
    )
    return Learned(space, alone, placed)


def stored_weights(linear: Linear, rarity: NDArray[np.float64]) -> NDArray[np.float16]:
    """Return coefficients times rarity, and squared rarity in a last column; number 0, the unknown n-gram, has none."""
    weights = np.concatenate([linear.coefficients * rarity[:, None], rarity[:, None] ** 2], axis=1)
    weights[0] = 0
    return weights.astype(np.float16)


@contextmanager
def one_thread() -> Iterator[None]:
    """Keep linear algebra to one thread: on a busy machine many take ten times as long for matrices this small."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        yield


def fit(examples: csr_matrix, holding: Truth, classifier: Classifier, seed: int) -> Linear:
    """Return the linear classifiers of all tags; a tag that none or all of the examples carry is never given."""
    # One after the other: liblinear's random generator is one for all threads, and results must not depend on them.
    fitted = [_fit_tag(examples, holding, tag, classifier, seed) for tag in range(holding.holds.shape[1])]
    return Linear(np.stack([weights for weights, _ in fitted], axis=1), np.array([bias for _, bias in fitted]))


def _fit_tag(
    examples: csr_matrix, holding: Truth, tag: int, classifier: Classifier, seed: int
) -> tuple[NDArray[np.float64], float]:
    rows = np.flatnonzero(holding.counts[:, tag])
    holds = holding.holds[rows, tag]
    if holds.all() or not holds.any():
        return np.zeros(examples.shape[1]), -1.0
    estimator = _estimator(classifier, seed).fit(examples[rows], holds)
    if classifier.kind == "bayes":
        odds = estimator.feature_log_prob_[1] - estimator.feature_log_prob_[0]
        prior = 0.0 if classifier.balanced else estimator.class_log_prior_[1] - estimator.class_log_prior_[0]
        return odds, float(prior)
    return estimator.coef_[0], float(estimator.intercept_[0])


def _estimator(classifier: Classifier, seed: int):  # type: ignore[no-untyped-def]
    from sklearn.linear_model import LogisticRegression
    from sklearn.naive_bayes import MultinomialNB
    from sklearn.svm import LinearSVC

    weight = "balanced" if classifier.balanced else None
    if classifier.kind == "svm":
        return LinearSVC(C=classifier.penalty, class_weight=weight, random_state=seed)
    if classifier.kind == "logistic":
        return LogisticRegression(C=classifier.penalty, class_weight=weight, random_state=seed, solver="liblinear")
    return MultinomialNB(alpha=classifier.penalty)
