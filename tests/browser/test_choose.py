"""The chooser: its rule, its words, its address; and that nothing is stored and nothing is sent."""

import itertools

import pytest
import source
from helpers import expected
from looks import assert_answer_is_sound
from playwright.sync_api import Page, expect

DIMENSIONS = source.dimensions()
SWAP = {"coaching": "mentoring", "mentoring": "coaching"}
HOSTILE = [
    "focus=<img src=x onerror=alert(1)>",
    "focus=coaching&focus=mentoring",
    "focus=coaching&price=low",
    "focus=coaching=mentoring",
    "focus=COACHING",
    "=",
    "%E0%A4%A",
    "focus=%3Cscript%3E",
    "__proto__=coaching",
    "constructor=coaching",
    "a=" * 5000,
]


def fragment(answers) -> str:
    """Return the address's fragment for a list of answers, in the order of the dimensions."""
    pairs = zip(DIMENSIONS, answers, strict=True)
    return "&".join(f"{d.slug}={value}" for d, value in pairs if value)


@pytest.fixture
def chooser(shared_page: Page, site) -> Page:
    """Open the chooser."""
    shared_page.goto(f"{site.base}choose/")
    return shared_page


# What the page says and shows for each of many fragments of its address
ANSWERS = """(fragments) => fragments.map((fragment) => {
  location.hash = fragment;
  dispatchEvent(new Event('hashchange'));
  const status = document.querySelector('.cm-chooser__status');
  const shown = [...document.querySelectorAll('.cm-result')]
    .filter((e) => e.getClientRects().length).map((e) => e.dataset.for);
  return [status.dataset.result, status.textContent.toLowerCase(), shown];
})"""


def test_every_combination(chooser: Page):
    """All answers, all partial ones: the result is the rule's, and names what was weighed."""
    every = [*itertools.product(("coaching", "mentoring", None), repeat=len(DIMENSIONS))]
    for at in range(len(DIMENSIONS)):  # no leaning, once for each dimension, beside either practice
        rest = itertools.product(source.PRACTICES, repeat=2)
        every += [(*(2 * pair)[:at], "either", *(2 * pair)[at + 1 :]) for pair in rest]
    found = chooser.evaluate(ANSWERS, [fragment(answers) for answers in every])
    for answers, (result, said, shown) in zip(every, found, strict=True):
        assert result == expected(answers), f"{answers}: {result}, by the rule {expected(answers)}"
        if not any(answers):
            continue
        for dimension, value in zip(DIMENSIONS, answers, strict=True):
            weighed = value in SWAP
            named = dimension.name.lower() in said
            assert named == weighed, f"{answers}: {dimension.name}, {value}: “{said}”"
        assert shown == [result], f"{answers}: {result}, but the page explains {shown}"


def test_address_keeps_the_choices(chooser: Page, site):
    """Choices go to the address; reload restores them, and one step back leaves the page."""
    first, second = DIMENSIONS[0].slug, DIMENSIONS[1].slug
    steps = chooser.evaluate("history.length")
    chooser.locator(f"fieldset[data-dimension={first}] [value=coaching]").check()
    chooser.locator(f"fieldset[data-dimension={second}] [value=mentoring]").check()
    expect(chooser).to_have_url(f"{site.base}choose/#{first}=coaching&{second}=mentoring")
    status = chooser.locator(".cm-chooser__status")
    expect(status).to_have_attribute("data-result", "both")
    assert chooser.evaluate("history.length") == steps, "/choose/: an answer costs a step of Back."
    chooser.reload()
    expect(chooser.locator(f"[name={second}][value=mentoring]")).to_be_checked()
    chooser.get_by_role("button", name="Start again").click()
    expect(chooser.locator(":checked[type=radio][name]:not([name=__palette])")).to_have_count(0)
    expect(chooser).to_have_url(f"{site.base}choose/")
    expect(status).to_have_text("")


def test_encoded_fragment(shared_page: Page, site):
    """A chat program sends the signs of the address encoded, and the answer is restored."""
    answers = fragment(["mentoring", "mentoring", *[None] * (len(DIMENSIONS) - 2)])
    for code in ("%3D", "%3d"):
        shared_page.goto(f"{site.base}choose/#{answers.replace('=', code).replace('&', '%26')}")
        status = shared_page.locator(".cm-chooser__status")
        expect(status).to_have_attribute("data-result", "mentoring")
        expect(shared_page.locator(".cm-chooser__ignored")).to_be_hidden()
        shared_page.goto("about:blank")


