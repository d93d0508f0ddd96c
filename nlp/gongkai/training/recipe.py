"""The recipe of a model: a commented TOML file."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from gongkai.document import Record
from gongkai.errors import MissingFile, RecipeError
from gongkai.model.fields import Field

Share = Annotated[float, msgspec.Meta(ge=0, le=10)]


class Features(Record, frozen=True, forbid_unknown_fields=True):
    """Which n-grams are learned, and the share of each field."""

    least: Annotated[int, msgspec.Meta(ge=1)]
    text: Share
    section: Share
    heading: Share
    parent: Share
    neighbours: Share

    def scales(self) -> dict[Field, float]:
        """Return the share by field."""
        shares = (self.text, self.section, self.heading, self.parent, self.neighbours, self.neighbours)
        return dict(zip(Field, shares, strict=True))


class Classifier(Record, frozen=True, forbid_unknown_fields=True):
    """The linear classifier of every tag."""

    kind: Literal["svm", "logistic", "bayes"]
    penalty: Annotated[float, msgspec.Meta(gt=0, le=1e6)]
    balanced: bool


class Tuning(Record, frozen=True, forbid_unknown_fields=True):
    """How calibration, thresholds and scores are found."""

    folds: Annotated[int, msgspec.Meta(ge=2, le=50)]
    group: Literal["report", "writer"]


class Recipe(Record, frozen=True, forbid_unknown_fields=True):
    """All that decides a model, the annotations aside."""

    tags: Annotated[tuple[Annotated[str, msgspec.Meta(pattern="^[a-z][a-z0-9_]*$")], ...], msgspec.Meta(min_length=1)]
    annotations: tuple[str, ...]
    seed: Annotated[int, msgspec.Meta(ge=0, lt=2**32)]
    features: Features
    classifier: Classifier
    tuning: Tuning


def default() -> Recipe:
    """Return the recipe that travels with the program."""
    return _checked(_DEFAULT, _decoded(_DEFAULT, _default_text()))


def read(path: str | os.PathLike[str]) -> Recipe:
    """Return a recipe; what it does not say is the default's. RecipeError names file and field."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise MissingFile(f"{path}: no such recipe", "文件不存在") from error
    except (OSError, UnicodeDecodeError) as error:
        raise RecipeError(f"{path}: can't be read as a recipe: {error}") from error
    own = _decoded(str(path), text)
    base = _decoded(_DEFAULT, _default_text())
    for name, value in own.items():
        inner = base.get(name)
        base[name] = {**inner, **value} if isinstance(inner, dict) and isinstance(value, dict) else value
    recipe = _checked(str(path), base)
    here = Path(path).parent
    return msgspec.structs.replace(recipe, annotations=tuple(str(here / part) for part in recipe.annotations))


def _default_text() -> str:
    return resources.files("gongkai.training").joinpath(_DEFAULT).read_text(encoding="utf-8")


def _decoded(path: str, text: str) -> dict[str, object]:
    try:
        return msgspec.toml.decode(text, type=dict[str, object])
    except msgspec.MsgspecError as error:
        raise RecipeError(f"{path}: no TOML: {error}") from error


def _checked(path: str, fields: dict[str, object]) -> Recipe:
    try:
        recipe = msgspec.convert(fields, Recipe)
    except msgspec.ValidationError as error:
        message, _, at = str(error).partition(" - at `$.")
        raise RecipeError(f"{path}: {at.rstrip('`') or 'recipe'}: {message}; see the default recipe") from error
    if len(set(recipe.tags)) < len(recipe.tags):
        raise RecipeError(f"{path}: tags: an id stands twice")
    return recipe


_DEFAULT = "default.toml"
