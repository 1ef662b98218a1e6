"""The drawings say at a glance what the cells say in words, wherever the cells stand."""

import re
from urllib.parse import unquote

import content
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page

ICONS = content.ROOT / "overrides/theme/.icons/cm"
EACH = [
    pytest.param(d, p, id=f"{d.slug}-{p}") for d in content.dimensions() for p in content.PRACTICES
]


@pytest.mark.parametrize(("dimension", "practice"), EACH)
def test_drawing_stands_by_its_cell(site, dimension, practice):
    """The matrix, the dimension's page and the guide show the one file, to the eye only."""
    file = ICONS / f"{dimension.slug}-{practice}.svg"
    assert file.exists(), (
        f"{dimension.name}, {practice}: no drawing; add overrides/theme/.icons/cm/{file.name}."
    )
    drawing = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser").svg
    row = f"[data-dimension='{dimension.slug}']"
    for url, cell in (
        ("", f"tr{row} td[data-practice='{practice}']"),
        (content.url(dimension.file), f"tr{row} td[data-practice='{practice}']"),
        (f"practices/{practice}/", f"div{row}"),
    ):
        shown = site.page(url).select(f"{cell} svg.cm-drawing")
        assert [str(svg) for svg in shown] == [str(drawing)], (
            f"/{url}: {dimension.name}, {practice}: its cell does not show {file.name}."
        )
    assert drawing.get("aria-hidden") == "true", f"{file.name} is read out; add aria-hidden."


@pytest.mark.parametrize("file", sorted(ICONS.glob("*-*.svg")), ids=lambda file: file.stem)
def test_drawing_takes_its_colours(file):
    """A drawing has no colour of its own: so it is right in light, dark, print and forced ones."""
    svg = file.read_text(encoding="utf-8")
    own = set(re.findall(r'(?:fill|stroke)="([^"]*)"', svg)) - {"none", "currentColor"}
    assert not own, f"overrides/theme/.icons/cm/{file.name} is drawn in {own}; write currentColor."


def test_forced_colours_reach_the_drawings(browser: Browser, site):
    """Who forces colours gets them in drawings and marks, too: they are text in pictures."""
    context = browser.new_context(forced_colors="active", color_scheme="light")
    page = context.new_page()
    for url, selector in (("", ".cm-drawing"), ("dimensions/focus/", ".cm-figure td svg")):
        page.goto(site.base + url)
        own, text = page.locator(selector).first.evaluate(
            "(e) => [e, document.body].map((node) => getComputedStyle(node).color)"
        )
        assert own == text, f"/{url}: {selector} is drawn in {own}, and text in {text}."
    context.close()


@pytest.mark.parametrize("serif", ["DejaVu Serif", "Liberation Serif", "monospace"])
def test_poster_words_fit(page: Page, site, serif):
    """The words of the poster keep to their panels in any face, and no button is drawn on it."""
    player = site.page("").select_one("video")["poster"]
    assert player == site.page("video/").select_one("video")["poster"], "two posters for one film."
    page.set_content(unquote(player.partition(",")[2]))
    boxes = page.evaluate(
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
        low, high = ((10, 340), (340, 620), (620, 950))[(middle > 340) + (middle > 620)]
        assert low <= left, f"poster in {serif}: “{word}” begins at {left:.0f}, before {low}."
        assert right <= high, f"poster in {serif}: “{word}” ends at {right:.0f}, past {high}."
    over = page.evaluate(
        "[...document.querySelectorAll('g:not([class]) > :not(text)')].map((e) => e.tagName)"
    )
    assert not over, f"The poster draws {over} where every browser lays its own button."