def test_answer_is_heard(chooser: Page):
    """The answer has a heading, and is spoken when it changes: neither never nor twice."""
    status = chooser.locator(".cm-chooser__status")
    read = 'Orca reads a status as "statusbar" and no more to whoever comes back to it by arrows.'
    expect(status, f"/choose/: {read}").not_to_have_attribute("role", "status")
    expect(status).to_have_attribute("aria-live", "polite")
    heard = status.evaluate("e => getComputedStyle(e).display")
    assert heard != "none", "/choose/: what is hidden while it is empty is not spoken when filled."
    expect(chooser.get_by_role("heading", name="Your answer")).to_have_count(0)
    status.evaluate("""e => { window.spoken = 0; new MutationObserver((all) => {
      window.spoken += all.filter((one) => one.addedNodes.length).length;
    }).observe(e, { childList: true }); }""")
    chooser.locator("[value=coaching]").first.check()
    chooser.evaluate("dispatchEvent(new Event('hashchange'))")  # the same answer, once more
    expect(chooser.get_by_role("heading", name="Your answer")).to_be_visible()
    assert chooser.evaluate("window.spoken") == 1, "/choose/: one answer is not spoken once."


def test_bad_fragment_is_left_out(shared_page: Page, site):
    """A damaged, old or hostile fragment: a plain sentence, no error, no markup, no answer."""
    said = shared_page.get_by_text("The address held choices that this page does not know")
    for bad in HOSTILE:
        shared_page.goto(f"{site.base}choose/#{bad}")
        expect(said, f"/choose/#{bad[:30]}").to_be_visible()
        status = shared_page.locator(".cm-chooser__status")
        expect(status, f"/choose/#{bad[:30]}").to_have_attribute("data-result", "open")
        assert shared_page.locator("article img, article script").count() == 0
        assert not shared_page.complaints, shared_page.complaints
        shared_page.goto(f"{site.base}choose/#rule")  # no choices, and none that it does not know
        expect(said, f"/choose/#rule, after #{bad[:30]}").to_be_hidden()


def test_by_keyboard(chooser: Page):
    """Tab reaches each group once, arrows choose, and the focus stays where the reader is."""
    chooser.locator("#lean").evaluate("e => { e.tabIndex = -1; e.focus() }")
    chooser.keyboard.press("Tab")
    for dimension in DIMENSIONS:
        chooser.keyboard.press("Space")
        chooser.keyboard.press("Enter")  # which sends a form elsewhere
        chooser.keyboard.press("ArrowDown")
        chooser.keyboard.press("ArrowDown")
        at = chooser.evaluate("[document.activeElement.name, document.activeElement.value]")
        assert at == [dimension.slug, "mentoring"], f"{dimension.name}: focus is at {at}"
        chooser.keyboard.press("Tab")
    assert not chooser.complaints, f"/choose/: Enter sends the form: {chooser.complaints}"
    expect(chooser.locator(".cm-chooser__status")).to_have_attribute("data-result", "mentoring")


def test_nothing_stored_nothing_sent(chooser: Page):
    """After the page has loaded, choosing asks nothing of the network and keeps nothing."""
    chooser.wait_for_load_state("networkidle")
    before = len(chooser.asked)
    for dimension in DIMENSIONS:
        chooser.locator(f"[name={dimension.slug}][value=coaching]").check()
    sent = [asked for asked in chooser.asked[before:] if "favicon" not in asked]
    assert not sent, f"/choose/: an answer asks the network for {sent}; choose.js may ask nothing."
    kept = chooser.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))")
    kept = [key for key in kept if "palette" not in key] + chooser.context.cookies()
    assert not kept, f"/choose/: an answer leaves {kept} in the browser; the address alone may."


