"""What was read tells where it stands in its file, so that a person can look it up."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import UNSET

import gongkai
from gongkai.document import Document, Position, Region
from gongkai.positions import placed

REPORTS = Path(__file__).parents[1] / "annotations" / "reports"
PRINTED = Path(__file__).parent / "data" / "pdf" / "14-lanting-normal-college-2023.pdf"


def test_facts_of_a_page_tell_their_cell() -> None:
    report = gongkai.parse(next(REPORTS.glob("04-*.html")))
    fact = report.fact("requests.received_new.natural_person")
    assert fact.position == Position(table=2, row=4, column=4)
    assert report.passages[0].position is UNSET  # prose of a page has its offsets only


def test_facts_of_a_pdf_tell_page_and_box() -> None:
    import pypdfium2

    report = gongkai.parse(PRINTED)
    document = pypdfium2.PdfDocument(PRINTED)
    looked = 0
    for fact in report.facts:
        if fact.raw:
            assert isinstance(fact.position, Position)
            assert fact.position.page is not None
            assert fact.position.box is not None
            left, top, right, bottom = fact.position.box
            page = document[fact.position.page - 1]
            height = page.get_height()
            inside = page.get_textpage().get_text_bounded(left, height - bottom, right, height - top)
            assert inside.split() == fact.raw.split()
            looked += 1
    assert looked > 150
    pages = {one.position.page for one in report.passages if isinstance(one.position, Position)}
    assert len(pages) > 1


def test_a_text_has_no_positions_beside_its_offsets() -> None:
    report = gongkai.parse(next(REPORTS.glob("*.txt")))
    assert {fact.position for fact in report.facts} == {UNSET}


def _region(start: int, end: int, **where: object) -> Region:
    return Region(start, end, Position(**where))  # type: ignore[arg-type]


LINES = (
    _region(0, 10, page=1, box=(50, 100, 500, 112)),
    _region(11, 20, page=1, box=(40, 114, 300, 126)),
    _region(20, 30, page=2, box=(40, 10, 500, 22)),
)
CELLS = (_region(0, 4, sheet="表", cell="A1"), _region(5, 9, sheet="表", cell="B1"))


@pytest.mark.parametrize(
    ("regions", "start", "end", "position"),
    [
        (LINES, 2, 5, Position(page=1, box=(50, 100, 500, 112))),
        (LINES, 2, 15, Position(page=1, box=(40, 100, 500, 126))),
        (LINES, 12, 28, Position(page=1, box=(40, 114, 300, 126))),
        (LINES, 20, 30, Position(page=2, box=(40, 10, 500, 22))),
        (CELLS, 5, 9, Position(sheet="表", cell="B1")),
        (CELLS, 1, 7, Position(sheet="表", cell="A1:B1")),
        (CELLS[1:], 0, 3, UNSET),
        ((_region(3, 3, sheet="表", cell="C9"),), 3, 3, Position(sheet="表", cell="C9")),
    ],
)
def test_a_stretch_stands_where_it_begins(
    regions: tuple[Region, ...], start: int, end: int, position: Position | object
) -> None:
    passage = gongkai.Passage(None, "", start, end)
    report = gongkai.Report("", "ok", None, None, None, None, passages=(passage,))
    assert placed(report, Document("", "x" * 40, regions=regions)).passages[0].position == position
