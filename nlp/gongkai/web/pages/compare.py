"""`/compare?a=&b=`: two reports: cells that differ, passages kept, reworded, new and gone."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Annotated

from fastapi import APIRouter
from fastapi import Query as Parameter
from fastapi.responses import Response

from gongkai.corpus import Corpus, Entry
from gongkai.document import Passage, Record, Report, Status
from gongkai.text import fold
from gongkai.web import shown
from gongkai.web.pages.agency import Cells, side_by_side
from gongkai.web.pages.report import found
from gongkai.web.site import OfSite

router = APIRouter()
REWORDED = 0.6
"""Likeness from which two passages are one reworded: another year's numbers and names leave 0.7 and more."""
MOST = 400
"""Passages of a report that are compared; a report has 30."""
_MARKED = 1000  # characters of a passage whose changes are marked
_Id = Annotated[str, Parameter(max_length=64)]


class Bit(Record, frozen=True):
    """A part of a passage, and whether the other report lacks it."""

    text: str
    is_own: bool


class Matched(Record, frozen=True):
    """A passage of each report, or of one; `kind` is same, reworded, gone (only in a) or new (only in b)."""

    kind: str
    section: str | None
    a: tuple[Bit, ...]
    b: tuple[Bit, ...]


class CompareView(Record, frozen=True):
    """Two reports beside each other; `choices` for b where it is not chosen yet."""

    a: Entry | None
    b: Entry | None
    choices: tuple[Entry, ...]
    cells: tuple[Cells, ...]
    differing: int
    passages: tuple[Matched, ...]
    counts: dict[str, int]
    is_whole: bool


@router.get("/compare", include_in_schema=False)
async def page(site: OfSite, a: _Id = "", b: _Id = "", cells: str = "") -> Response:
    """Return the page that compares two reports; `cells=all` shows equal cells, too."""
    return await site.page("compare.html", lambda: view(site.corpus, a, b, is_whole=cells == "all"))


@router.get("/api/compare", summary="Two reports: cells that differ, passages matched")
async def data(site: OfSite, a: _Id, b: _Id) -> Response:
    """Return what differs between two reports."""
    return await site.data(lambda: view(site.corpus, a, b, is_whole=True))


def view(corpus: Corpus, a: str, b: str, *, is_whole: bool) -> CompareView:
    """Return two reports beside each other; Missing when one is not there."""
    first, second = (found(corpus, id) if id else None for id in (a, b))
    own, other = ((corpus.entry(id) if id else None) for id in (a, b))
    choices = [one for one in corpus.same(own) if one.id != a] if own else []
    heads = (own and shown.entry(own), other and shown.entry(other), tuple(map(shown.entry, choices)))
    if first is None or second is None:
        return CompareView(*heads, (), 0, (), {}, is_whole)
    rows = side_by_side([first, second], is_whole=True)
    differing = [row for row in rows if differs(row)]
    passages = matched(first, second)
    counts = {kind: sum(one.kind == kind for one in passages) for kind in ("same", "reworded", "gone", "new")}
    return CompareView(*heads, tuple(rows if is_whole else differing), len(differing), passages, counts, is_whole)


def differs(row: Cells) -> bool:
    """Say whether the two reports say something else in a cell: another number, or a blank for a number."""
    one, other = ((None, None) if fact is None else (fact.status, fact.value) for fact in row.facts)
    nothing = (Status.MISSING, None), (None, None)
    return one != other and not (one in nothing and other in nothing)


def matched(first: Report, second: Report) -> tuple[Matched, ...]:
    """Return the passages of both in order: the same, reworded, gone, new; each at most once."""
    olds, news = list(first.passages[:MOST]), list(second.passages[:MOST])
    pairs = _pairs(olds, news)
    partners = {new: old for old, new in pairs.items()}
    rows, at = [], 0
    for number, new in enumerate(news):
        if number not in partners:
            rows.append(Matched("new", new.section, (), (Bit(new.text, True),)))
            continue
        while at < partners[number]:
            rows += [] if at in pairs else [_gone(olds[at])]
            at += 1
        rows.append(_both(olds[partners[number]], new))
        at = max(at, partners[number] + 1)
    rows += [_gone(old) for number, old in enumerate(olds) if number >= at and number not in pairs]
    return tuple(rows)


def _pairs(olds: Sequence[Passage], news: Sequence[Passage]) -> dict[int, int]:
    """Return which old passage became which new one: the likest first, each once."""
    from rapidfuzz import fuzz, process

    if not olds or not news:
        return {}
    plain = [[fold(one.text) for one in side] for side in (olds, news)]
    scores = process.cdist(*plain, scorer=fuzz.ratio, score_cutoff=100 * REWORDED)
    ranked = sorted(
        ((-float(scores[i][j]), abs(i - j), i, j) for i, j in zip(*scores.nonzero(), strict=True)),
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in ranked:
        if int(i) not in found and int(j) not in taken:
            found[int(i)] = int(j)
            taken.add(int(j))
    return found


def _gone(old: Passage) -> Matched:
    return Matched("gone", old.section, (Bit(old.text, True),), ())


def _both(old: Passage, new: Passage) -> Matched:
    if fold(old.text) == fold(new.text):
        return Matched("same", new.section, (Bit(old.text, False),), (Bit(new.text, False),))
    if len(old.text) > _MARKED or len(new.text) > _MARKED:
        return Matched("reworded", new.section, (Bit(old.text, False),), (Bit(new.text, False),))
    a, b = [], []
    for kind, i, j, k, m in SequenceMatcher(None, old.text, new.text, autojunk=False).get_opcodes():
        a += [Bit(old.text[i:j], kind != "equal")] if j > i else []
        b += [Bit(new.text[k:m], kind != "equal")] if m > k else []
    return Matched("reworded", new.section, tuple(a), tuple(b))
