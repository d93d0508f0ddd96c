"""Passages copied between agencies: sentences that are the same, or nearly, in the reports of a few.

Sentences are compared without statutory words. Likely pairs come from MinHash and are then measured exactly; equal and
alike ones make a cluster. What more than COMMON agencies share is boilerplate, and told as such. Of an agency's own
years only the first counts: what it repeats itself is no copy.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from gongkai.audit.across.pairing import plain
from gongkai.audit.across.sentences import Sentence, sentences
from gongkai.audit.across.signing import signed
from gongkai.document import Record, Report
from gongkai.likeness import likely_pairs, signatures

ALIKE = 0.8
"""Share of characters in common, in order (2 * common / both lengths): a name, a number or a few words changed."""
LIKELY = 0.35
"""Share of equal hashes below which two sentences are never alike by ALIKE: 10 characters changed of 50 leave 0.5."""
COMMON = 10
"""A sentence of more agencies is boilerplate: nobody can say from whom it comes."""
LEAST = 36
"""Characters that two reports must have in common to be told: among 652 annotated reports, none of which copies, five
pairs have one sentence of 24 to 35 in common by chance, and none has more."""
GAP = 40
"""Copied sentences so near to each other in both reports are one span: what is between them is too short to compare."""

TWINS = 4
"""Sentences of one report that are alike among themselves; more of them are a refrain."""

_Match = tuple[int, int, float]


class Side(Record, frozen=True):
    """One report of a copy; `number` is its place among those compared."""

    number: int
    source: str
    agency: str | None
    year: int | None
    signed: date | None


class Span(Record, frozen=True):
    """A stretch that two reports have in common: where it stands in each, how alike it is, and how it begins."""

    start: int
    end: int
    other_start: int
    other_end: int
    length: int
    likeness: float
    text: str


class Copy(Record, frozen=True):
    """What two reports have in common; `length` counts characters of their own, the statutory ones left out.

    Where `is_ordered`, `one` came earlier (by year, else by date of signature), so that only `other` can have copied.
    """

    one: Side
    other: Side
    is_ordered: bool
    length: int
    spans: tuple[Span, ...]


class Shared(Record, frozen=True):
    """Boilerplate: a sentence of many agencies, with the first places of it."""

    text: str
    agencies: int
    places: tuple[tuple[Side, int, int], ...]


class Copies(Record, frozen=True):
    """Everything found: copies, the longest first, and boilerplate, the most widespread first."""

    copies: tuple[Copy, ...]
    shared: tuple[Shared, ...]


def find_copies(reports: Iterable[Report]) -> Copies:
    """Return what the reports of different agencies have in common; each is read once, its sentences alone are kept."""
    sides: list[Side] = []
    owners: list[int] = []
    held: list[Sentence] = []
    for number, report in enumerate(reports):
        sides.append(Side(number, report.source, report.agency, report.year, signed(report)))
        found = sentences(report)
        held += found
        owners += [number] * len(found)
    clusters = list(_clusters([sentence.own for sentence in held]))
    every = [_Cluster(members, owners, sides) for members in clusters]
    shared = [_shared(cluster, held, owners, sides) for cluster in every if len(cluster.firsts) > COMMON]
    few = (cluster for cluster in every if 1 < len(cluster.firsts) <= COMMON)
    copies = _copies(few, held, owners, sides)
    return Copies(
        tuple(sorted(copies, key=lambda each: (-each.length, each.one.number, each.other.number))),
        tuple(sorted(shared, key=lambda each: (-each.agencies, each.text))),
    )


class _Cluster:
    """Sentences that are alike: those of each agency's first report that has one."""

    def __init__(self, members: Iterable[int], owners: Sequence[int], sides: Sequence[Side]) -> None:
        by_agency: dict[str, list[int]] = defaultdict(list)
        for member in members:
            side = sides[owners[member]]
            by_agency[plain(side.agency) or side.source].append(member)
        self.firsts: list[list[int]] = []
        for own in by_agency.values():
            first = min((_when(sides[owners[member]]), owners[member]) for member in own)[1]
            self.firsts.append([member for member in own if owners[member] == first])


