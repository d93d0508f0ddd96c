from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.program import gongkai

WORDS = "举办培训3期，参训80余人。"


def tagged(data: str | bytes, *options: str) -> tuple[int, list[dict[str, Any]]]:
    done = gongkai("tag", *options, stdin=data.encode() if isinstance(data, str) else data)
    return done.code, done.records


def values(record: dict[str, Any]) -> list[tuple[Any, str]]:
    return [(quantity["value"], quantity["unit"]) for quantity in record["quantities"]]


@pytest.mark.parametrize(
    ("data", "options"),
    [
        (json.dumps({"text": WORDS}) + "\n", ()),
        (json.dumps({"text": WORDS}), ()),
        (f"\ufeff{json.dumps({'text': WORDS})}\r\n", ()),
        (f"id,text\r\n7,{WORDS}\r\n", ()),
        (f"\ufeffid,text\n7,{WORDS}\n", ()),
        (f"id,text\r7,{WORDS}\r", ("--format", "csv")),
        (f"id,text\n7,{WORDS}\n".encode("gb18030"), ()),
        (f"编号,正文\n7,{WORDS}\n", ("--format", "csv", "--column", "正文")),
        (f"编号,正文\n7,{WORDS}\n", ("--column", "正文")),
        (f"{WORDS}\n", ()),
        (WORDS.encode("gb18030"), ()),
        (WORDS.encode("utf-16"), ()),
        (f"{{{WORDS}", ("--format", "text")),
    ],
)
def test_every_input_gives_text_tags_and_quantities(data: str | bytes, options: tuple[str, ...]) -> None:
    code, (record,) = tagged(data, *options)
    assert code == 0
    assert record["text"].removeprefix("{") == WORDS
    assert values(record) == [(3, "期"), (80, "人")]
    assert [tag["tag"] for tag in record["tags"]] == ["training"]
    assert all(record["text"][q["start"] : q["end"]] == q["text"] for q in record["quantities"])


def test_the_suffix_tells_the_format(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text('{"text": "3期"}\n')
    assert gongkai("tag", path).records[0]["text"] == '{"text": "3期"}'


@pytest.mark.parametrize(
    "text", ["  前后空格3件  ", "全角１２件\u3000", "换\n行3件", "𠮷野家3家", "\tA\u00a0B\u200b3件", "\\n3件"]
)
def test_text_comes_back_character_for_character(text: str) -> None:
    _, (record,) = tagged(json.dumps({"text": text}))
    assert record["text"] == text


def test_other_fields_pass_through_as_they_came() -> None:
    line = (
        '{"id": 12345678901234567890123, "text": "3件", "score": 1.10, "nested": {"a": [null, true]}, "名": "\\u6c34"}'
    )
    done = gongkai("tag", stdin=line.encode())
    assert b'"id":12345678901234567890123' in done.out
    assert b'"score":1.10' in done.out
    assert done.records[0]["nested"] == {"a": [None, True]}
    assert done.records[0]["名"] == "水"


def test_tags_and_quantities_are_computed_anew() -> None:
    _, (record,) = tagged(json.dumps({"text": "3件", "tags": ["old"], "quantities": [{"value": 9}]}))
    assert (record["tags"], values(record)) == ([], [(3, "件")])


@pytest.mark.parametrize(
    "line",
    [
        *('{"id": 7}', '{"text": null}', '{"text": ""}', '{"text": "  "}', '{"text": 5}', '{"text": ["3件"]}'),
        *("[1]", '"3件"', "not json", '{"text": "3件"', '{"text": "\\ud800"}'),
    ],
)
def test_a_record_without_usable_text_keeps_its_place_and_says_so(line: str) -> None:
    good = '{"text": "3件"}'
    code, records = tagged("\n".join([good, line, good]) + "\n", "--format", "jsonl")
    assert code == 1
    assert len(records) == 3
    assert (records[1]["tags"], records[1]["quantities"]) == ([], [])
    assert "第2行" in records[1]["error"]
    assert [values(records[0]), values(records[2])] == [[(3, "件")]] * 2


def test_plain_text_gives_a_record_a_line_the_empty_ones_too() -> None:
    code, records = tagged("一共3件\n\n又4件\n")
    assert (code, [record["text"] for record in records]) == (1, ["一共3件", "", "又4件"])
    assert "error" in records[1]


def test_empty_lines_of_jsonl_are_no_records() -> None:
    code, records = tagged('\n{"text": "3件"}\n\n')
    assert (code, len(records)) == (0, 1)


def test_csv_cells_hold_line_ends_commas_and_quotes() -> None:
    code, records = tagged('id,text,id\r\n1,"a,""b""\r\n3件",x\r\n\r\n2,4件\r\n')
    assert (records[0]["text"], records[0]["id"], records[0]["id_2"]) == ('a,"b"\r\n3件', "1", "x")
    assert (code, records[1]["quantities"], records[1]["error"]) == (1, [], "第5行有2格，表头有3格")


def test_a_csv_without_the_column_is_a_wrong_call(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("编号,正文\n1,3件\n")
    done = gongkai("tag", tmp_path / "a.csv")
    assert (done.code, done.out) == (2, b"")
    assert "it has 编号, 正文; name one by --column" in done.err


def test_a_missing_file_is_a_failed_document() -> None:
    done = gongkai("tag", "no.jsonl")
    assert (done.code, done.out) == (1, b"")
    assert "no.jsonl: no such file" in done.err


def test_nothing_in_gives_nothing_out() -> None:
    assert tagged("") == (0, [])


def test_output_goes_to_the_file_named(tmp_path: Path) -> None:
    done = gongkai("tag", "-", "-o", tmp_path / "out.jsonl", stdin=WORDS.encode())
    assert (done.code, done.out) == (0, b"")
    assert json.loads((tmp_path / "out.jsonl").read_bytes())["text"] == WORDS


def test_explain_adds_the_ngrams_that_decided_each_tag() -> None:
    _, (record,) = tagged(json.dumps({"text": WORDS}), "--explain")
    best = record["reasons"]["training"][0]
    assert "训" in best["ngram"]
    assert best["weight"] > 0


def test_a_model_that_is_none_is_a_wrong_call(tmp_path: Path) -> None:
    done = gongkai("tag", "--model", tmp_path, stdin=WORDS.encode())
    assert (done.code, done.out) == (2, b"")
    assert str(tmp_path) in done.err
    assert "gongkai train" in done.err
