"""Naming: one label at a time or many at once, each named alike, and not named where it could be two."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.tables.form import FORMS

from gongkai.errors import RecordError
from gongkai.tables.naming import LabelRecord, Named, name_labels, name_records

DRIFTED = {
    "requests": {
        "（一）予以公开": "granted",
        "（三）不予公开": "denied",
        "（三）不与公开": "denied",
        "1.属于国家机密": "denied_state_secret",
        "2.没有现成信息需另作制作": "unable_needs_creation",
        "１、本機關不掌握相關政府信息": "unable_not_held",
        "（二）部分公开（区分处理的，只计这一情形": "partial",
        "一、本年新收政府信息公开申请数量": "received_new",
        "二、上年结转政府信息公开申请数量": "carried_in",
        "3.其他": "other_other",
        "（六）其他处理": "other_handling",
        "（七）总计": "total",
        "自 然 人": "natural_person",
        "商业\n企业": "business",
        "申请人逾期": None,
        "属于行政": None,
        "公开": None,
        "食堂菜单": None,
        "": None,
    },
    "proceedings": {"结果维持": "upheld", "其他结果": "other", "总计": "total", "未经复议直接起诉": "direct_suit"},
}


def ids(named: Named) -> list[str | None]:
    return [named.ids[best] if best >= 0 else None for best in named.best]


@pytest.mark.parametrize("table", DRIFTED)
def test_a_label_is_named_alone_as_it_is_among_others(table: str) -> None:
    labels = list(DRIFTED[table])
    batch = name_labels(labels, table, "2021")
    assert ids(batch) == list(DRIFTED[table].values())
    for at, label in enumerate(labels):
        single = name_labels([label], table, "2021")
        assert (ids(single)[0], single.score[0], single.margin[0]) == (
            ids(batch)[at],
            batch.score[at],
            batch.margin[at],
        )


@pytest.mark.parametrize("edition", FORMS)
def test_every_label_of_the_form_with_its_ordinal_and_parent_has_its_own_id(edition: str) -> None:
    for table in FORMS[edition].tables:
        items = (*table.rows, *table.groups)
        named = name_labels([i.ordinal + i.label for i in items], table.id, edition, [i.parent for i in items])
        assert ids(named) == [item.id for item in items] if items else True


@pytest.mark.parametrize("parent", ["other_handling", "（六）其他处理", "其他处理"])
def test_a_parent_tells_two_of_one_name_apart_by_id_or_as_printed(parent: str) -> None:
    alone, under = name_records([LabelRecord("其他", "requests", "2021", given) for given in (None, parent)])
    assert (alone["id"] in (None, "other"), under["id"]) == (True, "other_other")
    candidates = [entry["id"] for entry in alone["candidates"]]  # type: ignore[attr-defined]
    assert {*candidates[:2]} == {"other_other", "other"}


@pytest.mark.parametrize("parent", [None, "", "nobody", "食堂", "total"])
def test_a_parent_that_is_none_says_nothing(parent: str | None) -> None:
    without, given = name_records([LabelRecord("其他", "requests", "2021", own) for own in (None, parent)])
    assert given == without


def test_records_of_several_tables_keep_their_order() -> None:
    records = [LabelRecord(label, table, "2021") for table in DRIFTED for label in DRIFTED[table]]
    mixed = records[::2] + records[1::2]
    expected = {(table, label): id for table in DRIFTED for label, id in DRIFTED[table].items()}
    assert [found["id"] for found in name_records(mixed)] == [expected[r.table, r.label] for r in mixed]
    assert name_records([]) == []


@pytest.mark.parametrize(
    ("table", "edition", "says"),
    [
        ("requests", "1949", "没有1949年版表式"),
        ("art20_2", "2019", "没有表art20_2"),
        ("art20_9", "2021", "没有表art20_9"),
    ],
)
def test_an_unknown_edition_or_table_says_which_there_are(table: str, edition: str, says: str) -> None:
    with pytest.raises(RecordError, match=r"known are|it has") as raised:
        name_labels(["规章"], table, edition)
    assert raised.value.reason.startswith(says)
    assert "可用" in raised.value.reason


def test_no_labels_have_no_names() -> None:
    assert ids(name_labels([], "requests", "2021")) == []


BREAKS = ["\n", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]


def test_a_break_inside_a_label_shifts_no_other() -> None:
    for mark in BREAKS:
        assert ids(name_labels([f"商业{mark}企业", "自然人"], "requests", "2021")) == ["business", "natural_person"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(st.characters(exclude_characters="".join(BREAKS)), max_size=20), min_size=1, max_size=5))
def test_any_strings_have_one_answer_each(labels: list[str]) -> None:
    records = [LabelRecord(label, "requests", "2021") for label in labels]
    for found in name_records(records):
        assert isinstance(found["score"], float)
        assert 0.0 <= found["score"] <= 1.0
        assert len(found["candidates"]) == 3  # type: ignore[arg-type]
