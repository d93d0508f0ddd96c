"""Name labels one by one, without the order of a table: which row, column or group of the form is meant.

Works on arrays: all labels are folded and stripped in a few passes over one joined string, compared with every label of
the table at once, and weighed by ordinal and parent. What is not clearly ahead of the second best has no id.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import msgspec
import numpy as np
from numpy.typing import NDArray

from gongkai.document import Record
from gongkai.errors import RecordError
from gongkai.tables.labels import cores_of, ordinals_of
from gongkai.tables.vocabulary import Node, Vocabulary, similarities, vocabularies
from gongkai.text import fold

LEAST_SCORE = 0.5  # below it nothing is named
LEAST_MARGIN = 0.06  # the best must be ahead of the second by this much
SAME_ORDINAL, OTHER_ORDINAL, NO_ORDINAL = 0.08, -0.04, -0.08  # 其他 without a number is rather the column than 3.其他
SAME_PARENT, OTHER_PARENT = 0.08, -0.08
MOST_CANDIDATES = 3
CHUNK = 20_000  # labels weighed at a time: their arrays stay in the cache


class Named(Record, frozen=True):
    """What labels are called: each one's place in `ids` (-1 when unsure), score and margin over the second.

    `weights` has the weight of every id for every label: array (ids, labels).
    """

    ids: tuple[str, ...]
    best: NDArray[np.intp]
    score: NDArray[np.float32]
    margin: NDArray[np.float32]
    weights: NDArray[np.float32]


class LabelRecord(msgspec.Struct, frozen=True):
    """A label to name, as `gongkai align` reads it. `parent` is a group's id or its printed label."""

    label: str
    table: str
    edition: str
    parent: str | None = None


class _Lexicon(Record, frozen=True):
    """The labels of one table: `starts` is where each id begins among `cores`."""

    ids: tuple[str, ...]
    cores: tuple[str, ...]
    starts: tuple[int, ...]
    ordinals: tuple[int, ...]  # by id
    parents: tuple[str | None, ...]  # by id


def name_labels(labels: Sequence[str], table: str, edition: str, parents: Sequence[str | None] | None = None) -> Named:
    """Return what each of `labels` is called in a table of an edition; RecordError when there is no such table.

    `parents` are ids of groups, one a label, None where unknown.
    """
    lexicon = _lexicon(edition, table)
    count = len(labels)
    weights = np.empty((len(lexicon.ids), count), np.float32)
    best, score, margin = np.empty(count, np.intp), np.empty(count, np.float32), np.empty(count, np.float32)
    for start in range(0, count, CHUNK):
        own = slice(start, start + CHUNK)
        part = weights[:, own]
        _weigh(part, labels[own], lexicon)
        if parents is not None:
            _weigh_parents(part, parents[own], lexicon.parents)
        best[own], score[own], margin[own] = _decide(part)
    return Named(lexicon.ids, best, score, margin, weights)


def _weigh(weights: NDArray[np.float32], labels: Sequence[str], lexicon: _Lexicon) -> None:
    """Fill `weights` (ids, labels): similarity of each label to the nearest wording of each id, and ordinals."""
    joined = fold("\n".join([label.replace("\n", " ") if "\n" in label else label for label in labels]))
    if joined.count("\n") >= len(labels):  # breaks of other kinds were folded to line ends
        joined = "\n".join([fold(label).replace("\n", "") for label in labels])
    joined = joined.replace(" ", "").replace("\t", "").replace("\r", "")
    scores = similarities(lexicon.cores, cores_of(joined))
    for row, (start, stop) in enumerate(pairwise((*lexicon.starts, len(lexicon.cores)))):
        scores[start:stop].max(axis=0, out=weights[row])
    printed = ordinals_of(joined)
    other = np.where(printed > 0, np.float32(OTHER_ORDINAL), np.float32(NO_ORDINAL))
    by_ordinal = {
        legal: np.where(printed == legal, np.float32(SAME_ORDINAL), other) for legal in {*lexicon.ordinals} - {0}
    }
    for row, legal in enumerate(lexicon.ordinals):
        if legal:
            weights[row] += by_ordinal[legal]


