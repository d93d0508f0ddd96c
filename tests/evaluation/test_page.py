from __future__ import annotations

import re

import msgspec
import pytest
from selectolax.lexbor import LexborHTMLParser
from tests.training import small

from gongkai.evaluation.evaluation import Evaluation
from gongkai.evaluation.page import page
from gongkai.model.names import TAG_NAMES
from gongkai.training.recipe import default

EVIL = '<script>alert("x")</script>&<b>'
LINKING = ("src", "href", "srcset", "action", "data", "poster", "xlink:href")


@pytest.fixture(scope="module")
def html() -> str:
    return page(small.evaluation())


def evil() -> Evaluation:
    """Return an evaluation whose every text from outside is markup."""
    found = small.evaluation()
    first, *others = found.placed.mistakes
    first = msgspec.structs.replace(
        first, id=EVIL, text=EVIL, heading=EVIL, tags=(EVIL,), given=(EVIL,), tag=EVIL,
        evidence=(msgspec.structs.replace(first.evidence[0], field="text", ngram=EVIL),),
    )  # fmt: skip
    scores = found.placed.scores
    named = msgspec.structs.replace(scores, tags=(msgspec.structs.replace(scores.tags[0], tag=EVIL), *scores.tags[1:]))
    one, *rest = found.placed.confusions
    placed = msgspec.structs.replace(
        found.placed, mistakes=(first, *others), scores=named,
        confusions=(msgspec.structs.replace(one, tag=EVIL), *rest),
    )  # fmt: skip
    return msgspec.structs.replace(found, subject=EVIL, placed=placed, warnings=(EVIL,))


def test_the_page_needs_nothing_from_outside(html: str) -> None:
    tree = LexborHTMLParser(html)
    assert not tree.css("script, link, iframe, img, object, embed, base")
    assert not [node for node in tree.css("*") if set(node.attributes) & set(LINKING)]
    assert not re.search(r"https?:|@import|url\(", html)


def test_text_from_outside_never_becomes_markup() -> None:
    html = page(evil())
    tree = LexborHTMLParser(html)
    assert "<script" not in html
    assert not tree.css("b > *, script")
    assert len([node for node in tree.css("td") if EVIL in node.text()]) >= 3
    assert [node.text() for node in tree.css(".warning")] == [EVIL]


def test_every_tag_is_named_in_chinese_beside_its_id(html: str) -> None:
    text = LexborHTMLParser(html).css_first("main").text()
    for tag in small.TAGS:
        assert tag in text
        assert TAG_NAMES[tag] in text


def test_every_tag_of_the_default_recipe_has_a_name() -> None:
    assert set(default().tags) == set(TAG_NAMES)


def test_every_chart_is_drawn_and_says_what_it_shows(html: str) -> None:
    labels = [node.attributes["aria-label"] for node in LexborHTMLParser(html).css("svg")]
    assert {"各标签的 F1 及其区间", "预测概率与实际比例", "学习曲线", "混淆矩阵"} <= set(labels)
    assert {"微平均 F1，按所在部分", "微平均 F1，按机关层级", "微平均 F1，按年度"} <= set(labels)


def test_marks_lie_inside_their_drawing(html: str) -> None:
    for drawing in LexborHTMLParser(html).css("svg"):
        # The parser keeps SVG's camel case or not, as HTML says.
        view = drawing.attributes.get("viewBox") or drawing.attributes["viewbox"]
        _, _, width, height = map(float, str(view).split())
        for mark in drawing.css("circle"):
            assert 0 <= float(str(mark.attributes["cx"])) <= width
            assert 0 <= float(str(mark.attributes["cy"])) <= height


def test_every_error_is_listed(html: str) -> None:
    found = small.evaluation()
    rows = LexborHTMLParser(html).css(".errors tbody tr")
    assert len(rows) == len(found.placed.mistakes) + len(found.alone.mistakes)


def test_the_page_fits_phones_and_the_dark(html: str) -> None:
    assert 'name="viewport"' in html
    assert "prefers-color-scheme: dark" in html


def test_a_quick_evaluation_has_a_page_without_curve() -> None:
    html = page(msgspec.structs.replace(small.evaluation(), curve=()))
    assert "学习曲线" not in LexborHTMLParser(html).css_first("main").text()
