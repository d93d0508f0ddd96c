from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from tests.training import small

from gongkai.errors import FloorError, MissingFile
from gongkai.evaluation import floors
from gongkai.evaluation.evaluation import Evaluation
from gongkai.evaluation.floors import SLACK, Floors, SettingFloors, check, pinned
from gongkai.training.measures import Interval


def now() -> Floors:
    """Return the present figures as floors."""
    return floors.of(small.evaluation(), 0.0)


def raised(setting: str, by: float, tag: str | None = None) -> Floors:
    """Return the present figures with one of them raised."""
    own: SettingFloors = getattr(now(), setting)
    if tag is None:
        new = msgspec.structs.replace(own, macro=own.macro + by)
    else:
        new = msgspec.structs.replace(own, tags={**own.tags, tag: own.tags[tag] + by})
    return msgspec.structs.replace(now(), **{setting: new})


def worse(by: float) -> Evaluation:
    """Return the evaluation with its macro-F1 lowered."""
    found = small.evaluation()
    macro = found.placed.scores.macro
    scores = msgspec.structs.replace(found.placed.scores, macro=Interval(macro.value - by, macro.low, macro.high))
    return msgspec.structs.replace(found, placed=msgspec.structs.replace(found.placed, scores=scores))


def test_a_figure_at_its_floor_passes() -> None:
    check(small.evaluation(), now())


@pytest.mark.parametrize("setting", ["placed", "alone"])
@pytest.mark.parametrize(("tag", "told"), [(None, "macro-F1"), ("training", "training F1")])
def test_any_figure_below_its_floor_is_told(setting: str, tag: str | None, told: str) -> None:
    with pytest.raises(FloorError, match=f"{setting} {told}"):
        check(small.evaluation(), raised(setting, 0.001, tag))


def test_floors_of_other_data_say_so_and_how_to_go_on() -> None:
    with pytest.raises(FloorError, match=r"pinned on other data.*--pin"):
        check(small.evaluation(), msgspec.structs.replace(now(), data="0" * 64))


def test_floors_of_another_recipe_hold() -> None:
    check(small.evaluation(), msgspec.structs.replace(now(), recipe="0" * 64))


def test_floors_of_a_model_do_not_hold_for_a_recipe() -> None:
    with pytest.raises(FloorError, match="cannot be compared"):
        check(small.evaluation(), msgspec.structs.replace(now(), manner="model"))


def test_a_tag_no_longer_measured_is_below_its_floor() -> None:
    more = msgspec.structs.replace(now().placed, tags={**now().placed.tags, "gone": 0.5})
    with pytest.raises(FloorError, match="gone is no longer measured"):
        check(small.evaluation(), msgspec.structs.replace(now(), placed=more))


def test_pinned_floors_lie_below_the_figures_by_the_slack() -> None:
    new = pinned(small.evaluation(), None, lower=False)
    assert new.placed.macro == pytest.approx(small.evaluation().placed.scores.macro.value - SLACK, abs=1e-4)
    check(small.evaluation(), new)


def test_pinning_never_lowers_a_floor_unless_told() -> None:
    with pytest.raises(FloorError, match=r"would lower floors: placed macro-F1.*--lower"):
        pinned(small.evaluation(), raised("placed", 0.001), lower=False)
    assert pinned(small.evaluation(), raised("placed", 0.001), lower=True).placed.macro < now().placed.macro


def test_other_data_are_no_excuse_to_lower_a_floor() -> None:
    old = msgspec.structs.replace(raised("alone", 0.001, "fees"), data="0" * 64)
    with pytest.raises(FloorError, match="alone fees"):
        pinned(small.evaluation(), old, lower=False)


def test_pinning_again_a_little_worse_keeps_the_floor() -> None:
    first = pinned(small.evaluation(), None, lower=False)
    assert pinned(worse(SLACK / 2), first, lower=False).placed.macro == first.placed.macro


def test_floors_come_back_from_their_file(tmp_path: Path) -> None:
    floors.write(tmp_path / "floors.toml", now())
    assert floors.read(tmp_path / "floors.toml") == now()


def test_a_file_that_holds_no_floors_is_named(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text('data = "x"\n')
    with pytest.raises(FloorError, match=r"floors.toml: no floors: .*--pin"):
        floors.read(path)
    with pytest.raises(MissingFile, match="--pin"):
        floors.read(tmp_path / "none.toml")
