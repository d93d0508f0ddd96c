"""`/agency/NAME`: an agency's years side by side: cells, problems, what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter
from fastapi import Query as Parameter
from fastapi.responses import Response

from gongkai.corpus import Corpus, Entry, Facet, Pair, Sequel
from gongkai.corpus.pairing import pairs, sequels
from gongkai.document import Fact, Record, Report, Status
from gongkai.web import shown
from gongkai.web.bearing import Bearing, bearing
from gongkai.web.charts import Chart, chart
from gongkai.web.forms import addresses
from gongkai.web.site import OfSite

router = APIRouter()
MOST_YEARS = 12
"""Reports side by side: the form changed in 2019, a screen holds as many columns."""
RECEIVED = "requests.received_new.total"
_Bearer = Annotated[str, Parameter(max_length=300, description="Which agency, where several bear the name.")]
_IN_BRIEF = ("total",)  # columns of requests that the short table shows


class Side(Record, frozen=True):
    """One report of an agency: its entry, its problems with their measures, what became of those of the year before."""

    entry: Entry
    pairs: tuple[Pair, ...]
    sequels: tuple[Sequel, ...] | None
    measures: int
    certain: int


class Cells(Record, frozen=True):
    """A cell in each of the reports, None where a report has none such."""

    address: str
    path: tuple[str, ...]
    facts: tuple[Fact | None, ...]


class AgencyView(Record, frozen=True):
    """What the page of an agency shows; `left_out` counts older reports."""

    who: Bearing
    sides: tuple[Side, ...]
    cells: tuple[Cells, ...]
    left_out: int
    is_whole: bool
    chart: Chart


class AgenciesView(Record, frozen=True):
    """Agencies whose names begin as asked."""

    begun: str
    found: tuple[Facet, ...]


@router.get("/agency", include_in_schema=False)
async def agencies(site: OfSite, q: Annotated[str, Parameter(max_length=100)] = "") -> Response:
    """Return the page that looks up agencies by the beginning of their names."""
    return await site.page("agencies.html", lambda: AgenciesView(q, _begun(site.corpus, q)))


@router.get("/agency/{name:path}", include_in_schema=False)
async def page(site: OfSite, name: str, cells: str = "", of: _Bearer = "") -> Response:
    """Return the page of an agency; `cells=all` shows every cell in place of the totals."""
    return await site.page("agency.html", lambda: view(site.corpus, name, of, is_whole=cells == "all"))


@router.get("/api/agency/{name:path}", summary="An agency's years: cells, problems, measures")
async def data(site: OfSite, name: str, of: _Bearer = "") -> Response:
    """Return an agency's reports under all its names side by side, with every cell."""
    return await site.data(lambda: view(site.corpus, name, of, is_whole=True))


def view(corpus: Corpus, name: str, of: str = "", *, is_whole: bool) -> AgencyView:
    """Return an agency's reports side by side, the newest MOST_YEARS of them; Missing when there is none."""
    who, entries = bearing(corpus, name, of)
    taken = entries[-MOST_YEARS:]
    loaded = [(entry, corpus.report(entry.id)) for entry in taken]
    kept = [(entry, report) for entry, report in loaded if report is not None]
    reports = [report for _, report in kept]
    following = {entry.id: _following(kept, entry) if who.is_certain else None for entry, _ in kept}
    sides = tuple(_side(entry, report, following[entry.id]) for entry, report in kept)
    cells = tuple(side_by_side(reports, is_whole=is_whole))
    return AgencyView(who, sides, cells, len(entries) - len(taken), is_whole, _chart(kept))


def side_by_side(reports: Sequence[Report], *, is_whole: bool) -> list[Cells]:
    """Return the cells of reports next to each other: all, or in brief the totals and what is not 0 somewhere."""
    facts = [{fact.address: fact for fact in report.facts} for report in reports]
    rows = [Cells(address, path, tuple(own.get(address) for own in facts)) for address, path in addresses(reports)]
    return rows if is_whole else [row for row in rows if _is_telling(row)]


def _is_telling(row: Cells) -> bool:
    table, _, column = row.address.split(".")
    if table == "requests" and column not in _IN_BRIEF:
        return False
    return any(fact is not None and (fact.value or fact.status is Status.TEXT) for fact in row.facts)


def _side(entry: Entry, report: Report, later: Report | None) -> Side:
    measures = sum(any(tag.tag == "measure" for tag in one.tags) for one in report.passages)
    certain = sum(finding.severity == "certain" for finding in report.findings)
    became = None if later is None else sequels(report, later)
    return Side(shown.entry(entry), pairs(report), became, measures, certain)


def _following(kept: Sequence[tuple[Entry, Report]], entry: Entry) -> Report | None:
    """Return the report of the year after; None where there is none, or which of several is not known."""
    found = [one for other, one in kept if entry.year and other.year == entry.year + 1 and one.passages]
    return found[0] if len(found) == 1 else None


def _chart(kept: Sequence[tuple[Entry, Report]]) -> Chart:
    """Return requests received by year, those read with a doubt left out."""
    counts, ids = [], {}
    for entry, report in kept:
        fact = next((fact for fact in report.facts if fact.address == RECEIVED), None)
        if entry.year and fact is not None and fact.value is not None and fact.doubt is None:
            counts.append(Facet(str(entry.year), int(fact.value)))
            ids[str(entry.year)] = entry.id
    return chart(counts, str, lambda year: f"/report/{ids[year]}/cell/{RECEIVED}", ())


def _begun(corpus: Corpus, begun: str) -> tuple[Facet, ...]:
    """Return agencies only: a suggestion that no agency has is a word."""
    found = corpus.suggest(begun, 30) if begun.strip() else ()
    return tuple(one for one in found if corpus.agency(one.value))
