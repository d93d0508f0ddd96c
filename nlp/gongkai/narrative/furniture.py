"""Lines of the page around a report: buttons, footers, links, pictures; and a title in front of its first words."""

from __future__ import annotations

import re

LONGEST = 160
"""A longer line is no furniture."""

_BUTTON = (
    r"(?:打印(?:本页|此页|页面)?|关闭(?:窗口|本页|页面)?|返回(?:顶部|首页|列表)?|收藏(?:本页)?|(?:字[体号]:?)?[大中小]|分享(?:到|至)?"
    r"|微信|微博|QQ(?:空间)?)"
)
_FURNITURE = re.compile(
    rf"(?:[\[【(]? ?{_BUTTON} ?[\]】)]?(?:\([^)\n]*\)+)?[\s\\|/:]*)+$"
    r"|!\[[^\]\n]*\]\([^)\n]*\)$"
    r"|附(?:件|表|图)?\d* ?:?$"
    r"|扫一扫|扫码(?:打开|查看|关注|分享)|用?手机扫|微信扫"
    r"|[上下]一[篇条页] ?:"
    r"|(?:主办|承办|协办|主管|管理|维护|运维|技术支持|版权所有|网站主办)(?:单位|方)? ?[:©]"
    r"|版权所有|(?:网站)?备案号?(?:编号)? ?:|网站标识码|(?:浏览|访问|点击|阅读)(?:次数|量|数) ?:"
    r"|[^\n。;]{0,60}?(?:ICP备|公网安备|网站标识码)"
    r"|[^\n。;,]{1,80}\.(?:pdf|docx?|xlsx?|wps|ofd|zip|rar)$",
    re.IGNORECASE,
)
_OPENS = frozenset("[【(打关返收字分微Q!附扫用手上下主承协管维运技版网备浏访点阅大中小")
_INSIDE = re.compile(r"ICP备|公网安备|网站标识码|\.(?:pdf|docx?|xlsx?|wps|ofd|zip|rar)$", re.IGNORECASE)
_TITLE = re.compile(
    r"(?:(?!现|根据|按照)[^\s。,;:]{1,40} ){0,2}(?!现|根据|按照)[^\s。,;:]{0,50}公开[^\s。,;:现]{0,16}(?:报告|年报)"
    r"(?:\([^()\n]{2,12}\))?[ \t]+(?=\S)"
)


def is_furniture(plain: str, start: int, end: int) -> bool:
    """Tell whether a line belongs to the page, not to the report."""
    if end - start > LONGEST or plain[end - 1] == "。":
        return False
    if plain[start] not in _OPENS and not _INSIDE.search(plain, start, end):
        return False
    return _FURNITURE.match(plain, start, end) is not None


def after_title(plain: str, start: int, end: int) -> int:
    """Return where a paragraph begins behind the title of the report that stands before it on the same line."""
    title = _TITLE.match(plain, start, end)
    return title.end() if title else start
