"""The one regex that finds every numeral of prose with what may be its unit, built from the units file."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from gongkai.narrative import mentions
from gongkai.numbers import ARABIC, CHINESE, INEXACT, MULTIPLIER, NUMERAL
from gongkai.units import Measure, Units, units

# Groups of the regex: 百分之十二; an Arabic or a Chinese numeral (without its first character), 余 or 多, the upper end
# of a range, its 余 or 多, the unit; ¥12.5万.
PERCENT, DIGITS, HANZI, MORE, HIGH, HIGH_MORE, UNIT, MONEY = range(1, 9)

_SPACES = "[ \t]{0,3}"
_TO = "[-—~至到]"
GLUE = frozenset("/.,:×x*@_# \t\n\r百千万亿+-") | frozenset("abcdefghijklmnopqrstuvwyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


class Grammar(NamedTuple):
    """The regexes, and the characters around a number that want a closer look."""

    pattern: re.Pattern[str]
    counted: re.Pattern[str]  # what makes a bare number a count
    money: re.Pattern[str]
    never: re.Pattern[str]
    units: Units
    measures: dict[str, Measure]
    before: frozenset[str]  # last characters of the words that make a number approximate
    after: frozenset[str]
    signs: frozenset[str]
    alert: frozenset[str]  # all characters before a number that want a closer look
    watched: frozenset[str]  # units of dates and the like, which mentions.CHECKS looks at


@cache
def grammar() -> Grammar:
    """Return the grammar; it is built on first use."""
    words = units()
    rest = r"(?:[0-9]{0,2}(?:,[0-9]{3})+(?![0-9])|[0-9]*+)(?:\.[0-9]+)?"
    large = rf"(?:(?!百分点)(?: |[余多])?{MULTIPLIER}(?:{ARABIC}{MULTIPLIER})*+(?:[0-9]{{4}}(?![0-9.]))?)?"
    more = f"([{re.escape(INEXACT)}])?"
    quantity = (
        rf"(?:(?<=[0-9])({rest}{large})|(?<=[{CHINESE}])(?<![{CHINESE}0-9.].)([{CHINESE}]*+(?:点[{CHINESE}]++|[余多]{MULTIPLIER})?))"
        rf"{more}{_SPACES}(?:{_TO} ?({NUMERAL}){more}{_SPACES})?(?:({words.pattern})|(?({DIGITS})|(?!)))"
    )
    percent = rf"(?<=百)分之({NUMERAL})"
    money = rf"(?<=[¥￥]) ?({ARABIC}(?:{MULTIPLIER})?)[余多]?元?"
    pattern = f"[0-9{CHINESE}¥￥{mentions.OPENERS}](?:{percent}|{quantity}|{money}|{'|'.join(mentions.PASSED)})"
    link = r"(?:共|约|近|达到|达|超过|超|突破|分别|均|仅|总计|合计)?(?:为|是|有|:)? ?$"
    before = frozenset(word[-1] for word in words.before)
    signs = frozenset(words.plus + words.minus)
    return Grammar(
        pattern=re.compile(pattern),
        counted=re.compile(f"(?:{'|'.join(words.bare_after)}){link}"),
        money=re.compile(f"(?:{'|'.join(words.bare_money)}){link}"),
        never=re.compile(f"(?:{'|'.join(words.bare_never)})(?:为|是|:)? ?$"),
        units=words,
        measures=words.measures,
        before=before,
        after=frozenset(word[0] for word in words.after) | frozenset("半多余0123456789"),
        signs=signs,
        alert=before | signs | GLUE,
        watched=frozenset(mentions.CHECKS),
    )
