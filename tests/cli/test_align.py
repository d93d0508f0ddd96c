from __future__ import annotations

import json
from typing import Any

import pytest
from tests.cli.program import gongkai

GOOD = {"edition": "2019", "table": "requests", "label": "1.属于国家机密", "parent": None}


def test_a_drifted_label_gets_its_id_and_fields_pass_through() -> None:
    done = gongkai("align", stdin=json.dumps(GOOD | {"case": 7}).encode())
    (record,) = done.records
    assert done.code == 0
    assert record["id"] == "denied_state_secret"
    assert {*GOOD, "case", "id", "score", "margin", "candidates"} == {*record}


def test_a_label_of_nothing_has_no_id() -> None:
    done = gongkai("align", stdin=json.dumps(GOOD | {"label": "食堂菜单"}).encode())
    assert (done.code, done.records[0]["id"]) == (0, None)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"edition": "1949"}, "可用：2019, 2021"),
        ({"table": "art20_2"}, "可用：art20_1, art20_5"),
        ({"label": ""}, "label 是空的"),
        ({"label": 5}, "三个文字字段"),
        ({"edition": None}, "三个文字字段"),
    ],
)
def test_a_record_that_cannot_be_used_says_why(changes: dict[str, Any], says: str) -> None:
    done = gongkai("align", stdin=json.dumps(GOOD | changes).encode())
    (record,) = done.records
    assert done.code == 1
    assert (record["id"], record["candidates"]) == (None, [])
    assert says in record["error"]


def test_a_line_that_is_no_json_keeps_its_place() -> None:
    done = gongkai("align", stdin=b"nonsense\n")
    assert (done.code, [record["error"] for record in done.records]) == (1, ["第1行不是 JSON 对象"])
