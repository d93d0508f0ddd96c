"""Floors of quality: figures pinned with the data they were found on, below which nobody falls unnoticed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from gongkai.document import Record
from gongkai.errors import FloorError, MissingFile
from gongkai.evaluation.evaluation import Evaluation, Measured
from gongkai.training.learning import SETTINGS
from gongkai.writing.atomic import replacing

SLACK = 0.005
"""A floor is pinned so much below the figure. Same data and recipe give the same figure; another release of a library
may move a passage or two, which is less than this for the rarest tag of some two hundred passages."""
_HEAD = """\
# Floors of `gongkai evaluate --floors`: F1 must not fall below. Written by --pin; never lowered without --lower.
"""


class SettingFloors(Record, frozen=True, forbid_unknown_fields=True):
    """Floors of F1 in one setting: the mean over tags, and by tag."""

    macro: float
    tags: dict[str, float]


class Floors(Record, frozen=True, forbid_unknown_fields=True):
    """Floors, and what they were found on: digests of data and recipe, and whether a recipe or a model was measured."""

    data: str
    recipe: str
    manner: str
    placed: SettingFloors
    alone: SettingFloors


def read(path: str | os.PathLike[str]) -> Floors:
    """Return the floors of a file; FloorError names what is wrong with it."""
    try:
        return msgspec.toml.decode(Path(path).read_bytes(), type=Floors)
    except FileNotFoundError as error:
        raise MissingFile(f"{path}: no such file of floors; write one with --pin", "文件不存在") from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise FloorError(f"{path}: no floors: {error}; write them anew with --pin, not by hand") from error


def check(evaluation: Evaluation, floors: Floors) -> None:
    """Raise FloorError when a figure is below its floor, or the floors were pinned on other data.

    Floors hold for another recipe, too: that is what they are for.
    """
    if evaluation.manner != floors.manner:
        raise FloorError(
            f"floors were pinned on a {floors.manner}, this is a {evaluation.manner}: figures cannot be compared; "
            f"evaluate what the floors are of, or pin others with --pin into another file"
        )
    if evaluation.data.digest != floors.data:
        raise FloorError(
            f"floors were pinned on other data: digest {floors.data[:16]}, now {evaluation.data.digest[:16]}; "
            f"evaluate on the data of the floors, or pin anew with --pin"
        )
    if broken := list(_below(of(evaluation, 0.0), floors)):
        raise FloorError(f"below the floors: {'; '.join(broken)}; mend what made it worse, or say so by --pin --lower")


def pinned(evaluation: Evaluation, old: Floors | None, *, lower: bool) -> Floors:
    """Return the floors to write: figures minus SLACK, never below those of `old` unless `lower`.

    FloorError when a figure is below an old floor, whatever data that was pinned on, and `lower` is not given.
    """
    new = of(evaluation, SLACK)
    if old is None or lower:
        return new
    if broken := list(_below(of(evaluation, 0.0), old)):
        raise FloorError(f"this would lower floors: {'; '.join(broken)}; give --lower, too, when that is meant")
    highest = {name: _highest(getattr(new, name), getattr(old, name)) for name in SETTINGS}
    return msgspec.structs.replace(new, **highest)


def write(path: str | os.PathLike[str], floors: Floors) -> None:
    """Write floors as TOML."""
    lines = [_HEAD, *(f'{name} = "{getattr(floors, name)}"' for name in ("data", "recipe", "manner"))]
    for name in ("placed", "alone"):
        own = getattr(floors, name)
        lines += ["", f"[{name}]", f"macro = {own.macro:.4f}", "", f"[{name}.tags]"]
        lines += [f"{tag} = {floor:.4f}" for tag, floor in own.tags.items()]
    with replacing(Path(path)) as stream:
        stream.write(("\n".join(lines) + "\n").encode())


def of(evaluation: Evaluation, slack: float) -> Floors:
    """Return the figures of an evaluation minus `slack`, as floors."""
    placed, alone = (_figures(part, slack) for part in (evaluation.placed, evaluation.alone))
    return Floors(evaluation.data.digest, evaluation.recipe, evaluation.manner, placed, alone)


def _figures(measured: Measured, slack: float) -> SettingFloors:
    scores = measured.scores
    return SettingFloors(
        _lowered(scores.macro.value, slack), {score.tag: _lowered(score.f1.value, slack) for score in scores.tags}
    )


def _lowered(value: float, slack: float) -> float:
    return max(0.0, round(value - slack, 4))


def _below(figures: Floors, floors: Floors) -> Iterator[str]:
    """Yield what is below its floor."""
    for name in ("placed", "alone"):
        reached, least = getattr(figures, name), getattr(floors, name)
        if reached.macro < least.macro:
            yield f"{name} macro-F1 {reached.macro:.4f} < {least.macro:.4f}"
        for tag, floor in least.tags.items():
            value = reached.tags.get(tag)
            if value is None:
                yield f"{name} {tag} is no longer measured, floor {floor:.4f}"
            elif value < floor:
                yield f"{name} {tag} F1 {value:.4f} < {floor:.4f}"


def _highest(new: SettingFloors, old: SettingFloors) -> SettingFloors:
    tags = {tag: max(floor, old.tags.get(tag, 0.0)) for tag, floor in new.tags.items()}
    return SettingFloors(max(new.macro, old.macro), tags)
