"""Pages about agencies and regions that were renamed, merged, divided, or share a name."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from tests.corpus.renamed import filled, pairs
from tests.web.served import serving
from tests.web.test_pages import page, texts

from gongkai.web import Serving


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A server over the pairs of `renamed`."""
    folder = tmp_path_factory.mktemp("renamed")
    filled(str(folder))
    with serving(Serving(str(folder))) as client:
        yield client


@pytest.mark.parametrize("name", ["上虞市教育局", "绍兴市上虞区教育局"])
def test_an_agency_shows_the_years_of_both_names_and_tells_the_change(renamed: httpx.Client, name: str) -> None:
    found = page(renamed, f"/agency/{name}")
    assert found.css_first("h1").text() == "绍兴市上虞区教育局"
    heads = [node.text(separator=" ").split() for node in found.css("table.years thead th")[1:]]
    assert heads == [["2012", "上虞市教育局"], ["2013", "绍兴市上虞区教育局"]]
    assert texts(found, "#names") == ["历年名称：上虞市教育局（2012年）、绍兴市上虞区教育局（2013年）。"]
    assert texts(found, "#past") == ["浙江省绍兴市上虞区：至2012年末为上虞市。"]
    assert "仍存在" in found.text()
    assert not found.css("#shared, #namesakes, #related")


def test_an_agency_of_another_name_is_offered_and_not_mixed_in(renamed: httpx.Client) -> None:
    found = page(renamed, "/agency/上虞市体育局")
    assert texts(found, "table.years thead th")[1:] == ["2012"]
    (link,) = found.css("#related a")
    assert link.text() == "绍兴市上虞区体育运动局（2013年）"
    assert "同地区、同类别" in found.css_first("#related").text()
    assert page(renamed, link.attributes["href"] or "").css_first("h1").text() == "绍兴市上虞区体育运动局"


@pytest.mark.parametrize(
    ("name", "akin", "basis", "past"),
    [
        ("苏州市姑苏区财政局", "苏州市平江区财政局", "所在地区合并", "2012年沧浪区、平江区、金阊区并入"),
        ("苏州市平江区财政局", "苏州市姑苏区财政局", "所在地区合并", "2012年撤销，并入姑苏区"),
        ("杭州市临平区民政局", "杭州市余杭区民政局", "所在地区分设", "2021年由余杭区析出"),
    ],
)
def test_a_merged_or_divided_region_is_told_and_its_agencies_offered(
    renamed: httpx.Client, name: str, akin: str, basis: str, past: str
) -> None:
    found = page(renamed, f"/agency/{name}")
    assert past in found.css_first("#past").text()
    assert akin in found.css_first("#related").text()
    assert basis in found.css_first("#related").text()
    assert len(found.css("table.years thead th")) == 2


def test_agencies_that_share_a_name_have_a_page_each(renamed: httpx.Client) -> None:
    found = page(renamed, "/agency/毕节市民政局")
    assert texts(found, "table.years thead th")[1:] == ["2011"]  # the city's, which bears the name today
    (link,) = found.css("#namesakes a")
    other = page(renamed, link.attributes["href"] or "")
    assert texts(other, "table.years thead th")[1:] == ["2010"]
    assert "贵州省毕节市七星关区：至2010年末为毕节市" in other.css_first("#past").text()


def test_reports_of_a_name_that_many_bear_are_shown_with_a_warning_and_without_sequels(renamed: httpx.Client) -> None:
    found = page(renamed, "/agency/鼓楼区水利局")
    assert found.css("#shared")
    assert len(found.css("table.years thead th")) == 3
    assert "下一年" not in found.text()


def test_a_search_by_region_tells_the_names_it_finds(renamed: httpx.Client) -> None:
    found = page(renamed, "/?q=解读&region=上虞区&to=2012&agency=上虞市教育局")
    assert texts(found, ".hit h3") == ["上虞市教育局 2012年 上虞市（后为上虞区）"]
    assert texts(found, ".past") == ["浙江省绍兴市上虞区：至2012年末为上虞市。"]
    assert not page(renamed, "/?q=解读&region=绍兴市").css(".past")


def test_a_search_by_a_name_of_several_regions_offers_each_alone(renamed: httpx.Client) -> None:
    found = page(renamed, "/?q=解读&region=鼓楼区")
    links = [link for link in found.css(".past a") if link.text() == "只看这里"]
    assert len(links) == 4
    narrowed = page(renamed, links[0].attributes["href"] or "")
    assert {head.split(" ")[0] for head in texts(narrowed, ".hit h3")} == {"南京市鼓楼区教育局"}


def test_a_region_merged_into_another_is_a_search_away(renamed: httpx.Client) -> None:
    found = page(renamed, "/?q=解读&region=姑苏区")
    link = next(link for link in found.css(".past a") if link.text() == "另查平江区")
    assert "苏州市平江区财政局" in page(renamed, link.attributes["href"] or "").css_first(".hit h3").text()


@pytest.mark.parametrize("address", ["/?region=绍兴市", "/?region=330600", "/?region=上虞区", "/?region=贵州省"])
def test_each_region_of_the_facet_leads_to_as_many_hits_as_it_counts_and_back(
    renamed: httpx.Client, address: str
) -> None:
    for link in page(renamed, address).css(".facets section:last-child li a"):
        count = int(link.css_first(".count").text())
        narrowed = page(renamed, link.attributes["href"] or "")
        if "chosen" not in (link.attributes.get("class") or ""):
            assert count <= int("".join(filter(str.isdigit, narrowed.css_first("#found").text())) or 0)


def test_the_passages_of_an_agency_are_those_of_all_its_names(renamed: httpx.Client) -> None:
    found = page(renamed, "/agency/上虞市教育局")
    link = next(link for link in found.css(".about a") if link.text() == "检索该机关的段落")
    hits = page(renamed, link.attributes["href"] or "")
    assert {head.split(" ")[0] for head in texts(hits, ".hit h3")} == {"上虞市教育局", "绍兴市上虞区教育局"}
    assert texts(hits, ".narrowed a")[0].startswith("机关：上虞区教育局")


def test_a_comparison_begun_offers_the_reports_under_the_other_name(renamed: httpx.Client) -> None:
    two = pairs()[0]
    assert any(
        "绍兴市上虞区教育局 2013年" in text for text in texts(page(renamed, f"/compare?a={two.ids[0]}"), "ul.plain a")
    )


def test_an_agency_that_does_not_bear_the_name_is_missing(renamed: httpx.Client) -> None:
    page(renamed, "/agency/上虞市教育局?of=%2F上虞市教育局", 404)
    page(renamed, "/agency/没有这个局", 404)


def test_the_api_tells_lineages(renamed: httpx.Client) -> None:
    answer = renamed.get("/api/agency/上虞市教育局").json()
    assert [side["entry"]["year"] for side in answer["sides"]] == [2012, 2013]
    assert {side["entry"]["lineage"] for side in answer["sides"]} == {"330682/教育/教育局"}
    assert answer["who"]["past"] == "浙江省绍兴市上虞区：至2012年末为上虞市"
