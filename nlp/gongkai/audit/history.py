"""Compare a report with the same agency's report of the year before.

Places are those in the later report; what the earlier one says is quoted in the message. Nothing is said of numbers
where the years do not follow each other, nor of cells that are missing, text or in doubt in either report.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gongkai.audit.wording import column_name, finding, place_of, row_name
from gongkai.document import Fact, Finding, Passage, Report, Severity, Status
from gongkai.editions import Edition
from gongkai.text import fold, squeeze

PIECE = 6
"""Characters of a run: shorter ones are shared by all reports."""
SAME = 0.8
"""Share of a passage's runs that the other holds: so much is the same passage, a word or a number changed."""
SHORTEST = 16
"""A shorter passage is alike by chance."""
MUCH = 0.5
"""Share of part five: from so much on it is to be checked, below it is a remark."""
LEAST = 0.2
LONGEST_QUOTE = 40
STOCK = ("regulations", "normative_documents")


def compare(report: Report, previous: Report, edition: Edition) -> tuple[Finding, ...]:
    """Return the findings on `report` that `previous` shows, in text order; `edition` is that of `report`."""
    found: list[Finding] = []
    if report.year is not None and previous.year is not None and previous.year == report.year - 1:
        now, before = _facts(report), _facts(previous)
        found += _carried(edition, now, before, previous.year)
        found += _stock(edition, now, before, previous.year)
    found += _recycled(report, previous)
    found += _announced(report, previous)
    return tuple(sorted(found, key=lambda each: each.places[0].start if each.places else 0))


def _facts(report: Report) -> dict[str, Fact]:
    return {fact.address: fact for fact in report.facts}


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


def _recycled(report: Report, previous: Report) -> Iterator[Finding]:
    """Yield one finding on the passages of part five that the year before had, too."""
    own, old = _part_five(report), _part_five(previous)
    same = [passage for passage in own if _stands_in(passage, old)]
    length = sum(len(passage.text) for passage in own)
    share = sum(len(passage.text) for passage in same) / length if length else 0.0
    if share >= LEAST:
        yield finding(
            "history.recycled", [(passage.start, passage.end) for passage in same],
            None if share >= MUCH else Severity.INFO,
            share=round(100 * share), year=previous.year, text=same[0].text[:LONGEST_QUOTE],
        )  # fmt: skip


def _announced(report: Report, previous: Report) -> Iterator[Finding]:
    """Yield the measures that were announced the year before in nearly the same words."""
    old = [passage for passage in _part_five(previous) if _is_measure(passage)]
    for passage in _part_five(report):
        if _is_measure(passage) and _stands_in(passage, old):
            text = passage.text[:LONGEST_QUOTE]
            yield finding("history.announced", [(passage.start, passage.end)], year=previous.year, text=text)


def _part_five(report: Report) -> list[Passage]:
    return [each for each in report.passages if each.section == "problems" and len(each.text) >= SHORTEST]


def _is_measure(passage: Passage) -> bool:
    tags = {tag.tag for tag in passage.tags}
    return "measure" in tags and "problem" not in tags


def _stands_in(passage: Passage, others: Sequence[Passage]) -> bool:
    """Tell whether one of `others` holds nearly all of a passage."""
    runs = _runs(passage)
    return any(len(runs & _runs(other)) >= SAME * len(runs) for other in others)


def _runs(passage: Passage) -> frozenset[str]:
    ink = squeeze(fold(passage.text))
    return frozenset(ink[at : at + PIECE] for at in range(max(1, len(ink) - PIECE + 1)))
