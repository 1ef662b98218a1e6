"""Ways back: what a reader chose is there, what he left open is closed. And what he takes along."""

from collections.abc import Iterator

import chromium
import pytest
import source
from helpers import rgb
from playwright.sync_api import Browser, Page, expect

DARK = rgb(source.colours()["paper"][1])
DIMENSIONS = source.dimensions()
ANSWER = "&".join(f"{d.slug}=mentoring" for d in DIMENSIONS)


@pytest.fixture(scope="module")
def keeper(browser: Browser) -> Iterator[Page]:
    """Open a page in a browser that keeps what a reader leaves; Playwright switches that off."""
    without = ["--disable-back-forward-cache"]
    with chromium.launch(browser.browser_type, without=without) as other:
        yield other.new_page(viewport={"width": 360, "height": 640}, color_scheme="light")


@pytest.fixture
def kept(keeper: Page) -> Iterator[Page]:
    """Lend a narrow page of a browser that keeps the pages that a reader leaves."""
    keeper.kept = True
    yield keeper
    keeper.evaluate("localStorage.clear()")
    keeper.goto("about:blank")


@pytest.fixture(params=["kept", "loaded again"])
def window(request: pytest.FixtureRequest) -> Page:
    """Lend a narrow page of a browser that keeps pages, and of one that does not."""
    if request.param == "kept":
        return request.getfixturevalue("kept")
    page = request.getfixturevalue("shared_page")
    page.set_viewport_size({"width": 360, "height": 640})
    page.kept = False
    return page


def back(page: Page) -> None:
    """Go back one step, to a page that `window.left` was written on."""
    page.go_back(wait_until="commit")  # a page that was kept does not load
    page.wait_for_function("() => document.readyState === 'complete'")
    kept = page.evaluate("window.left === true")
    assert kept == page.kept, f"The browser has the page {'kept' if kept else 'loaded again'}."


def ground(page: Page) -> str:
    """Return the colour of the page's ground."""
    return page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")


def test_menu_is_closed(kept: Page, site):
    """The menu through which the reader left is closed when he comes back."""
    kept.goto(site.base)
    kept.evaluate("window.left = true")
    kept.locator(".cm-menu").click()
    kept.locator(".cm-nav").get_by_role("link", name="Compare").click()
    expect(kept).to_have_url(f"{site.base}compare/")
    back(kept)
    expect(kept.locator(".cm-nav")).to_be_hidden()
    expect(kept.locator(".cm-menu")).to_have_attribute("aria-expanded", "false")


def test_palette_is_the_readers(kept: Page, site):
    """A scheme chosen on the next page holds on the one before, and its switch works."""
    kept.goto(site.base)
    kept.evaluate("window.left = true")
    kept.goto(f"{site.base}compare/")
    kept.locator("label[for=__palette_1]").click()
    kept.locator("label[for=__palette_2]").click()
    assert ground(kept) == DARK
    back(kept)
    expect(kept.get_by_title("Dark colours")).to_be_visible()
    assert ground(kept) == DARK, "Back on home, the scheme is not the one chosen since."
    kept.get_by_title("Dark colours").click()
    expect(kept.get_by_title("Colours like your device")).to_be_visible()
    assert ground(kept) != DARK, "Back on home, the switch of the colours is dead."


def test_chooser_shows_its_address(window: Page, site):
    """Back on the chooser, answer and choices are those of its address."""
    window.goto(f"{site.base}choose/#{ANSWER}")
    window.evaluate("window.left = true")
    window.locator("[value=coaching]").first.check()
    window.goto(site.base)
    back(window)
    address = ANSWER.replace("mentoring", "coaching", 1)
    kept = f"{site.base}choose/#{address}"
    expect(window, "/choose/: the address does not keep the last choice.").to_have_url(kept)
    for dimension, value in zip(DIMENSIONS, ["coaching", *["mentoring"] * 9], strict=False):
        chosen = window.locator(f"[name={dimension.slug}]:checked")
        expect(chosen, f"Back at {kept}, another choice is shown.").to_have_value(value)
    shown = window.locator(".cm-result:visible")
    expect(shown, f"Back at {kept}, more or less than its answer is shown.").to_have_count(1)
    expect(shown).to_have_attribute("data-for", "mentoring")
    said = window.locator(".cm-chooser__status")
    expect(said, f"Back at {kept}, the sentence is another's.").to_contain_text("coaching")


def test_chooser_says_what_is_chosen(window: Page, site):
    """Back at a part of the chooser's page, what is chosen and what is said are the same."""
    window.goto(f"{site.base}choose/#{ANSWER}")
    window.goto(f"{site.base}choose/#rule")
    window.evaluate("window.left = true")
    window.goto(site.base)
    back(window)
    chosen = window.locator("main :checked").count()
    shown = window.locator(".cm-result:visible")
    why = f"Back at /choose/#rule, {chosen} choices are kept, and the answer shown is not theirs."
    expect(shown, why).to_have_count(1 if chosen else 0)


