"""Folds that share no group and no near-duplicate."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest

from gongkai.errors import RecipeError
from gongkai.examples import Example
from gongkai.training.folds import parted

SAID = "全年共收到政府信息公开申请三十二件，均按时答复，没有引发行政复议。"


def own_text(number: int) -> str:
    """Return a text that shares no run of characters with that of another number."""
    return "".join(chr(0x4E00 + 30 * number + place) for place in range(30))


def examples(reports: int, each: int = 3) -> list[Example]:
    return [
        Example(f"{report}-{at}", own_text(report * each + at), (), report=f"r{report}", writer=f"w{report % 5}")
        for report in range(reports) for at in range(each)
    ]  # fmt: skip


def folds_by(found: np.ndarray, every: list[Example], field: str) -> dict[str, set[int]]:
    folds = defaultdict(set)
    for example, fold in zip(every, found.tolist(), strict=True):
        folds[getattr(example, field)].add(fold)
    return folds


@pytest.mark.parametrize("group", ["report", "writer"])
def test_no_group_stands_in_two_folds(group: str) -> None:
    every = examples(25)
    found = parted(every, 4, group, 20)
    assert set(found.tolist()) == set(range(4))
    assert all(len(folds) == 1 for folds in folds_by(found, every, group).values())


def test_passages_without_a_report_are_groups_of_their_own() -> None:
    every = [Example(f"p{number}", own_text(number), ()) for number in range(8)]
    assert np.bincount(parted(every, 4, "report", 0)).tolist() == [2] * 4
    assert np.bincount(parted(every, 4, "writer", 0)).tolist() == [2] * 4


def test_near_duplicates_are_in_one_fold_when_grouped_by_report() -> None:
    every = examples(30)
    copies = [
        Example(f"copy-{at}", SAID.replace("三十二", "二三四五"[at]), (), report=f"r{report}")
        for at, report in enumerate((1, 7, 13, 22))
    ]
    for seed in range(5):
        found = folds_by(parted([*every, *copies], 5, "report", seed), [*every, *copies], "report")
        assert len(found["r1"] | found["r7"] | found["r13"] | found["r22"]) == 1


def test_reports_are_tied_over_a_third_one() -> None:
    """r0 shares a passage with r1, r1 another one with r2: all three stay together."""
    every = examples(12)
    pairs = [("r0", own_text(900)), ("r1", own_text(900)), ("r1", own_text(901)), ("r2", own_text(901))]
    every += [Example(f"tie-{at}", text, (), report=report) for at, (report, text) in enumerate(pairs)]
    found = folds_by(parted(every, 4, "report", 3), every, "report")
    assert found["r0"] == found["r1"] == found["r2"]


def test_folds_are_about_equal() -> None:
    sizes = np.bincount(parted(examples(40), 8, "report", 1))
    assert sizes.max() - sizes.min() <= 3


def test_the_seed_decides_and_nothing_else() -> None:
    every = examples(40)
    first = parted(every, 4, "report", 1)
    assert parted(every, 4, "report", 1).tolist() == first.tolist()
    assert parted(every, 4, "report", 2).tolist() != first.tolist()
    back = parted(every[::-1], 4, "report", 1)[::-1]
    assert back.tolist() == first.tolist()


def test_too_few_groups_are_a_wrong_recipe() -> None:
    with pytest.raises(RecipeError, match=r"5 groups of passages by writer cannot be parted into 8 folds"):
        parted(examples(25), 8, "writer", 0)
    with pytest.raises(RecipeError, match=r"lower tuning\.folds"):
        parted(examples(2), 3, "report", 0)
