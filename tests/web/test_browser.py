"""What readers do, in a real Chromium without a window. No request may leave the machine, no page may complain."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.web.served import COPIED, COPIES, COUNTY, EVIL, county, of

from gongkai.document import Report

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
IMAGES = Path(__file__).parents[2] / "docs" / "images"
RECEIVED = "requests.received_new.natural_person"
PATIENCE = 20_000  # milliseconds
LARGEST = 300_000  # bytes of a picture


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "no Chromium: apt-get install chromium, or say in CHROMIUM where it is"
    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS])
        yield started
        started.close()


class Visit:
    """A window on a server, and what happened in it."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.hosts: set[str] = set()
        self.complaints: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: self.hosts.add(urlsplit(request.url).netloc))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(f"dialog {dialog.message}"))

    def go(self, address: str) -> Page:
        self.page.goto(self.base + address)
        return self.page


def visited(browser: Browser, client: httpx.Client, width: int = 1200, scripts: bool = True) -> Iterator[Visit]:
    size = {"width": width, "height": 900}
    context = browser.new_context(viewport=size, locale="zh-CN", accept_downloads=True, java_script_enabled=scripts)
    visit = Visit(context.new_page(), str(client.base_url).rstrip("/"))
    yield visit
    context.close()
    assert visit.hosts <= {urlsplit(visit.base).netloc}
    assert visit.complaints == []


@pytest.fixture
def visit(browser: Browser, site: httpx.Client) -> Iterator[Visit]:
    yield from visited(browser, site)


@pytest.fixture
def workplace(browser: Browser, workshop: httpx.Client) -> Iterator[Visit]:
    yield from visited(browser, workshop)


@pytest.fixture
def plain(browser: Browser, site: httpx.Client) -> Iterator[Visit]:
    """A window without scripts."""
    yield from visited(browser, site, scripts=False)


@pytest.fixture
def phone(browser: Browser, workshop: httpx.Client) -> Iterator[Visit]:
    yield from visited(browser, workshop, width=390)


def test_a_reader_searches_narrows_and_keeps_the_address(visit: Visit) -> None:
    page = visit.go("/")
    page.fill("#q", "解读")
    page.click("form.ask button")
    expect(page.locator(".hit mark").first).to_have_text("解读")
    before = page.locator("#found").inner_text()
    page.click(".facets a:has-text('存在问题')")
    expect(page.locator(".narrowed")).to_contain_text("标签：存在问题")
    assert page.locator("#found").inner_text() != before
    page.click("svg.chart a >> nth=0")
    address, shown = page.url, page.locator("ol.hits").inner_text()
    page.goto(address)
    assert page.locator("ol.hits").inner_text() == shown


def test_copies_unfold_in_place(visit: Visit) -> None:
    page = visit.go(f"/?q=%22{COPIED[:12]}%22")
    assert page.locator(".hits > .hit").count() == 1
    page.click("a.unfold")
    expect(page.locator(".copies .hit").first).to_be_visible()
    assert 10 < page.locator(".copies .hit").count() < COPIES
    page.click("a.unfold >> nth=0")
    expect(page.locator(".copies")).to_be_hidden()


def test_a_cell_shows_where_it_was_read_and_leads_there(visit: Visit) -> None:
    page, fact = visit.go(of(county().source)), county().fact(RECEIVED)
    page.click(f"a[data-cell='{RECEIVED}']")
    expect(page.locator("#evidence")).to_contain_text("999")
    expect(page.locator("#evidence mark")).to_have_text("999")
    page.click("#evidence a.go")
    place = page.locator(f"#t{fact.start}")
    expect(place).to_be_in_viewport()
    expect(place).to_have_text("999")
    assert page.url.endswith(f"#t{fact.start}")


def test_a_hit_leads_to_its_passage_in_the_report(visit: Visit) -> None:
    page = visit.go("/?q=%22政策解读方式较为单一%22")
    page.click(".hit h3 a")
    expect(page.locator(".run.here")).to_be_in_viewport()
    expect(page.locator(".hit-word").first).to_contain_text("解读")


def test_a_finding_leads_to_its_place(visit: Visit) -> None:
    page = visit.go(of(county().source))
    page.click("#findings li.certain a.place >> nth=0")
    expect(page.locator(".run.here")).to_be_in_viewport()


def test_everything_is_done_with_the_keyboard_alone(visit: Visit) -> None:
    page = visit.go("/")
    page.keyboard.press("/")
    page.keyboard.type("解读形式单一")
    page.keyboard.press("Enter")
    expect(page.locator(".hit").first).to_be_visible()
    _tab_to(page, ".hit h3 a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/report/**")
    page = visit.go(of(county().source))
    _tab_to(page, "a[data-cell]")
    page.keyboard.press("Enter")
    expect(page.locator("#evidence")).to_be_visible()
    assert page.evaluate("document.activeElement.className") == "go"
    page.keyboard.press("Escape")
    expect(page.locator("#evidence")).to_be_hidden()
    assert page.evaluate("document.activeElement.hasAttribute('data-cell')")


