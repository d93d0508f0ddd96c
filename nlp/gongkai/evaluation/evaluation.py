"""How good a recipe or a model is, on given annotations: figures with their doubt, and where it fails."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from gongkai import examples as annotated
from gongkai.document import Record
from gongkai.errors import AnnotationError
from gongkai.evaluation import asked
from gongkai.evaluation.confusions import Confusion, confusions
from gongkai.evaluation.curve import Point, curve
from gongkai.evaluation.mistakes import Evidence, Mistake, evidence, mistakes
from gongkai.evaluation.reliability import Reliability, reliability
from gongkai.evaluation.slices import Slice, slices
from gongkai.examples import Example
from gongkai.examples.duplicates import diversity, near_duplicates
from gongkai.model.directory import Stored
from gongkai.model.names import tag_name
from gongkai.training.folds import parted
from gongkai.training.heldout import held_out
from gongkai.training.learning import SETTINGS, Truth, one_thread, scales, truth
from gongkai.training.measures import Scores, measure
from gongkai.training.recipe import Recipe
from gongkai.training.train import recipe_digest
from gongkai.training.validation import judge

Step = Callable[[str], None]
SEED = 20
"""Of the bootstrap, where no recipe gives one."""


class Measured(Record, frozen=True):
    """How well tags are given in one setting."""

    scores: Scores
    reliability: Reliability
    confusions: tuple[Confusion, ...]
    slices: tuple[Slice, ...]
    mistakes: tuple[Mistake, ...]


class Data(Record, frozen=True):
    """What was measured on; `near_duplicates` and `tied` are shares of the passages.

    A near-duplicate is told of the later passage of a pair. `tied` are passages with a near-duplicate in another
    fold, which their model did not learn from for that reason; None without folds. `diversity` is the share of
    distinct ones among all runs of four characters.
    """

    digest: str
    passages: int
    reports: int
    near_duplicates: float
    tied: float | None
    diversity: float


class Evaluation(Record, frozen=True):
    """Everything found out about a recipe (cross-validated) or a model, by setting.

    `recipe` is the digest of the recipe; `folds` and `group` are None for a model.
    """

    subject: str
    manner: Literal["cross-validation", "model"]
    recipe: str
    folds: int | None
    group: str | None
    tags: tuple[str, ...]
    data: Data
    placed: Measured
    alone: Measured
    curve: tuple[Point, ...]
    warnings: tuple[str, ...]


class _Said(Record, frozen=True):
    """What was said of all examples, by setting, and why."""

    scores: dict[str, NDArray[np.float64]]
    given: dict[str, NDArray[np.bool_]]
    explain: Callable[[str, int, str], tuple[Evidence, ...]]


def evaluate(
    examples: Sequence[Example], recipe: Recipe, step: Step = lambda _: None, *, name: str = "", quick: bool = False
) -> Evaluation:
    """Return how good a recipe is, by cross-validation; `quick` leaves out the learning curve.

    RecipeError when there are fewer groups than folds, AnnotationError when no passage carries a tag.
    """
    with one_thread():
        return _evaluated(examples, recipe, step, name, quick)


def evaluate_model(stored: Stored, examples: Sequence[Example], step: Step = lambda _: None) -> Evaluation:
    """Return how good a model is on examples, which should be others than it learned from: else a warning says so.

    AnnotationError when no passage carries one of the model's tags.
    """
    info = stored.info
    columns = _occurring(examples, info.tags)
    step("tagging all passages")
    answers = asked.ask(stored, examples)
    said = _Said(answers.scores, answers.given, answers.explain)
    step("near-duplicates, errors, slices")
    data = _data(examples, None)
    measured, warnings = _measured(examples, info.tags, columns, said, SEED)
    if data.digest == info.data:
        warnings = (_LEARNED, *warnings)
    return Evaluation(
        info.name, "model", hashlib.sha256(info.recipe.encode()).hexdigest(), None, None,
        tuple(info.tags[column] for column in columns), data, measured["placed"], measured["alone"], (), warnings,
    )  # fmt: skip


def _evaluated(examples: Sequence[Example], recipe: Recipe, step: Step, name: str, quick: bool) -> Evaluation:
    columns = _occurring(examples, recipe.tags)
    folds = parted(examples, recipe.tuning.folds, recipe.tuning.group, recipe.seed)
    said = _cross_validated(examples, recipe, folds, step)
    points = () if quick else curve(examples, recipe, columns, folds, step)
    step("near-duplicates, errors, slices")
    data = _data(examples, folds)
    measured, warnings = _measured(examples, recipe.tags, columns, said, recipe.seed)
    if points:
        whole = {setting: measured[setting].scores.macro for setting in SETTINGS}
        points += (Point(1.0, data.reports, data.passages, whole),)
    return Evaluation(
        name, "cross-validation", recipe_digest(recipe), recipe.tuning.folds, recipe.tuning.group,
        tuple(recipe.tags[column] for column in columns), data, measured["placed"], measured["alone"],
        points, warnings,
    )  # fmt: skip


def _cross_validated(examples: Sequence[Example], recipe: Recipe, folds: NDArray[np.intp], step: Step) -> _Said:
    held = held_out(
        examples, recipe, folds, np.ones(len(examples), bool), lambda words: step(f"cross-validation: {words}")
    )
    holding = truth(examples, recipe.tags)
    judged = {name: judge(held.values[name], holding, folds) for name in SETTINGS}

    def explain(setting: str, row: int, tag: str) -> tuple[Evidence, ...]:
        learned = held.models[folds[row]]
        linear = learned.placed if setting == "placed" else learned.alone
        return evidence(learned.space, linear, scales(recipe, setting), examples[row], recipe.tags.index(tag))

    scores = {name: found for name, (found, _) in judged.items()}
    return _Said(scores, {name: given for name, (_, given) in judged.items()}, explain)


def _measured(
    examples: Sequence[Example], tags: Sequence[str], columns: NDArray[np.intp], said: _Said, seed: int
) -> tuple[dict[str, Measured], tuple[str, ...]]:
    """Return the figures by setting over the tags of `columns`, and what to know about the others."""
    kept = [tags[column] for column in columns]
    holding = truth(examples, kept)
    groups = [example.group for example in examples]
    found = {}
    for name in SETTINGS:
        scores, given = said.scores[name][:, columns], said.given[name][:, columns]
        found[name] = Measured(
            measure(kept, given, holding, groups, seed),
            reliability(scores, given, holding),
            confusions(kept, given, holding),
            slices(examples, given, holding, seed),
            mistakes(examples, kept, scores, given, holding, _of(said, name)),
        )
    others = [column for column in range(len(tags)) if column not in columns]
    return found, tuple(_absent(tags[column], int(said.given["placed"][:, column].sum())) for column in others)


def _of(said: _Said, setting: str) -> Callable[[int, str], tuple[Evidence, ...]]:
    return lambda row, tag: said.explain(setting, row, tag)


def _occurring(examples: Sequence[Example], tags: Sequence[str]) -> NDArray[np.intp]:
    """Return the columns of the tags that a passage carries: of the others there is no recall, hence no F1."""
    holding: Truth = truth(examples, tags)
    columns = np.flatnonzero(holding.holds.any(axis=0))
    if not len(columns):
        raise AnnotationError(
            f"none of {len(examples)} passages carries one of the tags {', '.join(tags)}; give annotated passages"
        )
    return columns


def _data(examples: Sequence[Example], folds: NDArray[np.intp] | None) -> Data:
    texts = [example.text for example in examples]
    pairs = near_duplicates(texts)
    later = len({other for _, other in pairs}) / len(texts)
    tied = None
    if folds is not None:
        tied = len({row for pair in pairs if folds[pair[0]] != folds[pair[1]] for row in pair}) / len(texts)
    return Data(
        annotated.digest(examples), len(examples), len({example.group for example in examples}),
        round(later, 4), None if tied is None else round(tied, 4), round(diversity(texts), 4),
    )  # fmt: skip


def _absent(tag: str, given: int) -> str:
    return f"没有一个段落带有标签“{tag_name(tag)}”（{tag}），各项数字未计入；给出 {given} 次"


_LEARNED = "这些段落正是该模型学习过的，所得数字偏高，不说明它对新报告的好坏；请换用未学习过的标注，或评估其配方"
