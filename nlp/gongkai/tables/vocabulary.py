"""The labels of an edition, ready for look-up: exact by their core, fuzzy by similarity.

A core may name several nodes (总计 is a column and a row): which one, order and parents decide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from functools import cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from gongkai.document import Record
from gongkai.editions import Alias, Edition, aliases, editions
from gongkai.tables.labels import PUNCTUATION as _PUNCTUATION
from gongkai.tables.labels import core, ordinal
from gongkai.text import fold, squeeze

HEADING = "heading"
MANY = 5_000  # labels from which on a second thread pays
MINIMUM_LABELS = 6  # a canteen menu has none, a report without its tables its six headings


class Node(Record, frozen=True):
    """A place of the form that a label can name: `kind` is row, group, column, abreast, title, corner or heading."""

    kind: str
    part: str
    table: str
    id: str
    core: str
    ordinal: int
    parent: str | None
    rank: int  # order within its part, rows and groups counted together


class Candidate(Record, frozen=True):
    """A node that a label may name, and how alike they are."""

    node: Node
    score: float


class Names(Record, frozen=True):
    """The nodes a label may name, best first; those that are rows or groups; the id of the best if a column."""

    candidates: tuple[Candidate, ...]
    rows: tuple[Candidate, ...]
    column: str | None = None

    @classmethod
    def of(cls, candidates: tuple[Candidate, ...]) -> Names:
        """Return the names that `candidates` are."""
        best = candidates[0].node
        rows = tuple(c for c in candidates if c.node.kind in ("row", "group"))
        return cls(candidates, rows, best.id if best.kind == "column" else None)


UNKNOWN = Names((), ())


class Vocabulary:
    """All labels of one edition.

    `exact` has the nodes of every core; `known` the same by part, as names; `own` the cores no other edition has.
    """

    def __init__(self, edition: Edition, drift: Iterable[Alias]) -> None:
        self.edition = edition
        nodes = tuple(_nodes(edition))
        named = {(node.table, node.kind, node.id): node for node in nodes}
        exact: dict[str, dict[Node, None]] = defaultdict(dict)
        for node in nodes:
            exact[node.core][node] = None
        for table in edition.tables:  # a label whose hint lost its brackets
            for row in table.rows:
                exact[_PUNCTUATION.sub("", squeeze(fold(row.label)))][named[table.id, "row", row.id]] = None
        for alias in drift:
            if alias[:3] in named:
                exact[_core(alias.label)][named[alias[:3]]] = None
        self.exact = {label: tuple(found) for label, found in exact.items() if label}
        self.own: frozenset[str] = frozenset()
        self.parts = {label: _common_part(found) for label, found in self.exact.items()}
        self.group_letters = frozenset("".join(node.core for node in nodes if node.kind == "group"))
        self.known: dict[str, dict[str, Names]] = {}
        for part in dict.fromkeys(table.part for table in edition.tables):
            found = {
                label: tuple(Candidate(node, 1.0) for node in nodes if node.part == part and node.kind != "heading")
                for label, nodes in self.exact.items()
            }
            self.known[part] = {label: Names.of(candidates) for label, candidates in found.items() if candidates}


def _common_part(nodes: Sequence[Node]) -> str:
    """Return the part that all nodes of a core belong to, HEADING for a heading alone, "" when it may be of several."""
    parts = {node.part for node in nodes if node.kind != "heading"}
    return parts.pop() if len(parts) == 1 else "" if parts else HEADING


@cache
def vocabularies() -> tuple[Vocabulary, ...]:
    """Return the vocabulary of every edition, with the shipped aliases."""
    found = tuple(Vocabulary(edition, aliases()) for edition in editions())
    for vocabulary in found:
        others = set().union(*(other.exact for other in found if other is not vocabulary))
        vocabulary.own = frozenset(vocabulary.exact.keys() - others)
    return found


@cache
def printed_labels() -> dict[str, str]:
    """Return the core of every label as the form itself prints it, with its ordinal: what most reports print."""
    found = {}
    for edition in editions():
        for table in edition.tables:
            for item in (*table.rows, *table.groups, *table.columns, *table.abreast):
                found[squeeze(fold(item.ordinal + item.label))] = _core(item.label)
            for label in filter(None, (table.title, table.corner)):
                found[squeeze(fold(label))] = _core(label)
    return found


def choose_edition(cores: Set[str], year: int | None) -> tuple[Vocabulary | None, bool]:
    """Return the vocabulary of the edition whose own labels are among `cores`, and whether another fits as well.

    The edition is known by its labels; `year` decides only between editions that fit equally.
    """
    candidates = vocabularies()
    votes = [len(vocabulary.own & cores) for vocabulary in candidates]
    tied = votes.count(max(votes)) > 1
    best = max(range(len(votes)), key=lambda i: (votes[i], -_distance(candidates[i].edition, year), i))
    known = len(candidates[best].exact.keys() & cores)
    return (candidates[best] if known >= MINIMUM_LABELS else None), tied


def _distance(edition: Edition, year: int | None) -> int:
    """Return how many years before the edition was in use a report is; later years keep the last edition they had."""
    return 0 if year is None else max(0, edition.years[0] - year)


def near(cores: Sequence[str], labels: Sequence[str], least: float) -> list[list[tuple[float, int]]]:
    """Return for each of `cores` the labels at least that much alike: (similarity, place), best first."""
    scores = process.cdist(cores, labels, scorer=fuzz.ratio, dtype=np.float32, score_cutoff=100 * least)
    found: list[list[tuple[float, int]]] = [[] for _ in cores]
    rows, columns = scores.nonzero()
    for row, column, score in zip(rows.tolist(), columns.tolist(), scores[rows, columns].tolist(), strict=True):
        found[row].append((score / 100, column))
    for own in found:
        own.sort(key=_by_score)
    return found


def _by_score(pair: tuple[float, int]) -> float:
    return -pair[0]


def similarities(cores: Sequence[str], labels: Sequence[str]) -> NDArray[np.float32]:
    """Return how alike each of `cores` is to each of `labels`: array (cores, labels) in [0, 1]."""
    if len(labels) > MANY:
        # This way round it is a sixth faster: rapidfuzz prepares each of the first for all of the second.
        scores = process.cdist(labels, cores, scorer=fuzz.ratio, dtype=np.float32, workers=2).T
    else:
        scores = process.cdist(cores, labels, scorer=fuzz.ratio, dtype=np.float32)
    return np.ascontiguousarray(scores, np.float32) / np.float32(100)


def _nodes(edition: Edition) -> Iterable[Node]:
    for part in edition.parts:
        yield Node("heading", part.id, part.id, part.id, _core(part.heading), ordinal(fold(part.ordinal)), None, 0)
    for table in edition.tables:
        rank = 1000 * edition.tables.index(table)
        if table.title:
            yield Node("title", table.part, table.id, table.id, _core(table.title), 0, None, rank)
        if table.corner:
            yield Node("corner", table.part, table.id, table.id, _core(table.corner), 0, None, rank)
        spans = {column.parent for column in (*table.columns, *table.abreast) if column.parent}
        for label in sorted(spans):
            yield Node("span", table.part, table.id, label, _core(label), 0, None, rank)
        for kind, columns in (("abreast", table.abreast), ("column", table.columns)):
            for column in columns:
                rank += 1
                yield Node(kind, table.part, table.id, column.id, _core(column.label), 0, column.parent, rank)
        groups = {group.id: group for group in table.groups}
        seen: set[str] = set()
        for row in table.rows:
            chain = []
            parent = row.parent
            while parent and parent not in seen:
                chain.append(groups[parent])
                seen.add(parent)
                parent = groups[parent].parent
            for item, kind in (*((group, "group") for group in reversed(chain)), (row, "row")):
                rank += 1
                number = ordinal(fold(item.ordinal)) if item.ordinal else 0
                yield Node(kind, table.part, table.id, item.id, _core(item.label), number, item.parent, rank)


def _core(label: str) -> str:
    return core(squeeze(fold(label)))
