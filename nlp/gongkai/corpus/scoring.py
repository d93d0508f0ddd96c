"""BM25 of a plan for one passage: the ranking of stores that have none of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from math import log
from typing import NamedTuple

from gongkai.corpus.plan import AtLeast, Best, Clause, Plan, Run, Term, Weighted, Without
from gongkai.corpus.rows import tokens

_K1, _B = 1.2, 0.75
_TIE = 0.1  # as in `compiling`
_BRIEF = ("chars",)  # fields of which only presence counts


class Statistics(NamedTuple):
    """What BM25 knows of all passages: their number, mean lengths by field, and in how many a token stands."""

    passages: int
    lengths: dict[str, float]
    frequency: Callable[[str, str], int]


class Text(NamedTuple):
    """A passage as it is ranked."""

    fields: dict[str, list[str]]
    counts: dict[str, Counter[str]]
    tags: frozenset[str]


def text_of(text: str, tags: tuple[str, ...]) -> Text:
    """Return a passage ready to be ranked."""
    own = tokens(text)
    fields = {"words": own.words.split(), "pairs": own.pairs.split(), "chars": own.chars.split()}
    return Text(fields, {name: Counter(found) for name, found in fields.items()}, frozenset(tags))


def tokens_of(plan: Plan) -> set[tuple[str, str]]:
    """Return the fields and tokens whose frequency a plan's ranking needs."""
    found: set[tuple[str, str]] = set()
    waiting: list[Clause] = [*([plan.must] if plan.must is not None else []), *plan.extra]
    while waiting:
        clause = waiting.pop()
        if isinstance(clause, Term):
            found.add((clause.field, clause.token))
        elif isinstance(clause, Run):
            found |= {("pairs", token) for token in clause.tokens}
        elif isinstance(clause, Weighted | Without):
            waiting.append(clause.clause)
        else:
            waiting += clause.clauses
    return {(field, token) for field, token in found if field != "tag"}


def score(plan: Plan, text: Text, known: Statistics) -> float:
    """Return the score of a passage that meets a plan."""
    must = 0.0 if plan.must is None else _score(plan.must, text, known) or 0.0
    return must + sum(_score(extra, text, known) or 0.0 for extra in plan.extra)


def _score(clause: Clause, text: Text, known: Statistics) -> float | None:
    """Return the score of a clause, None where it does not hold."""
    if isinstance(clause, Term):
        return _term(clause, text, known)
    if isinstance(clause, Run):
        return _run(clause, text, known)
    if isinstance(clause, Weighted):
        inner = _score(clause.clause, text, known)
        return None if inner is None else inner * clause.weight
    if isinstance(clause, Without):
        return 0.0 if _score(clause.clause, text, known) is None else None
    found = [own for own in (_score(one, text, known) for one in clause.clauses) if own is not None]
    if isinstance(clause, Best):
        return max(found) + _TIE * (sum(found) - max(found)) if found else None
    return _at_least(clause, found)


def _at_least(clause: AtLeast, found: list[float]) -> float | None:
    return sum(found) if len(found) >= clause.least else None


def _term(term: Term, text: Text, known: Statistics) -> float | None:
    if term.field == "tag":
        return 1.0 if term.token in text.tags else None
    times = text.counts[term.field][term.token]
    if not times:
        return None
    weight = _weight(term.field, term.token, known)
    return weight * _saturated(1 if term.field in _BRIEF else times, term.field, text, known)


def _run(run: Run, text: Text, known: Statistics) -> float | None:
    own, size = text.fields["pairs"], len(run.tokens)
    if any(token not in text.counts["pairs"] for token in run.tokens):
        return None
    times = sum(tuple(own[at : at + size]) == run.tokens for at in range(len(own) - size + 1))
    if not times:
        return None
    weight = sum(_weight("pairs", token, known) for token in run.tokens)
    return weight * _saturated(times, "pairs", text, known)


def _weight(field: str, token: str, known: Statistics) -> float:
    count = known.frequency(field, token)
    return log(1 + (known.passages - count + 0.5) / (count + 0.5)) if count <= known.passages else 0.0


def _saturated(times: int, field: str, text: Text, known: Statistics) -> float:
    mean = known.lengths.get(field)
    length = len(text.fields[field]) / mean if mean else 1.0
    return times * (_K1 + 1) / (times + _K1 * (1 - _B + _B * length))
