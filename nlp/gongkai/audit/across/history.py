"""Compare a report with the same agency's report of the year before.

Places are those in the later report; what the earlier one says is quoted in the message. Nothing is said of cells that
are missing, text or in doubt in either report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from gongkai import artefacts
from gongkai.audit.across.fates import fates, recycled
from gongkai.audit.across.pairing import head_of, require_follows
from gongkai.audit.across.past import check_past
from gongkai.audit.prose import Prose
from gongkai.audit.wording import cell_name, column_name, finding, place_of, row_name
from gongkai.document import Fact, Finding, Report, Severity, Status
from gongkai.editions import Edition
from gongkai.text import fold

MUCH = 0.5
"""Share of part five: from so much on it is to be checked, below it is a remark."""
LEAST = 0.2
LONGEST_QUOTE = 40
SLIP, SPREAD = 10_000, 3
"""元 written for 万元 makes an amount so many times too large or small; it may itself grow threefold in a year."""
STOCK = ("regulations", "normative_documents")


def compare(report: Report, previous: Report, edition: Edition | None, *, renamed: bool = False) -> tuple[Finding, ...]:
    """Return the findings on `report` that `previous` shows, in text order; `edition` is that of `report`.

    ComparisonError when `previous` is not the same agency's report of the year before; `renamed` says that it is,
    under another name.
    """
    require_follows(head_of(report), head_of(previous), renamed=renamed)
    assert report.year is not None
    assert previous.year is not None
    found: list[Finding] = []
    now, before = _facts(report), _facts(previous)
    if edition is not None:
        found += _carried(edition, now, before, previous.year)
        found += _stock(edition, now, before, previous.year)
        found += _restated(edition, now, before, previous.year)
        found += _slipped(edition, now, before, previous.year)
    if isinstance(report.text, str):
        found += check_past(_prose(report, report.text), now, before, report.year)
    found += _recycled(report, previous, previous.year)
    found += _announced(report, previous, previous.year)
    return tuple(sorted(found, key=lambda each: each.places[0].start if each.places else 0))


def _facts(report: Report) -> dict[str, Fact]:
    return {fact.address: fact for fact in report.facts}


def _prose(report: Report, text: str) -> Prose:
    folded = fold(text)
    return Prose(artefacts.blank(folded, artefacts.find(folded)), report.passages, report.quantities)


def _known(fact: Fact | None) -> bool:
    """Tell whether a cell is a number without doubt."""
    return fact is not None and fact.status is Status.NUMBER and fact.doubt is None


def _carried(edition: Edition, now: Mapping[str, Fact], before: Mapping[str, Fact], year: int) -> Iterator[Finding]:
    """Hold what was carried in against what the year before carried out; a column alone may have been reassigned."""
    table = edition.table("requests")
    pairs = [
        (column.id, now.get(f"requests.carried_in.{column.id}"), before.get(f"requests.carried_out.{column.id}"))
        for column in table.columns
    ]
    broken = [
        (id, own, old)
        for id, own, old in pairs
        if _known(own) and _known(old) and own and old and own.value != old.value
    ]
    total = any(id == "total" for id, _, _ in broken)
    for id, own, old in broken:
        severity = Severity.CERTAIN if total else Severity.CHECK
        line = column_name(table, id)
        yield finding(
            "history.carried", [place_of(own)], severity, line=line, now=own.value, before=old.value, year=year
        )


def _stock(edition: Edition, now: Mapping[str, Fact], before: Mapping[str, Fact], year: int) -> Iterator[Finding]:
    """Hold what is in force against last year's stock and what came and went; only the edition of 2021 says so."""
    for row in STOCK:
        cells = [now.get(f"art20_1.{row}.{column}") for column in ("issued", "repealed", "in_force")]
        cells.append(before.get(f"art20_1.{row}.in_force"))
        if not all(_known(cell) for cell in cells):
            continue
        issued, repealed, stock, old = (cell.value or 0 for cell in cells if cell is not None)
        right = old + issued - repealed
        if stock != right and cells[2] is not None:
            name = row_name(edition.table("art20_1"), row)
            yield finding(
                "history.stock", [place_of(cell) for cell in cells[:3] if cell is not None],
                row=name, now=stock, year=year, before=old, issued=issued, repealed=repealed, right=right,
            )  # fmt: skip


def _slipped(edition: Edition, now: Mapping[str, Fact], before: Mapping[str, Fact], year: int) -> Iterator[Finding]:
    """Hold amounts against last year's: some ten thousand times as much, or as little, is another unit."""
    for address, own in now.items():
        old = before.get(address)
        if own.unit != "元" or old is None or not (_known(own) and _known(old) and own.value and old.value):
            continue
        amounts = abs(Decimal(own.value)), abs(Decimal(old.value))
        low, high = min(amounts), max(amounts)
        if SLIP <= SPREAD * high / low <= SLIP * SPREAD**2 and high >= SLIP:
            yield finding(
                "history.unit-slip", [place_of(own)], place=cell_name(edition, address), raw=own.raw, now=own.value,
                before=old.value, year=year,
            )  # fmt: skip


def _restated(edition: Edition, now: Mapping[str, Fact], before: Mapping[str, Fact], year: int) -> Iterator[Finding]:
    """Hold last year's number of items, printed again in the edition of 2019, against what last year came to."""
    for address in (each for each in edition.addresses if each.endswith(".prior_items")):
        cells = (now.get(address), before.get(address), before.get(address.replace("prior_items", "change")))
        if not all(_known(cell) for cell in cells):
            continue
        own, old, change = (cell.value or 0 for cell in cells if cell is not None)
        if own != old + change and cells[0] is not None:
            yield finding(
                "history.restated", [place_of(cells[0])],
                place=cell_name(edition, address), now=own, year=year, before=old, change=change, right=old + change,
            )  # fmt: skip


def _recycled(report: Report, previous: Report, year: int) -> Iterator[Finding]:
    """Yield one finding on the passages of part five that the year before had, too."""
    same, share = recycled(report, previous)
    if share >= LEAST:
        quotes = "”“".join(passage.text[:LONGEST_QUOTE] for passage in same[:2])
        yield finding(
            "history.recycled", [(passage.start, passage.end) for passage in same],
            None if share >= MUCH else Severity.INFO, share=round(100 * share), year=year, text=quotes,
        )  # fmt: skip


def _announced(report: Report, previous: Report, year: int) -> Iterator[Finding]:
    """Yield the measures of the year before that are announced again, and those that are not mentioned any more."""
    found = fates(report, previous)
    told = set()
    for each in found:
        answer = each.answer
        if each.fate == "repeated" and answer is not None and answer.start not in told:
            told.add(answer.start)
            text = answer.text[:LONGEST_QUOTE]
            yield finding("history.announced", [(answer.start, answer.end)], year=year, text=text)
    if dropped := [each.measure.text[:LONGEST_QUOTE] for each in found if each.fate == "dropped"]:
        part = next((each for each in report.sections if each.id == "problems"), None)
        places = [(part.start, part.start + len(part.heading))] if part else []
        yield finding("history.dropped", places, year=year, count=len(dropped), texts="”“".join(dropped))
