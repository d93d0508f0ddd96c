"""Candidates of other libraries: fastText, by text and section, and spaCy's textcat_multilabel, by text alone."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from gongkai.document import Record
from gongkai.examples import Example
from gongkai.model.ngrams import EDGE, normal
from gongkai.training.candidate import log_odds
from gongkai.training.recipe import Recipe

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example as Annotated

FASTTEXT = {"loss": "ova", "epoch": 25, "lr": 0.5, "dim": 50, "wordNgrams": 3, "bucket": 200_000}
"""Macro-F1 on three folds .848; 10 epochs .842, 50 at rate 1.0 .850 in twice the time, words for characters .839."""
BOW = {
    "@architectures": "spacy.TextCatBOW.v3",
    "exclusive_classes": False,
    "ngram_size": 3,
    "no_output_layer": False,
    "length": 262_144,
}
EPOCHS, BATCH = 5, 64
"""Of spaCy: ten epochs gained .001 on one fold and took twice as long."""
_LABEL = "__label__"


class FastText(Record, frozen=True):
    """A model of fastText, one classifier a tag, over n-grams of characters."""

    model: Any
    tags: tuple[str, ...]
    setting: str

    def decide(self, examples: Sequence[Example]) -> NDArray[np.float64]:
        """Return the log-odds."""
        found = zip(*self.model.predict([_tokens(example, self.setting) for example in examples], k=-1), strict=True)
        by_label = [dict(zip(labels, values, strict=True)) for labels, values in found]
        return log_odds(np.array([[float(one.get(_LABEL + tag, 0)) for tag in self.tags] for one in by_label]))

    def size(self) -> int:
        """Return the bytes of the file."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "model.bin")
            self.model.save_model(str(path))
            return path.stat().st_size


class Spacy(Record, frozen=True):
    """A blank Chinese pipeline over characters with textcat_multilabel."""

    nlp: Any
    tags: tuple[str, ...]

    def decide(self, examples: Sequence[Example]) -> NDArray[np.float64]:
        """Return the log-odds."""
        docs = self.nlp.pipe([example.text for example in examples])
        return log_odds(np.array([[doc.cats[tag] for tag in self.tags] for doc in docs]))

    def size(self) -> int:
        """Return the bytes of the pipeline."""
        return len(self.nlp.to_bytes())


def learn_fasttext(examples: Sequence[Example], recipe: Recipe, setting: str) -> FastText:
    """Return what fastText learns; an optional tag counts as absent, for it knows no other way."""
    lines = [
        " ".join([*(_LABEL + tag for tag in example.tags), _tokens(example, setting)]) + "\n" for example in examples
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "passages.txt")
        path.write_text("".join(lines), encoding="utf-8")
        # One thread: several give other weights every time.
        learned = import_module("fasttext").train_supervised(
            str(path), thread=1, verbose=0, seed=recipe.seed, **FASTTEXT
        )
    return FastText(learned, recipe.tags, setting)


def learn_spacy(examples: Sequence[Example], recipe: Recipe, setting: str) -> Spacy:  # noqa: ARG001 - alone only
    """Return what spaCy's bag of n-grams learns from the text."""
    import spacy
    from thinc.api import fix_random_seed

    fix_random_seed(recipe.seed)
    nlp = spacy.blank("zh")
    pipe: Any = nlp.add_pipe("textcat_multilabel", config={"model": BOW})
    for tag in recipe.tags:
        pipe.add_label(tag)
    annotated = [_annotated(nlp, example, recipe) for example in examples]
    optimizer = nlp.initialize(lambda: annotated)
    shuffled = random.Random(recipe.seed)
    for _ in range(EPOCHS):
        shuffled.shuffle(annotated)
        for at in range(0, len(annotated), BATCH):
            nlp.update(annotated[at : at + BATCH], sgd=optimizer)
    return Spacy(nlp, recipe.tags)


def _annotated(nlp: Language, example: Example, recipe: Recipe) -> Annotated:
    from spacy.training import Example as Annotated

    cats = {tag: float(tag in example.tags) for tag in recipe.tags if tag not in example.optional}
    return Annotated.from_dict(nlp.make_doc(example.text), {"cats": cats})


def _tokens(example: Example, setting: str) -> str:
    """Return the characters of a passage, parted by spaces; the section is one token more."""
    place = [f"section:{example.section}"] if setting == "placed" else []
    return " ".join([*place, *normal([example.text]).strip(EDGE)])
