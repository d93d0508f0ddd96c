"""Train a model: examples and recipe in, a model directory out."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from gongkai import examples as annotated
from gongkai.document import Record
from gongkai.errors import RecipeError
from gongkai.examples import Example
from gongkai.model import directory
from gongkai.training.calibration import Tuned
from gongkai.training.card import card
from gongkai.training.learning import SETTINGS, Learned, Linear, learn, one_thread, scales, stored_weights
from gongkai.training.measures import Scores, measure
from gongkai.training.recipe import Recipe
from gongkai.training.validation import Validated, validate

_DECIMALS = 5
_LIBRARIES = ("gongkai", "numpy", "scikit-learn", "scipy")


class Trained(Record, frozen=True):
    """A model and how well it does on what it did not learn from, by setting."""

    stored: directory.Stored
    validated: Validated
    scores: dict[str, Scores]


def train(examples: Sequence[Example], recipe: Recipe, name: str, step: Callable[[str], None]) -> Trained:
    """Return the model learned from all examples, tuned and scored by cross-validation; `step` is told of progress.

    RecipeError when a tag has no example, or fewer groups are there than folds.
    """
    for tag in recipe.tags:
        if not any(tag in example.tags for example in examples):
            raise RecipeError(f"no passage carries the tag {tag!r}: annotate some, or take it out of the recipe's tags")
    validated = validate(examples, recipe, step)
    step("learning from all passages")
    with one_thread():
        learned = learn(examples, recipe)
    groups = [example.group for example in examples]
    scores = {
        setting: measure(recipe.tags, validated.given[setting], validated.truth, groups, recipe.seed)
        for setting in SETTINGS
    }
    return Trained(_stored(examples, recipe, name, learned, validated), validated, scores)


def save(trained: Trained, path: Path, recipe: Recipe) -> None:
    """Write the model directory: weights, numbers, scores and card."""
    scores = msgspec.json.format(msgspec.json.encode(trained.scores), indent=1).decode() + "\n"
    others = {directory.SCORES: scores, directory.CARD: card(trained.stored.info, trained.scores, recipe)}
    directory.write(path, trained.stored, others)


def _stored(
    examples: Sequence[Example], recipe: Recipe, name: str, learned: Learned, validated: Validated
) -> directory.Stored:
    arrays: dict[str, NDArray[np.generic]] = {"keys": learned.space.vocabulary.keys[1:]}
    for setting in SETTINGS:
        arrays[setting] = stored_weights(getattr(learned, setting), learned.space.rarity)
    settings = {
        setting: _numbers(getattr(learned, setting), validated.tuned[setting], scales(recipe, setting))
        for setting in SETTINGS
    }
    text = msgspec.json.encode(msgspec.structs.replace(recipe, annotations=())).decode()
    info = directory.Info(
        directory.FORMAT, name, recipe.tags, settings["alone"], settings["placed"], directory.digest(arrays),
        annotated.digest(examples), len(examples), text, _versions(),
    )  # fmt: skip
    return directory.Stored(info, arrays)


def _numbers(linear: Linear, tuned: Tuned, shares: tuple[float, ...]) -> directory.SettingInfo:
    parts = (linear.bias, tuned.slopes, tuned.offsets, tuned.thresholds)
    bias, slopes, offsets, thresholds = (tuple(round(float(x), _DECIMALS) for x in part) for part in parts)
    return directory.SettingInfo(bias, shares, slopes, offsets, thresholds)


def _versions() -> dict[str, str]:
    return {"python": platform.python_version(), **{name: version(name) for name in _LIBRARIES}}


def recipe_digest(recipe: Recipe) -> str:
    """Return the SHA-256 of what a recipe says, paths aside."""
    bare = msgspec.structs.replace(recipe, annotations=())
    return hashlib.sha256(msgspec.json.encode(bare)).hexdigest()
