"""Linear candidates: over n-grams of characters, as shipped, over words, or over both."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from gongkai.document import Record
from gongkai.examples import Example
from gongkai.model.fields import texts_of
from gongkai.model.ngrams import EDGE, normal
from gongkai.model.scoring import Weighing, decide
from gongkai.model.vocabulary import Vocabulary
from gongkai.training.candidate import packed
from gongkai.training.features import learn_space, matrix, seen
from gongkai.training.learning import Linear, fit, scales, stored_weights, truth
from gongkai.training.recipe import Recipe

LONGEST = 2
"""Words of an n-gram."""

Columns = Callable[[Sequence[Example]], csr_matrix]


class Part(Record, frozen=True):
    """Some of the columns that a linear classifier sees, and what must be stored to find them."""

    columns: Columns
    stored: NDArray[np.generic]


class Shipped(Record, frozen=True):
    """N-grams of characters, weighed in the way of the tagging program."""

    vocabulary: Vocabulary
    weighing: Weighing
    setting: str

    def decide(self, examples: Sequence[Example]) -> NDArray[np.float64]:
        """Return the decision values."""
        placed = self.setting == "placed"
        fields = seen(examples) if placed else texts_of([example.text for example in examples])
        return decide(self.vocabulary, self.weighing, fields).astype(np.float64)

    def size(self) -> int:
        """Return the bytes of the n-grams and their weights."""
        return packed({"keys": self.vocabulary.keys, "weights": self.weighing.weights.astype(np.float16)})


class Stacked(Record, frozen=True):
    """Parts side by side, and a linear classifier over them."""

    parts: tuple[Part, ...]
    linear: Linear

    def decide(self, examples: Sequence[Example]) -> NDArray[np.float64]:
        """Return the decision values."""
        return self.linear.decide(_beside(self.parts, examples))

    def size(self) -> int:
        """Return the bytes of the vocabularies and the weights."""
        stored = {f"part{number}": part.stored for number, part in enumerate(self.parts)}
        return packed({**stored, "weights": self.linear.coefficients.astype(np.float16)})


def learn_characters(examples: Sequence[Example], recipe: Recipe, setting: str) -> Shipped:
    """Return the classifier that the recipe asks for."""
    fields = seen(examples)
    space = learn_space(fields, recipe.features.least)
    shares = scales(recipe, setting)
    linear = fit(matrix(space, fields, shares), truth(examples, recipe.tags), recipe.classifier, recipe.seed)
    weights = stored_weights(linear, space.rarity)
    weighing = Weighing(weights.astype(np.float32), linear.bias.astype(np.float32), shares)
    return Shipped(space.vocabulary, weighing, setting)


def learn_words(examples: Sequence[Example], recipe: Recipe, setting: str) -> Stacked:
    """Return the recipe's classifier over words instead of characters; of the place, it sees the section."""
    parts = (_words(examples, recipe), *((_section(examples, recipe),) if setting == "placed" else ()))
    return _stacked(parts, examples, recipe)


def learn_both(examples: Sequence[Example], recipe: Recipe, setting: str) -> Stacked:
    """Return the recipe's classifier over characters and words."""
    return _stacked((_characters(examples, recipe, setting), _words(examples, recipe)), examples, recipe)


def words(text: str) -> list[str]:
    """Return the words of a text, by jieba, folded like n-grams of characters are."""
    import rjieba

    found: list[str] = rjieba.cut(normal([text]).strip(EDGE))
    return found


def _stacked(parts: tuple[Part, ...], examples: Sequence[Example], recipe: Recipe) -> Stacked:
    holding = truth(examples, recipe.tags)
    return Stacked(parts, fit(_beside(parts, examples), holding, recipe.classifier, recipe.seed))


def _beside(parts: Sequence[Part], examples: Sequence[Example]) -> csr_matrix:
    return hstack([part.columns(examples) for part in parts], format="csr")


def _characters(examples: Sequence[Example], recipe: Recipe, setting: str) -> Part:
    space = learn_space(seen(examples), recipe.features.least)
    shares = scales(recipe, setting)
    return Part(lambda others: matrix(space, seen(others), shares), space.vocabulary.keys)


def _words(examples: Sequence[Example], recipe: Recipe) -> Part:
    from sklearn.feature_extraction.text import TfidfVectorizer

    found = TfidfVectorizer(analyzer=_runs, min_df=recipe.features.least)
    found.fit([example.text for example in examples])
    stored = np.frombuffer("\n".join(found.get_feature_names_out()).encode(), np.uint8)
    return Part(lambda others: found.transform([example.text for example in others]), stored)


def _runs(text: str) -> list[str]:
    """Return the n-grams of a text's words."""
    own = words(text)
    return [" ".join(own[at : at + n]) for n in range(1, LONGEST + 1) for at in range(len(own) - n + 1)]


def _section(examples: Sequence[Example], recipe: Recipe) -> Part:
    names = sorted({example.section or "" for example in examples})

    def columns(others: Sequence[Example]) -> csr_matrix:
        own = np.array([example.section or "" for example in others])
        return csr_matrix(recipe.features.section * (own[:, None] == np.array(names)))

    return Part(columns, np.array(names))
