"""The lesson as a browser prints and lays it out."""

from playwright.sync_api import Page

URL = "teach/"


def test_numbers_of_the_worksheet_are_printed(shared_page: Page, site):
    """On paper the numbers of the lines, which stand before them, keep to the sheet."""
    shared_page.emulate_media(media="print")
    shared_page.goto(f"{site.base}{URL}")
    edge = shared_page.locator("#worksheet").bounding_box()["x"]
    for line in shared_page.locator("#worksheet ~ ol > li").all():
        room = line.bounding_box()["x"] - edge
        assert room >= 15, f"teach/, worksheet: {room:.0f} px for a number, in print.css; want 15."
