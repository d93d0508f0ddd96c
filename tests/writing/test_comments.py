"""Findings become comments at their words in a copy of the Word document, however Word has cut those into runs."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from tests.cli.program import SAMPLES
from tests.writing.word import EDITION, commented_words, report, saved

import gongkai
from gongkai.audit.decisions import Audited, judge
from gongkai.audit.words import words_at
from gongkai.document import Place, Status
from gongkai.errors import ReadingError
from gongkai.text import squeeze
from gongkai.writing.comments import commented, is_docx
from gongkai.writing.runs import Runs

WRONG = "全年公开信息90条，其中机构类30条、人事类40条、其他30条。我们完善的的目录。"
SUM, DOUBLED = "【确定】分项之和不等于总数", "【提示】词语重复"


def audited(data: bytes) -> Audited:
    found = gongkai.parse(data, "report.docx")
    return judge(found, [each for each in found.findings if not each.code.startswith("claim.")], None)


def comments(data: bytes) -> dict[str, str]:
    return commented_words(docx.Document(io.BytesIO(commented(data, audited(data)))))


def test_a_comment_is_on_the_words_alone_and_says_what_to_do() -> None:
    data = saved(report(prose=WRONG))
    copy = docx.Document(io.BytesIO(commented(data, audited(data))))
    found = commented_words(copy)
    assert found[DOUBLED] == "的的"
    assert found[SUM].startswith("90条")
    assert any("请删去重复的词语" in comment.text for comment in copy.comments)
    original = docx.Document(io.BytesIO(data))
    assert [each.text for each in copy.paragraphs] == [each.text for each in original.paragraphs]


def test_a_comment_on_a_cell_is_on_that_cell_though_others_hold_the_same_number() -> None:
    data = saved(report({"requests.received_new.business": "7"}))
    copy = docx.Document(io.BytesIO(commented(data, audited(data))))
    table = copy.tables[4]
    (at,) = [comment.comment_id for comment in copy.comments if comment.text.startswith("【确定】申请数量流转不平")]
    commented_cells = [
        (row, column)
        for row, line in enumerate(table.rows)
        for column, cell in enumerate(line.cells)
        if cell._tc.xpath(f'.//w:commentRangeStart[@w:id="{at}"]')
    ]
    assert commented_cells == [(1, 2)]
    assert table.cell(1, 2).text == "7"


def test_an_empty_cell_takes_a_comment() -> None:
    row = EDITION.table("requests").row_addresses["received_new"]
    data = saved(report(dict.fromkeys(row, "")))
    assert comments(data)["【提示】整行留空"] == ""


def split_in_letters(document: Any) -> None:
    """Word cuts text into runs wherever it was typed in two goes, or spelled."""
    (paragraph,) = [each for each in document.paragraphs if each.text == WRONG]
    paragraph.clear()
    for at, char in enumerate(WRONG):
        paragraph.add_run(char).bold = at % 2 == 0


def number_paragraphs(document: Any) -> None:
    """An automatic number is text to the reader, but stands in no run."""
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%1）"/></w:lvl></w:abstractNum>'
    ))  # fmt: skip
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    (paragraph,) = [each for each in document.paragraphs if each.text == WRONG]
    paragraph._p.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr>')
    )


def wrap_in_a_control(document: Any) -> None:
    (paragraph,) = [each for each in document.paragraphs if each.text == WRONG]
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
    paragraph._p.addprevious(control)
    control[0].append(paragraph._p)


def hide_some(document: Any) -> None:
    """What is struck out is not read, and stands between what is."""
    (paragraph,) = [each for each in document.paragraphs if each.text == WRONG]
    paragraph.clear()
    half = WRONG.index("40条")
    paragraph.add_run(WRONG[:half])
    paragraph.add_run("（删去的话）").font.strike = True
    paragraph.add_run(WRONG[half:])


@pytest.mark.parametrize("change", [split_in_letters, number_paragraphs, wrap_in_a_control, hide_some])
def test_words_are_found_however_they_are_kept(change: Callable[[Any], None]) -> None:
    document = report(prose=WRONG)
    change(document)
    found = comments(saved(document))
    assert found[DOUBLED] == "的的"
    assert SUM in found


def test_words_in_a_changed_document_are_said_at_its_beginning() -> None:
    before, now = saved(report(prose=WRONG)), saved(report())
    copy = docx.Document(io.BytesIO(commented(now, audited(before))))
    (lost,) = [each.text for each in copy.comments if each.text.startswith("以下各处未能在文中定位")]
    assert "分项之和不等于总数" in lost
    assert "词语重复" in lost


def test_what_is_no_word_document_is_refused_as_such() -> None:
    data = saved(report(prose=WRONG))
    assert is_docx(data, "a.docx")
    assert not is_docx("一、总体情况".encode(), "a.docx")
    assert not is_docx(data[:2000], "a.docx")
    with pytest.raises(ReadingError, match="no comments can be put into it"):
        commented(data[:2000], audited(data))


@pytest.mark.parametrize("name", ["14-lanting-normal-college-2023.docx"])
def test_every_cell_and_quantity_of_a_sample_is_found_in_its_words(name: str) -> None:
    data = (SAMPLES / name).read_bytes()
    found = gongkai.parse(data, name)
    runs = Runs(docx.Document(io.BytesIO(data)))
    held = [fact for fact in found.facts if fact.status is not Status.MISSING]
    for each in (*held, *found.quantities):
        place = Place(each.start, each.end, each.position)
        anchor = runs.find(found, place)
        assert anchor is not None, each
        ends = anchor if anchor[0]._r is not anchor[-1]._r else anchor[:1]
        assert squeeze("".join(run.text for run in ends)) == squeeze(words_at(found, place)), each
