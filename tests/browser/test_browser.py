"""What only a real browser can tell: access, reflow, keys, paper, and what goes over the wire."""

import pytest
import source
from helpers import rgb, sheets
from playwright.sync_api import Page, expect

WIDTHS = (320, 768, 1280)
SCHEMES = ("light", "dark")


# The colours of tokens.css as the page has them
COLOURS = """(names) => Object.fromEntries(names.map((name) => {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = `var(--cm-${name})`;
  return [name, getComputedStyle(probe).color];
}))"""


def test_answer_in_five_seconds(shared_page: Page, site):
    """Question and answer are on a small screen before anyone scrolls."""
    shared_page.set_viewport_size({"width": 360, "height": 640})
    shared_page.goto(site.base)
    for selector in ("h1", ".cm-answer", ".cm-ways a:last-child", ".cm-urgent a"):
        box = shared_page.locator(selector).first.bounding_box()
        assert box["y"] + box["height"] <= 640, f"home: {selector} ends at {box}."


def test_ways_on_below_the_answer(shared_page: Page, site):
    """Home: three ways on, before the matrix, and high enough for a thumb."""
    shared_page.goto(site.base)
    for width in WIDTHS:
        shared_page.set_viewport_size({"width": width, "height": 800})
        ways = shared_page.locator(".cm-ways a")
        expect(ways).to_have_text(["Which do I need?", "Compare in full", "I was offered one"])
        matrix = shared_page.locator("table.cm-spine").bounding_box()
        for way in ways.all():
            box = way.bounding_box()
            assert box["y"] + box["height"] <= matrix["y"], (
                f"home at {width} px: a way on at {box}."
            )
            assert box["height"] >= 44, f"home at {width} px: a way on is {box['height']} px high."


def test_chooser_begins_on_the_first_screen(shared_page: Page, site):
    """On a small phone: what you get, where to turn in distress, and the first two choices."""
    shared_page.set_viewport_size({"width": 360, "height": 640})
    shared_page.goto(f"{site.base}choose/")
    safe = shared_page.locator("main .cm-urgent a[href$='help/']").first.bounding_box()
    box = shared_page.locator(".cm-group .cm-choice").nth(1).bounding_box()
    end = box["y"] + box["height"]
    assert end <= 640, f"/choose/: the second choice ends at {end:.0f} px; shorten what is above."
    assert safe["y"] < box["y"], "/choose/: where to turn in distress stands below the questions."
    links = shared_page.locator(".cm-first li a")
    assert links.count() == 6, f"/choose/: {links.count()} ways out; six are promised."
    assert links.first.get_attribute("href").endswith("help/"), (
        "/choose/: the first way out is not the one for a reader in distress."
    )


def test_compare_begins_on_the_first_screen(shared_page: Page, site):
    """On a small phone the first account has begun; limits and handout stand below the columns."""
    shared_page.set_viewport_size({"width": 360, "height": 640})
    shared_page.goto(f"{site.base}compare/")
    box = shared_page.locator(".cm-spread .cm-side p:not(.cm-lead)").first.bounding_box()
    assert box["y"] + 24 <= 640, f"/compare/: the first account begins at {box['y']:.0f} px."
    limits = shared_page.locator("#limits").bounding_box()
    assert limits["y"] > box["y"], "/compare/: its limits stand above the columns."


def test_compare_keeps_its_question_in_sight(shared_page: Page, site):
    """On a wide screen the question of a spread stays while its sides are read."""
    shared_page.set_viewport_size({"width": 1280, "height": 500})
    shared_page.goto(f"{site.base}compare/")
    spread = shared_page.locator(".cm-spread").first
    spread.evaluate("(e) => scrollTo(0, e.getBoundingClientRect().top + scrollY + 150)")
    box = spread.locator(".cm-question").bounding_box()
    assert 40 < box["y"] < 400, f"/compare/: the question is at {box} while its sides are read."


@pytest.mark.parametrize("url", ["dimensions/structure/", "questions/working-together/"])
def test_neighbours_have_their_names_on_a_phone(shared_page: Page, site, url):
    """At the foot of a page the links back and on are named, in full, on the narrowest phone."""
    shared_page.set_viewport_size({"width": 320, "height": 640})
    shared_page.goto(site.base + url)
    names = shared_page.locator(".md-footer__title .md-ellipsis")
    assert names.count() == 2, f"/{url}: {names.count()} neighbours."
    for name in names.all():
        expect(name, f"/{url} at 320 px: a neighbour without its name.").to_be_visible()
        cut = name.evaluate("(e) => e.scrollWidth - e.clientWidth")
        assert cut <= 0, f"/{url} at 320 px cuts {cut} px off “{name.inner_text()}”."


def test_menu_shows_its_last_line(shared_page: Page, site):
    """Beside the page the menu is as high as its entries, so that none is cut."""
    shared_page.set_viewport_size({"width": 1280, "height": 800})
    shared_page.goto(f"{site.base}dimensions/focus/")
    menu = shared_page.locator(".md-sidebar--primary .md-sidebar__scrollwrap")
    cut = menu.evaluate("(e) => e.scrollHeight - e.clientHeight")
    assert cut == 0, f"/dimensions/focus/: the menu cuts {cut} px off its last line."


