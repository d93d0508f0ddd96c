"""A small slice of the annotations, and what is found out about it, once a test run."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from gongkai.evaluation.evaluation import Evaluation, evaluate
from gongkai.examples import Example, load
from gongkai.training.recipe import Recipe, default

ANNOTATIONS = Path(__file__).parents[2] / "annotations" / "passages"
REPORTS = 24
TAGS = ("problem", "measure", "training", "fees")


@cache
def examples() -> tuple[Example, ...]:
    """Return the passages of some reports, with the tags of the small recipe."""
    found = load([ANNOTATIONS / "governments.jsonl", ANNOTATIONS / "economy.jsonl"])
    reports = set(sorted({example.group for example in found})[:REPORTS])
    return tuple(
        msgspec.structs.replace(
            example,
            tags=tuple(tag for tag in example.tags if tag in TAGS),
            optional=tuple(tag for tag in example.optional if tag in TAGS),
        )
        for example in found
        if example.group in reports
    )


@cache
def recipe() -> Recipe:
    """Return a recipe that is quick to follow."""
    own = default()
    return msgspec.structs.replace(
        own, tags=TAGS, annotations=(), tuning=msgspec.structs.replace(own.tuning, folds=2, group="report")
    )


@cache
def evaluation() -> Evaluation:
    """Return the whole evaluation of the small recipe on the small slice."""
    return evaluate(examples(), recipe(), name="small")
