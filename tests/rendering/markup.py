"""HTML as content management systems write it: tables, and the page around the report."""

from __future__ import annotations

from html import escape
from random import Random

from .layout import Box, Sheet
from .style import Style

_NAVIGATION = ("首页", "机构概况", "政务动态", "信息公开", "办事服务", "互动交流", "专题专栏", "数据开放")


def html_table(sheet: Sheet, style: Style) -> list[str]:
    """Print an HTML table: with spans, or (vertical leftovers) flattened."""
    inner = style.rng.choice(
        ("{0}", "<p>{0}</p>", '<p style="text-align:center"><span style="font-size:14px">{0}</span></p>')
    )
    opening = (
        style.rng.choice(
            ('<table border="1" cellspacing="0">', "<table>", '<table class="MsoNormalTable" width="620">')
        )
        + "<tbody>"
    )
    if style.vertical == "drop":
        rows = ["".join(_spanned(box, style, inner) for box in row.boxes) for row in sheet.rows]
    else:
        rows = ["".join(f"<td>{inner.format(_escaped(cell))}</td>" for cell in cells) for _, cells in style.rows(sheet)]
    return [opening, *(f"<tr>{row}</tr>" for row in rows), "</tbody></table>"]


def _spanned(box: Box, style: Style, inner: str) -> str:
    spans = (f' rowspan="{box.rowspan}"' if box.rowspan > 1 else "") + (
        f' colspan="{box.colspan}"' if box.colspan > 1 else ""
    )
    held = box.kind in ("value", "extra")
    text = box.text or style.filler if held else box.printed.replace("\n", style.line_break)
    return f"<td{spans}>{inner.format(_escaped(text))}</td>"


def _escaped(text: str) -> str:
    if text.isalnum() or "&" in text or "<" in text:
        return text
    return escape(text, quote=False).replace("\u00a0", "&nbsp;")


def page(rng: Random, title: str, body: list[str]) -> str:
    """Return a page: navigation, the report, a footer with counts that are not the report's."""
    names = enumerate(rng.sample(_NAVIGATION, 6), 1)
    links = "".join(f'<li><a href="/c{number}/">{name}</a></li>' for number, name in names)
    heading = escape(title.replace("\n", ""))
    index, visits, record, visitor = (rng.randint(low, 9 * low) for low in (10**8, 100, 10**7, 10**5))
    return "\n".join(
        (
            f'<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"><title>{heading}</title>',
            "<style>td{padding:2px}</style><script>var visits=1024;</script></head>",
            f'<body><div class="nav"><ul>{links}</ul></div>',
            '<div class="crumbs">您的位置：首页 &gt; 信息公开 &gt; 年度报告</div>',
            f'<div class="info">索引号：{index} 浏览次数：{visits} 字体：大 中 小</div>',
            '<div class="content">',
            *body,
            f'</div>\n<div class="footer"><p>主办单位：网站编辑部 备案号：备{record}号</p>',
            f"<p>您是第{visitor}位访客</p></div></body></html>\n",
        )
    )
