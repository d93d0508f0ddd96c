"""Folding: one character for one, so that offsets hold."""

from __future__ import annotations

import sys

import pytest

from gongkai.text import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("（２０２１年）：ＡＰＰ，９５％", "(2021年):APP,95%"),
        ("一\u3000二\xa0三\u200b四", "一 二 三 四"),
        ("二〇二〇年", "二零二零年"),
        ("5–8、−3、‑", "5-8、-3、-"),
        ("縣教育局辦理", "县教育局办理"),
        ("一、\t“总体”——情况。\r\n", "一、\t“总体”——情况。\r\n"),
        ("规章\x070\x07", "规章\t0\t"),
        ("上\x0b中\x0c下\u2028末\x85", "上\n中\n下\n末\n"),
        ("零\u200d宽\u2060和\xad控\x01制", "零 宽 和 控 制"),
        ("┌──┬═┐┃规章│0║", "+--+-+|规章|0|"),
        ("", ""),
    ],
)
def test_widths_spaces_dashes_and_traditional_characters(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_every_code_point_stays_one_character_lone_surrogates_included() -> None:
    text = "".join(map(chr, range(sys.maxunicode + 1)))
    assert len(fold(text)) == len(text)
