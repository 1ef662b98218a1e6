"""Every page as tests/browser tries one of each kind, and at the widths that it leaves out."""

import chromium
import pytest
from looks import (
    ANSWERS,
    CHECKS,
    LONG,
    OTHERS,
    URLS,
    WALKED,
    assert_answer_is_sound,
    assert_keys_reach_all,
    assert_search_is_sound,
    assert_sound,
    wider,
)
from playwright.sync_api import Page


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("visited_page", OTHERS, indirect=True)
def test_every_other_page(visited_page: Page, site, check):
    """What its checker in tests/looks.py says of itself."""
    assert_sound(visited_page, site, check)


@pytest.mark.parametrize("visited_page", URLS, indirect=True)
def test_wider(visited_page: Page, site):
    """Axe finds nothing on a tablet and on a desk, in either scheme."""
    assert_sound(visited_page, site, wider)


@pytest.mark.parametrize("url", [url for url in URLS if url not in (*WALKED, *LONG)])
def test_keyboard_walk(shared_page: Page, site, url):
    """From the address bar to the end and back: each stop is in view, uncovered and drawn."""
    assert_keys_reach_all(shared_page, site.base, url)


def test_search_on_a_desk(shared_page: Page, site):
    """Axe finds nothing while the search shows its results beside the page."""
    assert_search_is_sound(shared_page, site.base, 1280)


@pytest.mark.parametrize(("result", "width"), [*zip(ANSWERS, (1280, 1280, 1280, 320), strict=True)])
def test_each_answer(shared_page: Page, site, result, width):
    """Axe finds nothing, whatever the chooser answers, and targets are large enough."""
    assert_answer_is_sound(shared_page, site.base, result, width)


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
