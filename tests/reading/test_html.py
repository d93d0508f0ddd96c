"""A page is read as a browser shows it: the report without what stands around it, tables with exact spans."""

from __future__ import annotations

import pytest
from tests.reading import cms

from gongkai.editions import editions
from gongkai.reading import read, read_text


def _rows(html: str) -> list[list[list[str]]]:
    document = read_text(html)
    return [cms.rows_of(document, grid) for grid in document.grids]


def test_page_keeps_title_headings_tables_narrative_and_signature() -> None:
    text = read_text(cms.page()).text
    kept = [part.ordinal + part.heading for edition in editions() if edition.id == "2021" for part in edition.parts]
    kept += [
        "云溪县水务局2023年政府信息公开工作年度报告",
        "一是健全机制，修订制度2项。",
        "详见培训计划。",
        "2024年1月18日",
    ]
    assert [phrase for phrase in kept if phrase not in text] == []


def test_page_loses_navigation_footer_scripts_and_hidden_text() -> None:
    text = read_text(cms.page()).text
    gone = [
        "欢迎访问",
        "要闻",
        "公开指南",
        "当前位置",
        "上一篇",
        "下一篇",
        "2022年",
        "扫一扫",
        "主办",
        "ICP",
        "分辨率",
        "var title",
    ]
    assert [phrase for phrase in gone if phrase in text] == []


def test_page_title_is_that_of_its_head() -> None:
    assert read_text(cms.page()).title == "云溪县水务局2023年政府信息公开工作年度报告_云溪县人民政府"


def test_merged_cells_of_the_form_stand_where_they_do() -> None:
    document = read_text(cms.page())
    proactive, requests, proceedings = (cms.rows_of(document, grid) for grid in document.grids)
    assert [row[1:] for row in proactive[:3]] == [
        ["第二十条第（一）项"] * 3,
        ["本年制发件数", "本年废止件数", "现行有效件数"],
        ["0"] * 3,
    ]
    assert requests[2][3:] == ["自然人", "商业\n企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    assert requests[7][:4] == ["三、本年度办理结果", "（三）不予公开", "1.属于国家秘密", "0"]
    assert {tuple(row[:1]) for row in requests[5:27]} == {("三、本年度办理结果",)}
    assert [len(row) for row in proceedings] == [15] * 4
    assert proceedings[3] == ["\xa0"] * 15


def test_page_in_gb18030_reads_as_the_same_page() -> None:
    page = cms.page().replace('charset="utf-8"', 'charset="gb2312"')
    assert read(page.encode("gb18030")).text == read_text(cms.page()).text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<div id="zoom" class="content">', "<cms-content>"),
        ('<div class="foot">', "<footer>"),
        ("<p><strong><span>", '</div><div class="section"><p><strong><span>'),
        ("</h1>", '</h1><div>分享到：<a href="#">微信</a></div><div>字号：大 中 小</div>'),
    ],
    ids=["own-element", "footer", "sections", "share"],
)
def test_report_is_found_however_the_page_is_built(old: str, new: str) -> None:
    assert cms.page().count(old)
    assert read_text(cms.page().replace(old, new)).text == read_text(cms.page()).text


def test_links_within_the_report_are_kept() -> None:
    listed = '<p><a href="1.html">云溪县供水管理办法</a> <a href="2.html">云溪县节水规划</a></p>'
    page = cms.page().replace("<p><strong><span>六、", f"{listed}<p><strong><span>六、")
    assert "云溪县供水管理办法 云溪县节水规划" in read_text(page).text


def test_page_without_a_report_is_kept_whole() -> None:
    assert (
        read_text("<html><body><div>食堂</div><div><p>周一红烧豆腐。</p></div></body></html>").text
        == "食堂\n周一红烧豆腐。\n"
    )


def test_report_that_a_script_would_show_is_kept() -> None:
    hidden = cms.page().replace('id="zoom"', 'id="zoom" style="display: none"')
    assert "一、总体情况" in read_text(hidden).text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>一  是\n健全</p><p>二是</p>", "一 是 健全\n二是\n"),
        ("<div>甲<br>乙<br></div><div>丙</div>", "甲\n乙\n丙\n"),
        ("<p>总<b>体</b><span> 情</span> 况</p><p></p>", "总体 情 况\n"),
        ("<p>&nbsp;&nbsp;收到3&nbsp;件</p><p>甲</p>", "\xa0\xa0收到3\xa0件\n甲\n"),
        ("<pre>甲\n  乙\n</pre><p>丙</p>", "甲\n  乙\n丙\n"),
        ("<p>甲<!-- 注 --><script>x</script><span hidden>乙</span></p><p>丙", "甲\n丙\n"),
    ],
    ids=["spaces", "br", "inline", "nbsp", "pre", "unseen"],
)
def test_text_is_what_a_browser_shows(html: str, text: str) -> None:
    assert read_text(html).text == text


