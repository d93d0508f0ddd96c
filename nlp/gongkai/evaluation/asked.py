"""Ask a model directory about examples, as tagging would, and why it says what it says."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from gongkai.document import Record, TagScore
from gongkai.evaluation.mistakes import Evidence, evidence
from gongkai.examples import Example
from gongkai.model.directory import Stored
from gongkai.model.fields import fields_of, texts_of
from gongkai.model.scoring import decide
from gongkai.training.features import Space, placed
from gongkai.training.learning import Linear


class Answers(Record, frozen=True):
    """Probabilities and given tags by setting; `explain(setting, row, tag)` tells what decided."""

    scores: dict[str, NDArray[np.float64]]
    given: dict[str, NDArray[np.bool_]]
    explain: Callable[[str, int, str], tuple[Evidence, ...]]


def ask(stored: Stored, examples: Sequence[Example]) -> Answers:
    """Return what a model says of examples."""
    model = stored.model()
    passages, texts = [placed(example) for example in examples], [example.text for example in examples]
    fields = {"placed": fields_of(passages), "alone": texts_of(texts)}
    settings = {"placed": model.placed, "alone": model.alone}
    scores = {
        name: setting.probabilities(decide(model.vocabulary, setting.weighing, fields[name])).astype(np.float64)
        for name, setting in settings.items()
    }
    # Given is what users get, texts that are no passage left out, not only what is above its threshold.
    given = {"placed": _table(model.tag(passages), model.tags), "alone": _table(model.tag_texts(texts), model.tags)}

    def explain(setting: str, row: int, tag: str) -> tuple[Evidence, ...]:
        weighing = settings[setting].weighing
        rarity = np.sqrt(weighing.weights[:, -1].astype(np.float64))
        coefficients = weighing.weights[:, :-1] / np.maximum(rarity, 1e-9)[:, None]
        linear = Linear(coefficients, weighing.bias.astype(np.float64))
        return evidence(Space(model.vocabulary, rarity), linear, weighing.scales, examples[row], model.tags.index(tag))

    return Answers(scores, given, explain)


def _table(tags: Sequence[tuple[TagScore, ...]], columns: Sequence[str]) -> NDArray[np.bool_]:
    given = [{score.tag for score in own} for own in tags]
    return np.array([[tag in own for tag in columns] for own in given], bool).reshape(-1, len(columns))
