"""Which numbers of a scan can be relied on: those that an identity (勾稽关系) confirms; the others are in doubt.

A digit misread breaks the sums it stands in. So a number is confirmed where an identity of the form holds exactly
over cells that were all read, each with certainty; misreadings that make up for one another are not that certain.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

import msgspec

from gongkai.audit.tables.arithmetic import Instance, instances
from gongkai.document import Fact, Region, Status
from gongkai.editions import Edition

# Certainty of the least certain character of a cell. Right figures of the developed scans have 0.97 to 1.
SURE = 0.95
_READ = (Status.NUMBER, Status.BLANK, Status.NOT_APPLICABLE)


def is_recognised(regions: Sequence[Region]) -> bool:
    """Say whether a document, or a part of it, was read by recognition (OCR)."""
    return any(region.score is not None for region in regions)


def weighed(edition: Edition, facts: Sequence[Fact], regions: Sequence[Region]) -> tuple[Fact, ...]:
    """Return the facts with the certainty of their recognition, and the doubt `ocr` where nothing confirms them."""
    scores = _scores(facts, regions)
    by_address = {fact.address: fact for fact in facts}
    confirmed: set[str] = set()
    for instance in instances(edition, _undivided(edition, by_address)):
        addresses = (*instance.addends, *instance.totals)
        if all(address in by_address for address in addresses) and _holds(instance, by_address, scores):
            confirmed.update(address for address in addresses if by_address[address].status is Status.NUMBER)
    return tuple(_weighed(fact, scores.get(fact.address), fact.address in confirmed) for fact in facts)


def _scores(facts: Sequence[Fact], regions: Sequence[Region]) -> dict[str, float]:
    """Return the certainty of each recognised cell that holds something, by its address."""
    marked = [region for region in regions if region.score is not None]
    starts = [region.start for region in marked]
    scores: dict[str, float] = {}
    for fact in facts:
        at = bisect_right(starts, fact.start) - 1
        if fact.end > fact.start and at >= 0 and fact.start < marked[at].end:
            scores[fact.address] = marked[at].score or 0.0
    return scores


def _undivided(edition: Edition, facts: Mapping[str, Fact]) -> frozenset[tuple[str, str]]:
    return frozenset(
        (table, group) for table, group in edition.undivided if edition.table(table).row_addresses[group][0] in facts
    )


def _holds(instance: Instance, facts: Mapping[str, Fact], scores: Mapping[str, float]) -> bool:
    """Say whether an identity holds over cells that were read with certainty, a total and an addend among them."""
    addends = [facts[address] for address in instance.addends]
    totals = [facts[address] for address in instance.totals]
    cells = addends + totals
    if any(fact.status not in _READ or fact.doubt or scores.get(fact.address, 1.0) < SURE for fact in cells):
        return False
    if not all(any(fact.status is Status.NUMBER for fact in side) for side in (addends, totals)):
        return False
    return sum(fact.value or 0 for fact in addends) == sum(fact.value or 0 for fact in totals)


def _weighed(fact: Fact, score: float | None, confirmed: bool) -> Fact:
    if score is None:
        return fact
    sure = confirmed or (fact.status is Status.NOT_APPLICABLE and score >= SURE)
    doubt = fact.doubt or (None if sure else "ocr")
    return msgspec.structs.replace(fact, score=round(fact.score * score, 4), doubt=doubt)
