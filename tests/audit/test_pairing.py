"""Pairing: which reports are one agency's, over the years."""

from __future__ import annotations

import pytest

from gongkai.audit.across.pairing import Head, Pairing, pair, require_follows, same_agency
from gongkai.errors import ComparisonError

SAME = {
    "equal": ("清渡县水利局", "清渡县水利局"),
    "spaces": ("清渡县 水利局", "清渡县水利局"),
    "traditional": ("清渡縣水利局", "清渡县水利局"),
    "government": ("清渡县人民政府", "清渡县政府"),
    "remark": ("清渡县水利局（本级）", "清渡县水利局"),
    "places before": ("苇川市清渡县水利局", "清渡县水利局"),
    "no place": ("水利局", "清渡县水利局"),
    "town on a list": ("石篁镇", "清渡县石篁镇人民政府"),
    "street on a list": ("柘荫街道", "苇川市棠浦区柘荫街道办事处"),
    "bureau on a list": ("县教育局", "清渡县教育局"),
    "a name that begins like a level": ("市场监督管理局", "清渡县市场监督管理局"),
    "unknown": (None, "清渡县水利局"),
}
OTHERS = {
    "bureau": ("清渡县水利局", "清渡县林业局"),
    "place": ("清渡县水利局", "砚河县水利局"),
    "government and its office": ("清渡县人民政府", "清渡县人民政府办公室"),
    "town and its office": ("清渡县石篁镇人民政府", "清渡县石篁镇人民政府办公室"),
    "town and county": ("清渡县石篁镇人民政府", "清渡县人民政府"),
    "a part of a name": ("清渡县发展和改革局", "改革局"),
    "districts of one name": ("北京市朝阳区民政局", "长春市朝阳区民政局"),
}


@pytest.mark.parametrize("case", SAME)
def test_names_of_one_agency(case: str) -> None:
    one, other = SAME[case]
    assert same_agency(Head(one, 2014), Head(other, 2013))
    assert same_agency(Head(other, 2014), Head(one, 2013))


@pytest.mark.parametrize("case", OTHERS)
def test_names_of_two_agencies(case: str) -> None:
    one, other = OTHERS[case]
    assert not same_agency(Head(one, 2014), Head(other, 2013))
    assert not same_agency(Head(other, 2014), Head(one, 2013))


def test_a_renamed_region_is_the_same() -> None:
    assert same_agency(Head("绍兴市上虞区民政局", 2013), Head("上虞市民政局", 2012))
    assert not same_agency(Head("绍兴市上虞区民政局", 2013), Head("绍兴市民政局", 2012))


def heads(*pairs: tuple[str | None, int | None]) -> list[Head]:
    return [Head(agency, year) for agency, year in pairs]


def test_reports_are_paired_with_those_of_the_year_before() -> None:
    now = heads(("清渡县水利局", 2023), ("清渡县林业局", 2023), ("清渡县粮食局", 2023))
    before = heads(("清渡县林业局", 2022), ("清渡县水利局", 2022), ("清渡县水利局", 2021), ("清渡县档案局", 2022))
    assert pair(now, before) == Pairing(((0, 1), (1, 0)), (2,), (2, 3), ())


def test_where_several_fit_none_is_chosen() -> None:
    now = heads(("水利局", 2023), ("清渡县民政局", 2023))
    before = heads(("清渡县水利局", 2022), ("砚河县水利局", 2022), ("清渡县民政局", 2022), ("清渡县民政局", 2022))
    assert pair(now, before) == Pairing((), (), (0, 1, 2, 3), (0, 1))


def test_one_report_of_last_year_is_not_given_to_two() -> None:
    now = heads(("苇川市清渡县水利局", 2023), ("清渡县水利局", 2023))
    assert pair(now, heads(("清渡县水利局", 2022))).pairs == ()


def test_reports_without_agency_or_year_are_not_paired() -> None:
    assert pair(heads((None, 2023), ("清渡县水利局", None)), heads((None, 2022), ("清渡县水利局", 2022))).pairs == ()


REFUSED = {
    "same year": (("清渡县水利局", 2023), "the one on 2022: give that"),
    "two years": (("清渡县水利局", 2021), "the one on 2022: give that"),
    "no year": (("清渡县水利局", None), "old.txt: no year found"),
    "agency": (("清渡县林业局", 2022), "not one agency"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_reports_that_do_not_follow_each_other_are_refused(case: str) -> None:
    previous, message = REFUSED[case]
    with pytest.raises(ComparisonError, match=message) as caught:
        require_follows(Head("清渡县水利局", 2023, "new.txt"), Head(*previous, "old.txt"))
    assert "old.txt" in caught.value.reason


def test_thousands_are_paired_at_once() -> None:
    now = heads(*((f"清渡县第{number}中学", 2023) for number in range(3000)))
    before = heads(*((f"清渡县第{number}中学", 2022) for number in reversed(range(3000))))
    assert len(pair(now, before).pairs) == 3000
