"""Pages of entries and their indexes, as a browser lays them out."""

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("url", ["glossary/"])
def test_index_is_short_and_in_order(shared_page: Page, site, url):
    """On a phone an index is a strip of letters that open; on a wide screen all are open."""
    shared_page.set_viewport_size({"width": 360, "height": 640})
    shared_page.goto(site.base + url)
    height = shared_page.locator(".cm-index").bounding_box()["height"]
    assert height <= 640, f"/{url}: on a phone the index takes {height:.0f} px; want a screen."
    letters = shared_page.locator(".cm-index summary")
    rows = {letter.bounding_box()["y"] for letter in letters.all()}
    assert len(rows) <= 4, f"/{url}: on a phone the letters take {len(rows)} rows; want a strip."
    for at in (0, letters.count() - 1):
        letters.nth(at).press("Enter")
        expect(shared_page.locator(".cm-index details").nth(at).locator("a").first).to_be_visible()
    shared_page.reload()
    for width in (960, 1280, 1600):
        shared_page.set_viewport_size({"width": width, "height": 900})
        expect(shared_page.locator(".cm-index details a").last).to_be_visible()
        tops = shared_page.locator(".cm-index details ul").evaluate_all(
            "(lists) => lists.map((list) => list.getBoundingClientRect().top)"
        )
        assert tops == sorted(set(tops)), f"/{url} at {width} px: letters side by side: {tops}"
