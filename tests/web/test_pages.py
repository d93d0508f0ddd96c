from __future__ import annotations

import csv
import io

import httpx
import openpyxl
import pytest
from selectolax.lexbor import LexborHTMLParser as Page
from tests.corpus.made import ARCHIVE
from tests.web.served import COPIED, COPIES, county, of

RECEIVED = "requests.received_new.natural_person"


def page(site: httpx.Client, address: str, status: int = 200) -> Page:
    answer = site.get(address)
    assert answer.status_code == status, answer.text[:500]
    return Page(answer.text)


def texts(found: Page, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in found.css(selector)]


def test_a_search_shows_passages_with_agency_year_tags_and_what_was_found_marked(site: httpx.Client) -> None:
    found = page(site, "/?q=%22解读形式单一%22")
    (hit,) = found.css(".hit")
    shown = hit.text()
    assert "甲州市教育局 2020年" in shown
    assert "存在问题" in shown
    assert [mark.text() for mark in hit.css("mark")] == ["解读形式单一"]


@pytest.mark.parametrize(
    ("address", "agencies"),
    [
        ("/?q=解读&level=市&kind=公安", {"乙州市公安局"}),
        ("/?q=大桥&from=2022&to=2022", {"乙州市交通运输局"}),
        ("/?q=解读&tag=problem&region=330600", {"甲州市教育局"}),
        ("/?q=江边大桥&agency=乙州市交通运输局", {"乙州市交通运输局"}),
        ("/?q=江边大桥&agency=甲州市教育局", set()),
        ("/?edition=2021&level=市&section=other", {"乙州市交通运输局"}),
    ],
)
def test_filters_of_the_address_hold(site: httpx.Client, address: str, agencies: set[str]) -> None:
    assert {head.rsplit(" ", 1)[0] for head in texts(page(site, address), ".hit h3")} - agencies == set()
    if agencies:
        assert page(site, address).css(".hit")


def test_each_facet_leads_to_as_many_hits_as_it_counts_and_back(site: httpx.Client) -> None:
    start = page(site, "/?q=解读")
    for link in start.css(".facets li a"):
        count = int(link.css_first(".count").text())
        narrowed = page(site, link.attributes["href"] or "")
        assert f"共 {count} 段" in narrowed.css_first("#found").text()
        (chosen,) = narrowed.css(".narrowed a")
        assert (
            page(site, chosen.attributes["href"] or "").css_first("#found").text() == start.css_first("#found").text()
        )


@pytest.mark.parametrize("trend", ["year", "level", "region", "kind", "tag"])
def test_bars_count_by_what_the_address_says_and_lead_on(site: httpx.Client, trend: str) -> None:
    found = page(site, f"/?q=解读&trend={trend}")
    bars = found.css("svg.chart a")
    assert bars
    for bar in bars:
        count = int(bar.css_first("text.count").text())
        if count:
            narrowed = page(site, bar.attributes["href"] or "")
            assert f"共 {count} 段" in narrowed.css_first("#found").text()


def test_years_without_a_passage_have_their_place_among_the_bars(site: httpx.Client) -> None:
    assert texts(page(site, "/?q=大桥"), "svg .label") == ["2020", "2021", "2022"]


def test_copies_are_one_hit_that_unfolds_into_all(site: httpx.Client) -> None:
    found = page(site, f"/?q=%22{COPIED[:12]}%22")
    (hit,) = found.css(".hit")
    unfold = hit.css_first("a.unfold")
    assert f"{COPIES} 份报告" in unfold.text()
    first = page(site, unfold.attributes["href"] or "")
    second = page(site, first.css_first("a[rel=next]").attributes["href"] or "")
    heads = texts(first, ".hit h3") + texts(second, ".hit h3")
    assert len(set(heads)) == COPIES


def test_pages_of_hits_follow_each_other_without_loss(site: httpx.Client) -> None:
    address, seen = "/?q=独有的话", []
    while address:
        found = page(site, address)
        seen += [hit.attributes["id"] for hit in found.css(".hit")]
        later = found.css_first("a[rel=next]")
        address = later.attributes["href"] or "" if later else ""
    assert len(seen) == len(set(seen)) >= 1


