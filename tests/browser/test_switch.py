"""The switch on home: the usual account, or what was found, without a script."""

import pytest
import source
from playwright.sync_api import expect

CELLS = [(d, practice) for d in source.dimensions() for practice in source.PRACTICES]


@pytest.mark.parametrize("lent", ["shared_page", "plain_page"])
def test_cells_change_by_keys(request, site, lent):
    """Arrow keys show what was found in all eight cells, each with its source, and back again."""
    page = request.getfixturevalue(lent)
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


def test_both_states_are_on_paper(shared_page, site):
    """Printed, each cell has the usual account and what was found, and no switch."""
    shared_page.goto(site.base)
    shared_page.emulate_media(media="print")
    expect(shared_page.locator(".cm-switch")).to_be_hidden()
    for d, practice in CELLS:
        row = shared_page.locator(f".cm-spine tr[data-dimension={d.slug}]")
        cell = row.locator(f"td[data-practice={practice}]")
        for words in (d.meta[practice]["short"], d.meta[practice]["found"]["says"]):
            expect(cell.get_by_text(words), f"{d.slug}, {practice}").to_be_visible()


def test_state_is_seen_in_forced_colours(shared_page, site):
    """Where the reader sets the colours, the choice that holds still looks chosen."""
    shared_page.emulate_media(forced_colors="active")
    shared_page.goto(site.base)
    grounds = shared_page.locator(".cm-switch label").evaluate_all(
        "(labels) => labels.map((label) => getComputedStyle(label).backgroundColor)"
    )
    assert grounds[0] != grounds[1], f"both choices look alike: {grounds}"
