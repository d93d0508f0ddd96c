from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from gongkai.errors import AnnotationError, MissingFile
from gongkai.examples import Example
from gongkai.examples.formats import FORMATS, read, write, write_config

FILES = Path(__file__).parents[1] / "data" / "formats"
TAGS = ("organization", "training", "website", "a_1")
SUFFIXES = {"csv": "csv", "label-studio": "json", "docbin": "spacy"}
OTHERS = [format for format in FORMATS if format != "jsonl"]
FIRST = "举办培训3期，\n参训80余人。"
SECOND = "本报告所列数据起于1月1日。"
FULL = Example(
    id="economy-a-01-03",
    text=FIRST,
    tags=("training", "organization"),
    optional=("website",),
    needs_context=True,
    section="overview",
    heading="（一）组织领导",
    parent="主要做法：",
    previous="上一段。",
    next="下一段。",
    report="economy-a-01",
    writer="economy",
    agency="青岙县发展和改革局",
    level="county",
    kind="development",
    year=2019,
    annotator="chen",
)

# What trips formats: quotes, separators, line ends, formulas and what escapes them, characters beyond the BMP.
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


def file(folder: Path, format: str, name: str = "passages") -> Path:
    return folder / f"{name}.{SUFFIXES.get(format, 'jsonl')}"


def refused(path: Path, format: str | None = None) -> str:
    with pytest.raises(AnnotationError) as caught:
        read(path, format)
    return str(caught.value).removeprefix(str(path)).removeprefix(":").strip()


def outcome(path: Path, format: str) -> tuple[Example, ...] | str:
    try:
        return read(path, format)
    except AnnotationError as error:
        return str(error)


# Out and in again


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


def packed(path: Path, *docs: Doc) -> Path:
    DocBin(docs=docs, store_user_data=True).to_disk(path)
    return path


def doc(text: str, cats: dict[str, Any]) -> Doc:
    made = Doc(Vocab(), words=list(text), spaces=[False] * len(text))
    made.cats = cats
    return made


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

LS = '{"id": 1, "data": %s, "annotations": [{"result": [{"type": "choices", "value": %s}]}]}'
DONE = '{"choices": ["website"]}'
CHOICE = '{"text": "有", "options": [{"id": "website", "text": "网站"}], "answer": "accept"'


