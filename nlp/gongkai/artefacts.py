"""Marks that are in the text but not of the report: page numbers, Word bookmarks, Markdown's pictures after a sentence.

They are found in folded text and overwritten with spaces, so that no later stage meets them and offsets hold.
"""

from __future__ import annotations

import re

_BOOKMARK = re.compile(r"\[bookmark: ?[^\]\n]{0,40}\]")
# Glued to a sentence: in a cell or a line of its own it may stand for a value.
_PICTURE = re.compile(r"(?<=[。;!?]) ?(?:!\[[^\[\]\n]{0,100}\]\([^()\n]{0,500}\) {0,3})+(?=[\r\n]|\Z)")
_PAGE_MARK = re.compile(  # begins with the line end before it: a literal that the search can jump to, then looks ahead
    r"\n(?=[-—~·P第0-9 \t])[ \t]*+(?=[-—~·P第0-9])"
    r"(?:[-—~·]{1,2}+ ?[0-9]{1,3} ?[-—~·]{1,2}|[0-9]{1,3}+ ?/ ?[0-9]{1,3} ?页?|P\. ?[0-9]{1,3}"
    r"|第 ?[0-9]{1,3} ?页(?: ?[,，/]? ?共 ?[0-9]{1,3} ?页)?)[ \t]*+(?=[\r\n]|\Z)"
)


def find(folded: str) -> list[tuple[int, int]]:
    """Return the (start, end) of every artefact in folded text."""
    spans = [(match.start() + 1, match.end()) for match in _PAGE_MARK.finditer(folded)]
    if "[bookmark" in folded:
        spans += [match.span() for match in _BOOKMARK.finditer(folded)]
    if "![" in folded:
        spans += [match.span() for match in _PICTURE.finditer(folded)]
    return spans


def blank(folded: str, spans: list[tuple[int, int]]) -> str:
    """Return `folded` with `spans` overwritten by spaces; same length."""
    for start, end in spans:
        folded = folded[:start] + " " * (end - start) + folded[end:]
    return folded
