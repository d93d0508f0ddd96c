from __future__ import annotations

import time
from collections.abc import Iterator
from http.client import HTTPConnection

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser as Page
from tests.cli.program import gongkai
from tests.web.served import EVIL, FOLDER, SCRIPT, of, serving

from gongkai.corpus import Corpus
from gongkai.errors import ServingError
from gongkai.web import Serving
from gongkai.web.permalinks import FILTERS
from gongkai.web.security import own_path
from gongkai.web.serving import checked
from gongkai.web.shown import file_name

NUMBERS = ("from", "to", "page", "unfold")
TOKEN = "口令-0123456789abcdef"
EVIL_ID = of(EVIL).rsplit("/", 1)[1]
PAGES = (
    "/",
    "/?q=问题",
    f"/?agency={SCRIPT}局",
    f"/?q={SCRIPT}",
    f"/?tag={SCRIPT}&level=%22%3E{SCRIPT}",
    f"/report/{EVIL_ID}",
    f"/report/{EVIL_ID}?q={SCRIPT}",
    f"/agency/{SCRIPT.replace('/', '%2F')}局",
    f"/agency?q={SCRIPT}",
    f"/compare?a={EVIL_ID}&b={EVIL_ID}",
    f"/compare?a={EVIL_ID}",
    "/model",
    "/facts",
    "/facts/requests-panel",
    f"/facts/{SCRIPT}",
    f"/nowhere/{SCRIPT}",
    f"/export/{SCRIPT}",
    '/?q="offen',
)


@pytest.fixture(scope="module")
def gated(corpus: str) -> Iterator[httpx.Client]:
    with serving(Serving(corpus, token=TOKEN)) as client:
        yield client


@pytest.mark.parametrize("address", PAGES)
def test_nothing_of_a_document_or_an_address_is_markup(site: httpx.Client, address: str) -> None:
    answer = site.get(address)
    assert answer.status_code < 500
    assert SCRIPT not in answer.text
    found = Page(answer.text)
    assert [script.attributes.get("src") for script in found.css("script")] == ["/static/gongkai.js"]
    assert not found.css("img, iframe, object, embed, style, [style], b b")
    assert not [name for node in found.css("*") for name in node.attributes if name.startswith("on")]


def test_hostile_words_are_shown_as_the_words_that_they_are(site: httpx.Client) -> None:
    found = Page(site.get(f"/report/{EVIL_ID}").text)
    assert SCRIPT in found.css_first("h1").text()
    assert SCRIPT in found.css_first(".source-text").text()


@pytest.mark.parametrize("address", [*PAGES, "/api/search", "/api/openapi.json", "/static/gongkai.js", "/export/csv"])
def test_every_answer_carries_the_security_headers(site: httpx.Client, address: str) -> None:
    headers = site.get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    "address", [*PAGES, "/api/search?q=问题", f"/api/report/{EVIL_ID}", "/export/jsonl", "/api/nix"]
)
def test_no_answer_tells_where_the_server_keeps_its_files(site: httpx.Client, corpus: str, address: str) -> None:
    answer = site.get(address).text
    assert FOLDER not in answer
    assert "hidden-folder" not in answer
    assert corpus not in answer


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("2020/教育.docx", "2020/教育.docx"),
        ("/home/clerk/2020/教育.docx", "教育.docx"),
        ("/home/clerk/全县.zip!2020/教育.docx", "全县.zip!2020/教育.docx"),
        ("C:\\Users\\clerk\\教育.doc", "教育.doc"),
        ("\\\\server\\share\\教育.doc", "教育.doc"),
        ("../../private/教育.doc", "private/教育.doc"),
        ("~clerk/教育.doc", "教育.doc"),
        ("./教育.doc", "教育.doc"),
        ("-", "-"),
    ],
)
def test_a_source_is_shown_relative(source: str, shown: str) -> None:
    assert file_name(source) == shown


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", ""])
def test_a_server_open_to_others_needs_a_token(host: str) -> None:
    with pytest.raises(ServingError):
        checked(Serving("corpus", host=host))
    assert checked(Serving("corpus", host=host, token=TOKEN))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_a_server_for_this_machine_needs_none(host: str) -> None:
    assert checked(Serving("corpus", host=host))


def test_a_short_token_is_refused() -> None:
    with pytest.raises(ServingError):
        checked(Serving("corpus", token="12345"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("--host", "0.0.0.0"),
        ("--limit", "size=none"),
        ("--corpus", "/nowhere"),
        ("--processes", "2", "--allow-upload"),
    ],
)
def test_the_command_refuses_what_would_be_unsafe_or_can_not_be(corpus: str, arguments: tuple[str, ...]) -> None:
    done = gongkai("serve", "--corpus", corpus, *arguments)
    assert done.code == 2
    assert "Traceback" not in done.err


def test_without_the_token_nothing_is_seen(gated: httpx.Client) -> None:
    assert gated.get("/?q=解读").status_code == 303
    assert gated.get("/?q=解读").headers["location"].startswith("/enter?to=/%3Fq%3D")
    for address in ("/api/search", "/api/openapi.json", "/api/model"):
        assert gated.get(address).status_code == 401
    assert gated.get("/export/csv").status_code == 303
    assert gated.get("/enter").status_code == 200
    assert gated.get("/static/gongkai.css").status_code == 200


def test_the_token_opens_as_a_header(gated: httpx.Client) -> None:
    right = {"authorization": b"Bearer " + TOKEN.encode()}
    assert gated.get("/api/search", headers=right).status_code == 200


