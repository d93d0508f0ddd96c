"""Annotation files: an error names file, line and field; digests know content, not order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongkai.errors import AnnotationError, MissingFile
from gongkai.examples import Example, digest, load, schema
from gongkai.examples.example import encoded

TAGS = ("fees", "training")
GOOD = {"id": "a-1", "text": "未收取费用。", "tags": ["fees"]}
FULL = Example(
    "a-2", "举办培训3期。", ("training",), ("fees",), True, "other", "标题", "开头：", "前", "后", "a", "w", "某局",
    "county", "water", 2020, "chen",
)  # fmt: skip


def line(**fields: object) -> bytes:
    return json.dumps({**GOOD, "id": "a-9", **fields}, ensure_ascii=False).encode()


def without(field: str) -> bytes:
    return json.dumps({name: value for name, value in GOOD.items() if name != field}).encode()


WRONG = {
    "bad JSON": (b'{"id": "a-9", "text": }', "JSON"),
    "half a line": (b'{"id": "a-9", "text": ', "truncated"),
    "no JSON": ("编号,文字".encode(), "JSON"),
    "no object": (b'["a-9"]', "array"),
    "unknown field": (line(label="fees"), "label"),
    "no text": (without("text"), "text"),
    "no id": (without("id"), "id"),
    "no tags": (without("tags"), "tags"),
    "text is a number": (line(text=5), "text: "),
    "text is empty": (line(text=""), "text: "),
    "text is blank": (line(text=" \u3000\n"), "text: "),
    "id is empty": (line(id=""), "id: "),
    "tags are a word": (line(tags="fees"), "tags: "),
    "a tag is no id": (line(tags=["收费"]), "tags["),
    "unknown tag": (line(tags=["fines"]), "tags: unknown tag 'fines'"),
    "unknown optional tag": (line(optional=["fines"]), "optional: unknown tag 'fines'"),
    "a tag twice": (line(tags=["fees", "fees"]), "tags: "),
    "tag and optional": (line(tags=["fees"], optional=["fees"]), "optional: fees"),
    "year before all": (line(year=1999), "year: "),
    "year in words": (line(year="2020"), "year: "),
    "unknown section": (line(section="summary"), "section: "),
    "same id again": (line(id="a-1"), "id: 'a-1'"),
    "not UTF-8": ('{"id": "a-9", "text": "收费", "tags": []}'.encode("gb18030"), ""),
    "half a character": (b'{"id": "a-9", "text": "\\ud800", "tags": []}', ""),
}


@pytest.mark.parametrize("case", WRONG)
def test_an_error_names_file_line_and_field(case: str, tmp_path: Path) -> None:
    content, told = WRONG[case]
    path = tmp_path / "own.jsonl"
    path.write_bytes(json.dumps(GOOD).encode() + b"\n\n" + content + b"\n")
    with pytest.raises(AnnotationError) as caught:
        load([path], TAGS)
    message = str(caught.value)
    assert message.startswith(f"{path}:3: ")
    assert told in message.removeprefix(str(path))


def test_an_error_says_what_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    path.write_bytes(line(tags=["fines"]))
    with pytest.raises(AnnotationError, match="the recipe's tags are fees, training"):
        load([path], TAGS)
    path.write_bytes(line(section="summary"))
    with pytest.raises(AnnotationError, match=r"preamble\|overview"):
        load([path])


def test_an_id_used_in_another_file_is_told_with_both_places(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_bytes(line())
    with pytest.raises(AnnotationError) as caught:
        load([tmp_path])
    assert f"{tmp_path / 'b.jsonl'}:1: id: 'a-9' stands at {tmp_path / 'a.jsonl'}:1" in str(caught.value)


def test_without_a_list_any_tag_is_allowed(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(line(tags=["fines"]))
    assert load([tmp_path])[0].tags == ("fines",)


def test_a_missing_path_and_an_empty_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(MissingFile, match=r"none\.jsonl: no such file"):
        load([tmp_path / "none.jsonl"])
    with pytest.raises(AnnotationError, match=r"no \.jsonl file"):
        load([tmp_path])


def test_files_come_in_the_order_given_and_folders_sorted(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("in/b", "in/a", "z"):
        (tmp_path / f"{name}.jsonl").write_bytes(line(id=name))
    (tmp_path / "in" / "notes.txt").write_text("not read")
    found = load([tmp_path / "z.jsonl", tmp_path / "in"])
    assert [example.id for example in found] == ["z", "in/a", "in/b"]


def test_every_field_comes_back(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(encoded(FULL) + b"\r\n" + line())
    first, second = load([tmp_path], TAGS)
    assert first == FULL
    assert second == Example("a-9", "未收取费用。", ("fees",))
    assert (first.group, second.group) == ("a", "a-9")


def test_the_digest_knows_content_and_not_order() -> None:
    one = Example("a", "甲", ("fees",))
    other = Example("b", "乙", ())
    changed = Example("b", "乙", ("fees",))
    assert digest([one, other]) == digest([other, one])
    assert len({digest([one, other]), digest([one, changed]), digest([one]), digest([])}) == 4


def test_the_schema_has_every_field() -> None:
    (found,) = schema()["$defs"].values()
    assert set(found["properties"]) == set(Example.__struct_fields__)
    assert found["required"] == ["id", "text", "tags"]
    assert found["additionalProperties"] is False
