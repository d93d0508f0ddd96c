"""Where in a text what a query asks for stands."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gongkai.corpus.plan import Plan
from gongkai.corpus.tokens import GAP, plain, units, words

MOST = 200
"""Places shown in one text."""


def highlights(plan: Plan, text: str) -> tuple[tuple[int, int], ...]:
    """Return the places (start, end) of what `plan` asks for, in order, those that touch made one."""
    folded = plain(text)
    found = [(token.start, token.end) for token in words(folded) if token.text in plan.words] if plan.words else []
    for phrase in plan.phrases:
        found += [match.span() for match in _pattern(phrase).finditer(folded)]
    return tuple(_merged(sorted(found)))[:MOST]


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
