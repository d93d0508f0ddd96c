"""Masthead: who reports on which year, from wherever it is said, and None where it isn't."""

from __future__ import annotations

import pytest

from gongkai import artefacts, masthead, sections
from gongkai.document import Document, Evidence
from gongkai.masthead import Masthead
from gongkai.text import fold

BODY = (
    "\n一、总体情况\n我局认真落实公开要求。\n"
    "五、存在的主要问题及改进情况\n更新不够及时。\n六、其他需要报告的事项\n无。\n"
)


def read(text: str, source: str = "-", title: str | None = None) -> Masthead:
    folded = fold(text)
    plain = artefacts.blank(folded, artefacts.find(folded))
    return masthead.read(Document(source, text, title=title), plain, sections.split(text, plain, ()))


@pytest.mark.parametrize(
    ("title", "agency", "year"),
    [
        ("清溪县2020年政府信息公开工作年度报告", "清溪县", 2020),
        ("清溪县人民政府2021年政府信息公开工作年度报告", "清溪县人民政府", 2021),
        ("临江市青山区教育局\n2020年政府信息公开工作年度报告", "临江市青山区教育局", 2020),
        ("临江市青山区教育局\n\n2020年度政务公开工作\n年度报告", "临江市青山区教育局", 2020),
        ("临江市自然资源\n和规划局2022年政府信息公开\n工作年度报告", "临江市自然资源和规划局", 2022),
        ("2020年度临江市财政局政府信息公开工作年度报告", "临江市财政局", 2020),
        ("临江市财政局政府信息公开工作2023年度报告", "临江市财政局", 2023),
        ("临江市财政局政府信息公开工作年度报告（2023年度）", "临江市财政局", 2023),
        ("临江市财政局关于2019年度政府信息公开工作情况的报告", "临江市财政局", 2019),
        ("关于临江市财政局2019年政府信息公开工作年度报告的公告", "临江市财政局", 2019),
        ("临江市青山区城管局2019年政务公开工作开展情况汇报", "临江市青山区城管局", 2019),
        ("云岭县白沙街道办事处二〇二〇年政府信息公开年报", "云岭县白沙街道办事处", 2020),
        ("# 国家税务总局云岭县税务局 2021 年政府信息公开工作年度报告", "国家税务总局云岭县税务局", 2021),
        ("云岭大学2021年信息公开年度报告", "云岭大学", 2021),
        (
            "首页 > 政府信息公开年报\n名称：云岭县卫生健康委员会2021年政府信息公开工作年度报告",
            "云岭县卫生健康委员会",
            2021,
        ),
        ("2021年政府信息公开工作年度报告\n（云岭县水务局）\n2022年1月20日", "云岭县水务局", 2021),
        ("发布时间：2022-01-20\n云岭县水务局政府信息公开工作年度报告（2021年度）", "云岭县水务局", 2021),
        ("现公布清溪县粮食局2020年政府信息公开工作年度报告，欢迎监督。", "清溪县粮食局", 2020),
        ("沧湾海关2020年政府信息公开工作年度报告", "沧湾海关", 2020),
        ("清溪監獄關於2020年政府信息公開工作的年度報告", "清溪监狱", 2020),
        ("政府信息公开工作年度报告", None, None),
    ],
)
def test_title_in_the_text(title: str, agency: str | None, year: int | None) -> None:
    found = read(title + "\n" + BODY)
    assert (found.agency, found.year) == (agency, year)
    if found.agency_evidence:
        assert found.agency_evidence.source == "title"


def test_a_title_glued_to_the_first_paragraph() -> None:
    text = "清溪县水利局2021年政府信息公开工作年度报告 根据《清溪省人民政府关于做好2020年工作的通知》编制。" + BODY
    found = read(text.replace("\n", " "))
    assert (found.agency, found.year) == ("清溪县水利局", 2021)


@pytest.mark.parametrize(
    "basis",
    [
        "根据《中华人民共和国政府信息公开条例》和《大河省人民政府办公厅关于编制2019年政府信息公开年度报告的通知》编制本报告。",
        "按照大河省人民政府办公厅2019年4月印发的《办法》要求编制。",
    ],
)
def test_who_and_what_is_quoted_does_not_report(basis: str) -> None:
    found = read(basis + BODY)
    assert (found.agency, found.year) == (None, None)


