from __future__ import annotations

import pytest
from tests.corpus.made import report

from gongkai.corpus.pairing import pairs

P, M, BOTH = "problem", "measure", "problem measure"
MANPOWER, UPDATES, READING = "一是经办人员不足，多为兼职；", "二是栏目信息更新不及时；", "三是政策解读形式单一。"
ADD_STAFF, REMIND, CHARTS = "一是增配专职经办人员；", "二是每周提醒栏目更新信息；", "三是丰富政策解读形式。"
WEAK, DULL, FILL, DRAW = "一是力量薄弱；", "二是形式单一；", "一是充实队伍；", "二是多用图表；"

# Passages of part five (text, tags), and the answer of each problem: its place and the basis, None for none.
PAIRED: tuple[tuple[tuple[tuple[str, str], ...], list[tuple[int, str] | None]], ...] = (
    (((MANPOWER, P), (UPDATES, P), (ADD_STAFF, M), (REMIND, M)), [(2, "words"), (3, "words")]),
    (((MANPOWER, P), (UPDATES, P), (REMIND, M), (ADD_STAFF, M)), [(3, "words"), (2, "words")]),
    (((WEAK, P), (DULL, P), (FILL, M), (DRAW, M)), [(2, "order"), (3, "order")]),
    (((WEAK, P), (FILL, M), (DULL, P), (DRAW, M)), [(1, "order"), (3, "order")]),
    ((("一是力量薄弱；", P), ("二是形式单一；", P), ("加强学习；", M)), [None, None]),
    (((MANPOWER, P), (UPDATES, P), (READING, P), (CHARTS, M)), [None, None, (3, "words")]),
    ((("人员不足，将增配人员。", BOTH), (UPDATES, P)), [(0, "self"), None]),
    ((("今年的问题是：", P), (WEAK, P), (DULL, P), (FILL, M), (DRAW, M)), [(3, "order"), (4, "order")]),
    (((WEAK, P), (DULL, P), (FILL, M), (DRAW, M), ("三是完善考核。", M)), [(2, "order"), (3, "order")]),
    (((MANPOWER, P), ("此外，力量薄弱。", P), (UPDATES, P), (ADD_STAFF, M), (REMIND, M)),
     [(3, "words"), None, (4, "words")]),
    (((MANPOWER, P), (UPDATES, P), ("增配专职经办人员；每周提醒更新栏目。", M)), [(2, "words"), (2, "words")]),
    ((("力量薄弱。", P), ("形式单一。", P), ("充实队伍。", M), ("多用图表。", M)), [None, None]),  # nothing tells
    ((("一是电脑老旧，上传常常失败，群众有意见。措施：", P), ("一是更换电脑。", M)), [(1, "order")]),
    ((("无。", ""),), []),
    ((("一是充实队伍；", M), ("力量薄弱。", P)), [None]),
)  # fmt: skip


@pytest.mark.parametrize(("passages", "expected"), PAIRED)
def test_a_problem_has_the_measure_that_answers_it_or_none(
    passages: tuple[tuple[str, str], ...], expected: list[tuple[int, str] | None]
) -> None:
    made = report("甲.txt", "甲局", 2020, "2019", [("problems", text, tags) for text, tags in passages])
    starts = [one.start for one in made.passages]
    found = [
        None if pair.measure is None or pair.basis is None else (starts.index(pair.measure.start), pair.basis)
        for pair in pairs(made)
    ]
    assert found == expected
