"""Decision values, against a plain computation and against the matrices that training learns from."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.model.tiny import FIELDS, TAGS, plain_ngrams, plain_value, setting, stored

from gongkai.examples import Example
from gongkai.model import Placed
from gongkai.model.fields import fields_of, texts_of
from gongkai.model.scoring import decide

WORDS = "收费培训公开，。12"
KEYS = sorted(
    {key for mark in range(FIELDS) for text in ("收费培训", "公开，培", "训。12公") for key in plain_ngrams(text, mark)}
)
MODEL = stored(KEYS)
NUMBERS = {key: number for number, key in enumerate(KEYS, start=1)}

words = st.text(st.sampled_from(WORDS + "未x😀 "), max_size=12)
places = st.builds(Placed, words, words, words, words, words, words)


def plainly(name: str, texts: list[str]) -> list[float]:
    weights = MODEL.arrays[name].astype(float).tolist()
    info = setting(1 if name == "alone" else FIELDS)
    return [plain_value(weights, NUMBERS, info.bias[tag], info.scales, texts, tag) for tag in range(len(TAGS))]


@given(st.lists(words, min_size=1, max_size=5))
def test_texts_alone_are_decided_as_by_hand(texts: list[str]) -> None:
    model = MODEL.model()
    values = decide(model.vocabulary, model.alone.weighing, texts_of(texts))
    np.testing.assert_allclose(values, [plainly("alone", [text]) for text in texts], atol=1e-4)


@given(st.lists(places, min_size=1, max_size=4))
@settings(max_examples=50)
def test_passages_where_they_stand_are_decided_as_by_hand(passages: list[Placed]) -> None:
    model = MODEL.model()
    values = decide(model.vocabulary, model.placed.weighing, fields_of(passages))
    # Of heading and parent 40 characters are seen, of neighbours 10; section and text whole.
    seen = [[p.text, p.section, p.heading, p.parent, (p.previous or "")[:10], (p.next or "")[:10]] for p in passages]
    np.testing.assert_allclose(values, [plainly("placed", [text or "" for text in own]) for own in seen], atol=1e-4)


def test_what_is_not_known_leaves_the_bias() -> None:
    model = MODEL.model()
    values = decide(model.vocabulary, model.alone.weighing, texts_of(["", "xyz", "收费", "", "xyz"]))
    np.testing.assert_allclose(values[[0, 1, 3, 4]], [setting(1).bias] * 4)
    assert not np.allclose(values[2], setting(1).bias)


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    texts = {"fees": "全年未收取信息处理费{}，也未减免费用", "training": "举办业务培训{}期，组织学习条例并讲解"}
    marks = "甲乙丙丁戊己庚辛"
    return [
        Example(f"{tag}-{at}", text.format(sign), (tag,), section="other", heading=f"（{sign}）有关情况",
                previous=f"{sign}段在前。", next="无。", report=f"r{at}")
        for tag, text in texts.items() for at, sign in enumerate(marks)
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["alone", "placed"])
def test_tagging_decides_as_training_did(examples: list[Example], name: str) -> None:
    """The weights that a model directory holds say of a text what the coefficients said of its row."""
    from gongkai.training import recipe as recipes
    from gongkai.training.features import matrix, placed, seen
    from gongkai.training.learning import learn, scales
    from gongkai.training.train import train

    recipe = msgspec.structs.replace(recipes.default(), tags=TAGS, tuning=recipes.Tuning(2, "report"))
    learned = learn(examples, recipe)
    rows = matrix(learned.space, seen(examples), scales(recipe, name))
    linear = getattr(learned, name)
    wanted = rows @ linear.coefficients + linear.bias
    model = train(examples, recipe, "small", lambda _: None).stored.model()
    fields = texts_of([one.text for one in examples]) if name == "alone" else fields_of(list(map(placed, examples)))
    values = decide(model.vocabulary, getattr(model, name).weighing, fields)
    assert np.abs(wanted).max() > 0.5
    np.testing.assert_allclose(values, wanted, atol=0.01)  # half floats are stored