def _when(side: Side) -> tuple[int, date]:
    return side.year or 9999, side.signed or date.max


def _clusters(owns: Sequence[str]) -> Iterator[list[int]]:
    """Yield the numbers of sentences that are alike, directly or through others."""
    from rapidfuzz.distance import Indel

    holders: dict[str, list[int]] = defaultdict(list)
    for number, own in enumerate(owns):
        holders[own].append(number)
    texts = list(holders)
    roots = list(range(len(texts)))
    for one, other in likely_pairs(signatures(texts), LIKELY):
        first, second = _root(roots, one), _root(roots, other)
        if first != second and Indel.normalized_similarity(texts[one], texts[other], score_cutoff=ALIKE) >= ALIKE:
            roots[max(first, second)] = min(first, second)
    groups: dict[int, list[int]] = defaultdict(list)
    for at, text in enumerate(texts):
        groups[_root(roots, at)] += holders[text]
    yield from (sorted(members) for members in groups.values() if len(members) > 1)


def _root(roots: list[int], at: int) -> int:
    while roots[at] != at:
        roots[at] = roots[roots[at]]
        at = roots[at]
    return at


def _shared(cluster: _Cluster, held: Sequence[Sentence], owners: Sequence[int], sides: Sequence[Side]) -> Shared:
    members = sorted(member for own in cluster.firsts for member in own[:1])
    places = tuple((sides[owners[at]], held[at].start, held[at].end) for at in members[:COMMON])
    return Shared(held[members[0]].text, len(cluster.firsts), places)


def _copies(
    clusters: Iterable[_Cluster], held: Sequence[Sentence], owners: Sequence[int], sides: Sequence[Side]
) -> Iterator[Copy]:
    """Yield the copies between pairs of reports, each pair of sentences measured."""
    matches: dict[tuple[int, int], list[_Match]] = defaultdict(list)
    for cluster in clusters:
        for ours, theirs in combinations(cluster.firsts, 2):
            matches[owners[ours[0]], owners[theirs[0]]] += _matched(ours[:TWINS], theirs[:TWINS], held)
    for (first, second), found in matches.items():
        one, other = sides[first], sides[second]
        if _is_later(one, other):
            one, other, found = other, one, [(right, left, likeness) for left, right, likeness in found]
        spans = tuple(_spans(sorted(found), held))
        length = sum(span.length for span in spans)
        if length >= LEAST:
            yield Copy(one, other, _is_later(other, one), length, spans)


def _matched(ours: Sequence[int], theirs: Sequence[int], held: Sequence[Sentence]) -> Iterator[_Match]:
    """Yield the sentences of one report with those of another that are most like them, each once."""
    from rapidfuzz.distance import Indel

    pairs = [
        (-Indel.normalized_similarity(held[left].own, held[right].own, score_cutoff=ALIKE), left, right)
        for left in ours
        for right in theirs
    ]
    taken: set[int] = set()
    for less, left, right in sorted(pairs):
        if -less >= ALIKE and not {left, right} & taken:
            taken |= {left, right}
            yield left, right, -less


def _is_later(one: Side, other: Side) -> bool:
    """Tell whether `one` is known to have come after `other`."""
    if one.year is not None and other.year is not None and one.year != other.year:
        return one.year > other.year
    return one.signed is not None and other.signed is not None and one.signed > other.signed


def _spans(matches: Iterable[_Match], held: Sequence[Sentence]) -> Iterator[Span]:
    """Yield the spans that neighbouring sentences make."""
    last: Span | None = None
    for left, right, likeness in matches:
        one, other = held[left], held[right]
        own = Span(one.start, one.end, other.start, other.end, len(one.own), round(likeness, 3), one.text)
        if last is not None and _follows(last, own):
            length = last.length + own.length
            alike = round((last.likeness * last.length + own.likeness * own.length) / length, 3)
            last = Span(last.start, own.end, last.other_start, own.other_end, length, alike, last.text + own.text)
            continue
        if last is not None:
            yield last
        last = own
    if last is not None:
        yield last


def _follows(last: Span, own: Span) -> bool:
    return 0 <= own.start - last.end <= GAP and 0 <= own.other_start - last.other_end <= GAP
