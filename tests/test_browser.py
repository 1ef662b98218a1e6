"""What only a real browser can tell: access, reflow, keys, paper, and what goes over the wire."""

import content
import pytest
from conftest import violations
from playwright.sync_api import Browser, Page, expect

URLS = [*map(content.url, content.pages()), "404.html"]
WIDTHS = (320, 768, 1280)
SCHEMES = ("light", "dark")


@pytest.mark.parametrize("url", URLS)
def test_every_page(page: Page, site, url):
    """Axe finds nothing, at any width, in either scheme; nothing scrolls sideways.

    And there is no word in the console, and no request to another host.
    """
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.goto(site.base + url)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            found = violations(page)
            assert not found, f"/{url} at {width} px, {scheme}:\n" + "\n".join(found)
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert over <= 0, f"/{url} at {width} px is {over} px too wide."
    assert not page.complaints, f"/{url}: the console says {page.complaints}."
    away = [asked for asked in page.asked if not asked.startswith((site.base, "data:"))]
    assert not away, f"/{url} asks another host for {away}."


def test_answer_in_five_seconds(page: Page, site):
    """Question and answer are on a small screen before anyone scrolls."""
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(site.base)
    for selector in ("h1", ".cm-answer"):
        box = page.locator(selector).bounding_box()
        assert box["y"] + box["height"] <= 640, f"home: {selector} ends at {box}."


@pytest.mark.parametrize("width", WIDTHS)
def test_sides(page: Page, site, width):
    """Wide: coaching left, the dimension between, mentoring right. Narrow: one below the other."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(site.base)
    row = page.locator("table.cm-spine tbody tr").first
    head, coaching, mentoring = (row.locator("> *").nth(i).bounding_box() for i in range(3))
    if width >= 768:
        assert coaching["x"] < head["x"] < mentoring["x"]
        expect(page.locator(".cm-label").first).to_be_hidden()
    else:
        assert head["y"] < coaching["y"] < mentoring["y"]
        expect(row.locator(".cm-label")).to_have_text(["Coaching", "Mentoring"])
        expect(row.locator(".cm-label").first).to_be_visible()


def test_table_is_a_table(page: Page, site):
    """However it is laid out, a screen reader meets a table with its headers."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(site.base)
        table = page.get_by_role("table", name="How coaching and mentoring differ")
        expect(table.get_by_role("columnheader")).to_have_text(
            ["Dimension", "Coaching", "Mentoring"]
        )
        names = [d.name for d in content.dimensions()]
        expect(table.get_by_role("rowheader")).to_contain_text(names)
        expect(table.get_by_role("cell")).to_have_count(2 * len(names))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_scheme_needs_no_script(browser: Browser, site, scheme):
    """The reader's scheme is there without JavaScript, and so is every word."""
    context = browser.new_context(java_script_enabled=False, color_scheme=scheme)
    page = context.new_page()
    page.goto(site.base)
    ground = page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
    assert (ground == "rgb(22, 27, 36)") == (scheme == "dark"), f"{scheme}: the ground is {ground}."
    for cell in page.locator("table.cm-spine td").all():
        expect(cell).to_be_visible()
    context.close()


def test_palette_switch(page: Page, site):
    """The switch goes from the device's scheme to light and to dark, and is remembered."""
    page.emulate_media(color_scheme="light")
    page.goto(site.base)
    page.locator("label[for=__palette_1]").click()
    page.locator("label[for=__palette_2]").click()
    page.goto(f"{site.base}compare/")
    dark = page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
    assert dark == "rgb(22, 27, 36)", f"after the switch to dark the ground is {dark}."


def test_search_finds_both_practices(page: Page, site):
    """A word of either account leads to its dimension."""
    page.goto(site.base)
    page.keyboard.press("/")
    page.keyboard.type("anecdotes")
    results = page.locator(".md-search-result__link")
    expect(results.filter(has_text="Relationship dynamics").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()


def test_drawer_by_keyboard(page: Page, site):
    """On a narrow screen the menu opens and closes by key, and is out of the way while closed."""
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(site.base)
    menu = page.locator(".cm-nav")
    expect(menu).to_be_hidden()
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "__drawer":
            break
    expect(page.get_by_role("checkbox", name="All pages")).to_be_focused()
    page.keyboard.press("Space")
    expect(menu).to_be_visible()
    expect(menu.get_by_role("link", name="Home")).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    page.keyboard.press("Space")
    menu.get_by_role("link").last.focus()
    page.keyboard.press("Tab")
    expect(menu, "The menu stays over the page when keys have left it.").to_be_hidden()
    assert page.evaluate("document.activeElement.matches('main *')"), "Focus is lost."
    page.get_by_role("checkbox", name="All pages").press("Space")
    expect(menu).to_be_visible()
    page.get_by_role("checkbox", name="All pages").press("Space")
    expect(menu, "Space on its checkbox does not close the menu.").to_be_hidden()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("format_", ["A4", "Letter"])
def test_compare_prints_on_one_sheet(page: Page, site, scheme, format_):
    """The comparison is the handout: one upright sheet, from light and from dark."""
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{site.base}compare/")
    pdf = page.pdf(format=format_, print_background=True, prefer_css_page_size=False)
    sheets = pdf.count(b"/Type /Page\n") + pdf.count(b"/Type/Page/")
    assert sheets == 1, f"/compare/ on {format_}, from {scheme}, takes {sheets} sheets."


@pytest.mark.parametrize("url", URLS)
def test_print_has_no_navigation(page: Page, site, url):
    """On paper there are words, black on white, and nothing to click."""
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(site.base + url)
    for selector in ("header", ".md-tabs", ".md-sidebar", ".md-footer nav"):
        for node in page.locator(selector).all():
            expect(node).to_be_hidden()
    ink = page.locator("h1").evaluate("e => getComputedStyle(e).color")
    assert ink == "rgb(29, 36, 51)", f"/{url}: the h1 prints in {ink}."
