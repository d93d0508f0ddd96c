"""The units file: what numbers count, and the words that decide whether a number counts anything.

`units.toml` is read and checked once, on first use. Prose and table cells share it.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import msgspec

from gongkai.errors import FormError
from gongkai.numbers import CHINESE, MULTIPLIER, value_of

ANY, PLURAL, ARABIC = "any", "plural", "arabic"  # the numerals that a unit stands after


class Measure(NamedTuple):
    """A unit as printed.

    `numerals` is any, plural (not after a lone 一) or arabic; what is `whole` has no fractions; `time` is a duration.
    """

    unit: str
    kind: str
    numerals: str = ANY
    whole: bool = False
    time: bool = False
    inexact: bool = False  # 个多月


class Units(NamedTuple):
    """The units file, read."""

    measures: dict[str, Measure]
    pattern: str  # regex source of any unit as printed, the longest first
    before: tuple[str, ...]
    not_before: tuple[str, ...]
    after: tuple[str, ...]
    plus: str
    minus: str
    verb: str
    bare_after: tuple[str, ...]
    bare_money: tuple[str, ...]
    bare_never: tuple[str, ...]
    one_after: str
    one_turn: str
    one_article: tuple[str, ...]
    idioms: dict[str, tuple[tuple[str, str], ...]]  # what looks like a quantity -> what stands before and after it


class _File(msgspec.Struct, forbid_unknown_fields=True):
    count: dict[str, str]
    time: dict[str, str]
    money: dict[str, str]
    percent: dict[str, str]
    same: dict[str, str]
    approximate: dict[str, str]
    sign: dict[str, str]
    bare: dict[str, str]
    words: dict[str, str]
    unless: dict[str, str]
    one: dict[str, str]
    idioms: dict[str, str]


@cache
def units() -> Units:
    """Return the shipped units; FormError names the entry that does not hold."""
    return read((files("gongkai") / "units.toml").read_text(encoding="utf-8"), "units.toml")


def read(toml: str, name: str) -> Units:
    """Return the units written in `toml`; `name` is the file named in errors."""
    try:
        given = msgspec.convert(tomllib.loads(toml), _File)
        measures = _measures(given)
        return Units(
            measures=measures,
            pattern=_trie(measures, given),
            before=_list(given.approximate["before"]),
            not_before=_list(given.approximate["unless"]),
            after=_list(given.approximate["after"]),
            plus="".join(_list(given.sign["plus"])),
            minus="".join(_list(given.sign["minus"])),
            verb=given.sign["verb"],
            bare_after=_list(given.bare["after"]),
            bare_money=_list(given.bare["money"]),
            bare_never=_list(given.bare["never"]),
            one_after=given.one["after"],
            one_turn=given.one["turn"],
            one_article=_list(given.one["article"]),
            idioms=_idioms(given.idioms["list"], name),
        )
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise FormError(f"{name}: not a units file: {error}") from error
    except KeyError as error:
        raise FormError(f"{name}: entry {error} is missing") from error


def split(printed: str) -> tuple[int, Measure] | None:
    """Return factor and measure of a unit printed alone, as in a header: 万元 is (10000, 元). None when unknown."""
    match = re.match(MULTIPLIER, printed)
    measures = units().measures
    if printed in measures:
        return 1, measures[printed]
    factor = value_of(match[0]) if match else None
    measure = measures.get(printed[match.end() :]) if match else None
    return (factor, measure) if measure and isinstance(factor, int) else None


def _measures(given: _File) -> dict[str, Measure]:
    found: dict[str, Measure] = {}
    for section, groups in (
        ("count", given.count),
        ("time", given.time),
        ("money", given.money),
        ("percent", given.percent),
    ):
        for group, listed in groups.items():
            for printed in _list(listed):
                found[printed] = Measure(
                    unit=given.same.get(printed, printed),
                    kind="count" if section == "time" else section,
                    numerals=group if group in (PLURAL, ARABIC) else ANY,
                    whole=section == "count" and group in (ANY, PLURAL),
                    time=section == "time",
                )
    for printed, measure in list(found.items()):
        if measure.time and printed.startswith("个"):
            found[f"个多{printed[1:]}"] = measure._replace(inexact=True)
        if printed.endswith("次") and len(printed) > 1:
            found[f"{printed[:-1]}(次)"] = found[f"{printed[:-1]}/次"] = measure
    return found


def _idioms(listed: str, name: str) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for idiom in _list(listed):
        match = re.fullmatch(rf"([^\[\]]*)\[([{CHINESE}多大]+[^\[\]]+)\]([^\[\]]*)", idiom)
        if match is None:
            raise FormError(
                f"{name}: idiom {idiom!r}: put the number and its classifier in brackets, as in 最多跑[一次]"
            )
        before, looks, after = match.groups()
        found[looks] = (*found.get(looks, ()), (before, after))
    return found


def _trie(measures: dict[str, Measure], given: _File) -> str:
    """Return a regex for the longest unit that fits and begins no other word (条, but not of 条例)."""
    first: dict[str, list[str]] = {}
    for printed in measures:
        first.setdefault(printed[0], []).append(printed)
    plain = [head for head, surfaces in first.items() if surfaces == [head] and head not in given.words]
    branches = [
        re.escape(head) + f"(?:{'|'.join(_tail(each, given) for each in sorted(surfaces, key=len, reverse=True))})"
        for head, surfaces in first.items()
        if head not in plain
    ]
    # One look at the first character spares comparing what is no unit with every branch.
    return f"(?=[{''.join(map(re.escape, first))}])(?:[{''.join(map(re.escape, plain))}]|{'|'.join(branches)})"


def _tail(printed: str, given: _File) -> str:
    """Return what follows the first character of a unit, with a look ahead where the unit may begin a word."""
    words, unless = (
        "|".join(re.escape(word[len(printed) :]) for word in _list(listed.get(printed, "")))
        for listed in (given.words, given.unless)
    )
    ahead = f"(?!{f'(?!{unless})' if unless else ''}(?:{words}))" if words else ""
    return re.escape(printed[1:]) + ahead


def _list(words: str) -> tuple[str, ...]:
    return tuple(words.split())
