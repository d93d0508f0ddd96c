"""What `evaluate` does: tell recipe from model, gather annotations, measure, write, check floors."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import typer

from gongkai import examples as annotated
from gongkai.cli.learning import RECIPE, steps
from gongkai.cli.output import standard_output
from gongkai.errors import FloorError, RecipeError
from gongkai.evaluation import floors as pinning
from gongkai.evaluation.curve import SHARES
from gongkai.evaluation.evaluation import Evaluation, evaluate, evaluate_model
from gongkai.evaluation.page import page
from gongkai.evaluation.summary import summary
from gongkai.model import directory
from gongkai.training import recipe as recipes
from gongkai.writing.atomic import replacing

_CHECKOUT = Path(__file__).parents[3]
FLOORS = _CHECKOUT / "training" / "floors.toml"
"""Where --pin writes when --floors names no file."""
ANNOTATIONS = _CHECKOUT / "annotations" / "passages"
"""What is evaluated on where neither call nor recipe names annotations."""


class Wanted(NamedTuple):
    """Where results go, and what is done about floors."""

    html: str | None
    json: str | None
    floors: str | None
    pin: bool
    lower: bool


def appraise(subject: str | None, annotations: Sequence[str], wanted: Wanted, *, quick: bool) -> bool:
    """Evaluate, tell and write the results; return False when a floor is broken."""
    floors, old = _floors(wanted)
    for path in (wanted.html, wanted.json):
        _writable(path)
    found = _evaluated(subject, annotations, quick)
    for words in found.warnings:
        print(words, file=sys.stderr)
    with standard_output() as stream:
        stream.write((summary(found) + "\n").encode())
    _write(wanted.html, lambda: page(found).encode())
    _write(wanted.json, lambda: msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")
    try:
        _judge(found, floors, old, wanted)
    except FloorError as error:
        print(f"{floors}: {error}", file=sys.stderr)
        return False
    return True


def _evaluated(subject: str | None, annotations: Sequence[str], quick: bool) -> Evaluation:
    if subject is None or subject.endswith(RECIPE):
        return _of_recipe(subject, annotations, quick)
    if (Path(subject) / directory.INFO).exists():
        return _of_model(Path(subject), annotations)
    _annotations_only(subject)
    return _of_recipe(None, [subject, *annotations], quick)


def _of_model(path: Path, annotations: Sequence[str]) -> Evaluation:
    stored = directory.read(path)
    examples = annotated.load(_paths(annotations, ()), stored.info.tags)
    with steps(2) as step:
        return evaluate_model(stored, examples, step)


def _of_recipe(path: str | None, annotations: Sequence[str], quick: bool) -> Evaluation:
    recipe = recipes.read(path) if path else recipes.default()
    examples = annotated.load(_paths(annotations, recipe.annotations), recipe.tags)
    rounds = 1 if quick else 1 + len(SHARES)
    with steps(recipe.tuning.folds * rounds + 1) as step:
        return evaluate(examples, recipe, step, name=Path(path).stem if path else directory.DEFAULT, quick=quick)


def _annotations_only(subject: str) -> None:
    """Raise when what should be a recipe or model holds no annotations either."""
    path = Path(subject)
    if not path.exists() or path.suffix == ".jsonl" or (path.is_dir() and any(path.rglob("*.jsonl"))):
        return  # of a path that does not exist, loading says so
    raise RecipeError(
        f"{subject}: neither a recipe ({RECIPE}), a model directory (with {directory.INFO}), nor annotations (.jsonl)"
    )


def _paths(given: Sequence[str], named: Sequence[str]) -> Sequence[str]:
    """Return the annotations given, else those that a recipe names, else the checkout's."""
    paths = given or named or ([str(ANNOTATIONS)] if ANNOTATIONS.is_dir() else ())
    if not paths:
        raise RecipeError("no annotations: name files or folders of them, or let the recipe name some")
    return paths


def _floors(wanted: Wanted) -> tuple[Path | None, pinning.Floors | None]:
    """Return the file of floors and what stands in it, before minutes go into measuring."""
    if wanted.lower and not wanted.pin:
        raise typer.BadParameter("--lower goes with --pin")
    if wanted.floors is None and not wanted.pin:
        return None, None
    path = Path(wanted.floors) if wanted.floors else FLOORS
    if wanted.pin:
        _writable(str(path))
        if not path.exists():
            return path, None
    try:
        return path, pinning.read(path)
    except FloorError as error:
        raise typer.BadParameter(str(error)) from error


def _judge(found: Evaluation, path: Path | None, old: pinning.Floors | None, wanted: Wanted) -> None:
    if path is None:
        return
    if wanted.pin:
        pinning.write(path, pinning.pinned(found, old, lower=wanted.lower))
        print(f"{path}: floors pinned", file=sys.stderr)
    elif old is not None:
        pinning.check(found, old)


def _writable(path: str | None) -> None:
    if path is not None and (Path(path).is_dir() or not Path(path).parent.is_dir()):
        raise typer.BadParameter(f"{path}: give a file in a folder that exists")


def _write(path: str | None, content: Callable[[], bytes]) -> None:
    if path is not None:
        with replacing(Path(path)) as stream:
            stream.write(content())
