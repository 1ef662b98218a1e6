"""What a reader prints, sheet by sheet."""

import io
import re
from collections import Counter

import engines
import pytest
import source
from helpers import need, script, sheets
from playwright.sync_api import Page

URLS = [source.url(file) for file in source.pages()]
# What is printed by itself: page, what finds it (the whole page, where nothing does), most sheets
PRINTED = {
    "home": ("", "", 1),
    "comparison": ("compare/", "", 1),
    "worksheet": ("teach/", "#worksheet", 1),
    "answer key": ("teach/", "#answer-key", 1),
    "case for a board": ("organisations/case/", "#board-case", 1),
    **{practice: (f"practices/{practice}/", "", 8) for practice in source.PRACTICES},
}


@pytest.mark.parametrize("format_", ["A4", "Letter"])
@pytest.mark.parametrize("name", PRINTED)
def test_keeps_to_its_sheets(shared_page: Page, site, name, format_):
    """What has sheets of its own begins and ends one, and takes no more; from the dark, too."""
    url, selector, most = PRINTED[name]
    shared_page.emulate_media(media="print", color_scheme="dark")
    shared_page.goto(site.base + url)
    if selector:
        breaks = shared_page.evaluate(script("alone"), selector)
        assert breaks == ["page", "page"], f"/{url}{selector}: shares its sheet, {breaks}."
    count = sheets(shared_page, format_)
    assert count <= most, f"/{url}{selector} takes {count} sheets of {format_}, not {most}."


@pytest.mark.parametrize("format_", ["A4", "Letter"])
def test_longest_answer_keeps_to_one_sheet(shared_page: Page, site, format_):
    """The longest answer of the chooser prints with its reasons and its place in the rule."""
    answers = zip(source.dimensions(), source.PRACTICES * 2, strict=True)
    mark = "&".join(f"{dimension.slug}={practice}" for dimension, practice in answers)
    shared_page.goto(f"{site.base}choose/#{mark}")
    count = sheets(shared_page, format_)
    assert count == 1, f"/choose/ takes {count} sheets of {format_}."
    shared_page.emulate_media(media="print")
    assert shared_page.locator("#figure-rule [aria-current]").is_visible(), "/choose/: no place."


def lowest(sheet) -> float:
    """Return how high above the lower edge of a sheet, as pypdf reads it, its last text stands."""
    heights = []

    def visitor(said, at, matrix, *_):
        if said.strip():
            heights.append(at[3] * matrix[5] + at[5])

    sheet.extract_text(visitor_text=visitor)
    return min(heights)


@pytest.mark.parametrize("url", [url for url in URLS if url not in ("sources/", "glossary/")])
def test_no_sheet_is_nearly_empty(shared_page: Page, site, url):
    """On A4 each sheet but the last has text on its lower half, or close to it.

    What is handed out (a worksheet, the case for a board) begins and ends a sheet on purpose, and
    leaves room before it; the rest is judged as if it did not.
    """
    pypdf = need("pypdf")
    shared_page.goto(f"{site.base}{url}")
    shared_page.emulate_media(media="print")
    shared_page.evaluate(script("flowing"))
    pdf = pypdf.PdfReader(io.BytesIO(shared_page.pdf(format="A4", print_background=True)))
    for number, sheet in enumerate(pdf.pages[:-1], 1):
        empty = lowest(sheet) / float(sheet.mediabox.height)
        assert empty < 0.55, (
            f"/{url}: of sheet {number} of {len(pdf.pages)} the lower {empty:.0%} is empty; see"
            " what may not be cut, or begins a sheet, in print.css."
        )


def letters(text: str) -> str:
    """Return a text without spaces and hyphens, which lines and printers add."""
    return re.sub(r"[\W_]+", "", text.replace("ﬁ", "fi").replace("ﬂ", "fl").replace("ﬀ", "ff"))


def pieces(sheet) -> list[tuple[float, float, float, str]]:
    """Return the pieces of text on a sheet of pypdf's: from left, from above, height, letters."""
    found, height = [], float(sheet.mediabox.height)

    def take(text: str, at: list, within: list, _: dict, size: float) -> None:
        if text.strip():
            x = within[4] * at[0] + within[5] * at[2] + at[4]
            y = within[4] * at[1] + within[5] * at[3] + at[5]
            found.append((x, height - y, round(abs(size * within[3] * at[3]), 1), letters(text)))

    sheet.extract_text(visitor_text=take)
    return found


def test_no_heading_is_alone(site):
    """No heading ends a sheet, or a column of one, without what it heads."""
    pypdf, found = need("pypdf"), []
    with engines.firefox() as firefox:
        for url in URLS:
            heads = {letters(h.get_text()) for h in site.page(url).select("article :is(h2, h3)")}
            firefox.open(site.base + url)
            for number, sheet in enumerate(pypdf.PdfReader(io.BytesIO(firefox.paper())).pages, 1):
                all_ = pieces(sheet)
                usual = Counter(size for *_, size, _ in all_).most_common(1)[0][0]
                for x, y, size, text in all_:
                    below = any(down > y + 2 and -30 < right - x < 200 for right, down, *_ in all_)
                    if (
                        text in heads
                        and size > usual
                        and y > sheet.mediabox.height / 2
                        and not below
                    ):
                        found.append(f"/{url}, sheet {number}: “{text}” stands alone at the foot.")
    assert not found, "\n".join(["Give it more room in print.css:", *found])
