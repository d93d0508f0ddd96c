"""Money: exact, in 元, by the unit in the cell, else in the header, else the edition's, else assumed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.tables.form import (
    BLANK,
    FORMS,
    NOT_APPLICABLE,
    NUMBER,
    TEXT,
    Rendering,
    boxed,
    facts_of,
    report,
    spaced,
    tabbed,
)

from gongkai.document import Number

# cell, header, value in 元, where the unit came from; the form of 2019 prints no unit of its own
PROCUREMENT: tuple[tuple[str, str, Number, str], ...] = (
    ("24575.93万", "采购总金额", 245759300, "cell"),
    ("24575.93万元", "采购总金额", 245759300, "cell"),
    ("970843元", "采购总金额", 970843, "cell"),
    ("970843元", "采购总金额（单位：万元）", 970843, "cell"),
    ("7.522 万元", "采购总金额", 75220, "cell"),
    ("1.2亿元", "采购总金额（万元）", 120000000, "cell"),
    ("7.522", "采购总金额（万元）", 75220, "header"),
    ("7.522", "采购总金额（单位：万元）", 75220, "header"),
    ("1.5", "采购总金额（亿元）", 150000000, "header"),
    ("0.1234", "采购总金额（单位：元）", Decimal("0.1234"), "header"),
    ("1,234,567.89", "采购总金额", Decimal("1234567.89"), "assumed"),
    ("0", "采购总金额", 0, "assumed"),
    ("128.64（万元）", "采购总金额", 1286400, "cell"),
    ("１２８．６４（万元）", "采购总金额（单位：元）", 1286400, "cell"),
    ("(万元)128.64", "采购总金额", 1286400, "cell"),
    ("0.5（亿元）", "采购总金额（万元）", 50000000, "cell"),
    ("￥1,286,400.00", "采购总金额（万元）", 1286400, "cell"),
    ("三十二万元", "采购总金额（万元）", 320000, "cell"),
    ("叁拾贰万元整", "采购总金额", 320000, "cell"),
)
FEES: tuple[tuple[str, str, Number, str], ...] = (
    ("3.5", "本年收费金额（单位：万元）", 35000, "header"),
    ("3.5", "本年收费金额", 35000, "edition"),
    ("3.5", "本年收费金额（单位：元）", Decimal("3.5"), "header"),
    ("35元", "本年收费金额（单位：万元）", 35, "cell"),
    ("0.1亿元", "本年收费金额（单位：万元）", 10000000, "cell"),
)
CASES = [("2019", "art20_9.procurement.amount", "采购总金额", *case) for case in PROCUREMENT]
CASES += [("2021", "art20_8.fees.amount", "本年收费金额（单位：万元）", *case) for case in FEES]


@pytest.mark.parametrize("rendering", [tabbed, boxed, spaced])
@pytest.mark.parametrize(("edition", "address", "legal", "cell", "header", "value", "source"), CASES)
def test_a_sum_of_money_is_exact_and_says_where_its_unit_came_from(
    edition: str, address: str, legal: str, cell: str, header: str, value: Number, source: str, rendering: Rendering
) -> None:
    text = report(FORMS[edition], {address: cell}, rendering).replace(legal, header)
    fact = facts_of(text)[address]
    assert (fact.status, fact.value, fact.unit, fact.unit_source) == (NUMBER, value, "元", source)
    assert (fact.raw, fact.doubt) == (cell, None)


@pytest.mark.parametrize("cell", ["约5万元", "5万元（含税）"])
def test_a_sum_with_a_remark_is_the_sum_in_doubt(cell: str) -> None:
    fact = facts_of(report(FORMS["2019"], {"art20_9.procurement.amount": cell}))["art20_9.procurement.amount"]
    assert (fact.value, fact.doubt) == (50000, "text")


@pytest.mark.parametrize(("cell", "status"), [("", BLANK), ("/", NOT_APPLICABLE), ("三万五元", TEXT), ("免收", TEXT)])
def test_what_is_no_sum_has_no_value_and_no_unit(cell: str, status: str) -> None:
    fact = facts_of(report(FORMS["2019"], {"art20_9.procurement.amount": cell}))["art20_9.procurement.amount"]
    assert (fact.status, fact.value, fact.unit, fact.unit_source) == (status, None, None, None)


def test_a_unit_of_money_in_one_header_is_not_that_of_counts() -> None:
    values = {"art20_9.procurement.projects": "3", "art20_9.procurement.amount": "2", "art20_8.fees.change": "+4"}
    facts = facts_of(report(FORMS["2019"], values).replace("采购总金额", "采购总金额（万元）"))
    assert [facts[address].value for address in values] == [3, 20000, 4]
    assert facts["art20_9.procurement.projects"].unit is None


def test_a_count_keeps_the_unit_and_sign_it_is_printed_with() -> None:
    values = {"art20_5.licensing.change": "减1件", "art20_6.penalties.change": "增318件", "art20_8.fees.change": "-262"}
    facts = facts_of(report(FORMS["2019"], values))
    found = [(facts[address].value, facts[address].unit, facts[address].unit_source) for address in values]
    assert found == [(-1, "件", "cell"), (318, "件", "cell"), (-262, None, None)]


def test_a_blank_after_a_label_with_a_number_printed_onto_it_is_in_doubt() -> None:
    text = report(FORMS["2021"], {"art20_8.fees.amount": ""})
    assert facts_of(text)["art20_8.fees.amount"].doubt is None
    fact = facts_of(text.replace("行政事业性收费", "行政事业性收费18652.37"))["art20_8.fees.amount"]
    assert (fact.value, fact.doubt) == (None, "text")
