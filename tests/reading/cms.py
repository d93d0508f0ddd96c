"""A report page as the content management system of a government site would serve it; the place is invented."""

from __future__ import annotations

from gongkai.document import Document, Grid
from gongkai.editions import editions

_FORM = next(edition for edition in editions() if edition.id == "2021")


def rows_of(document: Document, grid: Grid) -> list[list[str]]:
    """Return a grid as a plain table: the text of a merged cell stands in every place that it covers."""
    height = max(cell.row + cell.rowspan for cell in grid.cells)
    width = max(cell.column + cell.colspan for cell in grid.cells)
    table = [[""] * width for _ in range(height)]
    for cell in grid.cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            for column in range(cell.column, cell.column + cell.colspan):
                table[row][column] = document.text[cell.start : cell.end]
    return table


def page() -> str:
    """Return the page."""
    return _PAGE.format(body=_body())


def _body() -> str:
    paragraph = '<p style="text-indent:2em"><span style="font-size:16pt">{}</span></p>'
    sections = {
        "overview": "2023年，云溪县水务局公开政府信息136条。<strong>一是</strong>健全机制，修订制度2项。",
        "proactive": "",
        "requests": "",
        "proceedings": "",
        "problems": "存在的问题：公开内容不够丰富。下一步，将加强业务培训，详见<a href='/plan.html'>培训计划</a>。",
        "other": "本年度未收取信息处理费，没有其他需要报告的事项。",
    }
    html = ""
    for part in _FORM.parts:
        html += f"<p><strong><span>{part.ordinal}</span><span>{part.heading}</span></strong></p>\n"
        html += paragraph.format(sections[part.id]) if sections[part.id] else ""
        html += {"proactive": _proactive, "requests": _requests, "proceedings": _proceedings}.get(part.id, str)()
    return html


def _cell(text: str, spans: str = "") -> str:
    return f'<td width="60" style="border:1px solid" {spans}><p align="center"><span>{text}</span></p></td>\n'


def _proactive() -> str:
    html = '<table border="1"><tbody>'
    for table in (table for table in _FORM.tables if table.part == "proactive"):
        html += f"<tr>{_cell(table.title, 'colspan=4')}</tr>"
        span = f"colspan={4 - len(table.columns)}"
        html += f"<tr>{_cell(table.corner)}{''.join(_cell(column.label, span) for column in table.columns)}</tr>"
        for row in table.rows:
            html += f"<tr>{_cell(row.label)}{''.join(_cell('0', span) for _ in table.columns)}</tr>"
    return html + "</tbody></table>"


def _requests() -> str:
    table = next(table for table in _FORM.tables if table.id == "requests")
    html = f"<table><tr>{_cell(table.corner, 'colspan=3 rowspan=3')}{_cell('申请人情况', 'colspan=7')}</tr>"
    html += f"<tr>{_cell('自然人', 'rowspan=2')}{_cell('法人或其他组织', 'colspan=5')}{_cell('总计', 'rowspan=2')}</tr>"
    html += (
        f"<tr>{''.join(_cell(column.label.replace('商业企业', '商业<br>企业')) for column in table.columns[1:6])}</tr>"
    )
    spans = {"granted": "三、本年度办理结果", "denied_state_secret": "（三）不予公开"}
    for row in table.rows:
        html += "<tr>"
        html += _cell(spans["granted"], "rowspan=22") if row.id == "granted" else ""
        siblings = table.children(row.parent) if row.parent and row.parent != "outcomes" else ()
        if siblings and row.id == siblings[0]:
            group = next(group for group in table.groups if group.id == row.parent)
            html += _cell(group.ordinal + group.label, f"rowspan={len(siblings)}")
        label_span = 1 if siblings else 2 if row.parent else 3
        html += _cell(row.ordinal + row.label, f"colspan={label_span}")
        counted = ("natural_person", "total") if row.id in ("received_new", "granted", "total") else ()
        html += "".join(_cell("3" if column.id in counted else "0") for column in table.columns)
        html += "</tr>"
    return html + "</table>"


def _proceedings() -> str:
    table = next(table for table in _FORM.tables if table.id == "proceedings")
    labels = "".join(_cell(column.label) for _ in table.abreast for column in table.columns)
    return (
        f"<table><tr>{_cell('行政复议', 'colspan=5 rowspan=2')}{_cell('行政诉讼', 'colspan=10')}</tr>"
        f"<tr>{_cell('未经复议直接起诉', 'colspan=5')}{_cell('复议后起诉', 'colspan=5')}</tr>"
        f"<tr>{labels}</tr><tr>{_cell('&nbsp;') * 15}</tr></table>"
    )


_PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>云溪县水务局2023年政府信息公开工作年度报告_云溪县人民政府</title>
<script>var title = "一、总体情况";</script><style>td {{ color: red }}</style></head>
<body>
<div class="w1200"><div>欢迎访问云溪县人民政府门户网站！</div>
<ul><li><a href="/">首页</a></li><li><a href="/xw/">云溪要闻</a></li><li><a href="/gk/">政务公开</a></li></ul></div>
<table width="100%"><tr><td width="240">
  <h3>政府信息公开</h3>
  <ul><li><a href="/zn/">政府信息公开指南</a></li><li><a href="/nb/">政府信息公开年报</a></li>
  <li><a href="/cf/">行政处罚</a></li></ul>
</td><td>
  <div class="pos">当前位置：<a href="/">首页</a> &gt; <a href="/gk/">政务公开</a> &gt; 水务局2023年年报</div>
  <div class="article">
    <h1>云溪县水务局2023年政府信息公开工作年度报告</h1>
    <div class="info">发布日期：2024-01-18　来源：县水务局
      <a href="javascript:print()">打印</a> <a href="javascript:close()">关闭</a></div>
    <div id="zoom" class="content">
      {body}
      <p style="text-align:right">云溪县水务局</p><p style="text-align:right">2024年1月18日</p>
    </div>
    <div>上一篇：<a href="1.html">云溪县水务局2022年政府信息公开工作年度报告</a></div>
    <div>下一篇：没有了</div>
    <p style="display:none">扫一扫在手机打开当前页</p>
  </div>
</td></tr></table>
<div class="foot"><p>主办：云溪县人民政府办公室　承办：云溪县大数据中心</p>
<p>云ICP备00000000号　网站标识码：0000000000</p><p>建议使用1024以上分辨率浏览本网站，谢谢。</p></div>
</body></html>"""
