"""OFD: characters and rules stand where the file puts them, whichever way it says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reading.ofds import from_pdf, ofd, table, text

import gongkai
from gongkai import errors
from gongkai.document import Document
from gongkai.limits import Limits
from gongkai.reading import read

ROOT = Path(__file__).parents[2]
PRINTED = ROOT / "tests/data/pdf/14-lanting-normal-college-2023.pdf"
SOURCE = ROOT / "annotations/reports/14-lanting-normal-college-2023.docx"
LINE = "本机关按照条例的规定编制本报告并向社会公布接受社会的监督"
PROSE = text(20, 40, LINE)


def cells(document: Document, grid: int = 0) -> list[list[str]]:
    rows: dict[int, list[str]] = {}
    for cell in document.grids[grid].cells:
        rows.setdefault(cell.row, []).append(document.text[cell.start : cell.end])
    return list(rows.values())


def test_a_report_has_the_facts_of_its_word_file() -> None:
    """Its pages are those that LibreOffice printed of the sample: lines with distances, rules as paths."""
    data = from_pdf(PRINTED.read_bytes())
    assert read(data).text == read(PRINTED).text
    report, source = gongkai.parse(data, "年报.ofd"), gongkai.parse(SOURCE)
    assert (report.agency, report.year, report.edition, report.status) == ("澜汀师范学院", 2023, "2021", "ok")
    assert [(fact.address, fact.value, fact.status) for fact in report.facts] == [
        (fact.address, fact.value, fact.status) for fact in source.facts
    ]


ROWS = [["信息内容", "本年制发件数"], ["规章", "3"], ["行政规范性文件", ""]]


def test_a_ruled_table_is_a_grid() -> None:
    assert cells(read(ofd(PROSE + table(20, 60, ROWS)))) == ROWS


def _path(data: str, more: str = "") -> str:
    return (
        f'<ofd:PathObject ID="8" Boundary="20 60 80 40" {more}>'
        f"<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>"
    )


_VALUES = text(22, 66, "规章") + text(62, 66, "3") + text(22, 76, "许可") + text(62, 76, "551")
_BAR = "M {0} {1} L {2} {1} L {2} {3} L {0} {3} C "
_FILLED = "".join(_BAR.format(0, y, 80, y + 0.3) for y in (0, 10, 20)) + "".join(
    _BAR.format(x, 0, x + 0.3, 20) for x in (0, 40, 80)
)
# The same table of two rows and two columns, drawn in several ways.
DRAWN = {
    "one path of many lines": _path("M 0 0 L 80 0 M 0 10 L 80 10 M 0 20 L 80 20 M 0 0 L 0 20 M 40 0 L 40 20 M 80 0 L 80 20"),  # noqa: E501
    "a frame and two lines": _path("M 0 0 L 80 0 L 80 20 L 0 20 C") + _path("M 0 10 L 80 10") + _path("M 40 0 L 40 20"),
    "thin shapes, filled": _path(_FILLED, 'Stroke="false" Fill="true"'),
    "a rectangle a cell": "".join(_path(_BAR.format(x, y, x + 40, y + 10)) for x in (0, 40) for y in (0, 10)),
    "scaled": _path("M 0 0 L 8 0 L 8 2 L 0 2 C M 0 1 L 8 1 M 4 0 L 4 2", 'CTM="10 0 0 10 0 0"'),
    "round corners": _path("M 1 0 L 79 0 A 1 1 0 0 1 80 1 L 80 20 L 0 20 L 0 1 B 0 0.5 0.5 0 1 0 C")
    + _path("M 0 10 L 80 10 M 40 0 L 40 20"),
}  # fmt: skip


@pytest.mark.parametrize("way", DRAWN)
def test_rules_are_rules_however_they_are_drawn(way: str) -> None:
    assert cells(read(ofd(PROSE + DRAWN[way] + _VALUES))) == [["规章", "3"], ["许可", "551"]]


def test_paths_that_are_not_seen_are_no_rules() -> None:
    hidden = DRAWN["a frame and two lines"].replace("PathObject ID", 'PathObject Visible="false" ID')
    clear = DRAWN["one path of many lines"].replace('ID="8"', 'ID="8" Stroke="false"')
    assert read(ofd(PROSE + hidden + clear + _VALUES)).grids == ()


@pytest.mark.parametrize("deltas", ["", "g 4 4", "4 4 4 4", "G 2 4.0 4 4", "4"])
def test_distances_of_characters_may_be_listed_or_left_out(deltas: str) -> None:
    assert read(ofd(PROSE + text(20, 60, "总体情况。", deltas=deltas))).text == LINE + "\n总体情况。\n"


def test_figures_of_two_cells_in_one_piece_of_text_are_two() -> None:
    row = text(50, 66, "1100", deltas="2 18 2")
    assert cells(read(ofd(PROSE + table(20, 60, [["规章", "", ""]], width=20) + row))) == [["规章", "11", "00"]]


def test_text_drawn_twice_to_look_bold_is_read_once() -> None:
    bold = text(22, 66, "1155") + text(22.1, 66.1, "1155")
    assert cells(read(ofd(PROSE + table(20, 60, [["", "3"]]) + bold))) == [["1155", "3"]]


def test_a_size_may_be_in_the_matrix() -> None:
    scaled = (
        '<ofd:TextObject ID="9" Boundary="20 60 80 10" Font="3" Size="1" CTM="4 0 0 4 0 0">'
        '<ofd:TextCode X="0" Y="1" DeltaX="g 3 1">总体情况</ofd:TextCode></ofd:TextObject>'
    )
    assert read(ofd(PROSE + scaled)).text == LINE + "\n总体情况\n"


def test_text_may_run_down() -> None:
    column = (
        '<ofd:TextObject ID="9" Boundary="22 60 10 40" Font="3" Size="4">'
        '<ofd:TextCode X="0" Y="6" DeltaY="g 1 6">规章</ofd:TextCode></ofd:TextObject>'
    )
    assert cells(read(ofd(PROSE + table(20, 60, [["", "3"]], height=16) + column))) == [["规章", "3"]]


def test_what_lies_under_the_page_belongs_to_it() -> None:
    head = table(20, 60, [["信息内容", "件数"], ["", ""]])
    pages = [PROSE + text(22, 74, name) + text(62, 74, "7") for name in ("规章", "许可")]
    document = read(ofd(*pages, template=head))
    assert [cells(document, grid)[1] for grid in range(len(document.grids))] == [["规章", "7"], ["许可", "7"]]


def test_shared_graphics_are_drawn_where_they_are_used() -> None:
    content = f"<ofd:Content>{text(0, 5, '共用文字')}</ofd:Content>"
    unit = f'<ofd:CompositeGraphicUnit ID="70">{content}</ofd:CompositeGraphicUnit>'
    used = '<ofd:CompositeObject ID="71" ResourceID="70" Boundary="20 60 100 20"/>'
    shared = f"<ofd:CompositeGraphicUnits>{unit}</ofd:CompositeGraphicUnits>"
    assert read(ofd(PROSE + used, resources=shared)).text == LINE + "\n共用文字\n"


def test_a_value_below_a_page_break_does_not_go_on_with_the_label_above() -> None:
    above = PROSE + table(20, 270, [["信息内容", "本年新制作数量数"]])
    assert cells(read(ofd(above, table(20, 20, [["规章", "/"], ["许可", "3"]])))) == [
        ["信息内容", "本年新制作数量数"],
        ["规章", "/"],
        ["许可", "3"],
    ]


def test_documents_of_a_package_are_read_one_after_the_other() -> None:
    body = b"<DocBody><DocRoot>/Doc_0/Document.xml</DocRoot></DocBody>"
    package = ofd(PROSE, extra={"OFD.xml": b"<OFD>" + 2 * body + b"</OFD>"})
    assert read(package).text == 2 * LINE + "\n"  # full lines go on over the page


UNSEEN = {
    "hidden": text(20, 60, "隐藏", more='Visible="false"'),
    "a watermark": text(20, 60, "内部资料", more='CTM="0.7 -0.7 0.7 0.7 0 0"'),
    "beside the page": text(250, 60, "页外"),
    "a picture": '<ofd:ImageObject ID="7" Boundary="0 0 10 10" ResourceID="3"/>',
}


@pytest.mark.parametrize("kind", UNSEEN)
def test_what_is_not_of_the_text_is_not_read(kind: str) -> None:
    assert read(ofd(PROSE + UNSEEN[kind])).text == LINE + "\n"


def test_a_part_may_be_in_gb18030() -> None:
    page = f"<Page><Content><Layer>{PROSE}</Layer></Content></Page>".replace("ofd:", "")
    part = ('<?xml version="1.0" encoding="GBK"?>' + page).encode("gb18030")
    assert read(ofd("", extra={"Doc_0/Pages/Page_0/Content.xml": part})).text == LINE + "\n"


WHOLE = ofd(PROSE)
_BOOK = b"<Document><Pages>%s</Pages></Document>"
_AGAIN = '<ofd:CompositeObject ID="71" ResourceID="70" Boundary="0 0 9 9"/>'
_ENDLESS = (
    '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="70"><ofd:Content>'
    f"{_AGAIN * 9}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
)
REFUSED = {
    "cut off": (WHOLE[:300], errors.DamagedDocument, "不完整"),
    "encrypted": (ofd(PROSE, extra={"Encryptions.xml": b"<e/>"}), errors.DamagedDocument, "密码"),
    "scanned": (ofd(UNSEEN["a picture"]), errors.EmptyDocument, "OCR"),
    "without pages": (ofd(), errors.EmptyDocument, "OCR"),
    "a page is missing": (WHOLE.replace(b"Page_0", b"Page_X", 1), errors.DamagedDocument, "不完整"),
    "no numbers": (ofd(PROSE + text(20, 60, "x", more='CTM="nan 0 0 1 0 0"')), errors.DamagedDocument, "不完整"),
    "graphics in themselves": (ofd(PROSE + _AGAIN, resources=_ENDLESS), errors.OversizedDocument, "过大"),
    "huge templates": (ofd(PROSE, template=" " * 9_000_000), errors.OversizedDocument, "过大"),
    "a page again and again": (
        ofd(
            PROSE + " " * 50_000,
            extra={"Doc_0/Document.xml": _BOOK % (b'<Page BaseLoc="Pages/Page_0/Content.xml"/>' * 400)},
        ),
        errors.OversizedDocument,
        "过大",
    ),
    "swelling": (ofd(PROSE, extra={"x": bytes(11_000_000)}), errors.OversizedDocument, "过大"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_read_is_refused_with_a_remedy(kind: str) -> None:
    data, error, word = REFUSED[kind]
    with pytest.raises(error, match=r"年报\.ofd") as caught:
        read(data, "年报.ofd", limits=Limits(unpacked=10_000_000))
    assert word in caught.value.reason


def test_a_document_type_is_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><Page>&a;</Page>'
    with pytest.raises(errors.DamagedDocument, match="document type"):
        read(ofd(PROSE, extra={"Doc_0/Pages/Page_0/Content.xml": bomb}))


def test_a_book_is_refused() -> None:
    with pytest.raises(errors.OversizedDocument, match="3 pages, at most 2"):
        read(ofd(*[PROSE] * 3), limits=Limits(pages=2))


@settings(deadline=None)
@given(st.integers(0, len(WHOLE)), st.binary(min_size=1, max_size=20))
def test_any_damage_gives_a_document_or_our_error(at: int, bytes_: bytes) -> None:
    _read_or_refuse(WHOLE[:at] + bytes_ + WHOLE[at + len(bytes_) :])


@settings(deadline=None)
@given(st.text(alphabet="0123456789 gG.-eML CBQA\n"), st.text(alphabet="0123456789 gG.-e"))
def test_any_path_and_distances_give_a_document_or_our_error(data: str, deltas: str) -> None:
    _read_or_refuse(ofd(PROSE + _path(data) + text(20, 60, "总体情况", deltas=deltas)))


def _read_or_refuse(data: bytes) -> None:
    try:
        read(data, "any.ofd")
    except errors.GongkaiError as error:
        assert error.reason  # noqa: PT017 both ways out are right
