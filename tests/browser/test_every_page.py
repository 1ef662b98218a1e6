"""What a browser looks for on every page: each test is asked of one visit to each.

To see one page in every way: `pytest tests/browser/test_every_page.py -k compare`.
"""

import re

import pytest
import source
from helpers import axe_at, rgb, script
from playwright.sync_api import Page, expect

URLS = [*map(source.url, source.pages()), "404.html"]
every_page = pytest.mark.parametrize("visited_page", URLS, indirect=True)


@pytest.fixture
def seen(visited_page: Page) -> Page:
    """Return the visited page as it is first seen, whatever was asked of it before."""
    visited_page.set_viewport_size({"width": 320, "height": 800})
    visited_page.emulate_media(
        media="screen", color_scheme="light", forced_colors="none", reduced_motion="reduce"
    )
    return visited_page


@every_page
def test_reflow(seen: Page):
    """Nothing scrolls sideways, at any width, and with the wider spacing of WCAG 1.4.12."""
    for width in (1280, 768, 320):
        seen.set_viewport_size({"width": width, "height": 800})
        over = seen.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert over <= 0, f"/{seen.address} at {width} px is {over} px too wide."
    over = seen.evaluate(script("spacing"))
    assert not over, f"/{seen.address}: with wider spacing these reach out of it: {over[:5]}"


@every_page
def test_large_print(seen: Page):
    """At 200 % on a phone words stay whole, and the name of the site is not in the way."""
    seen.set_viewport_size({"width": 195, "height": 400})
    found = seen.evaluate(script("large_print"))
    assert not found, "\n".join(f"/{seen.address} at 195 px {line}" for line in found)


@every_page
def test_boxes_in_forced_colours(seen: Page):
    """Where no ground is drawn, what was told by its ground has an edge."""
    seen.evaluate(script("grounds"))
    seen.emulate_media(forced_colors="active")
    bare = sorted(set(seen.evaluate(script("edgeless"))))
    assert not bare, f"/{seen.address}: without an edge: {bare}; give them one in screen.css."


@every_page
def test_paper(seen: Page):
    """On paper words are dark on white, no heading is alone, and nothing is folded away."""
    seen.emulate_media(media="print", color_scheme="dark")
    paper, ink = seen.evaluate(script("paper")), rgb(source.colours()["ink"][0])
    found = [f"{name} is printed, and can only be clicked." for name in paper["clicked"]]
    found += [] if paper["ink"] == ink else [f"the h1 is in {paper['ink']}, not {ink}."]
    found += [f"the heading “{h}” may be left alone at the foot." for h in paper["alone"]]
    found += [f"larger than the text: “{words[:40]}”" for words in paper["large"]]
    found += [f"folded away: “{words[:40]}”" for words in paper["folded"]]
    found += [f"nothing follows “{h}”; hide the heading, too." for h in paper["bare"]]
    assert not found, "\n".join(f"/{seen.address}, on paper: {line}" for line in found)


@every_page
def test_skip_link(seen: Page):
    """The first stop leads past the menus, to the content."""
    url = seen.address
    seen.keyboard.press("Tab")
    seen.keyboard.press("Enter")
    lost = f"/{url}: the first stop of Tab is no skip link; the theme or main.html gives it."
    expect(seen, lost).to_have_url(re.compile("#"))
    target = seen.locator(f"[id='{seen.url.partition('#')[2]}']")
    expect(target, f"/{url}: the skip link leads to {seen.url}").to_be_in_viewport()
    assert target.evaluate("e => !!e.closest('main')"), (
        f"/{url}: the skip link leads to {seen.url}, which is not in <main>."
    )


@every_page
def test_axe(seen: Page):
    """Axe finds nothing on a phone, in either scheme; tests/release asks at more widths."""
    found = axe_at(seen, seen.address, [320])
    assert not found, "\n".join(f"/{seen.address} {line}" for line in found)


@every_page
def test_nothing_is_said_kept_or_asked(seen: Page, site):
    """The console is silent, nothing is stored, and no other host is asked."""
    kept = seen.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    found = [f"leaves {key} in the browser." for key in kept + seen.context.cookies()]
    found += [f"complains in the console: {line}" for line in seen.complaints]
    away = [asked for asked in seen.asked if not asked.startswith((site.base, "data:"))]
    found += [f"asks another host for {address}" for address in away]
    assert not found, "\n".join(f"/{seen.address} {line}" for line in found)
