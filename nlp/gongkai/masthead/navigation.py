"""Breadcrumbs of web pages (首页 > 政务公开 > 政府信息公开年报): they stand beside a title, and no name is in them."""

from __future__ import annotations

import re

_CRUMB = r"[^\s>»›→/|]{1,40}"
_HERE = r"(?:(?:当前|现在|所在|您|你|的){1,4}位置(?:是|为)?[ \t]*:?|(?:网站|本站|返回)?[首主]页)"
_TRAIL = re.compile(
    rf"{_HERE}\s*(?:(?:>|»|›|→|/|\||::)+\s*)?(?:{_CRUMB}\s*(?:>|»|›|→|/|\||::)+\s*)*(?P<last>(?<=[>»›→/|:\s]){_CRUMB})?"
    rf"|(?m:^)[ \t]*{_CRUMB}(?:[ \t]*[>»›→]+[ \t]*{_CRUMB})+[ \t]*[>»›→]+[ \t]*(?P<end>{_CRUMB})"
)
_TITLE = re.compile(r"(?:20\d\d|二[零○]).*公开.*(?:报告|年报|情况|总结)")


def without_crumbs(head: str) -> str:
    """Return `head` with breadcrumbs overwritten, line ends kept: nothing before one goes on behind its `>`.

    A title that ends one stays.
    """
    if not re.search("[>»›→/|]", head):
        return head
    return _TRAIL.sub(_blanked, head)


def _blanked(trail: re.Match[str]) -> str:
    """Return the blanks for a breadcrumb, and its last piece if that is the title of a report."""
    found = trail[0]
    if not re.search("[>»›→/|]", found):
        return found
    last = trail["last"] or trail["end"] or ""
    kept = len(last) if _TITLE.search(last) else 0
    gone = found[: len(found) - kept]
    return re.sub(r"[^\n]", " ", gone[:-1]) + ">" + found[len(gone) :]
