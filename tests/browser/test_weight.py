"""What a first view and a search send, compressed as a good host does: bytes, and no times.

`-n0 -s` prints the weight of each page. A page that has grown lighter is no fault.
"""

import functools
from pathlib import Path

import brotli
import pytest
import source
from helpers import read
from playwright.sync_api import Page, expect

URLS = [source.url(file) for file in source.pages()]
KIB = 1024
PAGE = 32  # KiB that a page may send,
PAGES = {"organisations/": 36, "sources/": 80}  # with longer ones: sums, and a list of hundreds
SHEET, SEARCH, TOUR = 15, 190, 70  # the style sheet; the first search; home and four dimensions
REQUESTS = 6


@functools.cache
def weigh(file: Path) -> int:
    """Return the bytes of a file on the wire: pictures as they are, the rest by brotli 11."""
    packed = file.suffix in (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt")
    return len(brotli.compress(file.read_bytes(), quality=11)) if packed else file.stat().st_size


def weights(page: Page, site) -> dict[str, int]:
    """Return what a page asked for: file from the root of the site -> bytes on the wire."""
    page.wait_for_load_state("networkidle")
    asked = [address for address in page.asked if address.startswith(site.base)]
    paths = {address.removeprefix(site.base).partition("?")[0] for address in asked}
    files = {
        path: f"{path}index.html" if path.endswith("/") or not path else path for path in paths
    }
    return {path: weigh(site.folder / file) for path, file in files.items()}


def assert_light(what: str, got: dict[str, int], most: int) -> None:
    """Check that files weigh no more than so many KiB together; list them if they do."""
    total = sum(got.values()) / KIB
    listing = "\n".join(f"{weight / KIB:8.1f} {path or 'home'}" for path, weight in got.items())
    assert total <= most, f"{what} sends {total:.1f} KiB, and may send {most}:\n{listing}"


@pytest.mark.parametrize("visited_page", URLS, indirect=True)
def test_first_view(visited_page: Page, site):
    """A first view, to its end, is light, asks little, and waits for one style sheet."""
    got, url = weights(visited_page, site), visited_page.address
    print(f"\n/{url:40}{sum(got.values()) / KIB:6.1f} KiB {len(got):3} requests")
    assert_light(f"/{url}", got, PAGES.get(url, PAGE))
    sheets = [path for path in got if path.endswith(".css")]
    assert len(sheets) == 1, f"/{url} waits for {sheets} before it paints; one holds all."
    assert len(got) <= REQUESTS, f"/{url} asks for {len(got)} files: {[*got]}"


def test_style_sheet(site):
    """The one style sheet holds up every first paint, and is light."""
    sheet = "assets/stylesheets/site.css"
    assert_light("each page's style sheet", {sheet: weigh(site.folder / sheet)}, SHEET)


def test_tour(shared_page: Page, site):
    """Home and the four dimension pages, each read to its end, without a search."""
    for url in ["", *(source.url(d.file) for d in source.dimensions()[:4])]:
        read(shared_page, site.base + url)
    assert_light("home with four dimensions", weights(shared_page, site), TOUR)


def test_search(page: Page, site):
    """Nothing of the search comes before the first key, and a search is light."""
    page.goto(site.base)
    first = weights(page, site)
    page.keyboard.press("/")
    page.keyboard.type("cost")
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    search = {path: size for path, size in weights(page, site).items() if path not in first}
    assert any("search_index" in path for path in search), f"home already asks for {[*first]}."
    assert_light("a first search", search, SEARCH)
