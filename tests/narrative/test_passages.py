"""Passages: items with all their sentences, else paragraphs; nothing twice, nothing that is no prose."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from gongkai import artefacts, sections
from gongkai.document import Passage
from gongkai.narrative import passages
from gongkai.text import fold


def split(text: str, tables: Sequence[tuple[int, int]] = ()) -> tuple[Passage, ...]:
    folded = fold(text)
    plain = artefacts.blank(folded, artefacts.find(folded))
    found = passages.split(text, plain, sections.split(text, plain, tables), tables)
    for passage, after in pairwise(found):
        assert passage.end <= after.start
    for passage in found:
        assert text[passage.start : passage.end] == text[passage.start : passage.end].strip()
    return found


def texts(body: str) -> list[str]:
    return [passage.text for passage in split("一、总体情况\n" + body)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("全年公开消息80条。答复2件。\n开展培训。", ["全年公开消息80条。答复2件。", "开展培训。"]),
        (
            "做法如下：一是定制度；二是抓培训。效果好；三是强监督。",
            ["做法如下：", "一是定制度；", "二是抓培训。效果好；", "三是强监督。"],
        ),
        ("工作扎实。一是定制度，二是抓培训。", ["工作扎实。", "一是定制度，", "二是抓培训。"]),
        ("（一）机制健全。设专人。\n（二）渠道畅通。", ["（一）机制健全。设专人。", "（二）渠道畅通。"]),
        ("1.机制健全。2.渠道畅通。3、培训到位。", ["1.机制健全。", "2.渠道畅通。", "3、培训到位。"]),
        ("1.2021年召开会议2次。", ["1.2021年召开会议2次。"]),
        ("主要有：（1）目录旧；①链接坏。", ["主要有：", "（1）目录旧；", "①链接坏。"]),
        ("支出公开。2.4万元用于印刷。", ["支出公开。2.4万元用于印刷。"]),
        ("印发方案（一是明确分工；二是限定时间）。", ["印发方案（一是明确分工；二是限定时间）。"]),
        ("第一，定制度。第二，抓落实。第一时间回应。", ["第一，定制度。", "第二，抓落实。第一时间回应。"]),
    ],
)
def test_items_and_paragraphs(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("（一）加强组织领导\n局长负总责。", ["局长负总责。"]),
        ("**（一）加强组织领导，健全工作机制**\n局长负总责。", ["局长负总责。"]),
        ("咨询处理情况\n接听来电9次。", ["接听来电9次。"]),
        ("（一）抓好制度建设\n（一）定制度。\n（二）抓培训。", ["（一）定制度。", "（二）抓培训。"]),
        ("效果好。（二）关于培训 一是定计划；二是请专家。", ["效果好。", "一是定计划；", "二是请专家。"]),
        ("（一）\n局长负总责。", ["局长负总责。"]),
        ("1.更新不及时\n2.形式单一\n（二）改进措施\n加强学习。", ["1.更新不及时", "2.形式单一", "加强学习。"]),
        ("无", ["无"]),
        ("本年度没有其他事项", ["本年度没有其他事项"]),
    ],
)
def test_headings_and_bare_markers_are_no_passages(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


def test_title_and_signature_are_none_and_the_basis_is_one_without_section() -> None:
    text = (
        "海棠市统计局\n2021年政府信息公开工作年度报告\n发布时间：2022-01-20\n本报告依据条例编制。\n"
        "一、总体情况\n公开消息9条。\n六、其他需要报告的事项\n无。\n海棠市统计局\n2022年1月20日\n"
    )
    assert [(passage.section, passage.text) for passage in split(text)] == [
        (None, "本报告依据条例编制。"),
        ("overview", "公开消息9条。"),
        ("other", "无。"),
    ]


def test_a_signature_behind_the_last_sentence_is_left_out() -> None:
    assert texts("今年没有收费。海棠市统计局 2022年1月20日") == ["今年没有收费。"]


@pytest.mark.parametrize("mark", ["", "\n- 4 -\n", "\n\n— 4 —\n\n", "\n12\n"])
def test_wrapped_lines_are_joined(mark: str) -> None:
    lines = (
        "（一）主动公开方面。全年通过门户网站发布各类消息共计三百",
        "余条，其中机构职能类二十条，财政资金类三十条，应急管理类四" + mark,
        "十条。同步通过公告栏、便民手册和广播发布惠民政策，让办事的",
        "群众看得懂、找得到。",
        "（二）培训方面。组织各科室业务骨干学习新修订的条例两次，参",
        "加人员八十余人。",
    )
    found = texts("\n".join(lines))
    assert found == ["".join(lines[:4]).replace(mark, ""), "".join(lines[4:])]


def test_wrapped_lines_are_joined_over_empty_lines_too() -> None:
    lines = (
        "本馆全年组织开放日活动四场，邀请学生、商户和",
        "退休职工走进办事大厅了解流程，发放问卷两百余",
        "份，回收率九成以上，满意度比上年有所提高，其",
        "中窗口服务一项得分最高。",
    )
    assert texts("\n\n".join(lines)) == ["".join(lines)]


def test_a_short_last_line_is_of_its_passage() -> None:
    lines = (
        "全年受理群众来信来电和现场咨询并逐件登记",
        "台账，按时转交科室办理并在门户网站反馈，办",
        "理结果经回访核对后归档，其中按期答复率达到",
        "100%。",
    )
    assert texts("\n".join(lines)) == ["".join(lines)]


def test_a_page_mark_in_mid_sentence_is_joined_in_unwrapped_text_too() -> None:
    first = "为方便群众查阅，本街道在便民服务中心、社区书屋和村务公开栏同步张贴了办事流程和收费标准，并安排" + "专人"
    assert texts(f"{first}\n— 2 —\n每月更新。\n另设意见箱。") == [first + "每月更新。", "另设意见箱。"]


def test_paragraphs_of_one_line_are_not_joined() -> None:
    body = "组织学习三次，人员全部到位\n印发手册两千册，发放到各村\n公开栏目改版，群众普遍满意"
    assert len(texts(body + "。\n" + "这一段写得很长很长很长很长，" * 8 + "到此为止。")) >= 2


def test_a_long_item_is_cut_at_sentence_ends_outside_of_brackets_and_quotes() -> None:
    sentence = (
        "围绕群众关心的教育、医疗和住房公开办事流程（见附件。共三份；另附图）并说明“怎么办；找谁办”的问题，方便查询。"
    )
    (first, *rest) = split("一、总体情况\n（一）重点突出。" + sentence * 7)
    assert rest
    assert "".join(passage.text for passage in (first, *rest)) == "（一）重点突出。" + sentence * 7
    assert all(passage.text.endswith("方便查询。") for passage in (first, *rest))
    assert all(len(passage.text) <= 240 for passage in (first, *rest))


def test_items_know_what_opens_their_list() -> None:
    found = split(
        "一、总体情况\n成效明显。\n主要做法：\n1.抓制度。一是建台账。二是勤核对。\n2.抓培训。\n（一）问题\n一是人手少。\n"
    )
    opens = {passage.start: passage.text for passage in found}
    assert [opens.get(passage.parent) if passage.parent is not None else None for passage in found] == [
        None,
        None,
        "主要做法：",
        "1.抓制度。",
        "1.抓制度。",
        "主要做法：",
        None,
    ]


def test_what_is_left_of_a_table_is_no_passage() -> None:
    text = (
        "二、主动公开政府信息情况\n第二十条第（一）项\n"
        "信息内容\t本年制发件数\n规章\n0\n规章\t0\t0\n| 规范性文件 | 3 |\n1 2 3\n"
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\n全年制发文件3件。\n"
    )
    assert [passage.text for passage in split(text)] == ["全年制发文件3件。"]
    start = text.index("第二十条")
    assert [passage.text for passage in split(text, [(start, text.index("全年"))])] == ["全年制发文件3件。"]


def test_a_report_in_one_line() -> None:
    text = (
        "海棠市统计局2021年政府信息公开工作年度报告 本报告依据条例编制。 "
        "一、总体情况 （一）主动公开。全年公开消息9条。（二）依申请公开。收到1件。"
        "五、存在的主要问题及改进情况 主要是：一是更新慢；二是人手少。 六、其他需要报告的事项 无。"
    )
    assert [(passage.section, passage.text) for passage in split(text)][1:] == [
        ("overview", "（一）主动公开。全年公开消息9条。"),
        ("overview", "（二）依申请公开。收到1件。"),
        ("problems", "主要是："),
        ("problems", "一是更新慢；"),
        ("problems", "二是人手少。"),
        ("other", "无。"),
    ]


@pytest.mark.parametrize("picture", ["![](/images/qr.png)", "![二维码](a.png) ![](b.png)"])
def test_a_picture_of_markdown_behind_a_sentence_is_no_content(picture: str) -> None:
    assert texts(f"全年公开消息80条。{picture}\n开展培训。{picture}") == ["全年公开消息80条。", "开展培训。"]


def test_artefacts_are_not_in_the_text_of_a_passage() -> None:
    text = "一、总体情况\r\n公开消息[bookmark: _Hlk99]共9条，\r\n答复2件。\r\n"
    (passage,) = split(text)
    assert passage.text == "公开消息共9条，答复2件。"
    assert text[passage.start : passage.end].startswith("公开消息[bookmark")


@pytest.mark.parametrize("text", ["", "\n", "0\t0\n", "海棠市统计局"])
def test_text_without_prose_has_no_passages(text: str) -> None:
    assert split(text) == ()


def test_text_broken_after_so_many_characters_whatever_their_width() -> None:
    prose = (
        "全年主动公开政府信息3893条，其中政策文件类1149条，通知公告类1073条，规划计划类1010条，"
        "人事任免类661条，各类信息均在规定的期限内发布并同步推送到政务新媒体，方便群众查阅和监督使用。"
    )
    width = 24
    lines = [prose[at : at + width] for at in range(0, len(prose), width)]
    assert texts("\n".join(lines)) == [prose]


@pytest.mark.parametrize(
    "line",
    [
        "附件：",
        "附件1:",
        "1.2020年政府信息公开工作年度报告.pdf",
        "扫一扫在手机打开当前页",
        "【打印本页】 【关闭窗口】",
        "打印 | 关闭",
        "[打印](javascript:window.print()) \\| [关闭](javascript:window.close())",
        "分享到：微信 微博 QQ空间",
        "上一篇：清溪县水利局2019年政府信息公开工作年度报告；下一篇：没有了",
        "主办：清溪县人民政府办公室 承办：县大数据中心；技术支持：某公司",
        "版权所有：清溪县人民政府；主办单位：清溪县人民政府办公室",
        "河ICP备12000123号-1 网站标识码：6200000001；河公网安备 62000002000101号",
        "网站标识码：6200000001；共3项",
        "访问次数：218次，共3页",
        "![](/images/code.png)",
        "![二维码；扫](code.png)",
    ],
)
def test_what_the_page_puts_around_a_report_is_no_passage(line: str) -> None:
    found = split(f"一、总体情况\n我局召开会议2次。\n六、其他需要报告的事项\n无。\n\n{line}\n")
    assert [passage.text for passage in found] == ["我局召开会议2次。", "无。"]


@pytest.mark.parametrize(
    "line", ["附件管理更加规范。", "打印机2台，共享打印。", "主办培训班2期，承办会议1次。", "中小企业名录：共3项。"]
)
def test_a_sentence_that_begins_like_the_page_s_lines_is_one(line: str) -> None:
    assert texts(line) == [line]


def test_a_title_on_the_line_of_the_first_words_is_not_of_them() -> None:
    title, first = "清溪县水利局2020年政府信息公开工作年度报告", "根据有关规定编制本报告，共六个部分。"
    for printed in (title, title.replace("2020", " 2020"), f"{title}（公开版）"):
        assert split(f"{printed} {first} 一、总体情况 召开会议2次。")[0].text == first
    said = f"现将{title} 公布如下，请予监督。"
    assert split(f"{said}\n一、总体情况\n召开会议2次。")[0].text == said


def test_a_piece_of_a_table_s_header_is_no_lead_in() -> None:
    heading = "三、收到和处理政府信息公开申请情况"
    body = "| 据的勾稽 |  |\n| 关系为： |  |\n| 第一项加 |  |"
    assert split(f"{heading}\n{body}\n六、其他需要报告的事项\n无。")[0].text == "无。"
    listed = split(f"{heading}\n申请办理如下：\n一是规范登记。\n六、其他需要报告的事项\n无。")
    assert [passage.text for passage in listed] == ["申请办理如下：", "一是规范登记。", "无。"]
