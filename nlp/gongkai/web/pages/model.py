"""`/model`: who tags the passages, how well, and on what it was measured."""

from __future__ import annotations

from pathlib import Path

import msgspec
from fastapi import APIRouter
from fastapi.responses import Response

import gongkai
from gongkai.document import Record
from gongkai.editions import editions
from gongkai.model.directory import find, read
from gongkai.web.cards import Block, blocks
from gongkai.web.site import OfSite

router = APIRouter()
CARD, SCORES = "CARD.md", "scores.json"


class Measured(Record, frozen=True):
    """A figure with its interval of 95 %."""

    value: float
    low: float
    high: float


class TagScores(Record, frozen=True):
    """How well a tag is given; `support` counts the passages that carry it."""

    tag: str
    precision: float
    recall: float
    f1: Measured
    support: int


class Setting(Record, frozen=True):
    """The scores of one setting."""

    tags: tuple[TagScores, ...] = ()


class Scores(Record, frozen=True):
    """`placed`: as in reports; `alone`: passages without their place."""

    alone: Setting = Setting()
    placed: Setting = Setting()


class ModelView(Record, frozen=True):
    """What the page about the model shows."""

    version: str
    name: str
    tags: tuple[str, ...]
    examples: int
    weights: str
    data: str
    scores: Scores
    card: tuple[Block, ...]
    editions: tuple[tuple[str, int, str], ...]


@router.get("/model", include_in_schema=False)
async def page(site: OfSite) -> Response:
    """Return the page about the model."""
    return await site.page("model.html", lambda: view(site.serving.model))


@router.get("/api/model", summary="The classifier, its scores and its card")
async def data(site: OfSite) -> Response:
    """Return what is known of the model."""
    return await site.data(lambda: view(site.serving.model))


def view(model: str | None) -> ModelView:
    """Return what is known of a model; ModelError when it can't be used."""
    directory = find(model)
    info = read(directory).info
    return ModelView(
        gongkai.__version__, info.name, info.tags, info.examples, info.weights, info.data, _scores(directory),
        tuple(blocks(_text(directory / CARD))),
        tuple((edition.id, len(edition.addresses), edition.source) for edition in editions()),
    )  # fmt: skip


def _scores(directory: Path) -> Scores:
    try:
        return msgspec.json.decode(_text(directory / SCORES) or "{}", type=Scores)
    except msgspec.MsgspecError:  # a user's model may have been measured in another way
        return Scores()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""