# The menu, and the search, on a phone: what opens it, whether it is open
COVERS = {"menu": (".cm-menu", "#__drawer"), "search": (".cm-find", "#__search")}


@pytest.mark.parametrize("cover", COVERS)
def test_step_back_closes_what_covers_the_page(page: Page, site, cover):
    """A step back closes the menu, or the search, first; the next leaves the page, and no other."""
    opener, toggle = COVERS[cover]
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(site.base)
    page.goto(f"{site.base}help/#content-not-there")
    steps = page.evaluate("history.length")
    page.evaluate("scrollTo({ top: 500, behavior: 'instant' })")
    for _ in range(3):  # opened and closed, it leaves no step behind
        page.locator(opener).click()
        page.wait_for_function("() => history.state?.over")
        locked = page.locator("html").evaluate("e => getComputedStyle(e).overflowY")
        assert locked == "hidden", f"The page scrolls behind the {cover}."
        page.keyboard.press("Escape")
        page.wait_for_function("() => !history.state?.over")
    page.locator(opener).click()
    page.wait_for_function("() => history.state?.over")
    page.evaluate("history.back()")
    expect(page.locator(toggle), f"A step back leaves the {cover} open.").not_to_be_checked()
    assert "help/" in page.url, f"A step back from the {cover} leads to {page.url}."
    assert page.evaluate("scrollY") == 500, f"A step back from the {cover} moves the page."
    assert page.evaluate("history.length") <= steps + 1, f"The {cover} leaves steps behind."
    page.evaluate("history.back()")
    expect(page, "A second step back does not leave the page.").to_have_url(site.base)


def test_menu_shows_where_you_are(shared_page: Page, site):
    """On a phone the menu can be seen to close, shows the page that is open, and can be hit."""
    shared_page.set_viewport_size({"width": 360, "height": 640})
    shared_page.goto(f"{site.base}about/")
    shared_page.locator(".cm-menu").click()
    here = shared_page.locator(".cm-nav [aria-current]")
    expect(here, "The menu opens where the reader is not.").to_be_in_viewport()
    close = shared_page.get_by_role("button", name="Close the menu")
    expect(close).to_be_in_viewport()
    small = shared_page.locator(".cm-nav :is(a, button)").evaluate_all(
        "all => all.filter((e) => e.offsetHeight && e.offsetHeight < 44).map((e) => e.innerText)"
    )
    assert not small, f"In the menu these are lower than 44 px: {small}"
    close.click()
    expect(shared_page.locator(".cm-nav")).to_be_hidden()
    expect(shared_page.locator(".cm-menu"), "Closed, the menu loses the focus.").to_be_focused()


def test_page_made_ready_ahead(shared_page: Page, site):
    """A page that was made ready before the reader chose a scheme takes it up when it is shown.

    Tested by the event of that moment: with Playwright at its pages Chromium makes none ready. By
    its own pipe, from the tab, one that was really made ready came up dark, and without this light.
    """
    shared_page.emulate_media(color_scheme="light")
    shared_page.goto(site.base)
    shared_page.evaluate("""() => {
      __md_set("__palette", { index: 2 });
      document.dispatchEvent(new Event("prerenderingchange"));
    }""")
    assert ground(shared_page) == DARK, (
        "home, made ready ahead, does not know of the chosen scheme."
    )


def test_choice_reaches_other_windows(shared_page: Page, site):
    """A scheme chosen in one window holds in the other."""
    shared_page.emulate_media(color_scheme="light")
    shared_page.goto(site.base)
    other = shared_page.context.new_page()
    other.goto(f"{site.base}compare/")
    other.locator("label[for=__palette_1]").click()
    other.locator("label[for=__palette_2]").click()
    expect(shared_page.get_by_title("Dark colours")).to_be_visible()
    assert ground(shared_page) == DARK


def test_search_leaves_the_address_alone(shared_page: Page, site):
    """What a reader shares after a search is the address of the page, and no more."""
    shared_page.goto(site.base)
    shared_page.keyboard.press("/")
    shared_page.keyboard.type("anecdotes")
    link = shared_page.locator(".md-search-result__link").first
    expect(link).to_be_visible()
    link.click()
    expect(shared_page.locator("h1")).to_be_visible()
    assert "?" not in shared_page.url, f"The search leads to {shared_page.url}."


def test_signs_are_drawn(shared_page: Page, site):
    """The sign is there for the mouse, and selecting all does not take it along."""
    shared_page.goto(f"{site.base}practices/coaching/")
    sign = shared_page.locator("h2 .headerlink").first
    drawn = sign.evaluate("e => getComputedStyle(e, '::after').content")
    assert "¶" in drawn, f"A heading's sign is drawn as {drawn}."
    shared_page.keyboard.press("ControlOrMeta+A")
    assert "¶" not in shared_page.evaluate("getSelection().toString()")
