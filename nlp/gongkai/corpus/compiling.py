"""Plans and filters as tantivy's queries."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from math import comb
from typing import Any

from gongkai.corpus.plan import AtLeast, Best, Clause, Plan, Run, Term, Weighted, Without
from gongkai.corpus.records import Query

_OPTIONS = {"words": "freq", "pairs": "position"}
_COMBINATIONS = 24
"""Ways to meet so many of so many that are spelled out."""
_TIE = 0.1  # of what the other alternatives of a word count, where several stand
# Filters that are one of several values: the query's attribute and the field.
_VALUES = (
    *(("tags", "tag"), ("sections", "section"), ("regions", "region"), ("levels", "level"), ("kinds", "kind")),
    *(("editions", "edition"), ("statuses", "status"), ("agencies", "bearer"), ("reports", "report")),
)


class Compiler:
    """Makes queries for one schema."""

    def __init__(self, schema: Any) -> None:
        import tantivy

        self._make, self._schema = tantivy.Query, schema
        self._must, self._should, self._not = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot
        self._integer = tantivy.FieldType.Integer

    def query(self, plan: Plan, query: Query, *, ranked: bool, without: Iterable[int] = ()) -> Any:
        """Return what finds the passages of a plan, and ranks them if asked; `without` are clusters."""
        parts = [(self._must, self._quiet(part)) for part in self._filters(query)]
        if plan.must is not None:
            parts.append((self._must, self.clause(plan.must)))
            parts += [(self._should, self.clause(extra)) for extra in plan.extra if ranked]
        if plan.must is None or not _finds(plan.must):
            parts.append((self._must, self._quiet(self.exactly("type", "passage"))))
        if without := list(without):
            parts.append((self._not, self._make.term_set_query(self._schema, "cluster", without)))
        return self._make.boolean_query(parts)

    def alike(self, clusters: Iterable[int], query: Query) -> Any:
        """Return what finds the passages of some clusters that the filters of a query let pass."""
        parts = [*self._filters(query), self._make.term_set_query(self._schema, "cluster", list(clusters))]
        return self.both(*parts)

    def exactly(self, field: str, value: str | int) -> Any:
        """Return what finds the documents with a value in a field."""
        return self._make.term_query(self._schema, field, value, "basic")

    def both(self, *queries: Any) -> Any:
        """Return what finds the documents of every query."""
        return self._make.boolean_query([(self._must, query) for query in queries])

    def clause(self, clause: Clause) -> Any:
        """Return the query of a clause."""
        if isinstance(clause, Term):
            return self._term(clause)
        if isinstance(clause, Run):
            return self._make.phrase_query(self._schema, "pairs", list(clause.tokens))
        if isinstance(clause, Weighted):
            return self._make.boost_query(self.clause(clause.clause), clause.weight)
        if isinstance(clause, Best):
            return self._make.disjunction_max_query([self.clause(one) for one in clause.clauses], _TIE)
        if isinstance(clause, Without):
            return self._make.boolean_query([
                (self._must, self._quiet(self._make.all_query())), (self._not, self.clause(clause.clause)),
            ])  # fmt: skip
        return self._at_least(clause)

    def _term(self, term: Term) -> Any:
        option = _OPTIONS.get(term.field, "basic")
        query = self._make.term_query(self._schema, term.field, term.token, option)
        return self._make.const_score_query(query, 1.0) if term.field == "tag" else query

    def _at_least(self, clause: AtLeast) -> Any:
        if not clause.clauses or not clause.least:
            return self._quiet(self._make.all_query())
        if clause.least == len(clause.clauses):
            denied = [one.clause for one in clause.clauses if isinstance(one, Without)]
            parts = [(self._must, self.clause(one)) for one in clause.clauses if not isinstance(one, Without)]
            parts = parts or [(self._must, self._quiet(self._make.all_query()))]
            return self._make.boolean_query([*parts, *((self._not, self.clause(one)) for one in denied)])
        own = [self.clause(one) for one in clause.clauses]
        if clause.least == 1 or comb(len(own), clause.least) > _COMBINATIONS:
            return self._make.boolean_query([(self._should, one) for one in own], clause.least)
        # Intersections skip through their rarest part, a count of what matches does not: six times as fast.
        together = [(self._should, self.both(*some)) for some in combinations(own, clause.least)]
        met = self._quiet(self._make.boolean_query(together))
        return self._make.boolean_query([(self._must, met), *((self._should, one) for one in own)])

    def _filters(self, query: Query) -> list[Any]:
        filters = []
        for attribute, field in _VALUES:
            if values := list(getattr(query, attribute)):
                filters.append(self._make.term_set_query(self._schema, field, values))
        first, last = query.years
        if first is not None or last is not None:
            filters.append(self._make.range_query(self._schema, "year", self._integer, first, last))
        if query.cluster is not None:
            filters.append(self.exactly("cluster", query.cluster))
        return filters

    def _quiet(self, query: Any) -> Any:
        """Return a query that adds nothing to the score."""
        return self._make.const_score_query(query, 0.0)


def _finds(clause: Clause) -> bool:
    """Say whether all that a clause finds are passages: a denial finds reports, too."""
    if isinstance(clause, Term | Run):
        return True
    if isinstance(clause, Weighted):
        return _finds(clause.clause)
    if isinstance(clause, Best):
        return all(map(_finds, clause.clauses))
    if isinstance(clause, AtLeast):
        kinds = list(map(_finds, clause.clauses))
        return any(kinds) if clause.least == len(kinds) > 0 else clause.least > 0 and all(kinds)
    return False
