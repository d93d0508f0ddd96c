"""Labels: what is left of a printed label without its ordinal, hints and punctuation, and the ordinal itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.tables.labels import core, cores_of, ordinal, ordinals_of
from gongkai.text import fold, squeeze

# label as printed -> ordinal, core
LABELS = {
    "1.属于国家秘密": (1, "属于国家秘密"),
    "（1）属于国家秘密": (1, "属于国家秘密"),
    "1、属于国家秘密": (1, "属于国家秘密"),
    "①属于国家秘密": (1, "属于国家秘密"),
    "1属于国家秘密": (1, "属于国家秘密"),
    "１．属于国家秘密": (1, "属于国家秘密"),
    "（三）不予公开": (3, "不予公开"),
    "(三)不予公开": (3, "不予公开"),
    "三、本年度办理结果": (3, "本年度办理结果"),
    "（十二）延期": (12, "延期"),
    "12.延期": (12, "延期"),
    "⑫延期": (12, "延期"),
    "不予公开": (0, "不予公开"),
    "三类内部事务信息": (0, "三类内部事务信息"),
    "危及“三安全一稳定”": (0, "危及三安全一稳定"),
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": (2, "部分公开"),
    "（二）部分公开（区分处理的": (2, "部分公开"),
    "第二十条第（一）项": (0, "第二十条第一项"),
    "第二十条第（九）项": (0, "第二十条第九项"),
    "本年收费金额（单位：万元）": (0, "本年收费金额"),
    "（单位：万元）": (0, "单位万元"),
    "": (0, ""),
}


@pytest.mark.parametrize("label", LABELS)
def test_ordinal_and_core_of_a_label(label: str) -> None:
    key = squeeze(fold(label))
    assert (ordinal(key), core(key)) == LABELS[label]


def test_many_labels_at_once_are_read_as_one_by_one() -> None:
    keys = [squeeze(fold(label)) for label in LABELS]
    assert cores_of("\n".join(keys)) == [core(key) for key in keys]
    assert ordinals_of("\n".join(keys)).tolist() == [ordinal(key) for key in keys]


@given(st.text(alphabet="（）()[]一三十0129.、,①⑳项第公开_- ", max_size=12))
def test_any_label_is_read_the_same_alone_and_among_others(label: str) -> None:
    key = squeeze(fold(label))
    assert cores_of(f"规章\n{key}\n总计") == ["规章", core(key), "总计"]
    assert ordinals_of(key)[0] == ordinal(key)
