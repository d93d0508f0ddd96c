"""Where in a text what a query asks for stands."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gongkai.corpus.plan import Plan
from gongkai.corpus.tokens import GAP, Token, plain, units, words

MOST = 200
"""Places shown in one text."""
_STRETCH = re.compile(r"[\w.%+#&-]+")  # no word reaches beyond one: jieba cuts each by itself


def highlights(plan: Plan, text: str) -> tuple[tuple[int, int], ...]:
    """Return the places (start, end) of what `plan` asks for, in order, those that touch made one."""
    folded = plain(text)
    cut = _words(folded, {word for whole, parts in plan.words for word in (whole, *parts)})
    there = {token.text for token in cut}
    shown = {
        word for whole, parts in plan.words for word in ((whole,) if whole in there else parts) if there >= {*parts}
    }
    found = [(token.start, token.end) for token in cut if token.text in shown | {whole for whole, _ in plan.words}]
    for phrase in plan.phrases:
        found += [match.span() for match in _pattern(phrase).finditer(folded)]
    return tuple(_merged(sorted(found)))[:MOST]


def _words(text: str, wanted: set[str]) -> list[Token]:
    """Return the words of those stretches of a plain text in which one of the `wanted` may stand."""
    found = []
    for stretch in _STRETCH.finditer(text) if wanted else ():
        own, at = stretch.group(), stretch.start()
        if any(word in own for word in wanted):
            found += [Token(one.text, one.start + at, one.end + at) for one in words(own)]
    return found


def _pattern(phrase: str) -> re.Pattern[str]:
    parts = (r"[^\w\s]" if unit == GAP else re.escape(unit) for unit in units(phrase.strip()))
    return re.compile(r"\s*".join(parts))


def _merged(spans: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    held: tuple[int, int] | None = None
    for start, end in spans:
        if held is not None and start <= held[1]:
            held = held[0], max(held[1], end)
            continue
        if held is not None:
            yield held
        held = start, end
    if held is not None:
        yield held
