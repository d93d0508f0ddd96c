"""The parts of a region's name: its short form and the word that says what it is."""

from __future__ import annotations

import re

SHORTEST_STEM = 2
"""陵县 is never called 陵; a stem that would be shorter keeps its word."""

# 双江拉祜族佤族布朗族傣族自治县 is 双江; long names go without 族 in some official names.
_PEOPLES = (
    "阿昌族|白族|保安族|布朗族|布依族|朝鲜族|达斡尔族|傣族|德昂族|东乡族|侗族|独龙族|鄂伦春族|"
    "鄂温克族|仡佬族|哈尼族|哈萨克族|赫哲族|回族|基诺族|景颇族|柯尔克孜族|拉祜族|黎族|傈僳族|"
    "珞巴族|满族|毛南族|门巴族|蒙古族|苗族|仫佬族|纳西族|怒族|普米族|羌族|撒拉族|畲族|水族|"
    "塔吉克族|土家族|土族|佤族|维吾尔族|锡伯族|瑶族|彝族|裕固族|藏族|壮族|各族|达斡尔|哈萨克|"
    "柯尔克孜|蒙古|塔吉克|锡伯|维吾尔"
)
_PEOPLE = re.compile(f"(?:{_PEOPLES})+$")
_WORD = re.compile("(?<=..)(?:特别行政区|自治区|自治州|自治县|自治旗|地区|新区|林区|特区)$|(?<=..)[省市县区州盟旗]$")
_COLLOQUIAL = (("自治州", "州"), ("自治县", "县"), ("自治旗", "旗"))


def stem(name: str) -> str:
    """Return the name without the word that says what the region is, and without its peoples: 恩施, 上虞, 内蒙古."""
    bare = _WORD.sub("", name)
    short = _PEOPLE.sub("", bare)
    return short if len(short) >= SHORTEST_STEM else bare


def colloquial(name: str) -> str | None:
    """Return what people call an autonomous unit: 恩施州, 长阳县; None for other names."""
    for word, plain in _COLLOQUIAL:
        if name.endswith(word):
            return stem(name) + plain
    return None
