"""What the formats refuse: damaged files, records that hold no passage, examples that could not be read back."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab
from tests.examples.made import FIRST, FULL, OTHERS, SECOND, TAGS, doc, file, outcome, packed, refused

from gongkai.errors import AnnotationError, MissingFile
from gongkai.examples import Example
from gongkai.examples.formats import FORMATS, read, write

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
