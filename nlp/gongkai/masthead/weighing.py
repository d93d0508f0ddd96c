"""Which of several titles is the report's own: lists and margins of a page name other bodies and years."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from gongkai.masthead.titles import Title

NEAREST = 1
"""For the last title on a line of its own: what follows it is the report."""
LISTED = -2
"""For titles on lines that follow one another: a list of links."""
SPEAKS = 2
"""For a title whose agency is named as publisher, writer, signature or in the file's name; for one that is of the kind
the text calls itself (我局), and against one that isn't."""
NAMELESS = -1
"""A title without a name outweighs only one that much speaks against."""

_KINDS = {
    "局": "局", "镇": "镇", "乡": "乡", "街道": "街道|街$", "厅": "厅", "委": "委|发改|卫健", "办": "办", "院": "院",
    "中心": "中心", "处": "处", "校": "大学|学院|校|[中小]学", "公司": "公司|集团|银行|[支分]行", "集团": "公司|集团",
}  # fmt: skip
"""What the name of a body holds that calls itself so; places (我县) are what its bureaus say, too."""
_GAP = re.compile(r"[\s\d年月日()\[\]:·•.-]*")
"""What may stand between two links of a list: dates, bullets."""


def ranked(titles: Sequence[Title], witnesses: Sequence[str], own: str, head: str) -> list[Title]:
    """Return the titles of a head, the likeliest first; `own` is what the text calls itself.

    Where all say the same they stay in their order. When the likeliest has no name, those of the others are not the
    report's, and go.
    """
    if len({_said(title) for title in titles}) < 2:
        return list(titles)
    listed = _listed(titles, head)
    alone = [number for number, title in enumerate(titles) if title.alone]
    scores = [
        (NEAREST if alone[-1:] == [number] else 0) + (LISTED if number in listed else 0) + _heard(title, witnesses, own)
        for number, title in enumerate(titles)
    ]
    best = [titles[number] for number in sorted(range(len(titles)), key=lambda number: -scores[number])]
    return best if best[0].agency else [title._replace(agency=None) for title in best]


def contradicted(agency: str, own: str) -> bool:
    """Tell whether a body of this name would not call itself so."""
    return own in _KINDS and not re.search(_KINDS[own], agency)


def _said(title: Title) -> tuple[str, str]:
    return title.agency.value if title.agency else "", title.year.value if title.year else ""


def _heard(title: Title, witnesses: Sequence[str], own: str) -> int:
    """Return what else speaks for a title, or against it."""
    if title.agency is None:
        return NAMELESS - NEAREST
    name = title.agency.value
    heard = any(name.endswith(other) or other.endswith(name) for other in witnesses)
    kind = 0 if own not in _KINDS else -1 if contradicted(name, own) else 1
    return SPEAKS * (heard + kind)


def _listed(titles: Sequence[Title], head: str) -> set[int]:
    """Return the titles, by number, that stand in a run of lines each saying something else."""
    found: set[int] = set()
    for number, (one, other) in enumerate(pairwise(titles)):
        gap = head[one.end : other.start]
        together = one.alone and other.alone and gap.count("\n") <= 1 and _GAP.fullmatch(gap)
        if together and _said(one) != _said(other):
            found |= {number, number + 1}
    return found
