"""For those who use keys and those who listen: what is a stop, what it is called, what is said."""

import re

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def searched(shared_page: Page, site) -> Page:
    """Open home, and search for a word that is found."""
    shared_page.goto(site.base)
    shared_page.keyboard.press("/")
    shared_page.keyboard.insert_text("anecdotes")
    expect(shared_page.locator(".md-search-result__link").first).to_be_visible()
    return shared_page


@pytest.mark.parametrize("ready", [False, True], ids=["at once", "after a search"])
def test_single_letters_do_nothing(shared_page: Page, site, ready):
    """No letter and no full stop leaves the page or takes the focus: WCAG 2.1.4."""
    shared_page.goto(f"{site.base}choose/")
    if ready:  # then the theme's script is there, with keys of its own
        shared_page.keyboard.press("/")
        shared_page.keyboard.type("agenda")
        expect(shared_page.locator(".md-search-result__link").first).to_be_visible()
        shared_page.keyboard.press("Escape")
    choice = shared_page.locator("main [value=coaching]").first
    choice.check()
    choice.focus()
    address = shared_page.url
    for key in ("n", "p", ",", ".", "s", "f", "N", "S"):
        shared_page.keyboard.press(key)
        expect(choice, f"/choose/: the key “{key}” takes the focus away.").to_be_focused()
        assert shared_page.url == address, f"/choose/: the key “{key}” leads to {shared_page.url}."


def test_results_are_named_and_counted(searched: Page):
    """Each result is a link called what its heading says; how many there are is spoken."""
    for result in searched.locator(".md-search-result__link").all():
        heading = result.locator("h1, h2").text_content()
        expect(result).to_have_accessible_name(heading)
    said = searched.locator(".md-search [role=status]")
    expect(said).to_have_text(re.compile(r"^\d+ pages?$"))


def test_field_says_how_to_go_on(shared_page: Page, site):
    """The field is neither required nor wrong, and says which keys lead on."""
    shared_page.goto(site.base)
    field = shared_page.get_by_role("textbox", name="Search")
    assert field.evaluate("e => e.validity.valid && !e.required"), "An empty search is no fault."
    expect(field).to_have_accessible_description(re.compile("Tab .* Escape"))
    assert not shared_page.locator("[role=dialog]").count(), "A closed search is read as a dialog."


@pytest.mark.parametrize("width", [360, 1280])
def test_tab_leads_through_the_results(searched: Page, width):
    """Tab goes from the field to the results; Escape, or leaving, closes them."""
    searched.set_viewport_size({"width": width, "height": 640})
    toggle = searched.locator("#__search")
    results = searched.locator(".md-search-result__link")
    searched.keyboard.press("Tab")
    expect(results.first).to_be_focused()
    expect(toggle).to_be_checked()
    searched.keyboard.press("Escape")
    expect(toggle).not_to_be_checked()
    assert searched.evaluate("!document.activeElement.closest('.md-search')"), "Focus is lost."
    searched.keyboard.press("/")
    searched.locator(".md-search :is(a, summary)").last.focus()
    searched.keyboard.press("Tab")
    expect(toggle, "The results stay over the page when keys have left them.").not_to_be_checked()


def test_header_does_not_move_the_page(shared_page: Page, site):
    """Slash and Escape leave the reader where he was."""
    shared_page.emulate_media(reduced_motion="reduce")
    shared_page.set_viewport_size({"width": 1280, "height": 800})
    shared_page.goto(f"{site.base}dimensions/focus/")
    shared_page.mouse.wheel(0, 1500)
    shared_page.wait_for_function("() => scrollY === 1500")
    for _ in range(4):
        shared_page.keyboard.press("/")
        shared_page.keyboard.press("Escape")
        shared_page.evaluate("() => new Promise(requestAnimationFrame)")
    assert shared_page.evaluate("scrollY") == 1500, "The search moves the page under the reader."


def test_matched_words_in_forced_colours(searched: Page):
    """In forced colours the words that were found are as plain to see as those around them."""
    for scheme in ("light", "dark"):
        searched.emulate_media(forced_colors="active", color_scheme=scheme)
        word = searched.locator(".md-search-result mark").first
        ink, ground = word.evaluate("""(e) => {
          const ground = getComputedStyle(e.closest('.md-search__output')).backgroundColor;
          return [getComputedStyle(e).color, ground];
        }""")
        link = searched.evaluate("""() => {
          const probe = document.body.appendChild(document.createElement("i"));
          probe.style.cssText = "forced-color-adjust: none; color: LinkText";
          return getComputedStyle(probe).color;
        }""")
        assert ink == link, f"{scheme}: a word that was found is {ink} on {ground}; want {link}."
