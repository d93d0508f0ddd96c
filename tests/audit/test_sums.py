"""Sums, shares, rates and growth in prose: what contradicts itself is told at its numbers, what may be right is not."""

from __future__ import annotations

from time import process_time

import pytest
from tests.audit.reviewing import report_of, review_prose

import gongkai
from gongkai.audit.claims import claims
from gongkai.audit.prose import Prose
from gongkai.audit.shares import check_shares
from gongkai.audit.sums import check_sums
from gongkai.audit.totals import check_totals
from gongkai.document import Passage
from gongkai.narrative.quantities import find_all
from gongkai.text import fold

Told = list[tuple[str, str]]
GROUPS = ("sum.", "share.", "rate.", "growth.")


def told(sentence: str) -> Told:
    return [(code, severity) for code, severity, _ in review_prose(sentence) if code.startswith(GROUPS)]


# sentence -> code and severity
WRONG: dict[str, tuple[str, str]] = {
    # a rest exhausts the total
    "全年公开信息90条，其中机构类30条、人事类40条、其他30条。": ("sum.parts", "certain"),
    "发布简报52期（其中综合30期，专题12期，其他9期）。": ("sum.parts", "certain"),
    "接待来访206人次，其中咨询113人次；投诉52人次；其余40人次为查档。": ("sum.parts", "certain"),
    "办理工单1204件，其中咨询类1000件，建议类150件，以及其他55件，同比增加30件。": ("sum.parts", "certain"),
    "印发文件18件。其中，通知类9件，方案类5件，其他3件。": ("sum.parts", "check"),
    "编发图解45张、短视频60部，其中原创20部，改编30部，其他9部。": ("sum.parts", "certain"),
    "共受理2.4万件，其中热线1.6万件，网络0.5万件，其他0.6万件。": ("sum.parts", "certain"),
    # lists in lists
    "发布信息400条，其中网站300条（政策100条、动态150条、其他60条），公众号60条，其他40条。": ("sum.parts", "check"),
    # several totals before the list
    "来信9件、来访2件，其中咨询6件，投诉4件，其他4件。": ("sum.parts", "check"),
    # parts that the words say are all
    "全年共编发简报24期，三个科室分别为8期、9期、10期。": ("sum.parts", "check"),
    # the two kinds that there are
    "承办建议提案58件，其中人大代表建议27件、政协提案30件。": ("sum.parts", "check"),
    "收到信息公开申请9件，其中自然人申请5件、法人或其他组织申请3件。": ("sum.parts", "check"),
    # more than the whole
    "组织学习10次，其中集中学习7次、个人研讨5次。": ("sum.excess", "check"),
    "公开信息500条，其中网站480条，微信300条。": ("sum.excess", "info"),
    # one slip away
    "公开信息1000条，其中机构类300条、人事类400条、规划类290条。": ("sum.near", "info"),
    "承办建议27件、提案31件，合计59件。": ("sum.total", "check"),
    "新收政府信息公开申请9件，上年结转2件，办结9件，结转下年1件。": ("sum.flow", "check"),
    "制作解读200篇，其中图解50篇，占35%。": ("share.part", "check"),
    "征地类占46%，规划类占30%，其他占34%。": ("share.sum", "check"),
    "收到留言50条，办结45条，办结率100%。": ("rate.counts", "check"),
    "收到留言50条，办结45条，办结率95.2%。": ("rate.counts", "check"),
    "公开信息320条，比2020年增加45条，增长26.4%。": ("growth.years", "check"),
    "去年收到来信10件，今年收到来信12件，同比增长30%。": ("growth.years", "check"),
    "与2020年的320条相比，增加了45条，增幅24.1%。": ("growth.years", "check"),
    "收到申请15件，其中网上14件，当面1件；答复15件，其中公开9件，不予公开4件，其他3件。": ("sum.parts", "certain"),
    "收到来信23件，办结23件，其中咨询15件，建议9件。": ("sum.excess", "check"),
    "公开信息300条，上年250条，同比增长25%。": ("growth.years", "check"),
    "推送图文120篇，比上年减少30篇，下降25%。": ("growth.years", "check"),
    "栏目由18个增加到25个，增加9个。": ("growth.change", "check"),
}


@pytest.mark.parametrize("sentence", WRONG)
def test_what_contradicts_itself_is_told(sentence: str) -> None:
    assert told(sentence) == [WRONG[sentence]]