@pytest.mark.parametrize(
    ("opening", "agency", "year"),
    [
        ("2021年以来，白鹭新区认真落实各项要求。", "白鹭新区", 2021),
        ("2020年，清溪县民政局坚持应公开尽公开，2021年将继续。", "清溪县民政局", 2020),
        ("2021年以来，白鹭县人民政府认真落实各项要求。", "白鹭县人民政府", 2021),
        ("2020年，我局坚持应公开尽公开。", None, 2020),
        ("2020年，县民政局坚持应公开尽公开。", None, 2020),
        ("围绕《大河省2018年公开要点》，2019年我镇公开消息50条。", None, 2019),
    ],
)
def test_opening_of_the_overview(opening: str, agency: str | None, year: int | None) -> None:
    found = read(f"一、总体情况\n{opening}\n六、其他需要报告的事项\n无。")
    assert (found.agency, found.year) == (agency, year)


def test_the_period_clause_outweighs_other_years_of_the_text() -> None:
    text = "本报告数据的统计期限为2020年1月1日至2020年12月31日，2021年3月公布，2021年4月修订。" + BODY
    found = read(text)
    assert found.year == 2020
    assert found.year_evidence == Evidence("text", text.index("2020"), text.index("2020") + 4)


def test_signature_names_the_agency_and_is_dated_a_year_later() -> None:
    text = BODY + "清溪县林业局\n2022年1月18日\n"
    found = read(text)
    assert (found.agency, found.year) == ("清溪县林业局", 2021)
    assert found.agency_evidence == Evidence("signature", text.index("清溪县林业局"), text.index("清溪县林业局") + 6)


def test_a_signature_in_summer_tells_no_year() -> None:
    assert read(BODY + "清溪县林业局\n2022年7月18日\n").year is None


def test_an_account_names_the_agency_where_nothing_else_does() -> None:
    text = BODY.replace("公开要求。", "公开要求，通过清溪新闻网、清溪县商务局微信公众号报送消息。")
    assert read(text).agency == "清溪县商务局"


@pytest.mark.parametrize(
    ("source", "agency", "year"),
    [
        ("reports/清溪县审计局2020年政府信息公开工作年度报告.docx", "清溪县审计局", 2020),
        ("all.zip!2021/清溪县审计局.docx", "清溪县审计局", None),
        ("2020年清溪县审计局.html", "清溪县审计局", 2020),
        ("reports\\清溪县审计局_2022.txt", "清溪县审计局", 2022),
        ("20210120.txt", None, None),
        ("-", None, None),
    ],
)
def test_file_name(source: str, agency: str | None, year: int | None) -> None:
    found = read(BODY, source)
    assert (found.agency, found.year) == (agency, year)
    for value, evidence in ((agency, found.agency_evidence), (year, found.year_evidence)):
        if value is not None and evidence is not None:
            assert evidence.source == "name"
            assert masthead.base_name(source)[evidence.start : evidence.end] == str(value)


def test_declared_title_without_the_name_of_the_site() -> None:
    found = read(BODY, title="清溪县统计局2021年政府信息公开工作年度报告-清溪县人民政府门户网站")
    assert (found.agency, found.year) == ("清溪县统计局", 2021)


def test_the_fullest_form_of_a_name() -> None:
    found = read("发展和改革局2020年政府信息公开工作年度报告\n" + BODY + "临江市青山区发展和改革局\n2021年1月9日")
    assert found.agency == "临江市青山区发展和改革局"


@pytest.mark.parametrize(
    "preface",
    [
        "本报告由清溪县商务局按照国务院令第711号的要求编写。",
        "现将清溪县商务局2021年政府信息公开工作情况报告如下，电话：0101-2345678。",
        "根据《中华人民共和国政府信息公开条例》的规定，清溪县商务局编制了2021年度报告。",
        "本报告数据由清溪县商务局法规科汇总。",
        "为便于了解，清溪县商务局对2021年信息公开的情况作如下说明。",
    ],
)
def test_who_writes_the_preface_reports_where_there_is_no_title(preface: str) -> None:
    assert read(preface + "\n一、总体情况\n我单位工作平稳。\n六、其他需要报告的事项\n无。").agency == "清溪县商务局"


def test_the_title_outweighs_the_name_of_the_file() -> None:
    title = "清溪县商务局2021年度政府信息公开工作年度报告\n"
    found = read(title + BODY, "临江市教育局2020年政府信息公开工作年度报告.txt")
    assert (found.agency, found.year) == ("清溪县商务局", 2021)


LIST = "信息公开年报列表\n清溪县人民政府2022年政府信息公开工作年度报告\n清溪县财政局2020年政府信息公开年度报告\n"
OWN = "清溪县商务局2021年政府信息公开工作年度报告\n"


