"""How many of the passages found have each value, in one generation of a corpus on disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from msgspec.structs import replace

from gongkai.corpus.compiling import Compiler
from gongkai.corpus.fulltext import REGION_COLUMNS
from gongkai.corpus.plan import Plan
from gongkai.corpus.records import Query

_FIELDS = {"tag": "tags", "region": REGION_COLUMNS[0]}  # of a facet that is not its own field
_MOST = {"tags": 2000}  # distinct values: sets of tags, of which each is counted for all its tags
_USUAL = 100
_KEPT = 256  # counts at hand: another page of hits, or another order, counts the same passages

_Counts = dict[str, Counter[str]]


class Facets:
    """Counts in one generation; what was counted is kept."""

    def __init__(self, searcher: Any, compiler: Compiler) -> None:
        self._searcher, self._compiler = searcher, compiler
        self._kept = lru_cache(_KEPT)(self._counted)

    def __call__(self, plan: Plan, query: Query, names: Sequence[str]) -> _Counts:
        """Return how many passages have each value, by facet."""
        return self._kept(Plan(plan.must), replace(query, sort="", limit=0, offset=0, facets=()), tuple(names))

    def _counted(self, plan: Plan, query: Query, names: Sequence[str]) -> _Counts:
        compiled = self._compiler.query(plan, query, ranked=False)
        counts = self._counts(compiled, [_FIELDS.get(name, name) for name in names])
        found = {name: counts[_FIELDS.get(name, name)] for name in names}
        if len(found.get("region", ())) == 1:  # all in one province: a second look counts further down
            below = [own for own in self._counts(compiled, REGION_COLUMNS[1:]).values() if own]
            found["region"] = next((own for own in below if len(own) > 1), below[-1] if below else found["region"])
        if "tag" in found:
            found["tag"] = _apart(found["tag"])
        return {name: Counter({value: count for value, count in own.items() if value}) for name, own in found.items()}

    def _counts(self, compiled: Any, fields: Sequence[str]) -> _Counts:
        wanted = {field: {"terms": {"field": field, "size": _MOST.get(field, _USUAL)}} for field in fields}
        made = self._searcher.aggregate(compiled, wanted) if wanted else {}
        return {field: _told(made[field]) for field in fields}


def _told(made: Any) -> Counter[str]:
    return Counter({_key(one["key"]): one["doc_count"] for one in made["buckets"]})


def _key(key: object) -> str:
    return str(int(key)) if isinstance(key, float) else str(key)


def _apart(together: Counter[str]) -> Counter[str]:
    """Return the counts of single tags from those of sets of tags."""
    tags: Counter[str] = Counter()
    for own, count in together.items():
        for tag in own.split():
            tags[tag] += count
    return tags