@pytest.mark.parametrize(
    ("format", "content", "start"),
    [
        ("csv", "", "row 1: text: no such column"),
        ("csv", "text,tag\n有,website\n", "row 1: tags: no such column; the columns are text, tag"),
        ("csv", "text,tags,optinal\n有,,\n", "row 1: optinal: unknown column"),
        ("csv", "text,tags,tags\n有,,\n", "row 1: tags: 2 columns"),
        ("csv", "text,tags\n有,\n\n有\n", "row 4: tags: no cell"),
        ("csv", "text,tags\n有,a,b\n", "row 2: column 3: 3 cells"),
        ("csv", "text,tags,\n有,,x\n", "row 2: column 3: it holds 'x'"),
        ("csv", "text,tags\n,website\n", "row 2: text: missing"),
        ("csv", "text,tags\n  ,website\n", "row 2: text: nothing but white space"),
        ("csv", "text,tags\n有,a||b\n", "row 2: tags[1]: "),
        ("csv", "text,tags\n有,网站\n", "row 2: tags[0]: "),
        ("csv", "text,tags\n有,a|a\n", "row 2: tags: 'a' stands 2 times"),
        ("csv", "text,tags,optional\n有,a,a\n", "row 2: optional: a is a tag, too"),
        ("csv", "text,tags,year\n有,,二〇\n", "row 2: year: Expected `int | null`, got `str`; it holds '二〇'"),
        ("csv", "text,tags,year\n有,,1999\n", "row 2: year: Expected `int` >= 2000"),
        ("csv", "text,tags,needs_context\n有,,maybe\n", "row 2: needs_context: Expected `bool`"),
        ("csv", "id,text,tags\n1,有,\n1,无,\n", "row 3: id: '1' stands at"),
        ("csv", 'text,tags\n有,\n"无,\n', "row 3 (to line 3): "),
        ("csv", f"text,tags\n{FIRST.strip()}".encode() + b"\xe6\xe6", "line 3: byte "),
        ("csv", b"text,tags\n\xff,\n", "line 2: byte 10"),
        ("label-studio", '[{"id": 1', "no whole JSON list"),
        ("label-studio", "[3]", "task 1: Expected `object`"),
        ("label-studio", '[{"id": 1, "text": "有", "tags": "a"}]', "task 1: Object missing required field `data`"),
        ("label-studio", '[{"data": {"text": "有"}, "annotations": {}}]', "task 1: annotations: Expected `array`"),
        (
            "label-studio",
            f"[{LS}]" % ('{"words": "有"}', DONE),
            "task 1: data.text: missing; the other fields are words",
        ),
        ("label-studio", f"[{LS}]" % ('{"text": 5}', DONE), "task 1: data.text: Expected `str`, got `int`"),
        (
            "label-studio",
            f"[{LS}]" % ('{"text": "有"}', '{"choices": "a"}'),
            "task 1: annotations[0].result[0].value.choices: Expected `array`",
        ),
        (
            "label-studio",
            f"[{LS}]" % ('{"text": "有"}', '{"choices": ["a", "网站"]}'),
            "task 1: annotations.result.value.choices[1]: ",
        ),
        ("label-studio", f"[{LS}]" % ('{"text": "有", "section": "x"}', DONE), "task 1: data.section: "),
        ("label-studio", f"[{LS}]" % ('{"text": "有", "optional": [{}]}', DONE), "task 1: data.optional[0]: "),
        ("label-studio", f"[{LS}, {LS}]" % (('{"text": "有"}', DONE) * 2), "task 2: data.example_id: '1' stands at"),
        ("label-studio", '[{"data": {"text": "有"}, "annotations": []}]', "1 tasks, none with a submitted annotation"),
        ("doccano", '{"text": "有", "label": []}\n{"text": ', "2: Input data was truncated"),
        ("doccano", "\n有", "2: no JSON object, but '有'"),
        ("doccano", '{"id": 1, "text": "有"}', "1: label: missing; the fields are id, text"),
        ("doccano", '{"text": "有", "label": [[0, 1, "LOC"]]}', "1: label: Expected a list of label names"),
        ("doccano", '{"text": "有", "labels": ["A"]}', "1: label[0]: "),
        ("doccano", '{"text": "有", "label": [], "meta": []}'.replace("[]}", "[1]}"), "1: meta: Expected `object`"),
        ("doccano", '{"label": [], "passage": "有"}', "1: text: missing; the other fields are label, passage"),
        ("doccano", '{"text": "有", "label": [], "year": "2020"}', "1: year: Expected `int | null`, got `str`"),
        ("doccano", b'{"text": "\xff", "label": []}', "1: "),
        ("prodigy", '{"text": "有", "options": []}', "1: Object missing required field `answer`"),
        ("prodigy", '{"text": "有", "answer": "accept"}', "1: options: missing, and so is `label`"),
        ("prodigy", '{"text": "有", "label": "a", "answer": "yes"}', "1: answer: Invalid enum value 'yes'"),
        ("prodigy", CHOICE + ', "accept": ["a"]}', "1: accept[0]: 'a' is no option; the options are website"),
        ("prodigy", CHOICE + ', "accept": ["website", "website"]}', "1: accept[1]: 'website' stands twice"),
        ("prodigy", CHOICE + ', "accept": "website"}', "1: accept: Expected `array`"),
        ("prodigy", CHOICE + ', "meta": {"year": 1}}', "1: meta.year: Expected `int` >= 2000"),
        ("prodigy", CHOICE + ', "meta": {"example_id": []}}', "1: meta.example_id: Expected `str`"),
        ("prodigy", CHOICE.replace("accept", "ignore") + "}", "1 passages, none with an answer"),
        ("docbin", "", "the file is no DocBin"),
        ("docbin", b"x\x9c123", "the file is no DocBin"),
        ("jsonl", '{"id": "1", "text": "有"}', "1: "),
    ],
)
def test_an_error_says_where(tmp_path: Path, format: str, content: str | bytes, start: str) -> None:
    path = tmp_path / "damaged"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    assert refused(path, format).startswith(start)


