"""Recipes: what they do not say is the default's, and what is wrong is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.errors import MissingFile, RecipeError
from gongkai.model.fields import Field
from gongkai.training import recipe as recipes

ROOT = Path(__file__).parents[2]


def read(folder: Path, text: str) -> recipes.Recipe:
    (folder / "own.toml").write_text(text, encoding="utf-8")
    return recipes.read(folder / "own.toml")


def test_an_empty_recipe_is_the_default(tmp_path: Path) -> None:
    assert read(tmp_path, "") == recipes.default()


def test_what_is_said_is_taken_and_the_rest_filled_in(tmp_path: Path) -> None:
    recipe = read(tmp_path, 'tags = ["fees"]\nseed = 7\n[classifier]\npenalty = 0.5\n[tuning]\nfolds = 3\n')
    default = recipes.default()
    assert (recipe.tags, recipe.seed, recipe.features) == (("fees",), 7, default.features)
    assert recipe.classifier == recipes.Classifier(default.classifier.kind, 0.5, default.classifier.balanced)
    assert recipe.tuning == recipes.Tuning(3, default.tuning.group)


def test_annotations_are_taken_from_where_the_recipe_lies(tmp_path: Path) -> None:
    recipe = read(tmp_path, f'annotations = ["own/a.jsonl", "../b", "{tmp_path / "c"}"]')
    assert recipe.annotations == (str(tmp_path / "own/a.jsonl"), str(tmp_path / "../b"), str(tmp_path / "c"))


def test_every_field_has_its_share() -> None:
    scales = recipes.default().features.scales()
    assert list(scales) == list(Field)
    assert scales[Field.PREVIOUS] == scales[Field.NEXT] == recipes.default().features.neighbours


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("colour = 1", "colour"),
        ("[features]\nwords = 1.0", "words"),
        ('seed = "20"', "seed"),
        ("seed = 1.5", "seed"),
        ("seed = -1", "seed"),
        ("seed = 4294967296", "seed"),
        ("tags = []", "tags"),
        ('tags = "fees"', "tags"),
        ('tags = ["收费"]', "tags"),
        ('tags = ["fees", "fees"]', "tags"),
        ('annotations = "a.jsonl"', "annotations"),
        ("features = 3", "features"),
        ("[features]\nleast = 0", "features.least"),
        ("[features]\ntext = -1.0", "features.text"),
        ("[features]\ntext = nan", "features.text"),
        ("[features]\nsection = 11.0", "features.section"),
        ('[classifier]\nkind = "forest"', "classifier.kind"),
        ("[classifier]\npenalty = 0.0", "classifier.penalty"),
        ("[classifier]\npenalty = inf", "classifier.penalty"),
        ('[classifier]\nbalanced = "yes"', "classifier.balanced"),
        ("[tuning]\nfolds = 1", "tuning.folds"),
        ("[tuning]\nfolds = 51", "tuning.folds"),
        ('[tuning]\ngroup = "agency"', "tuning.group"),
    ],
)
def test_an_error_names_file_and_field(text: str, field: str, tmp_path: Path) -> None:
    with pytest.raises(RecipeError) as caught:
        read(tmp_path, text)
    message = str(caught.value)
    assert message.startswith(f"{tmp_path / 'own.toml'}: ")
    assert field in message.removeprefix(str(tmp_path))


@pytest.mark.parametrize("content", [b"tags = [", b"{}", b"\xff\xfe", "标签 = 1".encode("gb18030")])
def test_what_is_no_recipe_is_named(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_bytes(content)
    with pytest.raises(RecipeError, match=r"own\.toml: "):
        recipes.read(tmp_path / "own.toml")


def test_a_missing_recipe_is_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(MissingFile, match=r"own\.toml: no such recipe"):
        recipes.read(tmp_path / "own.toml")
    with pytest.raises(RecipeError):
        recipes.read(tmp_path)


def test_the_shipped_recipe_names_the_shipped_annotations() -> None:
    recipe = recipes.read(ROOT / "training" / "recipe.toml")
    assert [Path(path).resolve() for path in recipe.annotations] == [ROOT / "annotations" / "passages"]