@pytest.mark.parametrize("given", ["Bearer wrong-wrong-wrong", "Bearer", "", "Basic YTpi"])
def test_another_header_does_not(gated: httpx.Client, given: str) -> None:
    assert gated.get("/api/search", headers={"authorization": given}).status_code == 401


def test_the_token_gives_a_cookie_that_scripts_and_other_sites_do_not_get(gated: httpx.Client) -> None:
    with httpx.Client(base_url=gated.base_url) as visitor:
        answer = visitor.post("/enter", data={"token": TOKEN, "to": "/?q=解读"})
        assert answer.status_code == 303
        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert TOKEN not in answer.headers["set-cookie"]
        assert visitor.get("/?q=解读").status_code == 200


def test_a_wrong_token_gives_nothing_and_costs_time(gated: httpx.Client) -> None:
    began = time.monotonic()
    answer = gated.post("/enter", data={"token": "wrong-wrong-wrong"})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert time.monotonic() - began > 0.5
    assert gated.get("/", headers={"cookie": "gongkai=forged"}).status_code == 303


@pytest.mark.parametrize(
    "to", ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)", "", "/a\nb"]
)
def test_after_entering_nobody_is_sent_elsewhere(to: str) -> None:
    assert own_path(to) == "/"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", ""])
def test_a_foreign_name_that_points_here_is_refused(site: httpx.Client, host: str) -> None:
    assert site.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}])
def test_a_post_from_another_site_is_refused(workshop: httpx.Client, headers: dict[str, str]) -> None:
    answer = workshop.post("/upload", files={"file": ("a.txt", b"a")}, headers=headers)
    assert answer.status_code == 403


def test_a_server_reads_only_unless_asked(site: httpx.Client) -> None:
    assert site.get("/upload").status_code == 404
    assert site.post("/upload", files={"file": ("a.txt", b"a")}).status_code == 404
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert site.request(method, "/").status_code == 405


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ('/?q="offen', 400, "引号没有成对"),
        (f"/?q={'公' * 501}", 400, "检索式过长"),
        ("/?page=1000000", 400, "10000"),
        ("/?page=x", 400, "应为数字"),
        ("/?from=²", 400, "应为数字"),
        ("/?sort=name", 400, "排序方式"),
        ("/?" + "&".join(f"agency={number}" for number in range(40)), 400, "筛选条件过多"),
        ("/?like=nix", 400, "没有这一段落"),
        ("/report/nix", 404, "没有这份报告"),
        ("/agency/没有的局", 404, "没有这个机关"),
        ("/compare?a=x&b=y", 404, "没有这份报告"),
        ("/export/exe", 404, "导出格式"),
        ("/%00", 404, "没有这个页面"),
        ("/static/../app.py", 404, "没有这个页面"),
        ("/static/%2e%2e/app.py", 404, "没有这个页面"),
    ],
)
def test_what_can_not_be_answered_is_told_in_chinese(site: httpx.Client, address: str, status: int, words: str) -> None:
    answer = site.get(address)
    assert answer.status_code == status
    assert words in Page(answer.text).text()
    assert "Traceback" not in answer.text


@given(st.dictionaries(st.sampled_from([*FILTERS, *NUMBERS, "q", "sort", "like", "trend"]), st.text(max_size=30)))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_an_address_says_it_is_answered_or_refused(site: httpx.Client, parameters: dict[str, str]) -> None:
    for path in ("/", "/api/search"):
        assert site.get(path, params=parameters).status_code in (200, 400), parameters


@pytest.mark.parametrize("address", ["/?q=%ff%fe", "/agency/%ff", "/report/%ff", "/%ff", "/?q=%ed%a0%80", "/?q=%00"])
def test_bytes_that_are_no_text_are_answered(site: httpx.Client, address: str) -> None:
    connection = HTTPConnection(site.base_url.host, site.base_url.port or 80)
    connection.request("GET", address)
    assert connection.getresponse().status in (200, 400, 404)
    connection.close()


def test_the_api_tells_it_as_json(site: httpx.Client) -> None:
    answer = site.get("/api/search", params={"q": '"offen'})
    assert answer.status_code == 400
    assert answer.json()["error"] == "检索式中的引号没有成对"
    assert site.get("/api/search", params={"limit": 1000}).status_code == 400
    assert site.get("/api/nix").json()["status"] == 404


def test_a_fault_inside_is_told_without_its_inside(corpus: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret detail of /etc/passwd")

    monkeypatch.setattr(Corpus, "search", broken)
    with serving(Serving(corpus)) as client:
        answer = client.get("/?q=a")
        assert answer.status_code == 500
        assert "内部错误" in answer.text
        assert "secret" not in answer.text
        assert "content-security-policy" in answer.headers


def test_a_slow_search_is_given_up_and_holds_up_no_more_than_its_turn(
    corpus: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: object) -> None:
        time.sleep(1.5)

    monkeypatch.setattr(Corpus, "search", slow)
    with serving(Serving(corpus, seconds=0.3, at_once=2)) as client:
        began = time.monotonic()
        answer = client.get("/?q=a")
        assert time.monotonic() - began < 1.2
        assert answer.status_code == 503
        assert "请缩小检索范围" in answer.text
        assert client.get("/model").status_code == 200


def test_a_body_too_large_is_refused_before_it_is_read(site: httpx.Client) -> None:
    assert site.post("/", content=b"a" * 70_000).status_code == 413
    connection = HTTPConnection(site.base_url.host, site.base_url.port or 80)
    connection.putrequest("POST", "/")
    connection.putheader("content-length", str(10**12))
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()
