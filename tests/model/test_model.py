"""The shipped model on what people feed it: it never fails, and says nothing where there is nothing to say."""

from __future__ import annotations

import random
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from gongkai.examples import Example, load
from gongkai.model import Model, Placed, ready
from gongkai.model.model import LONG
from gongkai.training import recipe as recipes

ANNOTATIONS = Path(__file__).parents[2] / "annotations" / "passages"
FEES = "本年度，我局没有收取任何信息处理费，也没有减免费用的情形。"


@pytest.fixture(scope="module")
def model() -> Model:
    return ready()


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    every = load([ANNOTATIONS])
    return list(islice(every, 0, None, len(every) // 150))


def placed(example: Example) -> Placed:
    return Placed(example.text, example.section, example.heading, example.parent, example.previous, example.next)


def noise(number: int) -> str:
    return random.Random(number).randbytes(600).decode(("utf-8", "gb18030", "latin-1")[number % 3], "replace")


NOTHING = {
    "empty": "",
    "blanks": " \t\u3000\n\xa0 ",
    "a million a": "a" * (1 << 20),
    "English": "No fees were charged in 2020 for the processing of information. " * 3,
    "digits": "2020 " * 300,
    "a passage of 5,000 characters": FEES * 172,
    "emoji": "😀👍🏽🇨🇳" * 20,
    "surrogates": "\ud83d\udc00\ud800" * 9,
    "control characters": "".join(map(chr, range(32))),
    "punctuation": "，。；：、（）" * 30,
    "the edge of a text": "\ue000" * 40,
    "one word": "收费",
}


@pytest.mark.parametrize("name", NOTHING)
def test_what_is_no_passage_gets_no_tag(model: Model, name: str) -> None:
    assert model.tag_texts([NOTHING[name]]) == [()]
    assert model.tag([Placed(NOTHING[name], "problems", *[NOTHING[name]] * 4)]) == [()]


@pytest.mark.parametrize("number", [*range(0, 30, 3), *range(2, 30, 3)])
def test_random_bytes_get_no_tag(model: Model, number: int) -> None:
    """In UTF-8 and Latin-1; in GB 18030 nearly all bytes are Chinese characters."""
    assert model.tag_texts([noise(number)]) == [()]


@pytest.mark.parametrize("number", range(1, 30, 3))
def test_random_characters_do_no_harm(model: Model, number: int) -> None:
    (tags,) = model.tag_texts([noise(number)])
    assert {score.tag for score in tags} <= set(model.tags)


def test_nothing_in_nothing_out(model: Model) -> None:
    assert model.tag([]) == model.tag_texts([]) == []


def test_a_plain_passage_gets_its_tag(model: Model) -> None:
    """Lone surrogates or emoji inside take nothing from it."""
    for text in (FEES, f"😀{FEES}", f"{FEES}\ud83d", FEES.replace("，", " ， ")):
        assert [score.tag for score in model.tag_texts([text])[0]] == ["fees"], text


def test_a_text_is_a_passage_up_to_its_length(model: Model) -> None:
    whole = (FEES * 100)[:LONG]
    assert len(whole) == LONG
    assert model.tag_texts([whole, whole + "。"])[1] == ()
    assert model.tag_texts([whole])[0]


def test_the_batch_changes_nothing_for_texts(model: Model, examples: list[Example]) -> None:
    texts = [one.text for one in examples] + list(NOTHING.values())
    together = model.tag_texts(texts)
    assert together == [model.tag_texts([text])[0] for text in texts]
    assert together == model.tag_texts(texts[::-1])[::-1]
    assert any(together)


def test_the_batch_changes_nothing_for_passages(model: Model, examples: list[Example]) -> None:
    passages = [placed(one) for one in examples]
    together = model.tag(passages)
    assert together == [model.tag([passage])[0] for passage in passages]
    assert together == model.tag(passages[::-1])[::-1]


def test_scores_are_probabilities_above_the_threshold_in_the_order_of_tags(
    model: Model, examples: list[Example]
) -> None:
    found = {
        "alone": model.tag_texts([one.text for one in examples]),
        "placed": model.tag([placed(one) for one in examples]),
    }
    for name, every in found.items():
        thresholds = dict(zip(model.tags, getattr(model, name).thresholds.tolist(), strict=True))
        for tags in every:
            ids = [score.tag for score in tags]
            assert ids == sorted(ids, key=model.tags.index)
            assert all(thresholds[score.tag] - 0.0005 <= score.score <= 1 for score in tags)
            assert all(score.score == round(score.score, 3) for score in tags)


def test_the_shipped_model_has_the_default_tags(model: Model) -> None:
    assert model.tags == recipes.default().tags


def test_tagging_imports_nothing_that_training_needs() -> None:
    code = f"import sys; from gongkai.model import ready; print(ready().tag_texts([{FEES!r}])); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    tags, modules = done.stdout.splitlines()
    assert "fees" in tags
    loaded = {name.split(".")[0] for name in modules.split()}
    assert loaded & {"sklearn", "scipy", "spacy", "cleanlab", "typer", "rich"} == set()
    assert not any(name.startswith("gongkai.training") for name in modules.split())
