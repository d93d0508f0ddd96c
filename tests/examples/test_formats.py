from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import DocBin
from spacy.vocab import Vocab
from tests.examples.made import FILES, FIRST, FULL, SECOND, TAGS, doc, file, packed

from gongkai.examples import Example
from gongkai.examples.formats import FORMATS, read, write, write_config

_PIECES = st.sampled_from(
    [*"'\"|,;\\=+-@＝\t\r\n \u3000\ufeff\u2028\x00\x85", "𠮷", "\r\n", "政务", "1", "null", "&lt;", "é"]
)
_WORDS = st.lists(st.one_of(_PIECES, st.characters(codec="utf-8")), max_size=8).map("".join)
_FREE = st.one_of(st.none(), _WORDS)


@st.composite
def _examples(draw: st.DrawFn) -> tuple[Example, ...]:
    found = []
    for id in draw(st.lists(_WORDS.filter(bool), max_size=3, unique=True)):
        tags = draw(st.permutations(TAGS))
        cut, end = sorted((draw(st.integers(0, len(TAGS))), draw(st.integers(0, len(TAGS)))))
        free = {name: draw(_FREE) for name in ("heading", "parent", "previous", "next", "report", "writer", "agency")}
        free |= {name: draw(_FREE) for name in ("level", "kind", "annotator")}
        found.append(
            Example(
                id=id,
                text=draw(_WORDS.filter(str.strip)),
                tags=tuple(tags[:cut]),
                optional=tuple(tags[cut:end]),
                needs_context=draw(st.booleans()),
                section=draw(st.sampled_from([None, "preamble", "other"])),
                year=draw(st.sampled_from([None, 2000, 2100])),
                **free,
            )
        )
    return tuple(found)


@pytest.mark.parametrize("format", FORMATS)
@given(examples=_examples())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_field_comes_back(tmp_path: Path, format: str, examples: tuple[Example, ...]) -> None:
    path = file(tmp_path, format)
    write(path, examples, format, TAGS)
    assert read(path, format) == examples


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_tells_its_format(tmp_path: Path, format: str) -> None:
    for name in (file(tmp_path, format), tmp_path / "passages", tmp_path / "passages.txt"):
        write(name, [FULL], format, TAGS)
        assert read(name) == (FULL,)


@pytest.mark.parametrize("format", FORMATS)
def test_no_tag_is_not_the_same_as_no_annotation(tmp_path: Path, format: str) -> None:
    bare = Example(id="1", text=SECOND, tags=())
    write(file(tmp_path, format), [bare], format, ())
    assert read(file(tmp_path, format), format) == (bare,)


@pytest.mark.parametrize("format", FORMATS)
def test_equal_texts_stay_two_examples(tmp_path: Path, format: str) -> None:
    pair = (Example(id="a", text=SECOND, tags=("website",)), Example(id="b", text=SECOND, tags=()))
    write(file(tmp_path, format), pair, format, TAGS)
    assert read(file(tmp_path, format), format) == pair


def test_the_same_examples_give_the_same_bytes(tmp_path: Path) -> None:
    for format in FORMATS:
        one, other = file(tmp_path, format, "one"), file(tmp_path, format, "other")
        write(one, [FULL], format, TAGS)
        write(other, [FULL], format, TAGS)
        assert one.read_bytes() == other.read_bytes()


# What each tool shows


def test_label_studio_shows_the_place(tmp_path: Path) -> None:
    write(tmp_path / "a.json", [FULL, Example(id="2", text=SECOND, tags=())], "label-studio", TAGS)
    full, bare = (task["data"] for task in json.loads((tmp_path / "a.json").read_bytes()))
    assert full["before"] == "标题：（一）组织领导\n上级：主要做法：\n上文：上一段。"
    assert full["after"] == "下文：下一段。"
    assert (bare["before"], bare["after"]) == ("", "")


def test_the_labeling_config_shows_what_the_tasks_hold(tmp_path: Path) -> None:
    write(tmp_path / "a.json", [FULL], "label-studio", TAGS)
    (task,) = json.loads((tmp_path / "a.json").read_bytes())
    view = ElementTree.fromstring(write_config(["organization", 'a"<b']))
    assert {text.get("value", "").removeprefix("$") for text in view.iter("Text")} <= task["data"].keys()
    (choices,) = view.iter("Choices")
    assert (choices.get("name"), choices.get("toName"), choices.get("choice")) == ("tags", "text", "multiple")
    assert [choice.get("value") for choice in choices] == ["organization", 'a"<b']
    (result,) = task["annotations"][0]["result"]
    assert (result["from_name"], result["to_name"]) == ("tags", "text")


def test_doccano_and_prodigy_show_the_place(tmp_path: Path) -> None:
    place = {"heading": FULL.heading, "parent": FULL.parent, "previous": FULL.previous, "next": FULL.next}
    write(tmp_path / "doccano", [FULL], "doccano", TAGS)
    write(tmp_path / "prodigy", [FULL], "prodigy", TAGS)
    task = json.loads((tmp_path / "prodigy").read_bytes())
    assert place.items() <= json.loads((tmp_path / "doccano").read_bytes()).items()
    assert place.items() <= task["meta"].items()
    assert [option["id"] for option in task["options"]] == list(TAGS)