def test_passages_like_one_are_a_link_away(site: httpx.Client) -> None:
    hit = page(site, "/?q=%22政策解读方式较为单一%22").css_first(".hit")
    like = next(link for link in hit.css("a") if link.text() == "找相近段落")
    assert any("解读形式单一" in text for text in texts(page(site, like.attributes["href"] or ""), ".hit .text"))


def test_the_page_says_when_a_word_first_appears(site: httpx.Client) -> None:
    assert "最早见于 2020 年" in page(site, "/?q=大桥&from=2022").css_first("#found").text()


def test_nothing_found_says_what_to_do(site: httpx.Client) -> None:
    assert "换个说法" in page(site, "/?q=%22绝无此语%22").text()


@pytest.mark.parametrize("format", ["csv", "xlsx", "jsonl"])
def test_an_export_holds_all_hits_none_folded_with_their_evidence(site: httpx.Client, format: str) -> None:
    answer = site.get(f"/export/{format}", params={"q": f'"{COPIED[:12]}"'})
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="hits.{format}"'
    if format == "xlsx":
        rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))[1:]
    elif format == "csv":
        rows = list(csv.reader(io.StringIO(answer.text)))[1:]
    else:
        rows = answer.text.splitlines()
    assert len(rows) == COPIES


def test_a_report_shows_every_cell_of_its_form_with_its_value(site: httpx.Client) -> None:
    report = county()
    found = page(site, of(report.source))
    shown = {link.attributes["data-cell"]: link.css_first("a").text(deep=False) for link in found.css("a[data-cell]")}
    for fact in report.facts:
        if fact.status == "number":
            assert shown[fact.address].replace(",", "") == f"{fact.value}", fact.address
    assert shown.keys() == {fact.address for fact in report.facts if fact.status != "missing"}


def test_every_cell_leads_to_the_very_place_in_the_text(site: httpx.Client) -> None:
    report = county()
    found = page(site, of(report.source))
    for fact in report.facts:
        if fact.raw:
            runs, at = "", fact.start
            while len(runs) < len(fact.raw):
                run = found.css_first(f"#t{at}").text()
                runs, at = runs + run, at + len(run)
            assert runs == fact.raw


def test_the_text_of_a_report_is_shown_whole_and_unchanged(site: httpx.Client) -> None:
    report = county()
    found = page(site, of(report.source))
    shown = ["".join(run.text() for run in line.css(".run")) for line in found.css(".source-text .line")]
    assert shown == str(report.text).splitlines()


def test_passages_and_quantities_are_marked_where_they_stand(site: httpx.Client) -> None:
    report = county()
    found = page(site, of(report.source))
    for quantity in report.quantities:
        assert "quantity" in (found.css_first(f"#t{quantity.start}").attributes["class"] or "")
    for passage in report.passages:
        if passage.tags:
            classes = found.css_first(f"#t{passage.start}").attributes["class"] or ""
            assert f"tag-{passage.tags[0].tag}" in classes.split()


def test_a_finding_stands_beside_its_place_and_in_the_list(site: httpx.Client) -> None:
    found = page(site, of(county().source))
    certain = [finding.message for finding in county().findings if finding.severity == "certain"]
    assert certain
    for message in certain:
        assert any(message in text for text in texts(found, "#findings li"))
        assert any(message in text for text in texts(found, ".source-text aside"))
    assert "breach" in (found.css_first(f"td:has(a[data-cell='{RECEIVED}'])").attributes["class"] or "")


def test_the_page_of_a_cell_says_what_was_read_and_where(site: httpx.Client) -> None:
    fact = county().fact(RECEIVED)
    found = page(site, f"{of(county().source)}/cell/{RECEIVED}")
    assert found.css_first(".big").text().strip() == "999"
    assert found.css_first("mark").text() == "999"
    assert found.css_first("a.go").attributes["href"] == f"{of(county().source)}#t{fact.start}"
    assert "自然人" in found.css_first("h1").text()


def test_a_cell_of_a_word_document_says_in_which_table_it_stands(site: httpx.Client) -> None:
    found = page(site, f"{of('卫川/妇幼.docx')}/cell/requests.received_new.total")
    assert "个表格，第" in found.css_first("dl").text()


