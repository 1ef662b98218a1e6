"""Every page at the widths, and by the keys, that tests/browser leaves out."""

import chromium
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


WIDE = "/usr/share/fonts/truetype/dejavu"  # a device with these faces and no others


def test_wide_faces(browser, site, tmp_path, monkeypatch):
    """With a wide serif the name keeps clear of the header's buttons, and a choice is in sight."""
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">'
        f"<fontconfig><dir>{WIDE}</dir><cachedir>{tmp_path}</cachedir></fontconfig>"
    )
    monkeypatch.setenv("FONTCONFIG_FILE", str(fonts))
    with chromium.launch(browser.browser_type) as other:
        page = other.new_page(viewport={"width": 195, "height": 400})
        page.goto(site.base)
        name = page.locator(".cm-name")
        end = name.evaluate(
            "(e) => { const all = document.createRange(); all.selectNodeContents(e);"
            " return all.getBoundingClientRect().right; }"
        )
        switch = page.locator(".md-header__option").bounding_box()["x"]
        assert end <= switch, f"home, 195 px: the name ends at {end}, below the switch at {switch}."
        page.set_viewport_size({"width": 360, "height": 640})
        page.goto(f"{site.base}choose/")
        box = page.locator(".cm-choice").nth(1).bounding_box()
        end = box["y"] + box["height"]
        assert end <= 640, f"/choose/, 360 px, a wide face: the second choice ends at {end} px."
