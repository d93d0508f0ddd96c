"""The page of what comes counted: every query has one, its rows are the corpus's, its files hold them all."""

from __future__ import annotations

import csv
import io
import json

import httpx
import openpyxl
import pytest
from selectolax.lexbor import LexborHTMLParser as Page
from tests.web.served import FOLDER, county

from gongkai.corpus import Corpus
from gongkai.corpus.facts import named
from gongkai.web.forms import number
from gongkai.web.pages import facts


def test_the_page_lists_the_queries_and_leads_to_them(site: httpx.Client) -> None:
    start = Page(site.get("/facts").text)
    links = {link.text(): link.attributes["href"] for link in start.css("main nav a")}
    assert links == {one.title: f"/facts/{name}" for name, one in named().items()}
    assert Page(site.get("/").text).css_first('header nav a[href="/facts"]')


@pytest.mark.parametrize("name", list(named()))
def test_each_query_has_a_page_with_its_rows(site: httpx.Client, corpus: str, name: str) -> None:
    answer = Corpus.open(corpus).query(name)
    found = Page(site.get(f"/facts/{name}").text)
    assert [head.text() for head in found.css("thead th")] == list(answer.columns)
    assert len(found.css("tbody tr")) == min(len(answer.rows), facts.MOST_SHOWN) > 0
    data = site.get(f"/api/facts/{name}").json()
    assert data["columns"] == list(answer.columns)
    assert len(data["rows"]) == len(answer.rows)


def test_an_agency_of_a_row_is_linked_and_its_number_that_of_the_report(site: httpx.Client) -> None:
    agency = county().agency
    received = county().fact("requests.received_new.total").value
    found = Page(site.get("/facts/most-requests").text)
    (row,) = [
        row for row in found.css("tbody tr") if row.text().find(f"{agency}") >= 0 and row.text().find("2020") >= 0
    ]
    assert number(received) in [cell.text().strip() for cell in row.css("td")]
    link = row.css_first("a").attributes["href"] or ""
    assert agency in Page(site.get(link).text).css_first("h1").text()


def test_files_hold_all_rows(site: httpx.Client, corpus: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = Corpus.open(corpus).query("requests-panel").rows
    monkeypatch.setattr(facts, "MOST_SHOWN", 3)
    shown = site.get("/facts/requests-panel?fresh").text
    assert "只列出前 3 行" in shown
    assert len(Page(shown).css("tbody tr")) == 3
    table = list(csv.reader(io.StringIO(site.get("/facts/requests-panel/csv").content.decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(site.get("/facts/requests-panel/xlsx").content))
    lines = site.get("/facts/requests-panel/jsonl").content.splitlines()
    assert len(table) - 1 == book.active.max_row - 1 == len(lines) == len(rows)
    assert json.loads(lines[0]).keys() == set(table[0])


@pytest.mark.parametrize("more", ["", "/csv", "/jsonl"])
def test_no_folder_of_the_server_is_shown(site: httpx.Client, more: str) -> None:
    for name in named():
        assert FOLDER not in site.get(f"/facts/{name}{more}").text
        assert FOLDER not in site.get(f"/api/facts/{name}").text


@pytest.mark.parametrize("address", ["/facts/nix", "/api/facts/nix", "/facts/nix/csv", "/facts/errors/exe"])
def test_what_there_is_not_is_told(site: httpx.Client, address: str) -> None:
    answer = site.get(address)
    assert answer.status_code == 404
    assert "没有这项统计" in answer.text or "导出格式" in answer.text


def test_sql_is_not_taken_from_the_address(site: httpx.Client) -> None:
    assert site.get("/facts/SELECT%201").status_code == 404
