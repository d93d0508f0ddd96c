"""The candidates from which the shipped classifier is chosen, each measured in the same way on the same folds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from gongkai.examples import Example
from gongkai.training.candidate import Candidate, Fitted
from gongkai.training.comparison import Cost, Ground, Row, Step, measured
from gongkai.training.folds import parted
from gongkai.training.grams import learn_both, learn_characters, learn_words
from gongkai.training.learning import truth
from gongkai.training.measures import Interval
from gongkai.training.recipe import Classifier, Recipe
from gongkai.training.rivals import learn_fasttext, learn_spacy

SVM = Classifier("svm", 1.0, True)
LOGISTIC = Classifier("logistic", 10.0, True)
BAYES = Classifier("bayes", 0.1, True)
KINDS = {"svm": SVM, "logistic regression": LOGISTIC, "naive Bayes": BAYES}


def candidates(recipe: Recipe) -> tuple[Candidate, ...]:
    """Return the candidates, the recipe's own first."""
    bare = {"heading": 0.0, "parent": 0.0, "neighbours": 0.0}
    others = {name: kind for name, kind in KINDS.items() if kind != recipe.classifier}
    return (
        Candidate("recipe", learn_characters),
        Candidate("recipe, of the context only the section", _with(learn_characters, features=bare), ("placed",)),
        *(Candidate(f"characters 1-3, {name}", _with(learn_characters, kind)) for name, kind in others.items()),
        Candidate("words 1-2 (jieba), svm", _with(learn_words, SVM)),
        Candidate("words 1-2 (jieba), logistic regression", _with(learn_words, LOGISTIC)),
        Candidate("characters 1-3 and words 1-2, svm", _with(learn_both, SVM)),
        Candidate("fastText, characters 1-3", learn_fasttext, needs="fasttext"),
        Candidate("spaCy TextCatBOW, characters 1-3", learn_spacy, ("alone",), "spacy"),
    )


def compare(
    examples: Sequence[Example], recipe: Recipe, step: Step, chosen: Sequence[Candidate] | None = None
) -> tuple[Row, ...]:
    """Return a row for each candidate, `chosen` or all; `step` is told of progress.

    A candidate whose library is not installed has a row that says so. RecipeError when there are fewer groups than
    folds.
    """
    folds = parted(examples, recipe.tuning.folds, recipe.tuning.group, recipe.seed)
    ground = Ground(tuple(examples), recipe, folds, truth(examples, recipe.tags), step)
    return tuple(
        Row(candidate.name, absent=candidate.absent) if candidate.absent else measured(candidate, ground)
        for candidate in (candidates(recipe) if chosen is None else chosen)
    )


def as_markdown(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = [
        "| candidate | macro-F1 alone | macro-F1 placed | passages/s | s to learn | MB |",
        "|---|---|---|---|---|---|",
    ]
    for row in rows:
        figures = f"not installed: {row.absent} | | | | " if row.cost is None else _figures(row, row.cost)
        lines.append(f"| {row.name} | {figures} |")
    return "\n".join(lines) + "\n"


def _figures(row: Row, cost: Cost) -> str:
    return (
        f"{_shown(row.alone)} | {_shown(row.placed)} | {_rounded(1 / cost.tagging):,}"
        f" | {cost.learning:.1f} | {cost.size / 1e6:.1f}"
    )


def _with(
    learn: Callable[[Sequence[Example], Recipe, str], Fitted],
    classifier: Classifier | None = None,
    features: dict[str, float] | None = None,
) -> Callable[[Sequence[Example], Recipe, str], Fitted]:
    """Return a way to learn by the recipe with another classifier or other shares."""

    def learned(examples: Sequence[Example], recipe: Recipe, setting: str) -> Fitted:
        shares = msgspec.structs.replace(recipe.features, **(features or {}))
        own = msgspec.structs.replace(recipe, classifier=classifier or recipe.classifier, features=shares)
        return learn(examples, own, setting)

    return learned


def _shown(found: Interval | None) -> str:
    return "" if found is None else f"{found.value:.3f} ({found.low:.3f}-{found.high:.3f})"


def _rounded(speed: float) -> int:
    """Return a speed to two digits: more would pretend."""
    return int(float(f"{speed:.2g}"))
