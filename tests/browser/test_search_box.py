"""The search where the browser refuses, the network fails, or the words come without keys."""

import itertools
import re

import pytest
from playwright.sync_api import Page, expect

FAILED = "The search did not load."
REFUSALS = {
    "storage throws": """for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, {
        get() { throw new DOMException("no", "SecurityError"); }
      });
    }""",
    "no storage": """for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, { value: null });
    }""",
    "storage is full": """Storage.prototype.setItem = () => {
      throw new DOMException("no", "QuotaExceededError");
    };""",
    "workers throw": """window.Worker = function () {
      throw new DOMException("no", "SecurityError");
    };""",
}
# What another site of the same host may have left under the same key
STRANGE = ["", "{", "null", "7", '{"index": 9}', '{"index": "item"}', '{"index": 1.5}']


def results(page: Page):
    """Return the links that the search shows."""
    return page.locator(".md-search-result__link")


def look_for(page: Page, words: str) -> None:
    """Open the search, and put words into its field at once."""
    page.keyboard.press("/")
    page.locator(".md-search__input").fill(words)


@pytest.mark.parametrize("refusal", REFUSALS)
def test_search_and_colours_where_the_browser_refuses(before, shared_page: Page, site, refusal):
    """Whatever a reader's settings forbid, the search answers and the colours change."""
    before(REFUSALS[refusal])
    shared_page.goto(site.base)
    look_for(shared_page, "confidentiality")
    expect(results(shared_page).first, f"{refusal}: home's search finds nothing.").to_be_visible()
    shared_page.keyboard.press("Escape")
    button = shared_page.locator(".md-option:checked + label")
    expect(button, f"{refusal}: home has no button for colours.").to_be_visible()
    button.click()
    expect(
        shared_page.locator("#__palette_1"), f"{refusal}: the button does nothing."
    ).to_be_checked()
    assert not shared_page.complaints, f"{refusal}: the console says {shared_page.complaints}."


def test_search_where_a_policy_forbids_workers(shared_page: Page, site):
    """A host's stricter policy costs the search nothing."""

    def strict(route):
        answer = route.fetch()
        policy = {"content-security-policy": "worker-src 'none'"}
        route.fulfill(response=answer, headers={**answer.headers, **policy})

    shared_page.route(site.base, strict)
    shared_page.goto(site.base)
    look_for(shared_page, "confidentiality")
    expect(results(shared_page).first).to_be_visible()


def test_stored_value_is_not_ours(shared_page: Page, site):
    """A stored value that no choice here left is no choice: the device's colours hold."""
    for value in STRANGE:
        shared_page.goto(site.base)
        shared_page.evaluate("(value) => localStorage.setItem('/.__palette', value)", value)
        shared_page.goto(f"{site.base}compare/")
        device = shared_page.locator("#__palette_0")
        expect(device, f"compare: {value} is taken for a choice.").to_be_checked()
        assert not shared_page.complaints, f"{value}: the console says {shared_page.complaints}."


BROKEN = {
    "refused": lambda route: route.abort(),
    "not there": lambda route: route.fulfill(status=404, body="<h1>Not found</h1>"),
    "another page": lambda route: route.fulfill(content_type="text/html", body="<p>Log in</p>"),
    "another list": lambda route: route.fulfill(content_type="application/json", body="[]"),
}
PARTS = [("**/search_index.json", how) for how in BROKEN] + [("**/search.js?*", "not there")]


@pytest.mark.parametrize(("what", "how"), PARTS)
def test_search_says_that_it_failed_and_tries_again(shared_page: Page, site, what, how):
    """A part that did not come once is told of in plain words, and comes at the next try."""
    shared_page.route(what, BROKEN[how])
    shared_page.goto(site.base)
    look_for(shared_page, "confidentiality")
    status = shared_page.locator(".md-search [role=status]")
    expect(status, f"{what} {how}: home's search says nothing of it.").to_have_text(FAILED)
    shared_page.unroute(what)
    shared_page.get_by_role("button", name="Try again").click()
    expect(results(shared_page).first, f"{what} {how}: a second try finds nothing.").to_be_visible()
    expect(shared_page.get_by_role("button", name="Try again")).to_be_hidden()


def test_search_tries_again_by_itself(shared_page: Page, site):
    """It tries once more at the next letter, and when the network is back."""
    script, index = "**/search.js?*", "**/search_index.json"
    shared_page.route(script, BROKEN["refused"])
    shared_page.goto(site.base)
    status = shared_page.locator(".md-search [role=status]")
    look_for(shared_page, "confidential")
    expect(status).to_have_text(FAILED)
    shared_page.route(index, BROKEN["refused"])
    shared_page.unroute(script)
    with shared_page.expect_request(index):
        shared_page.keyboard.type("i")
    expect(status).to_have_text(FAILED)
    shared_page.unroute(index)
    shared_page.evaluate("dispatchEvent(new Event('online'))")
    why = "home's search stays dead when the network is back."
    expect(results(shared_page).first, why).to_be_visible()


def test_words_that_come_without_keys(shared_page: Page, site):
    """What is pasted, dropped or dictated is searched for like what is typed."""
    shared_page.goto(site.base)
    look_for(shared_page, "confidentiality")
    expect(results(shared_page).first).to_be_visible()
    for words, place in (
        ("older mentor", "#older-mentor"),
        ("notes and recordings", "#notes-and-data"),
    ):
        shared_page.locator(".md-search__input").select_text()
        shared_page.keyboard.insert_text(words)  # which sends no key
        expect(shared_page.locator(f".md-search-result__link[href$='{place}']")).to_be_visible()
    shared_page.get_by_role("button", name="Clear").click()
    expect(shared_page.locator(".md-search [role=status]")).to_have_text(
        "Type a word or a question."
    )
    expect(shared_page.locator(".md-search__input")).to_be_focused()


