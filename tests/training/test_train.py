"""Training on a slice of the annotations: the same again, and another with other annotations."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
import pytest

from gongkai.errors import RecipeError
from gongkai.examples import Example, digest, load
from gongkai.model import Model, directory
from gongkai.training import recipe as recipes
from gongkai.training.recipe import Recipe
from gongkai.training.train import Trained, save, train
from gongkai.training.validation import validate

ANNOTATIONS = Path(__file__).parents[2] / "annotations" / "passages"
SLICE = 600
TAGS = ("problem", "fees", "proposals")
FEES = "本年度，我局没有收取任何信息处理费。"
PROPOSALS = "全年办理人大代表建议和政协提案，答复均已公开。"


@pytest.fixture(scope="module")
def recipe() -> Recipe:
    return msgspec.structs.replace(recipes.default(), tags=TAGS, tuning=recipes.Tuning(3, "report"))


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    """Return annotations of all files, the passages of as many reports as make up the slice."""
    every = load([ANNOTATIONS])
    reports = list(dict.fromkeys(one.group for one in every))
    drawn = set(reports[:: round(len(every) / SLICE)])
    return [one for one in every if one.group in drawn]


def trained_on(examples: Sequence[Example], recipe: Recipe) -> Trained:
    return train(examples, recipe, "slice", lambda _: None)


@pytest.fixture(scope="module")
def trained(examples: list[Example], recipe: Recipe) -> Trained:
    return trained_on(examples, recipe)


def tags_of(model: Model, text: str) -> set[str]:
    return {score.tag for score in model.tag_texts([text])[0]}


def test_the_slice_is_one(examples: list[Example]) -> None:
    assert 450 < len(examples) < 800
    assert all(sum(tag in one.tags for one in examples) >= 15 for tag in TAGS)


def test_same_annotations_same_recipe_same_weights(examples: list[Example], recipe: Recipe, trained: Trained) -> None:
    again = trained_on(examples, recipe)
    assert again.stored.info == trained.stored.info
    assert directory.digest(again.stored.arrays) == trained.stored.info.weights
    assert again.scores == trained.scores


def test_a_model_says_what_it_was_made_of(examples: list[Example], recipe: Recipe, trained: Trained) -> None:
    info = trained.stored.info
    assert (info.tags, info.examples, info.data) == (TAGS, len(examples), digest(examples))
    assert msgspec.json.decode(info.recipe, type=Recipe) == recipe
    assert {"python", "gongkai", "numpy", "scikit-learn"} <= set(info.versions)


def test_a_flipped_tag_changes_the_prediction_after_retraining(
    examples: list[Example], recipe: Recipe, trained: Trained
) -> None:
    """Annotators who call fees proposals and proposals fees get a model that does."""
    swapped = {"fees": "proposals", "proposals": "fees"}
    again = [msgspec.structs.replace(one, tags=tuple(swapped.get(tag, tag) for tag in one.tags),
                                     optional=tuple(swapped.get(tag, tag) for tag in one.optional))
             for one in examples]  # fmt: skip
    before, other = trained.stored, trained_on(again, msgspec.structs.replace(recipe, seed=recipe.seed + 1)).stored
    assert (tags_of(before.model(), FEES), tags_of(before.model(), PROPOSALS)) == ({"fees"}, {"proposals"})
    assert (tags_of(other.model(), FEES), tags_of(other.model(), PROPOSALS)) == ({"proposals"}, {"fees"})
    assert before.info.data != other.info.data
    assert before.info.weights != other.info.weights
    assert before.info.recipe != other.info.recipe


def test_a_saved_model_tags_as_the_trained_one(trained: Trained, recipe: Recipe, tmp_path: Path) -> None:
    save(trained, tmp_path / "own", recipe)
    texts = [FEES, PROPOSALS, "仍存在公开不够及时的问题。"]
    assert directory.load(tmp_path / "own").tag_texts(texts) == trained.stored.model().tag_texts(texts)
    scores = json.loads((tmp_path / "own" / directory.SCORES).read_bytes())
    assert [tag["tag"] for tag in scores["placed"]["tags"]] == list(TAGS)
    card = (tmp_path / "own" / directory.CARD).read_text()
    assert trained.stored.info.data[:16] in card
    assert all(f"| `{tag}` |" in card for tag in TAGS)


def test_what_is_easy_is_learned(trained: Trained) -> None:
    """Far below what all annotations give, far above chance: a floor against training that learns nothing."""
    for setting in ("alone", "placed"):
        assert trained.scores[setting].macro.value > 0.6


def test_a_tag_without_examples_is_a_wrong_recipe(examples: list[Example], recipe: Recipe) -> None:
    with pytest.raises(RecipeError, match="no passage carries the tag 'open_data'"):
        trained_on(examples, msgspec.structs.replace(recipe, tags=(*TAGS, "open_data")))


def test_scores_are_of_passages_not_learned_from(recipe: Recipe) -> None:
    """Tags drawn by chance can be learned by heart, but not foretold."""
    rng = np.random.default_rng(1)
    drawn = rng.integers(0, 2, 90)
    examples = [
        Example(f"p{at}", "".join(map(chr, rng.integers(0x4E00, 0x6000, 30))), ("fees",) * own, report=f"r{at}")
        for at, own in enumerate(drawn.tolist())
    ]  # fmt: skip
    own = msgspec.structs.replace(recipe, tags=("fees",), features=msgspec.structs.replace(recipe.features, least=1))
    validated = validate(examples, own)
    chance = np.corrcoef(validated.values["alone"][:, 0], validated.truth.holds[:, 0])[0, 1]
    assert abs(chance) < 0.35
    assert sorted(set(validated.folds.tolist())) == [0, 1, 2]
