"""A model of a few n-grams, made by hand, and the plain computation of what a model must say."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from gongkai.model import directory
from gongkai.model.directory import Info, SettingInfo, Stored
from gongkai.model.ngrams import EDGE, LONGEST, normal

TAGS = ("fees", "training")
FIELDS = 6


def units_of(text: str) -> list[int]:
    """Return the UTF-16 units of a text as n-grams see it, edges included."""
    raw = normal([text]).encode("utf-16-le", "surrogatepass")
    return [int.from_bytes(raw[at : at + 2], "little") for at in range(0, len(raw), 2)]


def plain_ngrams(text: str, mark: int) -> Counter[int]:
    """Return the n-grams of one text, one after the other: no numpy, no other text."""
    units = units_of(text)
    found: Counter[int] = Counter()
    for at in range(len(units)):
        for length in range(1, LONGEST + 1):
            run = units[at : at + length]
            if len(run) == length and set(run) != {ord(EDGE)}:
                found[sum(unit << 16 * place for place, unit in enumerate(run)) | mark << 48] += 1
    return found


def plain_value(
    weights: Sequence[Sequence[float]], numbers: dict[int, int], bias: float, scales: Sequence[float],
    texts: Sequence[str], tag: int,
) -> float:  # fmt: skip
    """Return the decision value of a passage whose field i is `texts[i]`."""
    total = bias
    for mark, (scale, text) in enumerate(zip(scales, texts, strict=True)):
        rows = [(numbers[key], times) for key, times in plain_ngrams(text, mark).items() if key in numbers]
        length = math.sqrt(sum(weights[row][-1] * times for row, times in rows))
        if length:
            total += scale * sum(weights[row][tag] * times for row, times in rows) / length
    return total


def setting(fields: int) -> SettingInfo:
    return SettingInfo((-0.5, -0.25), (1.0, 0.5, 0.2, 0.2, 0.1, 0.1)[:fields], (4.0, 3.0), (0.1, 0.0), (0.5, 0.4))


def stored(keys: Sequence[int], seed: int = 0) -> Stored:
    """Return a model that knows `keys`, with weights drawn by chance."""
    rng = np.random.default_rng(seed)

    def drawn() -> np.ndarray:
        weights = rng.normal(size=(len(keys) + 1, len(TAGS) + 1)).astype(np.float16)
        weights[:, -1] = np.abs(weights[:, -1]) + 1
        weights[0] = 0
        return weights

    arrays = {"keys": np.array(keys, np.uint64), "alone": drawn(), "placed": drawn()}
    info = Info(
        directory.FORMAT, "tiny", TAGS, setting(1), setting(FIELDS), directory.digest(arrays), "0" * 64, 2, "{}",
        {"numpy": np.__version__},
    )  # fmt: skip
    return Stored(info, arrays)