@pytest.mark.parametrize("format", OTHERS)
def test_a_file_cut_off_anywhere_is_refused_or_ends_at_a_record(tmp_path: Path, format: str) -> None:
    path = file(tmp_path, format)
    # A CSV's last cell may end anywhere, so here it is empty.
    pair = (msgspec.structs.replace(FULL, annotator=None), Example(id="2", text=SECOND, tags=("website",)))
    write(path, pair, format, TAGS)
    data = path.read_bytes()
    for end in range(1, len(data)):
        path.write_bytes(data[:end])
        found = outcome(path, format)
        assert found.startswith(str(path)) if isinstance(found, str) else found in ((), pair[:1], pair)


def test_a_damaged_docbin_names_the_doc(tmp_path: Path) -> None:
    good = doc(SECOND, {"website": 1})
    scored = packed(tmp_path / "a.spacy", good, doc(FIRST, {"website": 0.7}))
    assert refused(scored).startswith("doc 2: cats['website']: Expected 1 or 0, got 0.7")
    spaced = Doc(Vocab(), words=["举办", "培训"])
    spaced.cats = {"website": 1}
    assert refused(packed(scored, good, spaced)).startswith("doc 2: text: it is unknown where its spaces are")
    dated = doc(FIRST, {"website": 1})
    dated.user_data["year"] = 7
    assert refused(packed(scored, good, dated)).startswith("doc 2: user_data.year: Expected `int` >= 2000")
    assert refused(packed(scored, doc(FIRST, {}))).startswith("1 docs, none with cats")


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.txt"])
def test_content_that_tells_no_format_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text('{"passage": "有"}\n')
    message = refused(tmp_path / name)
    assert "the first line has passage" in message
    assert "name one of jsonl, csv, label-studio, doccano, prodigy, docbin" in message


def test_what_is_not_there_is_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(MissingFile, match="no such file"):
        read(tmp_path / "no.csv")
    with pytest.raises(MissingFile, match="no such file"):
        read(tmp_path, "csv")


# Wrong calls


def test_an_unknown_format_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(AnnotationError, match="unknown format 'xlsx'; the formats are jsonl, csv"):
        write(tmp_path / "a", [FULL], "xlsx", TAGS)
    with pytest.raises(AnnotationError, match="unknown format 'xlsx'"):
        read(tmp_path / "a", "xlsx")


@pytest.mark.parametrize(
    ("examples", "tags", "words"),
    [
        ([Example(id="1", text="有", tags=("b",))], ["a"], "tags: 'b' is not offered; the tags are a"),
        ([Example(id="1", text="有", tags=(), optional=("b",))], ["a"], "optional: 'b' is not offered"),
        ([Example(id="1", text="有", tags=("网站",))], ["网站"], "options: tags[0]: "),
        ([Example(id="1", text="有", tags=(), year=1)], ["a"], "year: "),
        ([Example(id="1", text=" ", tags=())], ["a"], "text: nothing but white space"),
        ([Example(id="1", text="\ud800", tags=())], ["a"], "text: "),
        ([Example(id="1", text="有", tags=("a", "a"))], ["a"], "tags: 'a' stands 2 times"),
        ([Example(id="1", text="有", tags=())] * 2, ["a"], "id: example 1 ('1') has it, too"),
    ],
)
@pytest.mark.parametrize("format", FORMATS)
def test_what_could_not_be_read_back_is_not_written(
    tmp_path: Path, format: str, examples: list[Example], tags: list[str], words: str
) -> None:
    with pytest.raises(AnnotationError) as caught:
        write(tmp_path / "a", examples, format, tags)
    assert words in str(caught.value)
    assert not (tmp_path / "a").exists()