def test_sides(shared_page: Page, site):
    """Coaching left, mentoring right, at any width; the dimension between them, or above both."""
    shared_page.goto(site.base)
    for width in WIDTHS:
        shared_page.set_viewport_size({"width": width, "height": 800})
        row = shared_page.locator("table.cm-spine tbody tr").first
        head, coaching, mentoring = (row.locator("> *").nth(i).bounding_box() for i in range(3))
        assert coaching["y"] == mentoring["y"], (
            f"home at {width} px: the cells are not side by side."
        )
        if width >= 768:
            assert coaching["x"] < head["x"] < mentoring["x"]
            expect(shared_page.locator(".cm-label").first).to_be_hidden()
            continue
        assert head["y"] < coaching["y"], (
            f"home at {width} px: the dimension does not head its cells."
        )
        assert coaching["x"] < mentoring["x"], f"home at {width} px: coaching is not on the left."
        expect(row.locator(".cm-label")).to_have_text(["Coaching", "Mentoring"])
        expect(row.locator(".cm-label").first).to_be_visible()
        small = shared_page.locator("table.cm-spine tbody :is(a, strong, span)").evaluate_all(
            "all => all.filter((e) => parseFloat(getComputedStyle(e).fontSize) < 14)"
            ".map((e) => e.textContent)"
        )
        assert not small, f"home at {width} px: smaller than 14 px in the matrix: {small}."


def test_table_is_a_table(shared_page: Page, site):
    """However it is laid out, a screen reader meets a table with its headers."""
    shared_page.goto(site.base)
    for width in WIDTHS:
        shared_page.set_viewport_size({"width": width, "height": 800})
        table = shared_page.get_by_role("table", name="How coaching and mentoring differ")
        expect(table.get_by_role("columnheader")).to_have_text(
            ["Dimension", "Coaching", "Mentoring"]
        )
        names = [d.name for d in source.dimensions()]
        expect(table.get_by_role("rowheader")).to_contain_text(names)
        expect(table.get_by_role("cell")).to_have_count(2 * len(names))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_scheme_needs_no_script(plain_page: Page, site, scheme):
    """The reader's scheme is there without JavaScript, and so is every word."""
    plain_page.emulate_media(color_scheme=scheme)
    plain_page.goto(site.base)
    ground = plain_page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
    want = rgb(source.colours()["paper"][SCHEMES.index(scheme)])
    assert ground == want, f"{scheme}: the ground is {ground}, not {want}."
    for cell in plain_page.locator("table.cm-spine td").all():
        expect(cell).to_be_visible()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_colour(shared_page: Page, site, scheme):
    """Each colour is the one that tokens.css gives: by the device, by the switch, and on paper."""
    colours = source.colours()
    light, dark = ({name: rgb(pair[n]) for name, pair in colours.items()} for n in (0, 1))
    shared_page.emulate_media(color_scheme=scheme)
    shared_page.goto(site.base)
    by_device = light if scheme == "light" else dark
    assert shared_page.evaluate(COLOURS, [*colours]) == by_device, f"{scheme} by the device"
    shared_page.locator("label[for=__palette_1]").click()
    assert shared_page.evaluate(COLOURS, [*colours]) == light, f"light by the switch, on {scheme}"
    shared_page.locator("label[for=__palette_2]").click()
    assert shared_page.evaluate(COLOURS, [*colours]) == dark, f"dark by the switch, on {scheme}"
    shared_page.emulate_media(media="print", color_scheme=scheme)
    on_paper = {**light, "paper": rgb("#ffffff")}
    assert shared_page.evaluate(COLOURS, [*colours]) == on_paper, f"on paper, {scheme}"


def test_drawer_by_keyboard(shared_page: Page, site):
    """On a narrow screen the menu opens and closes by key, says which, and is out of the way."""
    shared_page.set_viewport_size({"width": 360, "height": 640})
    shared_page.goto(site.base)
    menu, button = (
        shared_page.locator(".cm-nav"),
        shared_page.get_by_role("button", name="All pages"),
    )
    expect(menu).to_be_hidden()
    expect(shared_page.get_by_role("checkbox")).to_have_count(0)
    for _ in range(3):
        shared_page.keyboard.press("Tab")
        if shared_page.evaluate("document.activeElement.matches('.cm-menu')"):
            break
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    shared_page.keyboard.press("Space")
    expect(menu).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    first = menu.get_by_role("link", name="Home")
    expect(first, "The open menu does not give the focus to its first entry.").to_be_focused()
    shared_page.keyboard.press("Escape")
    expect(menu, "Escape does not close the menu.").to_be_hidden()
    expect(button, "Escape does not give the focus back to the menu's button.").to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    shared_page.keyboard.press("Space")
    menu.get_by_role("link").last.focus()
    shared_page.keyboard.press("Tab")
    expect(menu, "The menu stays over the page when keys have left it.").to_be_hidden()
    assert shared_page.evaluate("document.activeElement.matches('main *')"), "Focus is lost."
    button.press("Space")
    expect(menu).to_be_visible()
    button.press("Space")
    expect(menu, "Space on its button does not close the menu.").to_be_hidden()


def test_menu_without_script(plain_page: Page, site):
    """Without JavaScript the menu is a checkbox, and keys open it."""
    plain_page.set_viewport_size({"width": 360, "height": 640})
    plain_page.goto(site.base)
    dead, box = (plain_page.get_by_role(role, name="All pages") for role in ("button", "checkbox"))
    expect(dead, "Without a script the menu's button does nothing: hide it.").to_have_count(0)
    expect(box, "Without a script a checkbox called All pages opens the menu.").to_have_count(1)
    box.press("Space")
    expect(plain_page.locator(".cm-nav"), "The menu's checkbox does not open it.").to_be_visible()


def test_compare_prints_on_one_sheet(shared_page: Page, site):
    """The comparison is the handout: one upright sheet, from dark, too; release has the others."""
    shared_page.emulate_media(color_scheme="dark")
    shared_page.goto(f"{site.base}compare/")
    count = sheets(shared_page, "A4")
    assert count == 1, f"/compare/ on A4 takes {count} sheets."
