"""What a classifier sees of a passage where it stands."""

from __future__ import annotations

from gongkai.model import Placed
from gongkai.model.fields import NEAR, SHOWN, Field, Fields, fields_of, texts_of
from gongkai.model.ngrams import EDGE

LONG = "一二三四五六七八九十" * 10
FULL = Placed("正文甲", "overview", "一、概况", "主要做法：", "前段", "后段")


def seen(fields: Fields, field: Field) -> list[str]:
    """Return the text of a field for every passage."""
    texts = fields.texts[1:-1].split(EDGE)
    return [texts[row] for row in fields.of[field]]


def test_every_field_has_its_text_and_its_mark() -> None:
    fields = fields_of([FULL, Placed("正文乙")])
    wanted = {
        Field.TEXT: ["正文甲", "正文乙"], Field.SECTION: ["overview", ""], Field.HEADING: ["一、概况", ""],
        Field.PARENT: ["主要做法:", ""], Field.PREVIOUS: ["前段", ""], Field.NEXT: ["后段", ""],
    }  # fmt: skip
    assert {field: seen(fields, field) for field in Field} == wanted
    assert all(fields.marks[row] == field for field in Field for row in fields.of[field])


def test_of_the_place_only_so_much_is_looked_at() -> None:
    fields = fields_of([Placed(LONG, LONG, LONG, LONG, LONG, LONG)])
    lengths = {field: len(seen(fields, field)[0]) for field in Field}
    assert (lengths[Field.TEXT], lengths[Field.SECTION]) == (100, 100)
    assert (lengths[Field.HEADING], lengths[Field.PARENT]) == (SHOWN, SHOWN)
    assert (lengths[Field.PREVIOUS], lengths[Field.NEXT]) == (NEAR, NEAR)


def test_what_passages_share_is_looked_at_once() -> None:
    fields = fields_of([FULL] * 50)
    assert len(fields.marks) == 50 + 5  # texts are not shared: nearly all are distinct
    assert seen(fields, Field.HEADING) == ["一、概况"] * 50


def test_the_same_words_in_two_fields_are_two_texts() -> None:
    fields = fields_of([Placed("公开", heading="公开", previous="公开", next="公开")])
    assert len({fields.of[field][0] for field in Field}) == len(Field)


def test_a_passage_alone_is_nothing_but_its_text() -> None:
    fields = texts_of(["甲", "乙"])
    assert (len(fields.of), seen(fields, Field.TEXT), fields.marks) == (1, ["甲", "乙"], [0, 0])
    assert texts_of([]).marks == fields_of([]).marks == []
