"""Plans and filters as PostgreSQL's conditions: a text search query where it can be one, SQL around it elsewhere."""

from __future__ import annotations

from itertools import combinations
from math import comb
from typing import NamedTuple

from gongkai.corpus.plan import AtLeast, Best, Clause, Plan, Run, Term, Weighted, Without
from gongkai.corpus.records import Query

INITIALS = {"words": "w", "pairs": "p", "chars": "c"}
"""Of the tokens of each field: they share one column."""
_COMBINATIONS = 24
_EVERYTHING = "TRUE"
# Filters that are one of several values: the query's attribute, and the condition.
_VALUES = (
    ("sections", "section = ANY({})"),
    ("levels", "level = ANY({})"),
    ("kinds", "kind = ANY({})"),
    ("editions", "edition = ANY({})"),
    ("statuses", "status = ANY({})"),
    ("agencies", "bearer = ANY({})"),
    ("reports", "report = ANY({})"),
    ("tags", "tags && {}::text[]"),
    ("regions", "regions && {}::text[]"),
)


class Condition(NamedTuple):
    """SQL with its parameters; `query` is the text search query it consists of, if it is one."""

    sql: str
    parameters: tuple[object, ...] = ()
    query: str | None = None


def lexeme(field: str, token: str) -> str:
    """Return a token as it stands in the column."""
    return INITIALS[field] + token


def quoted(lexeme: str) -> str:
    """Return a lexeme as text search values and queries are written."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def where(plan: Plan, query: Query) -> Condition:
    """Return the condition of the passages of a plan that the filters let pass."""
    conditions = [*filters(query)]
    if plan.must is not None:
        conditions.append(condition(plan.must))
    return _joined(conditions, " AND ")


def filters(query: Query) -> list[Condition]:
    """Return the conditions of a query's filters."""
    found = [Condition(sql.format("%s"), (list(values),)) for name, sql in _VALUES if (values := getattr(query, name))]
    first, last = query.years
    found += [Condition("year >= %s", (first,))] if first is not None else []
    found += [Condition("year <= %s", (last,))] if last is not None else []
    found += [Condition("cluster = %s", (query.cluster,))] if query.cluster is not None else []
    return found


def condition(clause: Clause) -> Condition:
    """Return the condition of a clause."""
    if isinstance(clause, Term):
        if clause.field == "tag":
            return Condition("%s = ANY(tags)", (clause.token,))
        return _matches(quoted(lexeme(clause.field, clause.token)))
    if isinstance(clause, Run):
        return _matches(" <-> ".join(quoted(lexeme("pairs", token)) for token in clause.tokens))
    if isinstance(clause, Weighted):
        return condition(clause.clause)
    if isinstance(clause, Best):
        return _any([condition(one) for one in clause.clauses])
    if isinstance(clause, Without):
        inner = condition(clause.clause)
        if inner.query is not None:
            return _matches(f"!({inner.query})")
        return Condition(f"NOT ({inner.sql})", inner.parameters)
    return _at_least(clause)


def _at_least(clause: AtLeast) -> Condition:
    parts = [condition(one) for one in clause.clauses]
    if not parts or not clause.least:
        return Condition(_EVERYTHING)
    if clause.least == 1:
        return _any(parts)
    if clause.least == len(parts):
        return _every(parts)
    if comb(len(parts), clause.least) <= _COMBINATIONS:
        return _any([_every(list(some)) for some in combinations(parts, clause.least)])
    counted = _joined([Condition(f"({part.sql})::int", part.parameters) for part in parts], " + ")
    some = _any(parts)  # which the index can answer
    return Condition(f"{some.sql} AND ({counted.sql}) >= %s", (*some.parameters, *counted.parameters, clause.least))


def _any(parts: list[Condition]) -> Condition:
    return _together(parts, "|", " OR ")


def _every(parts: list[Condition]) -> Condition:
    return _together(parts, "&", " AND ")


def _together(parts: list[Condition], sign: str, word: str) -> Condition:
    queries = [part.query for part in parts if part.query is not None]
    if len(queries) == len(parts):
        return _matches(f" {sign} ".join(f"({query})" for query in queries))
    return _joined(parts, word)


def _joined(parts: list[Condition], word: str) -> Condition:
    sql = word.join(f"({part.sql})" for part in parts) or _EVERYTHING
    return Condition(sql, tuple(parameter for part in parts for parameter in part.parameters))


def _matches(query: str) -> Condition:
    return Condition("tokens @@ %s::tsquery", (query,), query)
