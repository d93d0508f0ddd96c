"""Pick the report from its page: the smallest element that holds its headings, tables and sentences.

Nothing is known of any site. Evidence of a report are part headings, its title and signature, tables with labels of the
form (all hard: never given up), and sentences (soft). What stands around the element that holds all hard and nearly all
soft evidence is the page's; within it, blocks that are mostly links and the usual furniture are left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import NamedTuple

from gongkai.editions import editions
from gongkai.reading.markup.nodes import BLOCKS, TEXT, Node
from gongkai.text import fold, squeeze

ENOUGH = 3  # pieces of hard evidence; with less the whole page is kept
SOFT_LOSS = 0.02  # share of the sentences that may stand outside: the footer's, not an opening paragraph's
LABELS = 3  # different labels of the form that make a table statutory; menus name one or two of them
LINK_SHARE = 0.5
_SHORT = 80  # characters of a heading, title or signature
_SENTENCE = 15  # characters of the shortest sentence that counts
_FURNITURE_LENGTH = 120

_SENTENCE_END = re.compile("[。；！]")
_TITLE = re.compile(r"(?:19|20)\d\d.{0,60}(?:年度报告|年报)")
_SIGNED = re.compile(r"(?:20\d\d|二[〇零○]..)年.{1,3}月.{1,4}日$")
_FURNITURE = re.compile(
    r"[【\[〖]?(?:上一[篇条页]|下一[篇条页]|相关(?:链接|阅读|文章|信息|稿件|新闻|附件)|扫一扫|扫描二维码"
    r"|分享(?:[到至:]|$)|打印(?:[本此关】\]]|$)|关闭(?:窗口|[本】\]]|$)|字[号体]:?[【\[大小中]"
    r"|返回(?:顶部|首页)|回到顶部|(?:您|你)?(?:现在的?|当前)?(?:所在)?的?位置:|当前位置|责任编辑|浏览(?:次数|量)|点击(?:数|率|次数)"
    r"|主办(?:单位)?:|承办(?:单位)?:|版权所有|网站(?:地图|标识码|声明)|.{0,4}ICP备|.{0,2}公网安备|联系我们$)"
)
_PAGE_PARTS = frozenset(("nav", "footer", "aside", "header"))
_REMOVABLE = BLOCKS - {"td", "th", "tr", "tbody", "thead", "tfoot", "caption"}


class Selection(NamedTuple):
    """The element to render and the elements within it to leave out, by index."""

    root: int
    dropped: frozenset[int]


WHOLE = Selection(0, frozenset())


class _Weight:
    """What an element holds: pieces of hard evidence, characters of sentences, of text, of links, and links."""

    __slots__ = ("hard", "linked", "links", "soft", "text")

    def __init__(self) -> None:
        self.hard = self.soft = self.text = self.linked = self.links = 0

    def add(self, other: _Weight) -> None:
        self.hard += other.hard
        self.soft += other.soft
        self.text += other.text
        self.linked += other.linked
        self.links += other.links


class _Evidence(NamedTuple):
    """Weight of each node, unlinked text of each block, and where the hard evidence begins and ends."""

    weights: list[_Weight]
    lines: dict[int, str]
    first: int
    last: int


def select(nodes: list[Node]) -> Selection:
    """Return the part of a page that is the report; the whole page when there is too little to tell by."""
    evidence = _weigh(nodes)
    weights, root = evidence.weights, 0
    if weights[0].hard >= ENOUGH:
        child = _heir(nodes, weights, root)
        while child:
            root, child = child, _heir(nodes, weights, child)
    return Selection(root, frozenset(_furniture(nodes, evidence, root)))


def _heir(nodes: list[Node], weights: list[_Weight], index: int) -> int | None:
    """Return the child that holds all the evidence of `index`; grids, paragraphs and cells of grids are none."""
    child = index + 1
    while child < nodes[index].end:
        weight, whole = weights[child], weights[index]
        if weight.hard == whole.hard and weight.soft >= (1 - SOFT_LOSS) * whole.soft:
            inner = nodes[child].tag
            return None if inner in (TEXT, "p", "h1", "h2", "h3", "h4", "a") or nodes[child].plain else child
        child = nodes[child].end
    return None


def _furniture(nodes: list[Node], evidence: _Evidence, root: int) -> list[int]:
    """Return the outermost elements under `root` that belong to the page and not to the report."""
    found = []
    index = root + 1
    while index < nodes[root].end:
        node, weight = nodes[index], evidence.weights[index]
        outside = index < evidence.first or index >= evidence.last
        # A gap in a table would shift its columns.
        if (
            node.tag in _REMOVABLE
            and not weight.hard
            and _is_furniture(node.tag, weight, evidence.lines.get(index, ""), outside)
        ):
            found.append(index)
            index = node.end
        else:
            index += 1
    return found


def _is_furniture(tag: str, weight: _Weight, line: str, outside: bool) -> bool:
    if tag in _PAGE_PARTS and weight.soft < _FURNITURE_LENGTH:
        return True
    if weight.soft:
        return False
    if outside and weight.links >= 2 and weight.linked >= LINK_SHARE * weight.text:
        return True
    return weight.text <= _FURNITURE_LENGTH and bool(_FURNITURE.match(line))


def _weigh(nodes: list[Node]) -> _Evidence:
    """Return the weight of every node, and the unlinked text of every block that has some of its own."""
    weights = [_Weight() for _ in nodes]
    owner = [0] * len(nodes)  # the block whose line a node is part of
    linked = [False] * len(nodes)
    pieces: dict[int, list[str]] = defaultdict(list)
    for index, node in enumerate(nodes):
        linked[index] = linked[node.parent] or node.link
        owner[index] = index if node.tag in BLOCKS else owner[node.parent]
        weights[index].links = int(node.link)
        if node.tag == TEXT:
            length = len(node.text.strip())
            weights[index].text = length
            if linked[index]:
                weights[index].linked = length
            elif length:
                pieces[owner[index]].append(node.text)
    squeezed = "\n".join(squeeze("".join(texts)) for texts in pieces.values())
    # Folding is dear by the call, not by the length. Of no line at all, split makes one: not strict.
    lines = dict(zip(pieces, fold(squeezed).split("\n"), strict=False))
    marks = _add_evidence(nodes, weights, lines)
    for index in range(len(nodes) - 1, 0, -1):
        weights[nodes[index].parent].add(weights[index])
    return _Evidence(weights, lines, min(marks, default=0), max((nodes[mark].end for mark in marks), default=0))


def _add_evidence(nodes: list[Node], weights: list[_Weight], lines: dict[int, str]) -> list[int]:
    """Add hard and soft evidence to `weights`; return where the hard stands."""
    marks: list[int] = []
    inside = [False] * len(nodes)  # a statutory table, where labels and values are no headings and sentences
    for index, node in enumerate(nodes):
        inside[index] = inside[node.parent]
        if node.plain:
            text = "\n".join(lines[cell] for cell in range(index, node.end) if cell in lines)
            labels = len(set(_labels().findall(text)))
            if labels >= LABELS:
                weights[index].hard, weights[index].soft, inside[index] = labels, len(text), True
                marks.append(index)
    for block, line in lines.items():
        if inside[block] or _FURNITURE.match(line):
            continue
        if len(line) <= _SHORT and _is_mark(line, nodes[block].tag):
            weights[block].hard += 1
            marks.append(block)
        elif len(line) >= _SENTENCE and _SENTENCE_END.search(line):
            weights[block].soft += len(line)
    return marks


def _is_mark(line: str, tag: str) -> bool:
    titled = _TITLE.search(line) or (tag == "h1" and "年度报告" in line)
    return bool(titled or _SIGNED.match(line) or _headings().search(line))


@cache
def _headings() -> re.Pattern[str]:
    return _any_of({part.heading for edition in editions() for part in edition.parts})


@cache
def _labels() -> re.Pattern[str]:
    words: set[str] = set()
    for table in (table for edition in editions() for table in edition.tables):
        words |= {table.title} | {row.label for row in table.rows} | {group.label for group in table.groups}
        words |= {column.label for column in table.columns + table.abreast}
    return _any_of({word for word in words if len(word) > 2})


def _any_of(words: set[str]) -> re.Pattern[str]:
    """Return a pattern of folded words without spaces, longest first."""
    squeezed = sorted({squeeze(fold(word)) for word in words})
    return re.compile("|".join(map(re.escape, sorted(squeezed, key=len, reverse=True))))
