from __future__ import annotations

from collections import Counter
from pathlib import Path

import msgspec
import numpy as np
import pytest

from gongkai.examples import Example, load
from gongkai.examples.likeness import Met
from gongkai.model import Model, Placed, ready
from gongkai.training.queue import SUGGESTED, Judged, judge, queue, rarity, worth

ANNOTATIONS = Path(__file__).parents[2] / "annotations" / "passages"
LINE = "主动公开重大建设项目批准结果信息12条，较上年增加3条"


@pytest.fixture(scope="module")
def model() -> Model:
    return ready()


@pytest.fixture(scope="module")
def passages() -> tuple[Example, ...]:
    return load([ANNOTATIONS / "towns.jsonl"])[:300]


def judged(scores: list[list[float]], differ: float = 0.0) -> Judged:
    shape = np.array(scores)
    return Judged(shape, np.full(shape.shape, 0.4), np.full(shape.shape, differ))


def test_a_probability_at_the_threshold_is_worth_most_and_certainty_nothing() -> None:
    found = worth(judged([[0.4], [0.2], [0.7], [0.0], [1.0]]), np.ones(1))
    assert found == pytest.approx([1.0, 0.5, 0.5, 0.0, 0.0])


def test_settings_that_differ_make_a_passage_worth_more() -> None:
    same, different = (worth(judged([[0.3]], differ), np.ones(1))[0] for differ in (0.0, 0.5))
    assert different == pytest.approx(1.5 * same)


def test_a_tag_that_is_never_given_asks_nothing() -> None:
    never = Judged(np.array([[0.9]]), np.array([[1.01]]), np.zeros((1, 1)))
    assert worth(never, np.ones(1)).tolist() == [0.0]


def test_a_rare_tag_counts_more_and_without_annotations_none_does() -> None:
    known = [Example(f"{number}", "文字", ("fees",) if number == 0 else ("platform",)) for number in range(8)]
    common, rare, absent = rarity(known, ("platform", "fees", "proposals"))
    assert common == 1.0
    assert common < rare < absent <= 3.0
    assert rarity([], ("platform", "fees")).tolist() == [1.0, 1.0]


def test_between_equals_the_passage_of_the_rare_tag_comes_first() -> None:
    known = [Example(f"{number}", "文字", ("platform",)) for number in range(8)]
    found = worth(judged([[0.3, 0.0], [0.0, 0.3]]), rarity(known, ("platform", "fees")))
    assert found[1] > found[0]


def test_the_queue_is_as_long_as_asked_and_each_passage_comes_once(model: Model, passages: tuple[Example, ...]) -> None:
    chosen = queue(passages, model, number=40)
    assert len({one.id for one in chosen}) == 40
    assert len(queue(passages[:3], model, number=40)) <= 3
    assert queue((), model) == ()


def test_what_is_chosen_is_less_certain_than_what_is_not(model: Model, passages: tuple[Example, ...]) -> None:
    chosen = {one.id for one in queue(passages, model, number=40)}
    worths = worth(judge(passages, model), np.ones(len(model.tags)))
    inside = np.array([one.id in chosen for one in passages])
    assert worths[inside].mean() > 2 * worths[~inside].mean()


def test_tags_are_what_the_model_gives_and_marked_as_a_suggestion(model: Model, passages: tuple[Example, ...]) -> None:
    by_id = {one.id: one for one in passages}
    for one in queue(passages, model, number=10):
        old = by_id[one.id]
        fields = (old.section, old.heading, old.parent, old.previous, old.next)
        assert one.tags == tuple(score.tag for score in model.tag([Placed(old.text, *fields)])[0])
        assert one.annotator == SUGGESTED
        assert one.optional == ()
        assert (one.section, one.report, one.text) == (old.section, old.report, old.text)


def test_nothing_comes_that_is_like_what_was_annotated(model: Model, passages: tuple[Example, ...]) -> None:
    known = passages[:150]
    again = [msgspec.structs.replace(one, id=f"again-{one.id}") for one in known]
    assert queue(again, model, known) == ()


def test_of_near_duplicates_one_is_chosen(model: Model) -> None:
    same = [Example(f"{number}", f"{LINE}，共{number}项。", (), report=f"r{number}") for number in range(5)]
    other = Example("other", "收到依申请公开政府信息公开申请2件，均按时答复。", ())
    assert Counter(one.id == "other" for one in queue([*same, other], model)) == {True: 1, False: 1}


def test_reports_take_turns(model: Model, passages: tuple[Example, ...]) -> None:
    apart = [msgspec.structs.replace(one, report=one.id) for one in passages]
    crowded = [msgspec.structs.replace(one, report="same") for one in apart[:150]]
    ids = {one.id for one in crowded}
    alone, together = (
        sum(one.id in ids for one in queue([*first, *apart[150:]], model, number=60))
        for first in (apart[:150], crowded)
    )
    assert together < alone / 2


def test_a_text_that_merely_contains_a_known_one_is_new() -> None:
    met = Met()
    met.add("无。")
    met.add("依申请公开情况")
    assert not met.has("本年度依申请公开情况总体平稳，共收到申请三件，均按时办结，无。")
    assert met.has("依申请 公开情况")
