"""Roll-up: what bureaus and towns report against what their government reports."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace
from tests.audit.comparing import read
from tests.tables.form import FORMS

from gongkai.audit.across.differences import check_rollup
from gongkai.audit.across.pairing import Head
from gongkai.audit.across.rollup import Rollup, Sum, roll_up
from gongkai.audit.across.roster import Roster, read_roster, roster_of
from gongkai.document import Report
from gongkai.errors import ComparisonError

GOVERNMENT, OFFICE = "清渡县人民政府", "清渡县人民政府办公室"
NEW = "requests.received_new.total"
ROWS = ("received_new", "total", "granted")


def requests(number: object, **others: str) -> dict[str, str]:
    """Return tables with so many requests, all granted."""
    ends = ("natural_person", "total")
    values = {f"requests.{row}.{column}": str(number) for row in ROWS for column in ends}
    values |= {f"requests.{row}.{column}": "0" for row in ("carried_in", "carried_out") for column in ends}
    values |= {f"requests.rejected_duplicate.{column}": "0" for column in ends}
    return values | {address.replace("__", "."): value for address, value in others.items()}


def of(agency: str, number: object, year: int = 2023, **others: str) -> Report:
    return read(year, requests(number, **others), agency=agency)


BUREAUS = {"清渡县教育局": 8, "清渡县水利局": 6, "清渡县石篁镇人民政府": 3, OFFICE: 2}
CHILDREN = [of(agency, number) for agency, number in BUREAUS.items()]
ROSTER = Roster(tuple(BUREAUS))


def rolled(
    number: object, children: Sequence[Report] = CHILDREN, roster: Roster | None = None, **others: str
) -> tuple[Rollup, list[tuple[str, str, str]]]:
    report = of(GOVERNMENT, number, **others)
    rollup = roll_up(report, iter(children), roster)
    found = check_rollup(rollup, report, FORMS["2021"])
    return rollup, [(each.code, str(each.severity), each.message) for each in found]


def cell(rollup: Rollup, address: str = NEW) -> Sum:
    return next(each for each in rollup.cells if each.address == address)


def test_a_cell_has_what_is_stated_the_sum_and_who_contributed() -> None:
    own = cell(rolled(19)[0])
    assert (own.stated, own.sum, own.difference, own.unread) == (19, 19, 0, ())
    assert [(part.unit, part.value) for part in own.contributions] == list(BUREAUS.items())
    assert len(rolled(19)[0].cells) == 200


# What the government states, who is given, whether all are expected: which rules speak, and of which severity.
LESS, MORE, REST, SCOPE = "rollup.less", "rollup.more", "rollup.rest", "rollup.scope"
CASES = {
    "adds up": (19, CHILDREN, ROSTER, set()),
    "less than the units": (13, CHILDREN, None, {(LESS, "check")}),
    "more, units unknown": (25, CHILDREN, None, {(REST, "info")}),
    "more, all there": (25, CHILDREN, ROSTER, {(MORE, "check")}),
    "more, without the office": (19, CHILDREN[:3], Roster(tuple(BUREAUS)[:3]), {(REST, "info")}),
    "a unit is missing": (19, CHILDREN[1:], ROSTER, {(REST, "info"), ("rollup.missing", "check")}),
    "another scope": (2, CHILDREN, ROSTER, {(SCOPE, "info")}),
}


@pytest.mark.parametrize("case", CASES)
def test_a_difference_is_to_be_checked_where_no_scope_explains_it(case: str) -> None:
    number, children, roster, expected = CASES[case]
    assert {(code, severity) for code, severity, _ in rolled(number, children, roster)[1]} == expected


def test_a_finding_names_the_row_the_numbers_and_the_unit_left_out() -> None:
    found = [message for code, _, message in rolled(13)[1] if code == LESS]
    assert len(found) == 3  # new, granted, total
    assert "“一、本年新收政府信息公开申请数量”" in found[0]
    assert "总计填13、合计19（少6）" in found[0]
    assert "清渡县教育局8、清渡县水利局6" in found[0]
    assert "少的正是清渡县水利局的数" in found[0]


def test_a_single_wrong_cell_is_one_finding() -> None:
    found = rolled(19, CHILDREN, ROSTER, proceedings__review__upheld="1", proceedings__review__total="1")[1]
    assert [(code, severity) for code, severity, _ in found] == [(MORE, "check")]
    assert "“行政复议”" in found[0][2]


def test_what_a_unit_has_in_doubt_is_not_counted_but_named() -> None:
    doubtful = of("清渡县林业局", 4, requests__received_new__total="见附件")
    rollup, found = rolled(19, [*CHILDREN, doubtful], Roster((*BUREAUS, "清渡县林业局")))
    assert (cell(rollup).sum, cell(rollup).unread) == (19, ("清渡县林业局",))
    assert cell(rollup, "requests.granted.total").sum == 23
    assert not [message for code, _, message in found if code == MORE]


ASIDE = {
    "another year": (of("清渡县林业局", 4, 2022), "年度不符"),
    "twice": (of("清渡县教育局", 8), "同一单位"),
    "the government itself": (replace(of(GOVERNMENT, 19), source="旧稿.docx"), "政府自己"),
    "failed": (Report("坏.pdf", "failed", "文件已损坏", None, None, None), "文件已损坏"),
    "nobody": (of("", 4), "单位名称"),
}


@pytest.mark.parametrize("case", ASIDE)
def test_what_is_not_to_be_counted_is_put_aside(case: str) -> None:
    child, reason = ASIDE[case]
    rollup, found = rolled(19, [*CHILDREN, child])
    assert cell(rollup).sum == 19
    assert [each.source for each in rollup.aside] == [child.source]
    assert reason in rollup.aside[0].reason
    assert [code for code, _, _ in found] == ["rollup.aside"]


def test_units_of_another_place_or_off_the_roster_are_put_aside() -> None:
    report = of("绍兴市柯桥区人民政府", 5)
    children = [of("绍兴市柯桥区民政局", 5), of("杭州市西湖区民政局", 7)]
    assert [each.unit for each in roll_up(report, children).aside] == ["杭州市西湖区民政局"]
    city = roll_up(of("绍兴市人民政府", 5), children)
    assert (city.counted, city.aside[0].reason) == (("绍兴市柯桥区民政局",), "不在本行政区域")
    assert roll_up(report, children, Roster(("柯桥区教育局",))).counted == ()


def test_a_roster_is_a_list_or_last_years_reports() -> None:
    text = "\ufeff# 应报单位\n清渡县教育局\n\n清渡县水利局，\r\n清渡县教育局\n"
    assert read_roster(text, "units.txt") == Roster(("清渡县教育局", "清渡县水利局"))
    heads = [Head("清渡县教育局", 2022), Head("清渡县水利局", 2021), Head(None, 2022)]
    assert roster_of(heads, 2023) == Roster(("清渡县教育局",), 2022, is_open=True)
    rollup = rolled(17, CHILDREN[1:], roster_of(heads, 2023))[0]
    assert rollup.missing == ("清渡县教育局",)
    assert len(rollup.counted) == 3  # a new unit counts, too
    with pytest.raises(ComparisonError, match=r"units\.txt: no units"):
        read_roster("# nobody\n", "units.txt")
    with pytest.raises(ComparisonError, match="no report on 2023"):
        roster_of(heads, 2024)


def test_editions_are_added_up_where_they_have_the_same_cells() -> None:
    late = read(2023, requests(4), agency="清渡县林业局", edition="2019")
    rollup, _ = rolled(23, [*CHILDREN, late])
    assert cell(rollup).sum == 23
    assert cell(rollup, "requests.other_other.total").unread == ("清渡县林业局",)
