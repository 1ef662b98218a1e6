"""For everyone: keys, zoom, spacing, contrast, forced colours, less motion, paper."""

import pytest
import source
from helpers import rgb
from looks import assert_search_is_sound, in_both_schemes
from playwright.sync_api import Page, expect


def test_axe_with_the_search_open(shared_page: Page, site):
    """Axe finds nothing while the search shows its results."""
    assert_search_is_sound(shared_page, site.base, 320)


def test_axe_with_the_menu_open(shared_page: Page, site):
    """Axe finds nothing while the menu is open, and Escape closes it."""
    shared_page.emulate_media(reduced_motion="reduce")
    shared_page.set_viewport_size({"width": 320, "height": 800})
    shared_page.goto(site.base)
    shared_page.locator(".cm-menu").click()
    expect(shared_page.locator(".cm-nav")).to_be_visible()
    found = in_both_schemes(shared_page)
    assert not found, "home, menu at 320 px:\n" + "\n".join(found)
    shared_page.keyboard.press("Escape")
    expect(shared_page.locator(".cm-nav")).to_be_hidden()
    expect(shared_page.locator(".cm-menu")).to_be_focused()


def test_forced_colours(shared_page: Page, site):
    """In forced colours both practices are still named, and a choice is still seen."""
    shared_page.emulate_media(forced_colors="active")
    shared_page.goto(site.base)
    for practice in ("Coaching", "Mentoring"):
        expect(shared_page.get_by_role("columnheader", name=practice)).to_be_visible()
    shared_page.goto(f"{site.base}choose/")
    radio = shared_page.locator("[value=coaching]").first
    radio.check()
    drawn = radio.evaluate("e => getComputedStyle(e.closest('label')).outlineStyle")
    assert drawn != "none", "/choose/: in forced colours the chosen side has no outline."


def test_less_motion(shared_page: Page, site):
    """Who asks for less motion gets no transition."""
    shared_page.emulate_media(reduced_motion="reduce")
    shared_page.goto(site.base)
    moving = shared_page.evaluate("""() => [...document.querySelectorAll('*')].filter((e) => {
      const style = getComputedStyle(e);
      return (style.animationName || 'none') !== 'none'
        || (style.transitionProperty !== 'none' && parseFloat(style.transitionDuration) > 0);
    }).map((e) => e.className)""")
    assert not moving, f"home: these move: {moving[:5]}"


def test_practices_stay_apart_in_grey(shared_page: Page, site):
    """Without any colour the two practices differ by side and by name, and text keeps 4.5:1."""
    shared_page.goto(site.base)
    for practice in source.PRACTICES:
        ratio = shared_page.locator(f"td.cm-spine__{practice} .cm-lead").first.evaluate("""(e) => {
          const grey = (colour) => {
            const [r, g, b] = colour.match(/[\\d.]+/g).map((v) => {
              const c = v / 255; return c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4; });
            return .2126 * r + .7152 * g + .0722 * b;
          };
          const ink = grey(getComputedStyle(e).color);
          const paper = grey(getComputedStyle(e.closest('td')).backgroundColor);
          return (Math.max(ink, paper) + .05) / (Math.min(ink, paper) + .05);
        }""")
        assert ratio >= 4.5, f"home: {practice}: {ratio:.1f}:1"


def test_scheme_before_first_paint(before, shared_page: Page, site):
    """A stored choice of dark is there when the body is first drawn: nothing flashes."""
    shared_page.goto(site.base)
    shared_page.locator("label[for=__palette_1]").click()
    shared_page.locator("label[for=__palette_2]").click()
    before("""new MutationObserver((_, observer) => {
      if (!document.querySelector('main')) return;
      window.first = getComputedStyle(document.body).backgroundColor;
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true })""")
    shared_page.goto(f"{site.base}compare/")
    assert shared_page.evaluate("window.first") == rgb(source.colours()["paper"][1])


def test_first_keystroke_is_found(shared_page: Page, site):
    """What is typed while the search is still on its way is searched for."""
    shared_page.goto(site.base)
    assert not [asked for asked in shared_page.asked if "search" in asked]
    shared_page.locator(".md-search__input").click()
    shared_page.keyboard.type("rapport", delay=0)
    expect(shared_page.locator(".md-search__input")).to_have_value("rapport")
    expect(shared_page.locator(".md-search-result__link").first).to_be_visible()


def test_contents_marker_and_back_to_top(shared_page: Page, site):
    """The marker follows the reader; turning round brings the way back to the top."""
    shared_page.emulate_media(reduced_motion="reduce")
    shared_page.set_viewport_size({"width": 1280, "height": 800})
    shared_page.goto(f"{site.base}dimensions/focus/")
    shared_page.locator("#what-research-says").evaluate("e => e.scrollIntoView()")
    expect(shared_page.locator(".cm-toc .md-nav__link--active")).to_have_text("What research says")
    shared_page.mouse.wheel(0, -200)
    top = shared_page.locator(".md-top")
    expect(top).to_be_visible()
    top.click()
    expect(shared_page.locator("h1")).to_be_in_viewport()
    expect(shared_page.locator("h1")).to_be_focused()