def test_an_agency_shows_its_years_side_by_side(site: httpx.Client) -> None:
    name = county().agency
    found = page(site, f"/agency/{name}")
    assert texts(found, "table.years thead th") == ["项目", "2019", "2020"]
    row = next(row for row in found.css("table.years tbody tr") if "本年新收" in row.text())
    shown = [cell.text() for cell in row.css("td")]
    assert len(shown) == 2
    assert len(page(site, f"/agency/{name}?cells=all").css("table.years tbody tr")) == len(county().facts)


def test_an_agency_says_what_became_of_a_problem(site: httpx.Client) -> None:
    found = page(site, "/agency/甲州市教育局")
    assert "已解决" in found.text()
    assert "仍存在" in found.text()


def test_agencies_are_looked_up_by_the_beginning_of_their_names(site: httpx.Client) -> None:
    assert texts(page(site, "/agency?q=乙州"), "ul.plain a") == ["乙州市交通运输局", "乙州市公安局"]


def test_a_comparison_shows_what_differs(site: httpx.Client) -> None:
    old, new = of("延禾/2019.txt").rsplit("/", 1)[1], of("延禾/2020.txt").rsplit("/", 1)[1]
    found = page(site, f"/compare?a={old}&b={new}")
    (row,) = (row for row in found.css("table.years tbody tr") if "自然人" in row.text())
    before = int(county().fact("requests.total.natural_person").value or 0)
    assert [cell.text() for cell in row.css("td")][1] == "999"
    assert before != 999
    assert any("解读" in text for text in texts(found, "ins"))
    assert any("说明" in text for text in texts(found, "del"))
    assert len(page(site, f"/compare?a={old}&b={new}&cells=all").css("table.years tbody tr")) == len(county().facts)


def test_a_comparison_begun_offers_the_agencys_other_reports(site: httpx.Client) -> None:
    found = page(site, f"/compare?a={of('延禾/2019.txt').rsplit('/', 1)[1]}")
    assert any("2020年" in text for text in texts(found, "ul.plain a"))


def test_the_page_about_the_model_gives_its_scores(site: httpx.Client) -> None:
    found = page(site, "/model")
    assert "解读回应" in found.text()
    assert "200 个单元格" in found.text()


def test_the_api_answers_what_the_pages_show(site: httpx.Client) -> None:
    hits = site.get("/api/search", params={"q": "解读", "level": "市", "limit": 2}).json()
    assert len(hits["hits"]) == 2
    assert hits["total"] >= 3
    report = site.get("/api" + of("延禾/2020.txt")).json()
    assert report["report"]["agency"] == county().agency
    assert site.get(f"/api{of('延禾/2020.txt')}/cell/{RECEIVED}").json()["fact"]["value"] == 999
    assert [side["entry"]["year"] for side in site.get("/api/agency/甲州市教育局").json()["sides"]] == [2020, 2021]
    assert site.get("/api/trace", params={"q": "大桥"}).json()["first"] == 2020
    assert site.get("/api/model").json()["name"] == "default"
    assert "甲州市教育局" in [one["value"] for one in site.get("/api/suggest", params={"q": "甲州"}).json()]


def test_the_api_is_described(site: httpx.Client) -> None:
    described = site.get("/api/openapi.json").json()
    assert {"/api/search", "/api/report/{id}", "/api/agency/{name}", "/api/compare", "/api/model"} <= {
        *described["paths"]
    }
    assert "hits" in described["components"]["schemas"]["Hits"]["properties"]
    names = {one["name"] for one in described["paths"]["/api/search"]["get"]["parameters"]}
    assert {"q", "tag", "from", "unfold"} <= names
    assert "/upload" not in "".join(described["paths"])


def test_a_search_of_the_same_address_gives_the_same_page(site: httpx.Client) -> None:
    address = "/?q=公开&tag=fees&sort=-year&trend=level"
    assert site.get(address).content == site.get(address).content


def test_every_report_of_the_archive_has_its_page(site: httpx.Client) -> None:
    for source, agency, *_ in ARCHIVE:
        assert agency in page(site, of(source)).css_first("h1").text()