@pytest.mark.parametrize(
    ("html", "rows"),
    [
        ("<table><td>规章<td>1<tr><td>文件<td></table>", [["规章", "1"], ["文件", ""]]),
        ("<table><tr><td rowspan=0>甲<td>1<tr><td>2</table>", [["甲", "1"], ["甲", "2"]]),
        ("<table><tr><td colspan=1000>甲<tr><td>1<td>2</table>", [["甲", "甲"], ["1", "2"]]),
        ("<table><tr><td rowspan=99>甲<td>1<tr><td>2</table>", [["甲", "1"], ["甲", "2"]]),
        ("<table><tr><td rowspan=x colspan=''>甲<td>1</table>", [["甲", "1"]]),
        (
            "<table><caption>表</caption><tr><th><p>商业</p><p>企业</p></th><td> 3 </td></tr></table>",
            [["商业\n企业", "3"]],
        ),
    ],
    ids=["unclosed", "rowspan-0", "colspan-1000", "rowspan-99", "no-number", "caption"],
)
def test_cells_of_a_table(html: str, rows: list[list[str]]) -> None:
    assert _rows(html) == [rows]


def test_tables_that_lay_out_the_page_are_no_grids() -> None:
    inner = "<table><tr><td>规章</td><td>1</td></tr></table>"
    narrative = "本年度主动公开政府信息。" * 50
    assert _rows(f"<table><tr><td>目录</td><td>{inner}</td></tr></table>") == [[["规章", "1"]]]
    assert _rows(f"<table><tr><td>一、</td><td>{narrative}</td></tr></table>") == []


def test_tables_in_markdown_are_grids_and_the_lines_around_them_stay() -> None:
    document = read_text("# 年度报告\n\n二、主动公开\n\n<table><tr><td>规章</td><td>1</td></tr></table>\n\n三、申请\n")
    assert document.text == "# 年度报告\n\n二、主动公开\n\n规章\t1\n\n三、申请\n"
    assert [cms.rows_of(document, grid) for grid in document.grids] == [[["规章", "1"]]]


@pytest.mark.parametrize("text", ["比例<5%，a>b", "见<附件>和<p>", "一、总体情况\n\t<\n"])
def test_angle_brackets_do_not_make_a_page(text: str) -> None:
    assert read_text(text).text == text


def test_struck_out_text_was_deleted() -> None:
    marks = ("<del>7</del>", "<s>7</s>", "<strike>7</strike>", '<span style="text-decoration: line-through">7</span>')
    marks += (
        '<i style="color:red;text-decoration-line:line-through">7</i>',
        '<u style="text-decoration:underline"></u>',
    )
    rows = "".join(f"<tr><td>规章</td><td>{mark}2</td></tr>" for mark in marks)
    assert _rows(f"<html><body><table>{rows}</table></body></html>") == [[["规章", "2"]] * len(marks)]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<input value="3" readonly>', "3"),
        ('<input type="number" value=" 12.5 ">万元', "12.5万元"),
        ("<textarea>7</textarea>", "7"),
        ('<select><option>0</option><option selected="selected">5</option></select>', "5"),
        ("<select><option>0</option><option>5</option></select>", "0"),
        ('<p><span><input type="text" value="8"/></span></p>', "8"),
        ("<input>", "\ufffc"),
        ('<input type="text" value="">', "\ufffc"),
        ("<textarea></textarea>", "\ufffc"),
        ('4<input type="hidden" value="9">', "4"),
        ('<input type="checkbox" value="1">', ""),
        ('<input value="9" style="display:none">', ""),
        ("4<input>", "4"),
        ("", ""),
    ],
)
def test_a_cell_says_what_its_control_shows(cell: str, shown: str) -> None:
    assert _rows(f"<table><tr><td>行政许可</td><td>{cell}</td></tr></table>") == [[["行政许可", shown]]]


def test_controls_that_no_cell_of_values_holds_are_the_page_s() -> None:
    search = '<form><input value="请输入关键字"><select><option>全站</option></select></form>'
    text = f"<div>{search}</div><table><tr><td>{search}<p>一段不短的正文，说明本年度的工作。</p></td></tr></table>"
    assert "关键字" not in read_text(text).text


def test_a_page_that_was_escaped_reads_as_the_page() -> None:
    page = cms.page()
    escaped = page.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    assert read_text(escaped) == read_text(page)


def test_a_sentence_about_tags_is_no_page() -> None:
    text = "页面中&lt;p&gt;与&lt;/p&gt;未成对，&lt;div&gt;已修正。"
    assert read_text(text).text == text
