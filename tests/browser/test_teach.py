"""The lesson as a browser prints and lays it out."""

import pytest
from helpers import sheets
from playwright.sync_api import Page

URL = "teach/"
SHEETS = {"worksheet": 1, "answer-key": 1}  # and how many each may take
# The part of a printed page that begins with a heading, and nothing else
ALONE = """(id) => {
  let node = document.getElementById(id).closest('.cm-sheet');
  const { breakBefore, breakAfter } = getComputedStyle(node);
  for (; node !== document.body; node = node.parentElement)
    for (const other of [...node.parentElement.children]) if (other !== node) other.remove();
  return [breakBefore, breakAfter];
}"""


def block(site, name):
    """Return the block of the page that a heading begins."""
    heading = site.page(URL).find(id=name)
    found = heading and heading.find_parent(class_="cm-sheet")
    assert found, f"docs/teach.md: #{name} does not begin a block with the class cm-sheet."
    return found


@pytest.mark.parametrize("format_", ["A4", "Letter"])
@pytest.mark.parametrize("name", SHEETS)
def test_prints_on_its_sheets(shared_page: Page, site, name, format_):
    """The worksheet and the answer key have a sheet each, with nothing else."""
    shared_page.emulate_media(media="print")
    shared_page.goto(site.base + URL)
    breaks = shared_page.evaluate(ALONE, name)
    assert breaks == ["page", "page"], f"/{URL}#{name} shares its sheet: {breaks}; see print.css."
    count = sheets(shared_page, format_)
    most = SHEETS[name]
    assert count <= most, (
        f"/{URL}#{name} takes {count} sheets of {format_}, not {most}; shorten it."
    )


def test_numbers_of_the_worksheet_are_printed(shared_page: Page, site):
    """On paper the numbers of the lines, which stand before them, keep to the sheet."""
    shared_page.emulate_media(media="print")
    shared_page.goto(f"{site.base}{URL}")
    edge = shared_page.locator("#worksheet").bounding_box()["x"]
    for line in shared_page.locator("#worksheet ~ ol > li").all():
        room = line.bounding_box()["x"] - edge
        assert room >= 15, f"teach/, worksheet: {room:.0f} px for a number, in print.css; want 15."
