"""The switch on home: the usual account, or what was found, without a script."""

import pytest
import source
from helpers import sheets
from playwright.sync_api import expect

CELLS = [(d, practice) for d in source.dimensions() for practice in source.PRACTICES]


@pytest.mark.parametrize("scripts", [True, False], ids=["script", "no script"])
def test_cells_change_by_keys(browser, site, scripts):
    """Arrow keys show what was found in all eight cells, each with its source, and back again."""
    with browser.new_context(java_script_enabled=scripts) as context:
        page = context.new_page()
        page.goto(site.base)
        choice = page.get_by_role("radio", name="The usual account")
        expect(choice).to_be_checked()
        choice.focus()
        page.keyboard.press("ArrowRight")
        expect(page.get_by_role("radio", name="What was found")).to_be_checked()
        for shown, hidden in (("found", "usual"), ("usual", "found")):
            for d, practice in CELLS:
                where = f"home, {shown}, {d.slug}, {practice}"
                row = page.locator(f".cm-spine tr[data-dimension={d.slug}]")
                cell = row.locator(f"td[data-practice={practice}]")
                meta = d.meta[practice]
                words = {"found": meta["found"]["says"], "usual": meta["short"]}
                expect(cell.get_by_text(words[shown]), where).to_be_visible()
                expect(cell.get_by_text(words[hidden]), where).to_be_hidden()
                if shown == "found":
                    expect(cell.get_by_role("link"), where).to_be_visible()
            page.keyboard.press("ArrowLeft")


def test_both_states_are_on_paper(page, site):
    """Printed, each cell has the usual account and what was found, and no switch."""
    page.goto(site.base)
    page.emulate_media(media="print")
    expect(page.locator(".cm-switch")).to_be_hidden()
    for d, practice in CELLS:
        cell = page.locator(f".cm-spine tr[data-dimension={d.slug}] td[data-practice={practice}]")
        for words in (d.meta[practice]["short"], d.meta[practice]["found"]["says"]):
            expect(cell.get_by_text(words), f"{d.slug}, {practice}").to_be_visible()


@pytest.mark.parametrize("format_", ["A4", "Letter"])
def test_home_prints_on_one_sheet(page, site, format_):
    """The table with both of its states, and the summary below it, take one sheet of paper."""
    page.goto(site.base)
    count = sheets(page, format_)
    assert count == 1, (
        f"docs/index.md on {format_} takes {count} sheets; shorten what stands below the table, or"
        " mend the size of home in print.css."
    )


def test_state_is_seen_in_forced_colours(page, site):
    """Where the reader sets the colours, the choice that holds still looks chosen."""
    page.emulate_media(forced_colors="active")
    page.goto(site.base)
    grounds = page.locator(".cm-switch label").evaluate_all(
        "(labels) => labels.map((label) => getComputedStyle(label).backgroundColor)"
    )
    assert grounds[0] != grounds[1], f"both choices look alike: {grounds}"