def test_a_docbin_trains_spacy(tmp_path: Path) -> None:
    write(tmp_path / "a.spacy", [FULL], "docbin", TAGS)
    (doc,) = DocBin().from_disk(tmp_path / "a.spacy").get_docs(Vocab())
    assert doc.cats == {"training": 1, "organization": 1, "a_1": 0}  # `website` is optional: no entry, no loss
    assert (doc.text, doc.user_data["heading"]) == (FIRST, FULL.heading)


@pytest.mark.parametrize(
    "text", ["=1+1", "+86", "-3", "@总", "＝1", "\t=1", "'=1", "''", "'", "'引'", "\r=1", "=cmd|' /C'!A0"]
)
def test_a_cell_is_no_formula_and_comes_back(tmp_path: Path, text: str) -> None:
    example = Example(id=text, text=text, tags=(), heading=text)
    write(tmp_path / "a.csv", [example], "csv", TAGS)
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    assert not any(cell.startswith(tuple("=+-@\t\r＝")) for cell in cells)
    assert read(tmp_path / "a.csv") == (example,)


def test_a_csv_opens_in_excel(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", [FULL], "csv", TAGS)
    data = (tmp_path / "a.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfid,text,tags,optional,")
    assert b"training|organization,website,true" in data


# What the tools themselves export


def test_label_studio_agrees_where_all_annotators_do() -> None:
    first, second = read(FILES / "label-studio.json")
    assert (first.id, first.text, first.tags, first.optional) == ("101", FIRST, ("training",), ("organization",))
    assert (first.report, first.heading) == ("a-2021", "（一）组织领导")
    assert first.annotator == "chen@lab.example, lin@lab.example"
    assert (second.id, second.tags, second.annotator) == ("102", (), "1")  # skipped and untouched tasks are left out


@pytest.mark.parametrize("name", ["doccano.jsonl", "doccano-old.jsonl"])
def test_doccano_of_every_age(name: str) -> None:
    first, second = read(FILES / name)
    assert first == Example(
        id="7",
        text=FIRST,
        tags=("training", "organization"),
        report="a-2021",
        heading="（一）组织领导",
        year=2021,
    )
    assert second == Example(id="8", text=SECOND, tags=())


def test_prodigy_choices_of_two_annotators() -> None:
    first, second = read(FILES / "prodigy-choice.jsonl")
    assert (first.text, first.tags, first.optional) == (FIRST, ("training",), ("organization",))
    assert (first.report, first.annotator) == ("a-2021", "tags-chen, tags-lin")
    assert (second.text, second.tags, second.optional) == (SECOND, (), ())


def test_prodigy_labels_never_asked_about_are_no_refusals() -> None:
    first, second = read(FILES / "prodigy-binary.jsonl")
    assert (first.text, first.tags, first.optional) == (FIRST, ("training",), ("organization",))
    assert (second.text, second.tags, second.optional) == (SECOND, (), ("website", "organization"))


def test_prodigy_hashes_do_not_join_passages_of_two_reports(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    row: dict[str, Any] = {"text": "无。", "label": "website", "_input_hash": 5, "answer": "accept"}
    rows = [row | {"meta": {"report": "a"}}, row | {"meta": {"report": "b"}, "answer": "reject"}]
    path.write_text("\n".join(map(json.dumps, rows)))
    assert [(one.report, one.tags) for one in read(path)] == [("a", ("website",)), ("b", ())]


def test_a_table_of_chinese_excel() -> None:
    first, second = read(FILES / "excel-gb18030.csv")
    assert (first.text, first.tags, first.heading) == (FIRST, ("training", "organization"), "（一）组织领导")
    assert (first.needs_context, first.year) == (True, 2021)
    assert (second.text, second.tags, second.needs_context) == (SECOND, (), False)


def test_a_docbin_of_other_hands(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "a.spacy",
        doc(FIRST, {"training": 1.0, "website": 0.0}),
        doc(SECOND, {"website": False}),
        doc("空", {}),
    )
    first, second = read(path)
    assert (first.text, first.tags, first.optional) == (FIRST, ("training",), ())
    assert (second.text, second.tags, second.optional) == (SECOND, (), ("training",))


# Ids


def test_a_record_without_id_gets_the_same_one_always(tmp_path: Path) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    one.write_text("text,tags,report\n无,,a\n有,,a\n无,,b\n")
    other.write_text("report,tags,text\nb,website,无\na,,无\n")
    (first, _, third), (moved, again) = read(one), read(other)
    assert (first.id, third.id) == (again.id, moved.id)
    assert first.id != third.id


def test_equal_records_without_id_are_counted(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text,tags\n无,\n无,\n无,\n")
    ids = [example.id for example in read(tmp_path / "a.csv")]
    assert ids == [ids[0], f"{ids[0]}-2", f"{ids[0]}-3"]


# Damaged files: where, which field
