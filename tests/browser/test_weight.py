"""What a first view and a search send, compressed as a good host does: bytes, and no times.

`-n0 -s` prints the weight of each page. A page that has grown lighter is no fault.
"""

import source
from helpers import read
from looks import too_heavy, weigh, weights
from playwright.sync_api import Page, expect

SHEET, SEARCH, TOUR = 13, 190, 70  # KiB: the style sheet; the first search; home and dimensions


def assert_light(what: str, got: dict[str, int], most: int) -> None:
    """Check that files weigh no more than so many KiB together; list them if they do."""
    found = too_heavy(f"{what} ", got, most)
    assert not found, found[0]


def test_style_sheet(site):
    """The one style sheet holds up every first paint, and is light."""
    sheet = "assets/stylesheets/site.css"
    assert_light("each page's style sheet", {sheet: weigh(site.folder / sheet)}, SHEET)


def test_tour(shared_page: Page, site):
    """Home and the four dimension pages, each read to its end, without a search."""
    for url in ["", *(source.url(d.file) for d in source.dimensions()[:4])]:
        read(shared_page, site.base + url)
    assert_light("home with four dimensions", weights(shared_page, site), TOUR)


def test_search(shared_page: Page, site):
    """Nothing of the search comes before the first key, and a search is light."""
    shared_page.goto(site.base)
    first = weights(shared_page, site)
    shared_page.keyboard.press("/")
    shared_page.keyboard.type("cost")
    expect(shared_page.locator(".md-search-result__link").first).to_be_visible()
    search = {path: size for path, size in weights(shared_page, site).items() if path not in first}
    assert any("search_index" in path for path in search), f"home already asks for {[*first]}."
    assert_light("a first search", search, SEARCH)
