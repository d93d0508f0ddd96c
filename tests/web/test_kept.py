"""Pages that are kept: the same for the next reader, none the corpus has outgrown, none for who may not read."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.corpus.made import report
from tests.web.served import of, serving

from gongkai.corpus import Corpus, Hits, Query, Writer
from gongkai.web import Serving, kept

TOKEN = "0123456789abcdef"
SEARCHES = ("/?q=解读", "/api/search?q=解读", "/agency/甲州市教育局", "/")


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each text is looked for."""
    counts: Counter[str] = Counter()
    search = Corpus.search

    def counted(self: Corpus, query: Query, *more: Any) -> Hits:
        counts[query.text] += 1
        return search(self, query, *more)

    monkeypatch.setattr(Corpus, "search", counted)
    return counts


@pytest.fixture
def own(corpus: str, tmp_path: Path) -> str:
    """A copy of the corpus, to be written to."""
    return str(shutil.copytree(corpus, tmp_path / "own"))


@pytest.fixture
def client(own: str) -> Iterator[httpx.Client]:
    with serving(Serving(own)) as client:
        yield client


@pytest.mark.parametrize("address", SEARCHES)
def test_what_was_asked_before_is_answered_the_same_without_a_search(
    client: httpx.Client, searches: Counter[str], address: str
) -> None:
    first = client.get(address)
    made = searches.total()
    again = client.get(address)
    assert first.status_code == again.status_code == 200
    assert (again.content, again.headers["content-type"]) == (first.content, first.headers["content-type"])
    assert again.headers["content-security-policy"] == first.headers["content-security-policy"]
    assert searches.total() == made


def test_another_search_is_another_page(client: httpx.Client, searches: Counter[str]) -> None:
    pages = {client.get(f"/?q=解读{more}").text for more in ("", "&tag=problem", "&sort=year", "&page=2")}
    assert len(pages) == 4
    assert searches["解读"] == 4


@pytest.mark.parametrize("address", ["/?q=新近事项", "/api/search?q=新近事项", "/agency/新近局"])
def test_a_commit_is_seen_at_once(client: httpx.Client, own: str, address: str) -> None:
    before = client.get(address)
    with Writer(own) as writer:
        writer.add(report("新/2021.txt", "新近局", 2021, "2021", (("overview", "办理新近事项三件。", ""),)))
    after = client.get(address)
    assert "三件" not in before.text
    assert after.text != before.text
    with Writer(own) as writer:
        writer.delete(["新/2021.txt"])
    assert client.get(address).text == before.text


def test_a_reader_who_takes_no_packed_page_gets_a_plain_one(client: httpx.Client) -> None:
    for encodings in ("gzip", "identity", "gzip", "identity"):
        answer = client.get("/?q=解读", headers={"accept-encoding": encodings})
        assert answer.headers.get("content-encoding", "identity") == encodings
        assert "解读形式单一" in answer.text.replace("<mark>", "").replace("</mark>", "")


def test_a_kept_page_is_not_for_who_has_no_token(own: str) -> None:
    with serving(Serving(own, token=TOKEN)) as client:
        assert client.get("/api/search?q=解读", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
        assert client.get("/api/search?q=解读").status_code == 401


def test_faults_are_not_kept(client: httpx.Client, own: str) -> None:
    address = of("晚/2021.txt")
    assert client.get(address).status_code == 404
    with Writer(own) as writer:
        writer.add(report("晚/2021.txt", "晚到局", 2021, "2021", (("overview", "办理事项三件。", ""),)))
    assert client.get(address).status_code == 200
    assert client.get("/?q=(解读").status_code == client.get("/?q=(解读").status_code == 400


def test_the_oldest_page_makes_room(own: str, searches: Counter[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "SIZE", 30_000)
    words = ("公开", "解读", "信息", "政策", "培训", "更新", "问题", "措施", "大桥")
    with serving(Serving(own)) as client:
        for word in (*words, "措施", "大桥", "公开"):
            assert client.get(f"/api/search?q={word}").status_code == 200
    assert searches["大桥"] == 1
    assert searches["公开"] == 2
