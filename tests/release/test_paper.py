"""What a reader prints, sheet by sheet."""

import io

import pytest
import source
from helpers import need
from playwright.sync_api import Page

URLS = [source.url(file) for file in source.pages()]


def lowest(sheet) -> float:
    """Return how high above the lower edge of a sheet, as pypdf reads it, its last text stands."""
    heights = []

    def visit(said, at, matrix, *_):
        if said.strip():
            heights.append(at[3] * matrix[5] + at[5])

    sheet.extract_text(visitor_text=visit)
    return min(heights)


@pytest.mark.parametrize("url", [url for url in URLS if url not in ("sources/", "glossary/")])
def test_no_sheet_is_nearly_empty(tab: Page, site, url):
    """On A4 each sheet but the last has text on its lower half, or close to it."""
    pypdf = need("pypdf")
    tab.goto(f"{site.base}{url}")
    pdf = pypdf.PdfReader(io.BytesIO(tab.pdf(format="A4", print_background=True)))
    for number, sheet in enumerate(pdf.pages[:-1], 1):
        empty = lowest(sheet) / float(sheet.mediabox.height)
        assert empty < 0.55, (
            f"/{url}: of sheet {number} of {len(pdf.pages)} the lower {empty:.0%} is empty; see"
            " what may not be cut, or begins a sheet, in print.css."
        )
