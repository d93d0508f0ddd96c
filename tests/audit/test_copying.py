"""Copying: what reports of different agencies have in common, and who can have copied."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.audit.reviewing import PARTS

import gongkai
from gongkai.audit.across.copying import COMMON, Copies, find_copies
from gongkai.audit.across.resemblances import check_copies
from gongkai.audit.across.sentences import sentences
from gongkai.document import Passage, Report

OWN = (
    "清早六点菜场门口支起一张方桌，两名老会计轮流讲解补贴明细怎么查。",
    "渡口的候船棚里新装了一块木牌，船班改动当天用粉笔写上去。",
    "仓库盘点以后把旧账本影印了三份，谁来问都能当场翻给他看。",
    "放电影之前先念五分钟低保名单，念错了名字第二天贴纸更正。",
    "邮递员捎信进山的时候顺路带去油印小报，回来再捎上村民的疑问。",
)
COPIED = (
    "我们把去年群众追着问的四十二个问题编成一本口袋书，乡下赶集那天随豆腐摊一起发放。"
    "凡是书里答不上来的，记在摊主的小本子上，隔周派人上门讲清楚为止。"
)
AGENCIES = ("清渡县水利局", "清渡县林业局", "清渡县教育局", "砚河县水利局", "清渡县石篁镇人民政府")


def report(agency: str, *paragraphs: str, year: int = 2022, signed: str = "") -> Report:
    bodies = {PARTS[0]: "\n".join(paragraphs), PARTS[4]: "无。", PARTS[5]: f"无。\n{agency}\n{signed}"}
    parts = [f"{part}\n{bodies.get(part, '')}" for part in PARTS]
    return gongkai.parse_text("\n".join([f"{agency}{year}年政府信息公开工作年度报告", *parts]), f"{agency}-{year}.txt")


def found(*reports: Report) -> Copies:
    return find_copies(iter(reports))


def quoted(reports: Sequence[Report], copies: Copies) -> list[tuple[str, str]]:
    return [
        (str(reports[copy.one.number].text)[span.start : span.end],
         str(reports[copy.other.number].text)[span.other_start : span.other_end])
        for copy in copies.copies for span in copy.spans
    ]  # fmt: skip


def test_a_copied_passage_is_found_with_its_places_in_both() -> None:
    reports = [report(AGENCIES[0], OWN[0], COPIED), report(AGENCIES[1], COPIED, OWN[1]), report(AGENCIES[2], OWN[2])]
    copies = found(*reports)
    assert quoted(reports, copies) == [(COPIED, COPIED)]
    assert copies.copies[0].spans[0].likeness == 1
    assert copies.shared == ()


CHANGED = {
    "a number": COPIED.replace("四十二", "三十七"),
    "a name": COPIED.replace("豆腐摊", "馄饨铺子"),
    "widths and marks": COPIED.replace("，", ","),
    "line breaks": "\n".join(COPIED[at : at + 30] for at in range(0, len(COPIED), 30)),
    "a clause more": COPIED.replace("随豆腐摊", "由文书老周随豆腐摊"),
    "statutory words more": COPIED.replace("编成", "按照政府信息公开条例编成"),
}


@pytest.mark.parametrize("case", CHANGED)
def test_a_passage_is_copied_though_something_is_changed(case: str) -> None:
    reports = [report(AGENCIES[0], COPIED), report(AGENCIES[1], CHANGED[case])]
    assert quoted(reports, found(*reports)) == [(COPIED, CHANGED[case])]


OTHERS = {
    "one short sentence": OWN[0],
    "other words": " ".join(OWN),
    "the law's words": "按照《中华人民共和国政府信息公开条例》第五十条的要求，做好政府信息公开申请的办理工作。",
    "half a sentence": "我们把去年群众追着问的四十二个问题交给各科室认领，逐条写出办理结果，每月末在大厅公布。",
    "nothing": "",
}


@pytest.mark.parametrize("case", OTHERS)
def test_what_is_not_copied_is_not_told(case: str) -> None:
    both = OTHERS[case] if case in ("the law's words", "one short sentence") else COPIED
    assert found(report(AGENCIES[0], both), report(AGENCIES[1], OTHERS[case])) == Copies((), ())


def test_an_agency_does_not_copy_from_itself() -> None:
    one = [report(AGENCIES[0], COPIED, year=year) for year in (2021, 2022, 2023)]
    assert found(*one).copies == ()
    copies = found(*one, report(AGENCIES[1], COPIED, year=2023)).copies
    assert [(each.one.year, each.other.agency, each.is_ordered) for each in copies] == [(2021, AGENCIES[1], True)]


# Years and signatures of two reports: the number of the one that can have copied, None when nobody knows.
EARLY, LATE = "2023年1月9日", "2023年1月28日"
ORDERS = {
    "dates": ((2022, LATE), (2022, EARLY), 0),
    "years": ((2021, ""), (2022, ""), 1),
    "the year before a late date": ((2022, EARLY), (2021, "2023年2月1日"), 0),
    "one day": ((2022, EARLY), (2022, EARLY), None),
    "one date alone": ((2022, EARLY), (2022, ""), None),
    "a date that is none": ((2022, EARLY), (2022, "2023年13月40日"), None),
}


@pytest.mark.parametrize("case", ORDERS)
def test_who_can_have_copied_is_told_by_year_and_date(case: str) -> None:
    *given, later = ORDERS[case]
    reports = [report(AGENCIES[at], COPIED, year=year, signed=day) for at, (year, day) in enumerate(given)]
    copies = found(*reports)
    findings = check_copies(copies.copies)
    codes = [[each.code for each in findings[number]] for number in (0, 1)]
    if later is None:
        assert codes == [["copy.alike"], ["copy.alike"]]
    else:
        assert (copies.copies[0].other.number, codes[later], codes[1 - later]) == (
            later,
            ["copy.later"],
            ["copy.source"],
        )
    assert quoted(reports, copies) == [(COPIED, COPIED)]


def test_findings_quote_their_places_and_short_copies_are_a_remark() -> None:
    for text, severity in ((COPIED, "check"), (COPIED[: COPIED.index("。") + 1], "info")):
        reports = [report(AGENCIES[0], text), report(AGENCIES[1], text)]
        for number, findings in check_copies(found(*reports).copies).items():
            (one,) = findings
            assert str(one.severity) == severity
            assert AGENCIES[1 - number] in one.message
            assert [str(reports[number].text)[place.start : place.end] for place in one.places] == [text]


def test_what_many_share_is_boilerplate_and_no_copy() -> None:
    agencies = [f"清渡县第{number}中学" for number in range(COMMON + 1)]
    copies = found(*(report(agency, COPIED) for agency in agencies))
    assert copies.copies == ()
    assert [(each.agencies, len(each.places)) for each in copies.shared] == [(COMMON + 1, COMMON)] * 2
    assert len(found(*(report(agency, COPIED) for agency in agencies[:COMMON])).copies) == COMMON * (COMMON - 1) // 2


def test_a_text_that_begins_with_a_passage_loses_nothing() -> None:
    one = Report(
        "-", "ok", None, None, None, None, passages=(Passage("overview", OWN[0], 0, len(OWN[0])),), text=OWN[0]
    )
    assert [sentence.text for sentence in sentences(one)] == [OWN[0]]


def test_sentences_have_their_places() -> None:
    one = report(AGENCIES[0], OWN[0], COPIED[:30] + "\n" + COPIED[30:])
    for sentence in sentences(one):
        assert "".join(str(one.text)[sentence.start : sentence.end].split()) == "".join(sentence.text.split())


def test_texts_without_stops_are_compared_at_once() -> None:
    texts = [COPIED.replace("。", "，") * 2000, COPIED.replace("。", "，") * 2000 + OWN[0]]
    made = [
        Report(str(at), "ok", None, None, None, None, passages=(Passage("overview", text, 0, len(text)),), text=text)
        for at, text in enumerate(texts)
    ]
    assert len(found(*made).copies) == 1
