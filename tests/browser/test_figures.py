"""The figures as a browser draws them: whole on a phone, on paper and in forced colours."""

import source
from helpers import script
from playwright.sync_api import Page, expect


def test_ties_show_each_role_and_word(shared_page: Page, site):
    """Both triangles are alike, no word lies on another, and each line is of its own kind."""
    file, name = "dimensions/relationship-dynamics.md", "who-hears"
    groups = source.read(file)[1]["figures"][name]["groups"]
    for width in (320, 1280):
        shared_page.set_viewport_size({"width": width, "height": 800})
        shared_page.goto(site.base + source.url(file))
        where = f"/{source.url(file)}, figure {name}, {width} px"
        drawn = shared_page.locator(f"#figure-{name} tbody th > svg")
        assert drawn.count() == len(groups), f"{where}: {drawn.count()} drawings."
        for group, svg in zip(groups, drawn.all(), strict=True):
            pair, payer, outside = (row["says"] for row in group["rows"])
            words = [*group["roles"], pair, payer, payer, outside]  # the payer has two lines
            assert svg.locator("text").all_text_contents() == words, f"{where}: its words differ."
            over = svg.evaluate(script("overlaps"))
            assert not over, f"{where}: these lie on each other: {over}; shorten them."
            near = svg.evaluate(script("nearest"))
            assert near == ["line", "dashes", "dashes", "gap"], (
                f"{where}: the lines that {words[-4:]} stand at are {near}."
            )
            drawn_as = svg.locator("line").evaluate_all(
                "all => all.map((e) => getComputedStyle(e))"
                ".map((s) => [s.stroke, s.strokeDasharray, s.strokeWidth].join())"
            )
            assert len(set(drawn_as)) == 3, f"{where}: its lines look like {drawn_as}."
            assert not any("none" in look[:4] for look in drawn_as), f"{where}: one is not drawn."


def test_figures_in_forced_colours(shared_page: Page, site):
    """Words in a drawing take the reader's own colour, whatever scheme was chosen on the site."""
    shared_page.emulate_media(forced_colors="active")
    shared_page.goto(f"{site.base}dimensions/relationship-dynamics/")
    words = shared_page.locator(".cm-figure text")
    assert words.count(), "/dimensions/relationship-dynamics/: no drawing with words."
    inks = words.evaluate_all(
        """(all) => {
          const probe = document.body.appendChild(document.createElement("i"));
          probe.style.cssText = "forced-color-adjust: none; color: CanvasText";
          const ink = getComputedStyle(probe).color;
          return all.filter((e) => getComputedStyle(e).fill !== ink).map((e) => e.textContent);
        }"""
    )
    assert not inks, f"/dimensions/relationship-dynamics/: in a colour of the site's: {inks}."


def test_rule_marks_the_readers_place(shared_page: Page, site):
    """The reader's own answer is marked in the table of the rule, and goes with it."""
    shared_page.goto(f"{site.base}choose/")
    marked = shared_page.locator("#figure-rule td[aria-current]")
    assert marked.count() == 0, "/choose/: a place is marked before any answer."
    groups = shared_page.locator(".cm-group")
    for i, value in enumerate(("coaching", "coaching", "mentoring", "either")):
        groups.nth(i).locator(f"[value={value}]").check()
    place = marked.evaluate("(e) => [e.parentNode.rowIndex - 1, e.cellIndex - 1, e.textContent]")
    assert place == [1, 2, "Both"], f"/choose/: the mark stands at {place}."
    shared_page.get_by_role("button", name="Start again").click()
    expect(marked, "/choose/: the mark stays after “Start again”.").to_have_count(0)
