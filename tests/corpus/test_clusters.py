from __future__ import annotations

import pytest

from gongkai.corpus.clusters import Clusters, Firsts
from gongkai.corpus.signatures import signatures

LONG = "本机关全年没有收取政府信息公开信息处理费，也没有减免费用的情形，无其他需要报告的事项，欢迎社会各界监督。"
# First text, second, whether they are one to a reader who skims.
ALIKE = (
    (LONG, LONG, True),
    (LONG, LONG.replace("本机关", "本局"), True),
    (LONG, LONG.replace("，", ", ").replace("。", "。\n"), True),
    (LONG, LONG.replace("全年", "2021年"), True),
    (LONG, "本机关全年收到政府信息公开申请12件，全部按期答复，没有发生行政复议和行政诉讼，无其他事项。", False),
    ("无其他事项。", "无其他事项。", True),
    ("无其他事项。", "收费为零。", False),
    ("无。", "有。", False),
    ("", "", True),
    ("甲", "乙", False),
)


@pytest.mark.parametrize(("first", "second", "alike"), ALIKE)
def test_near_identical_passages_are_one_cluster(first: str, second: str, alike: bool) -> None:
    one, other = Clusters().assign([first, second])
    assert (one == other) is alike


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_clusters_do_not_depend_on_batches_nor_on_reopening(cut: int) -> None:
    texts = [text for pair in ALIKE for text in pair[:2]]
    whole = Clusters().assign(texts)
    first = Clusters()
    numbers = first.assign(texts[: cut * 4])
    kept = first.fresh()
    again = Clusters(Firsts(kept.numbers, kept.rows))
    assert numbers + again.assign(texts[cut * 4 :]) == whole


def test_only_new_clusters_are_fresh() -> None:
    clusters = Clusters()
    clusters.assign([LONG, LONG, "无。"])
    assert clusters.fresh().numbers.tolist() == [0, 1]
    clusters.assign([LONG, "有。"])
    assert clusters.fresh().numbers.tolist() == [2]


def test_a_signature_depends_on_its_text_alone() -> None:
    together = signatures(["甲", LONG, "无。", ""])
    assert [row.tolist() for row in together] == [signatures([text])[0].tolist() for text in ("甲", LONG, "无。", "")]