def test_keys_that_end_a_composition(shared_page: Page, site):
    """Escape and Enter that belong to an input method neither close the search nor open a page."""
    shared_page.goto(site.base)
    look_for(shared_page, "confidentiality")
    expect(results(shared_page).first).to_be_visible()
    for key, sign in itertools.product(("Escape", "Enter"), ("isComposing", "keyCode")):
        shared_page.locator(".md-search__input").evaluate(
            """(field, [key, sign]) => field.dispatchEvent(new KeyboardEvent("keydown", {
              key, bubbles: true, cancelable: true, [sign]: sign === "keyCode" ? 229 : true,
            }))""",
            [key, sign],
        )
        expect(shared_page.locator("#__search"), f"{key} closes the search.").to_be_checked()
        expect(shared_page.locator(".md-search__input"), f"{key} leaves the field.").to_be_focused()
    assert shared_page.url == site.base, f"A key of an input method leads to {shared_page.url}."


def test_composed_words_are_found(shared_page: Page, site):
    """Words in the making are searched for, and Enter ends the making of them alone."""
    shared_page.goto(site.base)
    look_for(shared_page, "")
    client = shared_page.context.new_cdp_session(shared_page)
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in "mentor")  # letters of full width
    word = {"text": wide, "selectionStart": 6, "selectionEnd": 6}
    client.send("Input.imeSetComposition", word)
    expect(results(shared_page).first, "full-width letters find nothing.").to_be_visible()
    shared_page.keyboard.press("Enter")
    assert shared_page.url == site.base, f"Enter in a composition leads to {shared_page.url}."


def test_enter_opens_the_best(shared_page: Page, site):
    """Enter leads to what is shown as best, on a phone's keyboard, too."""
    shared_page.goto(site.base)
    look_for(shared_page, "active listening")
    expect(results(shared_page).first).to_be_visible()
    shared_page.locator(".md-search__input").press("Enter")
    expect(shared_page).to_have_url(re.compile("#active-listening"))


ODD = {
    "2,000 letters": "confidentiality" * 134,
    "2,000 words": "mentor wombat " * 1000,
    "2,000 new words": " ".join(f"w{number}x" for number in range(2000)),
    "other writing": "التدريب 教练 コーチ 🙂",
    "signs": r"\ ( [ * + ? ^ $ | ) ] { } ~1 ^2 title:x -y",
    "a page": "<script>alert(1)</script><b>mentor</b> &amp; &lt;",
    "names of the language": "constructor __proto__ toString",
}


def test_odd_words_get_an_answer(shared_page: Page, site):
    """Whatever is put in, the search says what came of it, and goes on working."""
    shared_page.goto(site.base)
    status = shared_page.locator(".md-search [role=status]")
    for name, words in ODD.items():
        look_for(shared_page, words)
        expect(status, f"{name}: no answer.").to_have_text(re.compile(r"pages?$|^Nothing found"))
        look_for(shared_page, "confidentiality")
        dead = f"{name}: the search is dead after it."
        expect(results(shared_page).first, dead).to_be_visible()
        assert not shared_page.complaints, f"{name}: the console says {shared_page.complaints}."


def test_search_without_result_leads_on(shared_page: Page, site):
    """Whoever finds nothing is led to all questions, and to help."""
    url = "no/such/page"  # which is shown the lost page, however deep
    shared_page.goto(site.base + url)
    look_for(shared_page, "xyzzy")
    expect(shared_page.locator(".md-search [role=status]")).to_have_text(
        re.compile("^Nothing found")
    )
    links = shared_page.locator(".md-search-result a:visible")
    hrefs = links.evaluate_all("links => links.map((link) => link.href)")
    want = [f"{site.base}questions/", f"{site.base}help/"]
    assert hrefs == want, f"/{url}: a search without result leads to {hrefs}."
    look_for(shared_page, "confidentiality")
    expect(links.first).to_have_class("md-search-result__link")


def test_results_use_the_width(shared_page: Page, site):
    """The text of a result is as wide as its pane, on a wide screen as on a phone."""
    shared_page.emulate_media(reduced_motion="reduce")
    for width in (320, 1280):
        shared_page.set_viewport_size({"width": width, "height": 720})
        shared_page.goto(site.base)
        look_for(shared_page, "confidentiality")
        text = results(shared_page).locator("p").first
        expect(text).to_be_visible()
        share = text.evaluate(
            "e => e.offsetWidth / e.closest('.md-search__scrollwrap').clientWidth"
        )
        assert share > 0.8, f"At {width} px text takes {share:.0%} of the pane of the results."


def test_phone_stays_as_wide_as_it_is(browser, site):
    """A phone lays a page out as wide as its widest part: the open search is no wider than it."""
    phone = {"viewport": {"width": 360, "height": 640}, "is_mobile": True, "has_touch": True}
    with browser.new_context(**phone) as context:
        page = context.new_page()
        page.goto(site.base)
        page.get_by_role("button", name="Search").tap()
        page.keyboard.type("cost")
        expect(page.locator(".md-search-result__link").first).to_be_visible()
        wide = page.evaluate("Math.max(innerWidth, document.documentElement.scrollWidth)")
        assert wide == 360, f"the open search makes a page of 360 px {wide} px wide."
