"""The one regex that finds every numeral of prose with what may be its unit, built from the units file."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from gongkai.narrative import mentions
from gongkai.numbers import ARABIC, CHINESE, INEXACT, MULTIPLIER, NUMERAL
from gongkai.units import Measure, Units, units

# Groups of the regex: the unit of a plain number that nothing around it puts in doubt; 百分之十二; an Arabic or a
# Chinese numeral (without its first character), 余 or 多, the upper end of a range, its 余 or 多, the unit; ¥12.5万.
PLAIN, PERCENT, DIGITS, HANZI, MORE, HIGH, HIGH_MORE, UNIT, MONEY = range(1, 10)

_SPACES = "[ \t]{0,3}"
_TO = "[-—~至到]"
BOUNDARY = ",。;、)!:\n》 的"
"""What may follow a count that has no unit."""
GLUE = frozenset("/.,:×x*@_# \t\n\r百千万亿+-") | frozenset("abcdefghijklmnopqrstuvwyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


class Grammar(NamedTuple):
    """The regexes, and the characters around a number that want a closer look."""

    pattern: re.Pattern[str]
    unit: re.Pattern[str]
    in_brackets: re.Pattern[str]  # (件), the unit of the number before it
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
    plain: dict[str, tuple[str, str, bool, mentions.Check | None]]  # unit -> its name, kind, 多 in it, what checks it


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
    branches = "|".join((_usual(words), percent, quantity, money, *mentions.PASSED))
    link = r"(?:共|约|近|达到|达|超过|超|突破|分别|均|仅|总计|合计)?(?:为|是|有|:)? ?$"
    before = frozenset(word[-1] for word in words.before)
    signs = frozenset(words.plus + words.minus)
    return Grammar(
        pattern=re.compile(f"[0-9{CHINESE}¥￥{mentions.OPENERS}](?:{branches})"),
        unit=re.compile(words.pattern),
        in_brackets=re.compile(rf"\(({words.pattern})\)"),
        counted=re.compile(f"(?:{'|'.join(words.bare_after)}){link}"),
        money=re.compile(f"(?:{'|'.join(words.bare_money)}){link}"),
        never=re.compile(f"(?:{'|'.join(words.bare_never)})(?:为|是|:)? ?$"),
        units=words,
        measures=words.measures,
        before=before,
        after=_after(words),
        signs=signs,
        alert=before | signs | GLUE,
        watched=frozenset(mentions.CHECKS),
        plain={
            printed: (each.unit, each.kind, each.inexact, mentions.CHECKS.get(printed))
            for printed, each in words.measures.items()
        },
    )


def _after(words: Units) -> frozenset[str]:
    """Return the characters behind a unit that want a closer look."""
    return frozenset(word[0] for word in words.after) | frozenset("半多余0123456789")


def _usual(words: Units) -> str:
    """Return what decides nine digit runs of ten at once.

    They are dates, numbers that count nothing whatever stands before them, for the sentence goes on without a unit,
    and plain numbers with a unit and nothing around them that wants a closer look.
    """
    heads = {printed[0] for printed in words.measures}
    measured = heads - {printed[0] for printed, each in words.measures.items() if each.whole}
    after = "".join(_after(words))
    date = "[0-9]?月(?:[0-9]{1,2}日)?|(?<=[12])[0-9]{3}(?<=1[89][0-9]{2}|20[0-9]{2})年"
    far = re.escape(BOUNDARY + "(" + after + "".join(heads) + INEXACT)
    on = rf"[0-9]{{0,15}}+(?:(?=[^{far}.,百千万亿\t~—至到-])|(?=\.[^0-9])|(?<=。[0-9])(?=、))"
    large = rf"(?:\.[0-9]{{1,5}}+(?:万|(?=[{''.join(measured)}]))|万)?(?![百千万亿])"
    plain = f"{_undoubted(words)}[0-9]{{0,15}}+{large}((?>{words.pattern}))(?![{after}])"
    return f"(?<=[0-9])(?:{plain}|{date}|{on})"


def _undoubted(words: Units) -> str:
    """Return a look behind a digit that refuses 近, 约为, … and what may be glued to the number."""
    sized: dict[int, list[str]] = {}
    for word in words.before:
        sized.setdefault(len(word), []).append(word)
    ends = "".join(GLUE) + words.plus + words.minus + "".join(sized.pop(1, ()))
    last = "".join({word[-1] for word in words.before})
    longer = "".join(f"(?<!(?:{'|'.join(same)})[0-9])" for same in sized.values())
    return f"(?:(?<=[^{re.escape(ends + last)}][0-9])|(?<=[^{re.escape(ends)}][0-9]){longer})"
