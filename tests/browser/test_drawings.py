"""The drawings and the poster, as a browser shows them."""

from urllib.parse import unquote

from playwright.sync_api import Page


def test_forced_colours_reach_the_drawings(shared_page: Page, site):
    """Who forces colours gets them in drawings and marks, too: they are text in pictures."""
    shared_page.emulate_media(forced_colors="active")
    for url, selector in (("", ".cm-drawing"), ("dimensions/focus/", ".cm-figure td svg")):
        shared_page.goto(site.base + url)
        own, text = shared_page.locator(selector).first.evaluate(
            "(e) => [e, document.body].map((node) => getComputedStyle(node).color)"
        )
        assert own == text, f"/{url}: {selector} is drawn in {own}, and text in {text}."


def test_poster_words_fit(shared_page: Page, site):
    """The words of the poster keep to their panels in any face, and no button is drawn on it."""
    player = site.page("").select_one("video")["poster"]
    other = site.page("compare/").select_one("video")["poster"]
    assert player == other, "two posters for one film."
    shared_page.set_content(unquote(player.partition(",")[2]))
    for serif in ("DejaVu Serif", "Liberation Serif", "monospace"):
        boxes = shared_page.evaluate(
            """(serif) => [...document.querySelectorAll("text")].map((word) => {
              word.style.fontFamily = serif;
              const box = word.getBBox();
              return [word.textContent, box.x, box.x + box.width];
            })""",
            serif,
        )
        assert boxes, "The poster says nothing."
        for word, left, right in boxes:
            middle = (left + right) / 2
            low, high = ((12, 465), (465, 815), (815, 1268))[(middle > 465) + (middle > 815)]
            assert low <= left, f"poster in {serif}: “{word}” begins at {left:.0f}, before {low}."
            assert right <= high, f"poster in {serif}: “{word}” ends at {right:.0f}, past {high}."
    over = shared_page.evaluate(
        "[...document.querySelectorAll('g:not([class]) > :not(text)')].map((e) => e.tagName)"
    )
    assert not over, f"The poster draws {over} where every browser lays its own button."
