from __future__ import annotations

import importlib.util

import msgspec
import numpy as np
import pytest

from gongkai.errors import RecipeError
from gongkai.examples import Example
from gongkai.training import recipe as recipes
from gongkai.training.candidate import Candidate, log_odds
from gongkai.training.candidates import LOGISTIC, as_markdown, candidates, compare
from gongkai.training.comparison import Row
from gongkai.training.grams import learn_both, learn_characters, learn_words
from gongkai.training.measures import macro_f1
from gongkai.training.recipe import Recipe
from gongkai.training.validation import validate

WRITTEN = {
    "training": ("举办政务公开业务培训{}期，参训人员踊跃", "组织干部学习信息公开条例{}次，开展培训班"),
    "fees": ("本年度未收取信息处理费，共{}件申请", "依申请公开信息处理费收取{}元，未减免费用"),
    "platform": ("门户网站发布栏目{}个，微信公众号关注增加", "政府网站新设专栏{}个，政务新媒体运行平稳"),
}
LINEAR = (
    Candidate("characters", learn_characters),
    Candidate("words", learn_words),
    Candidate("both", learn_both),
)


@pytest.fixture(scope="module")
def recipe() -> Recipe:
    default = recipes.default()
    return msgspec.structs.replace(default, tags=tuple(WRITTEN), tuning=recipes.Tuning(folds=3, group="report"))


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    """Return passages that any classifier can tell apart, in six reports."""
    found = []
    for number in range(6):
        for tag, texts in WRITTEN.items():
            for way, text in enumerate(texts):
                own = "".join(chr(0x6200 + 40 * number + 6 * place + way) for place in range(4))
                made = f"{own}{text.format(number + 1)}，{own[::-1]}。"
                found.append(Example(f"{tag}-{number}-{way}", made, (tag,), section="overview", report=f"r{number}"))
    return found


def without_cost(rows: tuple[Row, ...]) -> list[Row]:
    return [msgspec.structs.replace(row, cost=None) for row in rows]


def test_what_is_easy_every_linear_candidate_learns(examples: list[Example], recipe: Recipe) -> None:
    rows = compare(examples, recipe, lambda _: None, LINEAR)
    for row in rows:
        assert row.alone is not None
        assert row.placed is not None
        assert row.cost is not None
        assert min(row.alone.value, row.placed.value) > 0.9, row.name
        assert row.cost.size > 100
        assert row.cost.learning > 0


def test_same_passages_and_recipe_give_the_same_figures(examples: list[Example], recipe: Recipe) -> None:
    first, second = (compare(examples, recipe, lambda _: None, LINEAR[2:]) for _ in range(2))
    assert without_cost(first) == without_cost(second)
    assert [row.cost and row.cost.size for row in first] == [row.cost and row.cost.size for row in second]


def test_the_recipe_is_measured_as_training_measures_it(examples: list[Example], recipe: Recipe) -> None:
    """Weights are rounded as they are stored, which moves a value by a thousandth and hardly a tag."""
    (row,) = compare(examples, recipe, lambda _: None, LINEAR[:1])
    validated = validate(examples, recipe)
    for setting in ("alone", "placed"):
        assert getattr(row, setting).value == pytest.approx(
            macro_f1(validated.given[setting], validated.truth), abs=0.01
        )


def test_a_rival_that_is_not_installed_is_told_and_the_others_measured(examples: list[Example], recipe: Recipe) -> None:
    chosen = [Candidate("rival", learn_words, needs="no_such_module"), LINEAR[0]]
    rival, other = compare(examples, recipe, lambda _: None, chosen)
    assert rival == Row("rival", absent="no_such_module")
    assert other.alone is not None
    assert "| rival | not installed: no_such_module |" in as_markdown((rival, other))


def test_every_line_of_the_table_has_as_many_cells(examples: list[Example], recipe: Recipe) -> None:
    chosen = [Candidate("alone", learn_words, ("alone",)), Candidate("gone", learn_words, needs="no_such_module")]
    lines = as_markdown(compare(examples, recipe, lambda _: None, chosen)).splitlines()
    assert len(lines) == 4
    assert {line.count("|") for line in lines} == {7}


def test_progress_names_candidate_setting_and_fold(examples: list[Example], recipe: Recipe) -> None:
    told: list[str] = []
    compare(examples, recipe, told.append, [Candidate("words", learn_words, ("alone",))])
    assert told == [f"words, alone: fold {number}/3" for number in (1, 2, 3)]


def test_too_few_reports_for_the_folds_is_a_wrong_recipe(examples: list[Example], recipe: Recipe) -> None:
    one = [msgspec.structs.replace(example, report="one") for example in examples]
    with pytest.raises(RecipeError, match="cannot be parted into 3 folds"):
        compare(one, recipe, lambda _: None, LINEAR)


def test_the_recipe_comes_first_and_its_classifier_once(recipe: Recipe) -> None:
    names = [candidate.name for candidate in candidates(recipe)]
    assert names[0] == "recipe"
    assert len(set(names)) == len(names)
    assert "characters 1-3, svm" not in names
    other = msgspec.structs.replace(recipe, classifier=LOGISTIC)
    assert "characters 1-3, svm" in [candidate.name for candidate in candidates(other)]


def test_needed_modules_are_named_as_they_are_imported() -> None:
    known = {candidate.needs for candidate in candidates(recipes.default())} - {None}
    assert known == {"fasttext", "spacy"}
    assert importlib.util.find_spec("spacy") is not None


def test_log_odds_of_certainty_are_finite() -> None:
    found = log_odds(np.array([[0.0, 0.5, 1.0]]))
    assert np.isfinite(found).all()
    assert found[0, 1] == pytest.approx(0)
    assert found[0, 0] == pytest.approx(-found[0, 2])