def test_copy(shared_page: Page, site):
    """The answer is copied as plain text, with the address that restores it."""
    shared_page.goto(f"{site.base}choose/")
    shared_page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for dimension in DIMENSIONS[:2]:
        shared_page.locator(f"[name={dimension.slug}][value=coaching]").check()
    shared_page.get_by_role("button", name="Copy the answer").click()
    expect(shared_page.get_by_text("The answer is copied.")).to_be_visible()
    expect(shared_page.locator(".cm-chooser__status")).to_contain_text("sounds like coaching")
    text = shared_page.evaluate("navigator.clipboard.readText()")
    assert "sounds like coaching" in text, f"/choose/: the button copies “{text}”, no answer."
    assert text.endswith(shared_page.url), f"/choose/: {shared_page.url} does not end “{text}”."


# A browser that refuses: to write the address, to copy
REFUSE = """
  history.replaceState = () => { throw new DOMException("too often", "SecurityError"); };
  navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"));
"""


def test_answer_is_that_of_the_ticks(chooser: Page):
    """Whatever the browser refuses to write, the answer shown is that of what is ticked."""
    chooser.evaluate(f"() => {{ {REFUSE} }}")
    status = chooser.locator(".cm-chooser__status")
    for dimension in DIMENSIONS[:2]:
        chooser.locator(f"[name={dimension.slug}][value=mentoring]").check()
    expect(status).to_have_attribute("data-result", "mentoring")
    for dimension in DIMENSIONS[:3]:
        chooser.locator(f"[name={dimension.slug}][value=coaching]").check()
    expect(status).to_have_attribute("data-result", "coaching")
    chooser.get_by_role("button", name="Start again").click()
    ticks = "/choose/: after a new start, ticks and answer differ."
    expect(chooser.locator("main :checked"), ticks).to_have_count(0)
    expect(chooser.locator(".cm-result:visible"), ticks).to_have_count(0)
    assert not chooser.complaints, chooser.complaints


@pytest.mark.parametrize("refuse", [REFUSE, "delete Navigator.prototype.clipboard;"], ids=[0, 1])
def test_copy_refused(shared_page: Page, site, refuse):
    """A copy that the browser refuses, or has not at all, says so; the answer is selected."""
    shared_page.goto(f"{site.base}choose/#{fragment(['coaching'] * len(DIMENSIONS))}")
    shared_page.evaluate(f"() => {{ {refuse} }}")
    shared_page.get_by_role("button", name="Copy the answer").click()
    expect(shared_page.get_by_text("did not let this page copy")).to_be_visible()
    selected = shared_page.evaluate("getSelection().toString()")
    assert "sounds like coaching" in selected, f"/choose/: selected is “{selected}”."


def test_without_script(plain_page: Page, site):
    """Without JavaScript the statements are a table, the answers are explained, the rule stands."""
    plain_page.goto(f"{site.base}choose/")
    table = plain_page.locator(".cm-chooser-table table")
    for dimension in DIMENSIONS:
        for practice in source.PRACTICES:
            cell = table.locator(
                f"tr[data-dimension={dimension.slug}] td[data-practice={practice}]"
            )
            expect(cell).to_contain_text(dimension.meta[practice]["statement"])
            expect(cell).to_be_visible()
    expect(plain_page.locator(".cm-chooser")).to_be_hidden()
    expect(plain_page.locator(".cm-result:visible")).to_have_count(4)
    expect(plain_page.locator("#rule")).to_be_visible()


def test_prints_as_a_table_before_any_answer(chooser: Page):
    """Unanswered, the page prints what a reader needs to work it out by hand."""
    chooser.emulate_media(media="print")
    expect(chooser.locator(".cm-chooser-table table")).to_be_visible()
    boxes = chooser.locator(".cm-chooser-table td").evaluate_all(
        "all => all.map((e) => getComputedStyle(e, '::before').borderTopStyle)"
    )
    assert boxes == ["solid"] * 2 * len(DIMENSIONS), f"/choose/: nothing to tick on paper: {boxes}"
    expect(chooser.locator(".cm-chooser")).to_be_hidden()
    expect(chooser.locator(".cm-result:visible")).to_have_count(4)


def test_axe_with_an_answer(shared_page: Page, site):
    """Axe finds nothing in the answer; tests/release looks at the other three."""
    assert_answer_is_sound(shared_page, site.base, "both", 320)
