from __future__ import annotations

import pytest
from tests.corpus.made import report

from gongkai.corpus.items import items, part_five

P, M = "problem", "measure"

# A passage, its tag, the passage behind it with its tag, and whether the first only opens a list.
OPENINGS = (
    ("主要问题有：", P, "一是栏目更新慢；", P, True),
    ("（一）存在问题。与先进单位相比，主要有三点：", P, "一是栏目更新慢；", P, True),
    ("一年来有进步，也有不如意之处。", P, "（一）栏目更新慢。", P, True),  # the next is number one
    ("虽然取得一定成绩，但仍有不小差距。", P, "栏目更新慢。", P, True),
    ("改进措施如下：", M, "1.按周更新；", M, True),
    ("三是办公电脑老旧，上传附件常常失败。今后将采取的措施：", P, "一是更换电脑；", M, False),
    ("二是回复内容较为简单，", P, "一是限时回复；", M, False),
    ("编制偏紧，专门力量不足。", P, "一要增加人手；", M, False),  # what follows is a list of the other kind
    ("宣传不够深入，离上级要求还有差距。", P, "报送信息不积极。", P, False),
    ("档案公开率只有三成，与应公开尽公开尚有很大距离。", P, "窗口人员少。", P, False),
    ("虽然取得一定成绩，但仍有不小差距。", P, "加强学习。", M, False),  # nothing else is a problem
)


@pytest.mark.parametrize(("text", "tag", "later", "other", "opens"), OPENINGS)
def test_a_sentence_that_opens_a_list_is_no_item(text: str, tag: str, later: str, other: str, *, opens: bool) -> None:
    made = report("甲.txt", "甲局", 2020, "2019", [("problems", text, tag), ("problems", later, other)])
    assert [one.text for one in part_five(made.passages)] == ([later] if opens else [text, later])


# Passages of one list, and the items (number, how its text begins).
ITEMS: tuple[tuple[tuple[str, ...], list[tuple[int | None, str]]], ...] = (
    (("一是栏目更新慢；", "（二）解读形式单一。"), [(1, "栏目更新慢"), (2, "解读形式")]),
    (("③答复超期。", "4.人员少。"), [(3, "答复超期"), (4, "人员少")]),
    (("问题有：其一，网站检索功能弱，常常找不到文件；其二，规划信息公布以后缺乏解释。",),
     [(1, "网站检索"), (2, "规划信息")]),
    (("将印发清单；修订模板；增加讲解员。",), [(None, "将印发"), (None, "修订"), (None, "增加")]),  # all in one
    (("（二）改进情况。2.推动档案集中，统一编目检索。", "三、充实力量。"), [(2, "推动档案"), (3, "充实力量")]),
    (("一是配强力量。2020年起每镇一人，1.2万元经费到位。",), [(1, "配强力量")]),  # neither year nor amount is a number
)  # fmt: skip


@pytest.mark.parametrize(("texts", "expected"), ITEMS)
def test_items_have_their_numbers_and_a_list_in_a_passage_is_cut(
    texts: tuple[str, ...], expected: list[tuple[int | None, str]]
) -> None:
    made = report("甲.txt", "甲局", 2020, "2019", [("problems", text, M) for text in texts])
    found = items(made.passages)
    assert [item.number for item in found] == [number for number, _ in expected]
    assert all(item.text.startswith(begun) for item, (_, begun) in zip(found, expected, strict=True))