def _weigh_parents(weights: NDArray[np.float32], parents: Sequence[str | None], legal: Sequence[str | None]) -> None:
    for parent in {parent for parent in parents if parent}:
        under = np.fromiter((other == parent for other in parents), bool, len(parents))
        for row, own in enumerate(legal):
            weights[row] += under * np.float32(SAME_PARENT if own == parent else OTHER_PARENT)


def _decide(weights: NDArray[np.float32]) -> tuple[NDArray[np.intp], NDArray[np.float32], NDArray[np.float32]]:
    """Return the best id (-1 when unsure), its score and its lead over the second, in one sweep over the ids."""
    count = weights.shape[1]
    best = np.zeros(count, np.intp)
    first, second, lesser = (np.full(count, -1, np.float32) for _ in range(3))
    for row, weight in enumerate(weights):
        np.copyto(best, row, where=weight > first)
        np.minimum(first, weight, out=lesser)
        np.maximum(second, lesser, out=second)
        np.maximum(first, weight, out=first)
    margin = first - second
    sure = (first >= LEAST_SCORE) & (margin >= LEAST_MARGIN)
    return np.where(sure, best, -1), np.clip(first, 0, 1), margin


def name_records(records: Sequence[LabelRecord]) -> list[dict[str, object]]:
    """Return id, score, margin and candidates for each record."""
    found: list[dict[str, object]] = [{} for _ in records]
    tables: dict[tuple[str, str], list[int]] = {}
    for at, record in enumerate(records):
        tables.setdefault((record.edition, record.table), []).append(at)
    for (edition, table), places in tables.items():
        own = [records[at] for at in places]
        parents = [_group(record.parent, edition, table) for record in own]
        named = name_labels([record.label for record in own], table, edition, parents)
        for row, at in enumerate(places):
            found[at] = _worded(named, row)
    return found


def _worded(named: Named, row: int) -> dict[str, object]:
    best = int(named.best[row])
    weights = named.weights[:, row]
    ranked = sorted(range(len(named.ids)), key=lambda i: -weights[i])[:MOST_CANDIDATES]
    return {
        "id": named.ids[best] if best >= 0 else None,
        "score": round(float(named.score[row]), 4),
        "margin": round(float(named.margin[row]), 4),
        "candidates": [{"id": named.ids[i], "score": round(min(1.0, max(0.0, float(weights[i]))), 4)} for i in ranked],
    }


def _group(parent: str | None, edition: str, table: str) -> str | None:
    """Return the id of a group given by id or by printed label."""
    if not parent:
        return None
    groups = {group.id for group in _vocabulary(edition).edition.table(table).groups}
    if parent in groups:
        return parent
    named = name_labels([parent], table, edition)
    best = int(named.best[0])
    return named.ids[best] if best >= 0 and named.ids[best] in groups else None


def _vocabulary(edition: str) -> Vocabulary:
    for vocabulary in vocabularies():
        if vocabulary.edition.id == edition:
            return vocabulary
    known = ", ".join(vocabulary.edition.id for vocabulary in vocabularies())
    raise RecordError(f"edition {edition!r} is not known; known are {known}", f"没有{edition}年版表式，可用：{known}")


@cache
def _lexicon(edition: str, table: str) -> _Lexicon:
    vocabulary = _vocabulary(edition)
    tables = [own.id for own in vocabulary.edition.tables]
    if table not in tables:
        names = ", ".join(tables)
        raise RecordError(f"edition {edition} has no table {table!r}; it has {names}", f"没有表{table}，可用：{names}")
    by_id: dict[str, list[tuple[str, Node]]] = {}
    for label, nodes in vocabulary.exact.items():
        for node in nodes:
            if node.table == table and node.kind in ("row", "group", "column", "abreast"):
                by_id.setdefault(node.id, []).append((label, node))
    cores = [label for entries in by_id.values() for label, _ in entries]
    sizes = [len(entries) for entries in by_id.values()]
    starts = [0, *np.cumsum(sizes)[:-1].tolist()]
    firsts = [entries[0][1] for entries in by_id.values()]
    return _Lexicon(
        tuple(by_id),
        tuple(cores),
        tuple(starts),
        tuple(node.ordinal for node in firsts),
        tuple(node.parent for node in firsts),
    )