def test_search_gives_the_focus_back(shared_page: Page, site):
    """Tab passes the search without opening it; a narrow screen has a button; Escape returns."""
    shared_page.set_viewport_size({"width": 1280, "height": 800})
    shared_page.goto(site.base)
    shared_page.locator(".md-search__input").focus()
    expect(shared_page.locator("#__search")).not_to_be_checked()
    assert not [asked for asked in shared_page.asked if "search" in asked]
    shared_page.set_viewport_size({"width": 360, "height": 640})
    button = shared_page.get_by_role("button", name="Search")
    button.focus()
    shared_page.keyboard.press("Enter")
    shared_page.keyboard.type("agenda")
    expect(shared_page.locator(".md-search-result__link").first).to_be_visible()
    shared_page.keyboard.press("Escape")
    expect(shared_page.locator("#__search")).not_to_be_checked()
    expect(button).to_be_focused()


@pytest.mark.parametrize("practice", source.PRACTICES)
def test_agreement_keeps_to_one_sheet(shared_page: Page, site, practice):
    """The working agreement is not cut in two."""
    shared_page.emulate_media(media="print")
    shared_page.goto(f"{site.base}practices/{practice}/")
    block = shared_page.locator(".cm-agreement")
    assert block.evaluate("e => getComputedStyle(e).breakInside") == "avoid"
    assert block.bounding_box()["height"] < 900, "it no longer fits on a sheet"


def test_danger_is_framed_and_whole(shared_page: Page, site):
    """What to do in danger stands out on a screen, and is not cut in two on paper."""
    where = "/helping/"
    shared_page.goto(f"{site.base}helping/")
    frame = shared_page.locator("#not-well + .cm-pair > :first-child")
    expect(frame, f"{where}: danger is not the first thing below its heading.").to_contain_text(
        "If anyone may be in danger"
    )
    edge = frame.evaluate("e => getComputedStyle(e).borderInlineStartStyle")
    assert edge == "solid", f"{where}: what to do in danger has no frame; give it cm-urgent."
    shared_page.emulate_media(media="print")
    whole = frame.evaluate("e => getComputedStyle(e).breakInside")
    assert whole == "avoid", f"{where}: on paper what to do in danger may be cut in two."


def test_handout_is_complete(shared_page: Page, site):
    """On paper the comparison has its address, licence, summary, and a gap for who gives it out."""
    shared_page.goto(f"{site.base}compare/")
    given = shared_page.get_by_text("Given to you by")
    expect(given, "/compare/: what is to be filled in by hand shows on a screen.").to_be_hidden()
    shared_page.emulate_media(media="print")
    expect(given, "/compare/: on paper nobody can say who gave it out.").to_be_visible()
    for words in ("Check the person", "Before you start, agree", "Does one work better?"):
        expect(
            shared_page.get_by_text(words), f"/compare/: on paper “{words}” is gone."
        ).to_be_visible()
    expect(shared_page.get_by_text("Both are meant to help you grow").first).to_be_visible()
    line = shared_page.locator(".cm-print").last
    expect(line).to_be_visible()
    expect(line).to_contain_text(f"{site.base}compare/")
    expect(line).to_contain_text("CC BY 4.0")


def test_moments_stand_together(shared_page: Page, site):
    """A moment has coach and mentor side by side where there is room, and one below the other."""
    for width, beside in ((1280, True), (360, False)):
        shared_page.set_viewport_size({"width": width, "height": 800})
        shared_page.goto(f"{site.base}conversations/")
        moments = shared_page.locator(".cm-moments")
        assert moments.count() == 6, f"/conversations/: {moments.count()} moments; want six."
        for moment in moments.all():
            coach, mentor = (
                moment.locator(f".cm-side--{p}").bounding_box() for p in source.PRACTICES
            )
            level = coach["y"] == mentor["y"] and coach["x"] < mentor["x"]
            next_ = 0 < mentor["y"] - coach["y"] - coach["height"] < 100
            assert level if beside else next_, f"/conversations/, {width} px: {coach}, {mentor}."


def test_sentence_has_two_answers(new_context, site):
    """By keys alone and without a script each sentence shows its own replies; paper has all."""
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{site.base}conversations/")
    replies = page.locator(".cm-replies")
    page.locator(".cm-say input").first.focus()
    for at in range(replies.count()):
        seen = [reply.is_visible() for reply in replies.all()]
        want = [other == at for other in range(replies.count())]
        assert seen == want, f"/conversations/, sentence {at + 1}: {seen}, {want}"
        said = page.locator(".cm-say input").nth(at)
        described = said.get_attribute("aria-describedby")
        assert described == replies.nth(at).get_attribute("id"), f"sentence {at + 1}: {described}"
        page.keyboard.press("ArrowDown")
    page.emulate_media(media="print")
    assert all(reply.is_visible() for reply in replies.all()), "paper hides replies"


def test_more_contrast(shared_page: Page, site):
    """Who asks for more contrast gets ink for what is soft otherwise."""
    shared_page.goto(site.base)
    soft = shared_page.locator(".md-tabs__link").nth(1)
    before = soft.evaluate("e => getComputedStyle(e).color")
    shared_page.emulate_media(contrast="more")
    after = soft.evaluate("e => getComputedStyle(e).color")
    ink = shared_page.locator("h1").evaluate("e => getComputedStyle(e).color")
    assert after == ink != before, f"home: the menu goes from {before} to {after}; the ink is {ink}"
