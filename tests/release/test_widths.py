"""Every page at the widths, and by the keys, that tests/browser leaves out."""

import pytest
import source
from helpers import WALKED, assert_keys_reach_all, axe_at
from playwright.sync_api import Page

URLS = [*map(source.url, source.pages()), "404.html"]
# The long pages have hundreds of links, and would take minutes
WALK = [url for url in URLS if url not in ("sources/", "glossary/", *WALKED)]


@pytest.mark.parametrize("visited_page", URLS, indirect=True)
def test_axe(visited_page: Page):
    """Axe finds nothing on a tablet and on a desk, in either scheme."""
    found = axe_at(visited_page, visited_page.address, [768, 1280])
    assert not found, "\n".join(f"/{visited_page.address} {line}" for line in found)


@pytest.mark.parametrize("url", WALK)
def test_keyboard_walk(shared_page: Page, site, url):
    """From the address bar to the end and back: each stop is in view, uncovered and drawn."""
    assert_keys_reach_all(shared_page, site.base, url)