RIGHT = (
    "全年公开信息100条，其中机构类30条、人事类40条、其他30条。",
    "发布信息400条，其中网站300条（政策100条、动态150条、其他50条），公众号60条，其他40条。",
    "发布信息100条，其中网站60条，公众号20条，其中原创5条，其他20条。",
    "发布信息100条，其中网站80条，公众号20条，其中原创5条，其他15条。",
    "收到申请5件，其中网络申请5件，办结5件，办结率100%。",
    "公开信息1000余条，其中机构类400条、其他700条。",
    "发布信息172条，包括公告19条，动态61条。",
    "承办建议27件、提案31件，其中主办20件，协办38件。",
    "承办建议提案12件，其中重点提案一件由局长领衔；十二件均已办结，答复公开九件。",
    "收到申请12件，答复12件，其中予以公开3件，部分公开2件，不予公开1件，无法提供4件，其他处理2件。",
    "上年结转2件，新收10件，共办结11件，其中予以公开5件，不予公开3件，其他3件，结转下年1件。",
    "支出12.3万元，其中印刷费2.1万元，其他10.25万元。",
    "举办培训3期，参训120人次，其中县级2期。",
    "网站发布1706条、新媒体711条，其他187条，合计2604条。",
    "工单1200件，其中办结1198件，正在办理2件，办结率99.8%，满意率98%。",
    "占比由35%提高到60%，满意率由98%提高到99%，提高1个百分点。",
    "收到自然人申请30件、法人申请4件；予以公开19件，占办结总数的55.9%。",
    "处理申请38件，较上年减少16件，下降29.6%。",
    "公开信息300条，比上年增加50条，增长20%。",
    "收到留言50条，办结45条，按时办结率100%。",
    "发布信息172条，其中包括公告19条，招聘52条，动态61条，其他类40条。",
    "公开规范性文件3件；工作动态信息265条；其他信息36条，总计304条。",
    "召开发布会4场，其中主要负责人出席2场，分管负责人出席3场。",
    "与2020年的320条相比，增加了45条，增幅14.1%。",
    "去年收到来信10件，今年收到来信12件，同比增长20%。",
    "2021年公开信息320条，比2020年增加45条，增长16.4%。",
    "收到申请256件（自然人247件、法人9件），同比上升31.4%，其中征地类208件、规划类29件、其他19件。",
    "收到申请256件。其中自然人247件、法人9件，其中征地类208件、规划类29件、其他19件。",
    "公开信息200条，其中政策、规划各50条，其他100条。",
    "公开信息200条，其中政策若干条、规划50条，其他100条。",
    "公开信息200条，其中政策90条，含转载30条，规划50条，其他60条。",
    "全年发布1046篇，其中通知128篇、数据48篇；公众号推送217期，单篇最高阅读量4.5万。",
)


@pytest.mark.parametrize("sentence", RIGHT)
def test_what_may_be_right_is_not_told(sentence: str) -> None:
    assert [each for each in told(sentence) if each[1] != "info"] == []


def test_a_sum_is_quoted_at_its_numbers_with_the_likely_slip() -> None:
    report = gongkai.parse_text(report_of("全年公开信息190条，其中机构类30条、人事类40条、其他 30 条。"))
    (found,) = [each for each in report.findings if each.code == "sum.parts"]
    text = str(report.text)
    assert [text[place.start : place.end] for place in found.places] == ["190条", "30条", "40条", "30 条"]
    assert "各分项相加为100条（30+40+30），与总数190条相差90条" in found.message
    assert "把“190条”改为100条" in found.message


def test_a_sentence_broken_by_the_page_is_read_as_one() -> None:
    text = "全年公开信息90条，其中机构\n类30条、人事类\n40条、其他30\n条。"
    plain = fold(text)
    passages = (Passage(None, "".join(text.split()), 0, len(text)),)
    (found,) = check_sums(Prose(plain, passages, find_all(text, plain, [(0, len(text))])))
    assert [text[place.start : place.end] for place in found.places] == ["90条", "30条", "40条", "30\n条"]


ENDLESS = ("1条类:1条类:1条类:", "公开信息3条,占5%,办结2条,办结率7%,", "其中甲2条、乙1条、丙1条,", "收到公开申请3件,")


@pytest.mark.parametrize("piece", ENDLESS)
def test_a_sentence_without_end_costs_no_more_than_its_length(piece: str) -> None:
    """Ten times the text must not take a hundred times as long."""
    spent = []
    for times in (300, 3000):
        text = piece * times
        plain = fold(text)
        prose = Prose(plain, (Passage("overview", text, 0, len(text)),), find_all(text, plain, [(0, len(text))]))
        begun = process_time()
        for check in (check_sums, check_shares, check_totals):
            assert list(check(prose)) is not None
        assert list(claims(prose, 2021)) is not None
        spent.append(process_time() - begun)
    assert spent[1] < 40 * spent[0] + 0.2
