"""Align labels with the rows of the form: one monotone alignment over similarity, ordinal, parent and values.

Similarity alone confuses 不予公开 with 予以公开 and three rows named 其他. Rows stand in the form's order, so
the labels are aligned as a whole: dynamic programming finds the order-keeping pairing with the highest total weight.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TypeAlias

import msgspec

from gongkai.document import Record
from gongkai.tables.labelling import Label
from gongkai.tables.vocabulary import Candidate, Node

THRESHOLD = 0.62  # weight a pair must exceed: 行政检查 is no 行政强制 (similarity .5), 行政强致 is (.75)
SURE = 0.7  # a similarity below it needs the same ordinal
SAME_ORDINAL, OTHER_ORDINAL = 0.12, -0.06
SAME_PARENT, OTHER_PARENT = 0.10, -0.25
RIGHT_COUNT = 0.06  # a row followed by values, a group followed by none
NEARLY_TIED = 0.08  # another free node within this weight: doubt `margin`


_Chain: TypeAlias = "tuple[int, int, _Chain | None]"  # item, node, the pairs before


class Item(msgspec.Struct, gc=False):
    """A label to align: `groups` are the ids of the last group named exactly before it and of those it stands under,
    innermost first; `filled` says values follow."""

    label: Label
    groups: tuple[str, ...]
    filled: bool


class Aligned(Record, frozen=True):
    """A label and the node it was aligned with: `tied` when another free node was about as good."""

    label: Label
    node: Node
    score: float
    tied: bool


def align(items: Sequence[Item]) -> list[Aligned]:
    """Return the aligned labels in order; labels that fit nowhere are left out."""
    if aligned := _evident(items):
        return aligned
    weights = [_weights(item) for item in items]
    ranks = sorted({node.rank: node for row in weights for node in (c.node for c in row)}.items())
    nodes = [node for _, node in ranks]
    column = {node.rank: at for at, node in enumerate(nodes)}
    table = [{column[c.node.rank]: c.score for c in row} for row in weights]
    pairs = _with_strays(_monotone(table), items, column)
    return _judged(pairs, items, table, nodes)


def _with_strays(pairs: list[tuple[int, int]], items: Sequence[Item], column: dict[int, int]) -> list[tuple[int, int]]:
    """Add the labels that name one node exactly but stand out of order, where that node is still free."""
    items_paired, nodes_paired = {item for item, _ in pairs}, {node for _, node in pairs}
    for at, item in enumerate(items):
        rows = item.label.names.rows
        if at not in items_paired and len(rows) == 1 and rows[0].score == 1.0 and len(item.label.names.candidates) == 1:
            node = column.get(rows[0].node.rank)
            stray = item.label.ordinal not in (0, rows[0].node.ordinal)
            if node is not None and node not in nodes_paired and not stray:
                pairs.append((at, node))
                nodes_paired.add(node)
    return sorted(pairs)


def _evident(items: Sequence[Item]) -> list[Aligned] | None:
    """Return the alignment when every label names one node exactly and all are in order: nothing is to decide."""
    rank = -1
    found = []
    for item in items:
        candidates = item.label.names.rows
        if len(candidates) != 1 or candidates[0].score < 1.0 or candidates[0].node.rank <= rank:
            return None
        rank = candidates[0].node.rank
        found.append(Aligned(item.label, candidates[0].node, 1.0, False))
    return found


def _weights(item: Item) -> list[Candidate]:
    """Return the nodes that a label may be aligned with and the weight of each, above the threshold only."""
    number = item.label.ordinal
    found = []
    for candidate in item.label.names.rows:
        node, weight = candidate.node, candidate.score
        if number and node.ordinal:
            weight += SAME_ORDINAL if number == node.ordinal else OTHER_ORDINAL
        if item.groups and node.kind == "row":
            weight += SAME_PARENT if node.parent == item.groups[0] else _strange(node.parent, item.groups)
        if item.filled == (node.kind == "row"):
            weight += RIGHT_COUNT
        if weight > THRESHOLD:
            found.append(Candidate(node, weight))
    return found


def _strange(parent: str | None, groups: tuple[str, ...]) -> float:
    """Return the penalty of a row under another group: none where a group has ended (总计 after （五）不予处理)."""
    return 0.0 if parent is None or parent in groups else OTHER_PARENT


def _monotone(table: list[dict[int, float]]) -> list[tuple[int, int]]:
    """Return the order-keeping pairs (item, node) with the highest total of weights above the threshold.

    Items have few nodes, so only the chains worth going on with are kept: sorted by their last node, each with a higher
    total than all before it.
    """
    ends: list[int] = []
    chains: list[tuple[float, _Chain | None]] = []
    for item, row in enumerate(table):
        longer = []
        for node, weight in row.items():
            at = bisect_left(ends, node)
            total, chain = chains[at - 1] if at else (0.0, None)
            longer.append((node, total + weight - THRESHOLD, (item, node, chain)))
        for node, total, link in longer:
            _keep(ends, chains, node, total, link)
    pairs = []
    last = chains[-1][1] if chains else None
    while last is not None:
        item, node, last = last
        pairs.append((item, node))
    return pairs[::-1]


def _keep(ends: list[int], chains: list[tuple[float, _Chain | None]], node: int, total: float, link: _Chain) -> None:
    """Add a chain that ends at `node` unless an earlier end is as good; drop later ends that are no better."""
    at = bisect_left(ends, node)
    if at and chains[at - 1][0] >= total:
        return
    stop = at
    while stop < len(ends) and chains[stop][0] <= total:
        stop += 1
    if stop > at or at == len(ends) or ends[at] != node:
        ends[at:stop] = [node]
        chains[at:stop] = [(total, link)]


def _judged(
    pairs: list[tuple[int, int]], items: Sequence[Item], table: list[dict[int, float]], nodes: list[Node]
) -> list[Aligned]:
    """Say of every pair whether another pairing between its neighbours would have been about as good."""
    found = []
    for at, (item, node) in enumerate(pairs):
        before = pairs[at - 1] if at else (-1, -1)
        after = pairs[at + 1] if at + 1 < len(pairs) else (len(items), len(nodes))
        least = table[item].get(node, 1.0) - NEARLY_TIED
        rivals = [table[item].get(other, 0.0) for other in range(before[1] + 1, after[1]) if other != node]
        rivals += [table[other].get(node, 0.0) for other in range(before[0] + 1, after[0]) if other != item]
        label = items[item].label
        score = next(c.score for c in label.names.rows if c.node.rank == nodes[node].rank)
        unsure = score < SURE and label.ordinal != nodes[node].ordinal
        found.append(Aligned(label, nodes[node], score, unsure or max(rivals, default=0.0) >= least))
    return found
