from __future__ import annotations

from unicodedata import east_asian_width

import msgspec
import numpy as np
import pytest
from tests.training import small

from gongkai.errors import AnnotationError
from gongkai.evaluation.confusions import confusions
from gongkai.evaluation.evaluation import Evaluation, evaluate, evaluate_model
from gongkai.evaluation.reliability import reliability
from gongkai.evaluation.slices import micro
from gongkai.evaluation.summary import summary
from gongkai.examples import Example
from gongkai.model import directory
from gongkai.model.explaining import explain
from gongkai.training.learning import SETTINGS, Truth
from gongkai.training.measures import measure
from gongkai.training.train import train
from gongkai.training.validation import validate

TAGS = ("a", "b", "c")
#                  held       given
PASSAGES = (
    ("a", "a"),  # right
    ("a", "b"),  # b instead of a
    ("a", "ac"),  # c besides a
    ("a", ""),  # missed
    ("", "c"),  # c where nothing holds
    ("", ""),
)


def table(column: int) -> np.ndarray:
    return np.array([[tag in row[column] for tag in TAGS] for row in PASSAGES])


def holding() -> Truth:
    return Truth(table(0), np.ones((len(PASSAGES), len(TAGS)), bool))


@pytest.fixture(scope="module")
def stored() -> directory.Stored:
    return train(small.examples(), small.recipe(), "small", lambda _: None).stored


def test_confusions_tell_instead_from_besides() -> None:
    of_a, _, _, of_none = confusions(TAGS, table(1), holding())
    assert (of_a.support, of_a.right, of_a.missed) == (4, 2, 2)
    assert (of_a.instead, of_a.besides) == ({"b": 1}, {"c": 1})
    assert (of_none.tag, of_none.support, of_none.right, of_none.instead) == (None, 2, 1, {"c": 1})


def test_what_annotators_differed_on_is_no_confusion() -> None:
    counts = np.ones((len(PASSAGES), len(TAGS)), bool)
    counts[1, 1] = False
    assert confusions(TAGS, table(1), Truth(table(0), counts))[0].instead == {}


def test_calibration_errs_by_the_distance_of_prediction_from_share() -> None:
    scores = np.array([[0.75], [0.75], [0.75], [0.75], [0.05], [0.05]])
    holds = np.array([[True], [True], [False], [False], [False], [False]])
    found = reliability(scores, scores > 0.5, Truth(holds, np.ones_like(holds)))
    assert [(bin.decisions, bin.observed) for bin in found.bins] == [(2, 0.0), (4, 0.5)]
    assert found.error == pytest.approx((4 * 0.25 + 2 * 0.05) / 6, abs=1e-4)
    assert found.given_error == pytest.approx(0.25)


def test_the_interval_of_a_slice_holds_its_figure() -> None:
    found = micro(table(1), holding(), list("uvwxyz"), 1)
    assert found.value == pytest.approx(2 * 2 / (5 + 4), abs=1e-4)
    assert found.low < found.value < found.high


def test_figures_are_those_that_training_reports() -> None:
    validated = validate(small.examples(), small.recipe())
    groups = [example.group for example in small.examples()]
    for setting in SETTINGS:
        expected = measure(small.TAGS, validated.given[setting], validated.truth, groups, small.recipe().seed)
        assert getattr(small.evaluation(), setting).scores == expected


def test_the_curve_ends_at_the_whole_on_the_same_passages() -> None:
    points = small.evaluation().curve
    assert [point.share for point in points] == sorted({point.share for point in points})
    assert points[-1].share == 1.0
    assert points[-1].macro["placed"] == small.evaluation().placed.scores.macro
    assert len(points) >= 3
    assert points[0].macro["placed"].value < points[-1].macro["placed"].value


def test_errors_are_errors_the_surest_first_one_a_passage() -> None:
    for measured in (small.evaluation().placed, small.evaluation().alone):
        found = measured.mistakes
        assert found
        assert all((one.tag in one.tags) != (one.tag in one.given) for one in found)
        apart = [abs((one.tag in one.tags) - one.score) for one in found]
        assert apart == sorted(apart, reverse=True)
        assert len({one.id for one in found}) == len(found)
        assert all(one.evidence for one in found)


def test_evidence_alone_is_of_the_text_that_was_read() -> None:
    one = small.evaluation().alone.mistakes[0]
    assert {part.field for part in one.evidence} == {"text"}
    assert any(part.ngram.strip("^$") in one.text for part in one.evidence)


def test_slices_cover_sections_levels_and_years() -> None:
    assert {one.by for one in small.evaluation().placed.slices} >= {"section", "level", "year"}


def test_an_evaluation_comes_back_from_json() -> None:
    found = small.evaluation()
    assert msgspec.json.decode(msgspec.json.encode(found), type=Evaluation) == found


def test_a_model_on_what_it_learned_from_carries_a_warning(stored: directory.Stored) -> None:
    found = evaluate_model(stored, small.examples())
    assert "学习过" in found.warnings[0]
    assert found.placed.scores.macro.value > small.evaluation().placed.scores.macro.value
    assert (found.manner, found.data.tied, found.recipe) == ("model", None, small.evaluation().recipe)


def test_a_model_is_measured_on_the_tags_that_occur(stored: directory.Stored) -> None:
    few = tuple(
        msgspec.structs.replace(example, tags=tuple(tag for tag in example.tags if tag != "fees"))
        for example in small.examples()[:150]
    )
    found = evaluate_model(stored, few)
    assert found.tags == ("problem", "measure", "training")
    assert ["fees" in words for words in found.warnings] == [True]


def test_evidence_of_a_model_is_what_tagging_explains(stored: directory.Stored) -> None:
    for one in evaluate_model(stored, small.examples()[::-1]).alone.mistakes[:3]:
        reasons = explain(stored.model(), one.text)[one.tag]
        told = {part.ngram: part.weight for part in one.evidence}
        for reason in reasons[:4]:
            assert told[reason.ngram] == pytest.approx(reason.weight, abs=2e-3)


def test_annotations_without_a_tag_cannot_be_measured() -> None:
    bare = [Example(id=str(number), text="本年度工作总体平稳有序。", tags=()) for number in range(20)]
    with pytest.raises(AnnotationError, match="none of 20 passages carries"):
        evaluate(bare, small.recipe())


def test_the_summary_names_every_tag_in_columns() -> None:
    told = summary(small.evaluation())
    assert "学习曲线" in told
    rows = [line for line in told.splitlines() if any(f" {tag} " in line for tag in small.TAGS)]
    assert len(rows) == len(small.TAGS)
    assert len({sum(2 if east_asian_width(sign) in "WF" else 1 for sign in row) for row in rows}) == 1
