"""A letter tells a unit what is wrong, at which words, what to change and on which basis, and nothing of our doubts."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from tests.audit.reviewing import report_of
from tests.writing.reports import failed
from tests.writing.word import report, saved

import gongkai
from gongkai.audit.decisions import Audited, judge
from gongkai.document import Report
from gongkai.writing.letters import letter, letters_docx, wants_letter
from gongkai.writing.names import Names

WRONG = "全年公开信息90条，其中机构类30条、人事类40条、其他30条。"


def of(found: Report) -> Audited:
    return judge(found, found.findings, None)


def written(audited: Audited) -> Any:
    stream = io.BytesIO()
    letter(stream, audited)
    return docx.Document(io.BytesIO(stream.getvalue()))


def words(document: Any) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


SUM = of(gongkai.parse(saved(report({"requests.received_new.business": "7"}, WRONG)), "水利局/2021.docx"))


@pytest.mark.parametrize(
    "said",
    [
        "清渡县水利局：",
        "2021年政府信息公开工作年度报告》（文件：2021.docx）",
        "一、应当更正的问题",
        "分项之和不等于总数",
        "全年公开信息【90条】，其中机构类【30条】、人事类【40条】、其他【30条】。",
        "申请情况表“一、本年新收政府信息公开申请数量·商业企业”【7】",
        "第5个表格",
        "修改：请核对总数和各分项，更正填错的数字",
        "依据：算术：有“其他”一项的分项穷尽总数",
        "＿＿年＿＿月＿＿日前",
        "供核对时参考：使上述勾稽关系全部成立的最少改动",
    ],
)
def test_a_letter_says(said: str) -> None:
    assert said in words(written(SUM))


def test_chinese_is_set_in_a_chinese_font() -> None:
    fonts = written(SUM).styles["Normal"].element.rPr.rFonts
    assert fonts.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia") == "仿宋"


def test_remarks_and_the_program_s_own_doubts_make_no_letter() -> None:
    doubt = of(gongkai.parse(saved(report({"requests.granted.natural_person": "3（含补录1件）"})), "a.docx"))
    remark = of(gongkai.parse(saved(report(prose="我们完善的的目录。")), "a.docx"))
    assert {each.finding.code for each in doubt.findings} == {"cell.doubtful"}
    assert {each.finding.code for each in remark.findings} == {"words.doubled"}
    assert not any(map(wants_letter, (doubt, remark, of(failed()))))


def test_what_xml_cannot_hold_does_not_stop_a_letter() -> None:
    odd = of(gongkai.parse_text(report_of(WRONG.replace("全年", "全\ufffe年\x02")), "a\x01.txt"))
    assert "分项之和" in words(written(odd))


def test_all_letters_in_one_document_stand_on_pages_of_their_own() -> None:
    stream = io.BytesIO()
    with letters_docx(stream) as sink:
        for each in (SUM, of(failed()), SUM):
            sink(each)
    document = docx.Document(io.BytesIO(stream.getvalue()))
    assert words(document).count("清渡县水利局：") == 2
    assert len(document.element.xpath('.//w:br[@w:type="page"]')) == 1


def test_no_letter_at_all_is_said() -> None:
    stream = io.BytesIO()
    with letters_docx(stream):
        pass
    assert words(docx.Document(io.BytesIO(stream.getvalue()))) == "没有需要整改的报告。"


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("整改通知", "河湾县/水利局", "2021"), "整改通知-河湾县_水利局-2021"),
        (("..", "", "a:b"), "a_b"),
        (("CON",), "_CON"),
        (("局" * 200,), "局" * 60),
        ((" ",), "_"),
    ],
)
def test_a_name_is_legal_on_every_system(parts: tuple[str, ...], name: str) -> None:
    names = Names()
    assert names.give(*parts) == name
    assert names.give(*parts) == f"{name}-2"
