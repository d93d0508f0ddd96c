from __future__ import annotations

import subprocess
import sys

import pytest
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from tests.cli.program import SAMPLES

import gongkai
from gongkai.components import UNTAGGED, ReportReader, report_of
from gongkai.reading import read

TEXTS = [read(path).text for path in sorted(SAMPLES.glob("*.*"))[:4]]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return gongkai.load()


@pytest.fixture(scope="module")
def doc(nlp: Language) -> Doc:
    return nlp(TEXTS[0])


def test_the_report_is_that_of_parse_text(doc: Doc) -> None:
    assert doc._.report == gongkai.parse_text(doc.text)


def test_spans_cover_passages_and_quantities(doc: Doc) -> None:
    passages = [(passage, tag) for passage in doc._.report.passages for tag in (passage.tags or (None,))]
    for key, found in (("passages", [passage for passage, _ in passages]), ("quantities", doc._.report.quantities)):
        assert found
        assert len(doc.spans[key]) == len(found)
        for span, record in zip(doc.spans[key], found, strict=True):
            assert span.start_char <= record.start < record.end <= span.end_char
    assert {span.label_ for span in doc.spans["quantities"]} <= {"count", "money", "percent"}
    assert [span.label_ for span in doc.spans["passages"]] == [tag.tag if tag else UNTAGGED for _, tag in passages]
    assert {span.id_ for span in doc.spans["passages"]} == {passage.section or "preamble" for passage, _ in passages}
    assert doc.cats == {}


def test_a_short_text_gets_the_probability_of_every_tag(nlp: Language) -> None:
    cats = nlp("全年举办政务公开培训3期，参训80余人。").cats
    assert len(cats) == 12
    assert max(cats, key=cats.__getitem__) == "training"
    assert all(0 <= score <= 1 for score in cats.values())


@pytest.mark.parametrize(
    "text", ["", " ", "甲\r\n\r\n 乙\u00a0丙\t丁\u3000\n", "一、总体情况\n𠮷3件。", "<p>一、总体情况</p><p>3件</p>"]
)
def test_any_text_keeps_its_characters(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert doc._.report.text == text
    assert doc._.report.status == gongkai.parse_text(text).status


def test_pipe_gives_the_same_on_several_processes(nlp: Language) -> None:
    one = [doc._.report for doc in nlp.pipe(TEXTS)]
    assert [doc._.report for doc in nlp.pipe(TEXTS, n_process=2, batch_size=2)] == one


def test_a_doc_survives_storage(nlp: Language, doc: Doc) -> None:
    stored = DocBin(store_user_data=True)
    stored.add(doc)
    (back,) = DocBin().from_bytes(stored.to_bytes()).get_docs(nlp.vocab)
    assert back._.report == doc._.report
    assert [span.text for span in back.spans["quantities"]] == [span.text for span in doc.spans["quantities"]]


def test_displacy_draws_the_spans(doc: Doc) -> None:
    page = displacy.render(doc, style="span", options={"spans_key": "quantities"}, page=False, jupyter=False)
    assert "count" in page


def test_spacy_finds_the_component_without_being_told() -> None:
    code = "import spacy; nlp = spacy.blank('zh'); nlp.add_pipe('gongkai_report'); print(nlp('无')._.report.status)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.strip() == b"failed"


def test_a_doc_that_nothing_read_has_no_report(nlp: Language) -> None:
    assert report_of(nlp.make_doc("一、总体情况")) is None
    assert ReportReader()(nlp.make_doc("一、总体情况"))._.report is not None