def test_the_first_tab_skips_to_the_contents(visit: Visit) -> None:
    page = visit.go("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_what_has_the_focus_is_seen(visit: Visit) -> None:
    page = visit.go("/?q=解读")
    for _ in range(25):
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_without_scripts_everything_is_still_there(plain: Visit) -> None:
    page = plain.go(f"/?q=%22{COPIED[:12]}%22")
    page.click("a.unfold")
    expect(page.locator(".hits > .hit").nth(10)).to_be_visible()
    page = plain.go(of(county().source))
    page.click(f"a[data-cell='{RECEIVED}']")
    expect(page.locator(".big")).to_contain_text("999")
    page.click("a.go")
    expect(page.locator(f"#t{county().fact(RECEIVED).start}")).to_be_in_viewport()


def test_hostile_words_do_nothing(visit: Visit) -> None:
    for address in (of(EVIL), "/?q=问题突出", "/agency?q=<script>"):
        visit.go(address)
    assert visit.complaints == []


def test_a_file_is_uploaded_checked_and_downloaded(workplace: Visit, tmp_path: Path) -> None:
    page = workplace.go("/upload")
    page.set_input_files("#file", COUNTY)
    page.click("form.upload button")
    page.wait_for_url("**/upload/*")
    expect(page.locator("#job")).to_have_attribute("data-state", "done", timeout=60_000)
    for kind in ("xlsx", "jsonl"):
        with page.expect_download() as download:
            page.click(f"a[href$='results.{kind}']")
        download.value.save_as(tmp_path / kind)
    assert (tmp_path / "xlsx").read_bytes().startswith(b"PK")
    assert (tmp_path / "jsonl").read_text(encoding="utf-8").count("\n") == 1
    page.click("tbody a")
    expect(page.locator("h1")).to_contain_text(str(county().agency))
    page.click(f"a[data-cell='{RECEIVED}']")
    expect(page.locator("#evidence")).to_be_visible()


def test_a_file_too_large_is_told_before_it_is_sent(workplace: Visit, tmp_path: Path) -> None:
    large = tmp_path / "大.txt"
    large.write_bytes(b"a" * 400_000)
    page = workplace.go("/upload")
    page.set_input_files("#file", large)
    page.click("form.upload button")
    expect(page.locator("#trouble")).to_contain_text("文件过大")


def test_no_page_is_wider_than_a_phone(phone: Visit) -> None:
    addresses = (
        "/",
        "/?q=解读&trend=tag",
        of(county().source),
        f"/agency/{county().agency}",
        "/model",
        "/upload",
        "/nix",
    )
    for address in addresses:
        page = phone.go(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
    phone.complaints.clear()  # of the page that is not there


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(browser: Browser, site: httpx.Client, scheme: str) -> None:
    """WCAG AA: a contrast of 4.5 for all text that is shown."""
    context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    for address in ("/?q=解读&tag=problem", of(county().source), "/model"):
        page.goto(str(site.base_url).rstrip("/") + address)
        assert page.evaluate(_CONTRAST) == []
    context.close()


def test_pictures_for_the_readme(browser: Browser, site: httpx.Client, request: pytest.FixtureRequest) -> None:
    """Written with --regenerate; without, they must be there and small."""
    report: Report = county()
    wanted = {"search.png": "/?q=解读形式", "report.png": f"{of(report.source)}"}
    if request.config.getoption("--regenerate"):
        IMAGES.mkdir(parents=True, exist_ok=True)
        for visit in visited(browser, site):
            for name, address in wanted.items():
                page = visit.go(address)
                if name == "report.png":
                    page.click(f"a[data-cell='{RECEIVED}']")
                    expect(page.locator("#evidence")).to_be_visible()
                page.screenshot(path=IMAGES / name)
    for name in wanted:
        assert 10_000 < (IMAGES / name).stat().st_size < LARGEST


def _tab_to(page: Page, selector: str, most: int = 120) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"{selector} is not reached by {most} tabs")


_CONTRAST = """() => {
  const channel = (value) => (value /= 255) <= .03928 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4;
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b);
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const colour = rgba(getComputedStyle(node).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255];
  };
  const poor = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !node.checkVisibility()) continue;
    if (node.closest('svg, .skip, .hidden')) continue;
    const [a, b] = [light(rgba(getComputedStyle(node).color)), light(ground(node))].sort((x, y) => y - x);
    if ((a + .05) / (b + .05) < 4.5) poor.add(node.className + ' ' + ((a + .05) / (b + .05)).toFixed(2));
  }
  return [...poor];
}"""
