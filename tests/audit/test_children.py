"""Children: which report is the government's, and who is expected to report to it."""

from __future__ import annotations

import pytest
from tests.audit.comparing import read
from tests.audit.test_rollup import BUREAUS, CHILDREN, GOVERNMENT, OFFICE, of

from gongkai.audit.across.children import Children
from gongkai.audit.across.pairing import Head
from gongkai.audit.across.rollup import roll_up
from gongkai.audit.across.roster import Roster
from gongkai.document import Report

TOWN = "清渡县石篁镇人民政府"
# Whose report is asked of, alone or among others, with which units: whether it is their government's.
CASES = {
    "the government": (GOVERNMENT, False, CHILDREN, True),
    "a bureau": ("清渡县林业局", False, CHILDREN, False),
    "a bureau alone": ("清渡县林业局", True, CHILDREN, True),
    "a town among the units": (TOWN, False, CHILDREN, False),
    "the office among the units": (OFFICE, False, CHILDREN, False),
    "the office that reports for all": (OFFICE, False, CHILDREN[:3], True),
    "the government in one folder with its units": (GOVERNMENT, False, [of(GOVERNMENT, 13), *CHILDREN], True),
    "a town in one folder with the government": (TOWN, False, [of(GOVERNMENT, 13), *CHILDREN], False),
}


@pytest.mark.parametrize("case", CASES)
def test_which_report_is_the_governments(case: str) -> None:
    agency, alone, children, expected = CASES[case]
    assert Children(iter(children)).is_of(of(agency, 13), alone=alone) is expected


def test_a_failed_report_is_nobodys() -> None:
    assert not Children(CHILDREN).is_of(Report("x.pdf", "failed", "坏", None, None, None), alone=True)


def test_what_is_kept_of_units_adds_up_as_they_do() -> None:
    late = read(2023, {"requests.granted.total": "见附件", "art20_8.fees.amount": "1.5"}, agency="清渡县林业局")
    children = [*CHILDREN, late]
    report = of(GOVERNMENT, 13)
    assert Children(iter(children)).rolled(report)[0] == roll_up(report, children)


def test_last_years_units_are_expected_again() -> None:
    last = [Head(agency, 2022) for agency in (*BUREAUS, "清渡县档案馆", GOVERNMENT)]
    children = Children([of(GOVERNMENT, 13), *CHILDREN])
    children.expect(last)
    assert children.rolled(of(GOVERNMENT, 13))[0].missing == ("清渡县档案馆",)


@pytest.mark.parametrize(
    "last", [[], [Head(GOVERNMENT, 2022)], [Head("砚河县水利局", 2022), Head("砚河县民政局", 2022)]]
)
def test_reports_of_others_expect_nobody(last: list[Head]) -> None:
    children = Children(CHILDREN)
    children.expect(last)
    assert children.rolled(of(GOVERNMENT, 13))[0].missing == ()


def test_a_list_goes_before_last_years_reports() -> None:
    children = Children(CHILDREN, Roster(("清渡县体育中心",)))
    children.expect([Head(agency, 2022) for agency in BUREAUS])
    assert children.rolled(of(GOVERNMENT, 13))[0].missing == ("清渡县体育中心",)