@pytest.mark.parametrize(
    "head",
    [
        LIST + "\n" + OWN + "\n索引号：11/2022-1\n发布机构：县商务局\n",
        LIST + OWN + "索引号：11/2022-1\n",
        LIST + "\n" + OWN + "本报告按照有关要求编制。",
        "热门推荐\n清溪县人民政府2022年政府信息公开工作年度报告\n" + OWN,
        "清溪县人民政府2022年政府信息公开工作年度报告\n\n" + OWN + "来源：清溪县商务局",
        OWN + "相关阅读\n" + LIST + "\n",
        OWN + "相关阅读：清溪县人民政府2022年政府信息公开工作年度报告\n",
        LIST + "清溪县商务局2019年政府信息公开年报\n\n" + OWN,
    ],
)
def test_a_list_of_other_titles_is_navigation(head: str) -> None:
    found = read(head + BODY)
    assert (found.agency, found.year) == ("清溪县商务局", 2021)


@pytest.mark.parametrize("publisher", ["发布机构：清溪县商务局", "编制单位: 清溪县商务局  日期：2022-01-01"])
def test_a_nameless_title_below_another_body_s(publisher: str) -> None:
    head = f"清溪县人民政府2022年政府信息公开工作年度报告\n\n2021年政府信息公开工作年度报告\n{publisher}\n"
    assert read(head + BODY).agency == "清溪县商务局"
    assert read(head.replace(publisher, "") + BODY).agency is None


def test_what_the_text_calls_itself_decides_between_titles() -> None:
    titles = "清溪县商务局2021年政府信息公开工作年度报告\n\n桃溪镇人民政府2021年政府信息公开工作年度报告\n"
    assert read(titles + BODY).agency == "清溪县商务局"
    assert read(titles + BODY.replace("我局", "我镇")).agency == "桃溪镇人民政府"


def test_the_file_s_name_decides_between_titles() -> None:
    titles = "清溪县商务局2021年政府信息公开工作年度报告\n\n清溪县林业局2021年政府信息公开工作年度报告\n"
    assert read(titles + BODY, "清溪县商务局2021.txt").agency == "清溪县商务局"
    assert read(titles + BODY, "清溪县林业局2021.txt").agency == "清溪县林业局"


@pytest.mark.parametrize(
    "crumbs",
    [
        "您现在的位置：首页 > 清溪县人民政府 > 县商务局 > 政府信息公开年报",
        "当前位置：首页 > 政府信息公开年度报告",
        "首页 » 政务公开 » 清溪县人民政府 » 年报",
        "首页\n>\n政务公开\n>\n政府信息公开年报",
        "当前位置：首页>政府信息公开年报",
    ],
)
@pytest.mark.parametrize("name", ["县商务局", "清溪县商务局"])
def test_a_breadcrumb_is_no_part_of_a_name(crumbs: str, name: str) -> None:
    assert read(f"{crumbs}\n{name}2021年政府信息公开工作年度报告\n根据要求编制。" + BODY).agency == name


def test_a_breadcrumb_that_ends_in_the_title() -> None:
    found = read("当前位置：首页 > 政府信息公开年报 > 清溪县商务局2021年政府信息公开工作年度报告\n" + BODY)
    assert (found.agency, found.year) == ("清溪县商务局", 2021)


def test_a_breadcrumb_in_a_text_of_one_line() -> None:
    text = "当前位置：首页 > 清溪县人民政府 > 政府信息公开年报 县商务局2021年政府信息公开工作年度报告 " + BODY
    assert read(text.replace("\n", " ")).agency == "县商务局"


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("来源：清溪县审计局 时间：2022-01-18 09:30", "清溪县审计局"),
        ("信息来源: 清溪县审计局", "清溪县审计局"),
        ("【发布机构】：清溪县审计局", "清溪县审计局"),
        ("来源：县政府办公室", "县审计局"),
        ("本报告分六部分，数据由清溪县审计局政务服务股汇总。", "清溪县审计局"),
        ("来源：清溪县人民政府门户网站县审计局", "县审计局"),
        ("来源：清溪县人民政府县审计局", "县审计局"),
        ("清溪县审计局认真总结一年来的工作，编制本报告。", "清溪县审计局"),
    ],
)
def test_the_publisher_gives_the_fuller_name(line: str, agency: str) -> None:
    assert read(f"县审计局2021年政府信息公开工作年度报告\n{line}\n" + BODY).agency == agency
