"""`/report/ID`: text with marks, the form with its cells, what the audit found; a cell and where it was read."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from fastapi import APIRouter
from fastapi import Query as Parameter
from fastapi.responses import Response

from gongkai.corpus import Corpus, Entry, Pair, Sequel
from gongkai.corpus.pairing import pairs
from gongkai.document import Fact, Finding, Place, Record, Report, Severity
from gongkai.errors import GongkaiError
from gongkai.model.names import tag_name
from gongkai.web import shown
from gongkai.web.forms import Form, edition_of, forms, labels
from gongkai.web.marked import Marked, marked
from gongkai.web.site import Missing, OfSite
from gongkai.writing.marks import DOUBTS
from gongkai.writing.quotes import Quote, quote
from gongkai.writing.tally import Tally, tally

router = APIRouter()
_QUOTED = 5  # places of a finding that are shown
_AROUND = 60  # characters around a cell


class Noted(Record, frozen=True):
    """A finding with its number on the page and the words that it points at."""

    number: int
    finding: Finding
    quotes: tuple[tuple[Place, Quote], ...]


class ReportView(Record, frozen=True):
    """What the page of a report shows; `base` is its address; `entry` None for one that is in no corpus."""

    base: str
    report: Report
    entry: Entry | None
    tally: Tally
    forms: tuple[Form, ...]
    marked: Marked
    notes: dict[int, Noted]
    tags: tuple[tuple[str, int], ...]
    others: tuple[Entry, ...]
    pairs: tuple[Pair, ...]
    sequels: tuple[Sequel, ...]
    words: str


class CellView(Record, frozen=True):
    """A cell and where it was read; `address` names it, `path` are its labels."""

    base: str
    report: Report
    fact: Fact
    path: tuple[str, ...]
    quote: Quote | None
    doubt: str | None
    findings: tuple[Noted, ...]


class ReportData(Record, frozen=True):
    """A report with its entry in the corpus, its problems with their measures and what became of them."""

    entry: Entry
    report: Report
    pairs: tuple[Pair, ...]
    sequels: tuple[Sequel, ...] | None


@router.get("/report/{id}", include_in_schema=False)
async def page(site: OfSite, id: str, q: Annotated[str, Parameter(max_length=500)] = "") -> Response:
    """Return the page of a report; `q` marks what was searched for."""
    return await site.page("report.html", lambda: view(site.corpus, id, q))


@router.get("/report/{id}/cell/{cell}", include_in_schema=False)
async def cell_page(site: OfSite, id: str, cell: str) -> Response:
    """Return the page of a cell: its value and where it was read."""
    return await site.page("cell.html", lambda: cell_view(found(site.corpus, id), f"/report/{id}", cell))


@router.get("/api/report/{id}", summary="A report with its text, facts, passages, quantities and findings")
async def data(site: OfSite, id: str) -> Response:
    """Return all that is known of a report."""

    def work() -> ReportData:
        report, entry = found(site.corpus, id), site.corpus.entry(id)
        assert entry is not None
        return ReportData(shown.entry(entry), report, pairs(report), site.corpus.sequels(id))

    return await site.data(work)


@router.get("/api/report/{id}/cell/{cell}", summary="A cell and where it was read")
async def cell_data(site: OfSite, id: str, cell: str) -> Response:
    """Return the fact at an address with its labels and the text around it."""

    def work() -> dict[str, object]:
        view = cell_view(found(site.corpus, id), f"/report/{id}", cell)
        return {"report": id, "fact": view.fact, "labels": view.path, "quote": view.quote}

    return await site.data(work)


def found(corpus: Corpus, id: str) -> Report:
    """Return the report of an id, its source as readers may see it; Missing when there is none."""
    report = corpus.report(id)
    if report is None:
        raise Missing(f"no report {id!r} in this corpus; find it by a search", "检索库中没有这份报告")
    return shown.report(report)


def view(corpus: Corpus, id: str, words: str = "") -> ReportView:
    """Return what the page of a report of the corpus shows."""
    report, entry = found(corpus, id), corpus.entry(id)
    hits = _hits(corpus, report, words)
    others = corpus.same(entry) if entry else ()
    return of_report(
        report, f"/report/{id}", hits, words, entry and shown.entry(entry),
        tuple(shown.entry(one) for one in others if one.id != id), pairs(report), corpus.sequels(id) or (),
    )  # fmt: skip


def of_report(
    report: Report, base: str, hits: tuple[tuple[int, int], ...] = (), words: str = "", entry: Entry | None = None,
    others: tuple[Entry, ...] = (), answers: tuple[Pair, ...] = (), sequels: tuple[Sequel, ...] = (),
) -> ReportView:  # fmt: skip
    """Return what the page of any report shows."""
    counts = Counter(tag.tag for passage in report.passages for tag in passage.tags)
    tags = tuple(sorted(counts.items(), key=lambda one: (-one[1], tag_name(one[0]))))
    notes = {note.number: note for note in noted(report)}
    return ReportView(
        base, report, entry, tally(report), forms(report), marked(report, hits), notes, tags, others, answers, sequels,
        words,
    )  # fmt: skip


def noted(report: Report) -> list[Noted]:
    """Return the findings of a report with their numbers, the surest first."""
    text = report.text if isinstance(report.text, str) else ""
    order = {Severity.CERTAIN: 0, Severity.CHECK: 1, Severity.INFO: 2}
    notes = [
        Noted(number, finding, tuple((place, quote(text, place)) for place in finding.places[:_QUOTED] if text))
        for number, finding in enumerate(report.findings)
    ]
    return sorted(notes, key=lambda note: order[note.finding.severity])


def cell_view(report: Report, base: str, cell: str) -> CellView:
    """Return what is known of a cell; Missing when the report has no such cell."""
    edition = edition_of(report)
    try:
        fact = report.fact(cell)
    except KeyError as error:
        raise Missing(f"no cell {cell!r} in this report", "这份报告没有这个单元格") from error
    path = labels(edition).get(cell, (cell,)) if edition else (cell,)
    text = report.text if isinstance(report.text, str) else ""
    around = quote(text, Place(fact.start, fact.end), _AROUND) if text and fact.status != "missing" else None
    findings = tuple(note for note in noted(report) if _points_at(note.finding, fact))
    return CellView(base, report, fact, path, around, DOUBTS.get(fact.doubt or ""), findings)


def _points_at(finding: Finding, fact: Fact) -> bool:
    return fact.status != "missing" and any(
        place.start <= fact.start and fact.end <= place.end for place in finding.places
    )


def _hits(corpus: Corpus, report: Report, words: str) -> tuple[tuple[int, int], ...]:
    """Return where the words stand in the text; none for a query that can't be understood."""
    if not words.strip() or not isinstance(report.text, str):
        return ()
    try:
        return corpus.highlights(report.text[:200_000], words)
    except GongkaiError:
        return ()
