"""What only a real browser can tell: access, reflow, keys, paper, and what goes over the wire."""

import itertools
import re

import pytest
import source
from helpers import rgb, violations
from playwright.sync_api import Page, expect

URLS = [*map(source.url, source.pages()), "404.html"]
WIDTHS = (320, 768, 1280)
SCHEMES = ("light", "dark")
LONG = ("sources/", "glossary/")
# Whole at one width, without what takes seconds there; then a dozen entries from each end stand for
# the hundreds of one pattern, at which axe looks anew
SHORTEN = """() => [...document.querySelectorAll('article > :is(h3, ul)')].slice(24, -24)
  .forEach((e) => e.remove())"""


# Elements that reach out of the window, once text has the spacing of WCAG 1.4.12
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`main p { margin-bottom: 2em !important } main * { line-height: 1.5 !important;
    letter-spacing: .12em !important; word-spacing: .16em !important }`);
  document.adoptedStyleSheets = [sheet];
  const over = [...document.querySelectorAll('main *')].filter((e) =>
    e.getBoundingClientRect().right > innerWidth + 1
    && !e.closest('.cm-hidden') && getComputedStyle(e).clipPath === 'none')
    .map((e) => e.tagName + ' ' + e.className + ' ' + e.textContent.trim().slice(0, 30));
  document.adoptedStyleSheets = [];
  return over;
}"""

# On paper: what can only be clicked; the ink of the title; headings that may be left alone at the
# foot of a sheet; headings that have lost what they head; what is larger than the text, or a link
# larger than what it stands in, but for titles, which are serif; what stays folded away
PAPER = """() => {
  const seen = (e) => e.getClientRects().length > 0;
  const heads = [...document.querySelectorAll('article :is(h2, h3)')];
  const clicked = document.querySelectorAll('header, .md-tabs, .md-sidebar, .md-footer nav');
  return {
    clicked: [...clicked].filter(seen).map((e) => e.className),
    ink: getComputedStyle(document.querySelector('h1')).color,
    alone: heads.filter((e) => getComputedStyle(e).breakAfter !== 'avoid')
      .map((e) => e.textContent),
    large: [...document.querySelectorAll('article *')].filter((e) => {
      const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
      if (!own || !seen(e)) return false;
      const { fontFamily, fontSize } = getComputedStyle(e);
      const most = e.matches('a') ? e.parentElement : document.querySelector('article');
      return !fontFamily.startsWith('Charter')
        && parseFloat(fontSize) > parseFloat(getComputedStyle(most).fontSize) + .1;
    }).map((e) => e.textContent),
    folded: [...document.querySelectorAll('details:not(.cm-index *) > :not(summary)')]
      .filter((e) => !e.checkVisibility() || !e.offsetHeight).map((e) => e.textContent),
    bare: heads.filter((e) => {
      if (!seen(e)) return false;
      let next = e.nextElementSibling;
      while (next && !seen(next)) next = next.nextElementSibling;
      return !next || next.matches('.cm-print, h2') || next.tagName === e.tagName;
    }).map((e) => e.textContent),
  };
}"""

# Boxes that are told by their ground, and of these who has no edge where there are no grounds
GROUNDS = """() => document.querySelectorAll("main *").forEach((e) => {
  const { backgroundColor, display } = getComputedStyle(e);
  const own = display !== "inline" && !e.matches("a, button, input, video");
  e.toggleAttribute("data-ground", own && backgroundColor !== "rgba(0, 0, 0, 0)");
})"""
EDGELESS = """() => [...document.querySelectorAll("[data-ground]")].filter((e) => {
  const style = getComputedStyle(e);
  const sides = ["Top", "Right", "Bottom", "Left"].map((side) => style[`border${side}Style`]);
  return e.getClientRects().length && style.outlineStyle === "none" && sides.includes("none");
}).map((e) => `${e.tagName.toLowerCase()}.${e.className}`)"""

# The colours of tokens.css as the page has them
COLOURS = """(names) => Object.fromEntries(names.map((name) => {
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style.color = `var(--cm-${name})`;
  return [name, getComputedStyle(probe).color];
}))"""


# At 200 % on a phone: words that are broken over two lines though the style asks for no hyphen, and
# what is wrong with the name of the site
LARGE = r"""() => {
  const found = [];
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { currentNode: text } = walker;
    const at = text.parentElement;
    if (!at.getClientRects().length || at.closest(".cm-hidden, thead")) continue;
    if (getComputedStyle(at).hyphens === "auto") continue;
    for (const word of text.data.matchAll(/[\p{L}\p{P}]+/gu)) {
      if (/[-./]\p{L}/u.test(word[0])) continue; // an address, or a word that brings its own
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
      if (lines.size > 1) found.push(`breaks “${word[0]}” without a hyphen.`);
    }
  }
  const name = document.querySelector(".cm-name");
  const box = name.getBoundingClientRect();
  const next = document.querySelector(".md-header__option").getBoundingClientRect();
  if (name.scrollWidth > Math.ceil(box.width)) found.push("cuts off the name of the site.");
  if (box.right > next.left + 1) found.push("has the name of the site under the switch.");
  if (box.height > 50) found.push(`has the name of the site ${box.height} px high.`);
  return found;
}"""


@pytest.mark.parametrize("visit", URLS, indirect=True)
def test_every_page(visit: Page, site):
    """One visit to each page; every fault that it finds is a line.

    Axe finds nothing, at any width, in either scheme; nothing scrolls sideways, with wider spacing,
    too; large print keeps words whole; the skip link leads past the menus; on paper there are
    words, black on white, no heading is alone, none is larger than the text or folded away, and
    there is nothing to click; in forced colours boxes have edges. The console is silent, nothing is
    stored, and no other host is asked.
    """
    found, url = [], visit.address
    visit.emulate_media(reduced_motion="reduce")
    visit.set_viewport_size({"width": 195, "height": 400})
    found += [f"at 195 px {line}" for line in visit.evaluate(LARGE)]
    visit.set_viewport_size({"width": min(WIDTHS), "height": 800})
    over = visit.evaluate(SPACED)
    found += [f"with wider spacing these reach out of the page: {over[:5]}"] if over else []
    visit.evaluate(GROUNDS)
    visit.emulate_media(forced_colors="active")
    bare = sorted(set(visit.evaluate(EDGELESS)))
    found += [f"in forced colours {box} has no edge; give it one in screen.css." for box in bare]
    visit.emulate_media(forced_colors="none")
    visit.emulate_media(media="print", color_scheme="dark")
    paper = visit.evaluate(PAPER)
    ink = rgb(source.colours()["ink"][0])
    found += [f"it prints {name}, which can only be clicked." for name in paper["clicked"]]
    found += [] if paper["ink"] == ink else [f"the h1 prints in {paper['ink']}, not {ink}."]
    found += [f"on paper the heading “{h}” may be left alone." for h in paper["alone"]]
    found += [f"on paper larger than the text: “{words[:40]}”" for words in paper["large"]]
    found += [f"on paper folded away: “{words[:40]}”" for words in paper["folded"]]
    found += [f"on paper nothing follows “{h}”; hide the heading, too." for h in paper["bare"]]
    visit.emulate_media(media="screen")

    for width, schemes in zip(WIDTHS, itertools.cycle((SCHEMES, SCHEMES[::-1])), strict=False):
        visit.set_viewport_size({"width": width, "height": 800})
        over = visit.evaluate("document.documentElement.scrollWidth - innerWidth")
        found += [f"at {width} px it is {over} px too wide."] if over > 0 else []
        whole = url in LONG and width == min(WIDTHS)
        rules = "large" if whole else "rest"
        found += [f"at {width} px {line}" for line in violations(visit, rules)]
        for scheme in schemes:
            visit.emulate_media(color_scheme=scheme)
            found += [f"at {width} px, {scheme}: {line}" for line in violations(visit, "colours")]
        if whole:
            visit.evaluate(SHORTEN)
            found += [f"at {width} px {line}" for line in violations(visit, "rest")]

    visit.keyboard.press("Tab")
    visit.keyboard.press("Enter")
    lost = f"/{url}: the first stop of Tab is no skip link; the theme or main.html gives it."
    expect(visit, lost).to_have_url(re.compile("#"))
    target = visit.locator(f"[id='{visit.url.partition('#')[2]}']")
    expect(target, f"/{url}: the skip link leads to {visit.url}").to_be_in_viewport()
    if not target.evaluate("e => !!e.closest('main')"):
        found.append(f"the skip link leads to {visit.url}, which is not in <main>.")

    kept = visit.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    found += [f"it leaves {key} in the browser." for key in kept + visit.context.cookies()]
    found += [f"the console says: {line}" for line in visit.complaints]
    away = [asked for asked in visit.asked if not asked.startswith((site.base, "data:"))]
    found += [f"it asks another host for {address}" for address in away]
    assert not found, "\n".join(f"/{url} {line}" for line in found)


def test_answer_in_five_seconds(tab: Page, site):
    """Question and answer are on a small screen before anyone scrolls."""
    tab.set_viewport_size({"width": 360, "height": 640})
    tab.goto(site.base)
    for selector in ("h1", ".cm-answer", ".cm-ways a:last-child", ".cm-urgent a"):
        box = tab.locator(selector).first.bounding_box()
        assert box["y"] + box["height"] <= 640, f"home: {selector} ends at {box}."


@pytest.mark.parametrize("width", WIDTHS)
def test_ways_on_below_the_answer(tab: Page, site, width):
    """Home: three ways on, before the matrix, and high enough for a thumb."""
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto(site.base)
    ways = tab.locator(".cm-ways a")
    expect(ways).to_have_text(["Which do I need?", "Compare in full", "I was offered one"])
    matrix = tab.locator("table.cm-spine").bounding_box()
    for way in ways.all():
        box = way.bounding_box()
        assert box["y"] + box["height"] <= matrix["y"], f"home at {width} px: a way on at {box}."
        assert box["height"] >= 44, f"home at {width} px: a way on is {box['height']} px high."


def test_chooser_begins_on_the_first_screen(tab: Page, site):
    """On a small phone: what you get, where to turn in distress, and the first two choices."""
    tab.set_viewport_size({"width": 360, "height": 640})
    tab.goto(f"{site.base}choose/")
    safe = tab.locator("main .cm-urgent a[href$='help/']").first.bounding_box()
    box = tab.locator(".cm-group .cm-choice").nth(1).bounding_box()
    end = box["y"] + box["height"]
    assert end <= 640, f"/choose/: the second choice ends at {end:.0f} px; shorten what is above."
    assert safe["y"] < box["y"], "/choose/: where to turn in distress stands below the questions."
    links = tab.locator(".cm-first li a")
    assert links.count() == 6, f"/choose/: {links.count()} ways out; six are promised."
    assert links.first.get_attribute("href").endswith("help/"), (
        "/choose/: the first way out is not the one for a reader in distress."
    )


def test_compare_begins_on_the_first_screen(tab: Page, site):
    """On a small phone the first account has begun; limits and handout stand below the columns."""
    tab.set_viewport_size({"width": 360, "height": 640})
    tab.goto(f"{site.base}compare/")
    box = tab.locator(".cm-spread .cm-side p:not(.cm-lead)").first.bounding_box()
    assert box["y"] + 24 <= 640, f"/compare/: the first account begins at {box['y']:.0f} px."
    limits = tab.locator("#limits").bounding_box()
    assert limits["y"] > box["y"], "/compare/: its limits stand above the columns."


def test_compare_keeps_its_question_in_sight(tab: Page, site):
    """On a wide screen the question of a spread stays while its sides are read."""
    tab.set_viewport_size({"width": 1280, "height": 500})
    tab.goto(f"{site.base}compare/")
    spread = tab.locator(".cm-spread").first
    spread.evaluate("(e) => scrollTo(0, e.getBoundingClientRect().top + scrollY + 150)")
    box = spread.locator(".cm-question").bounding_box()
    assert 40 < box["y"] < 400, f"/compare/: the question is at {box} while its sides are read."


@pytest.mark.parametrize("url", ["dimensions/structure/", "questions/working-together/"])
def test_neighbours_have_their_names_on_a_phone(tab: Page, site, url):
    """At the foot of a page the links back and on are named, in full, on the narrowest phone."""
    tab.set_viewport_size({"width": 320, "height": 640})
    tab.goto(site.base + url)
    names = tab.locator(".md-footer__title .md-ellipsis")
    assert names.count() == 2, f"/{url}: {names.count()} neighbours."
    for name in names.all():
        expect(name, f"/{url} at 320 px: a neighbour without its name.").to_be_visible()
        cut = name.evaluate("(e) => e.scrollWidth - e.clientWidth")
        assert cut <= 0, f"/{url} at 320 px cuts {cut} px off “{name.inner_text()}”."


def test_menu_shows_its_last_line(tab: Page, site):
    """Beside the page the menu is as high as its entries, so that none is cut."""
    tab.set_viewport_size({"width": 1280, "height": 800})
    tab.goto(f"{site.base}dimensions/focus/")
    menu = tab.locator(".md-sidebar--primary .md-sidebar__scrollwrap")
    cut = menu.evaluate("(e) => e.scrollHeight - e.clientHeight")
    assert cut == 0, f"/dimensions/focus/: the menu cuts {cut} px off its last line."


@pytest.mark.parametrize("width", WIDTHS)
def test_sides(tab: Page, site, width):
    """Coaching left, mentoring right, at any width; the dimension between them, or above both."""
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto(site.base)
    row = tab.locator("table.cm-spine tbody tr").first
    head, coaching, mentoring = (row.locator("> *").nth(i).bounding_box() for i in range(3))
    assert coaching["y"] == mentoring["y"], f"home at {width} px: the cells are not side by side."
    if width >= 768:
        assert coaching["x"] < head["x"] < mentoring["x"]
        expect(tab.locator(".cm-label").first).to_be_hidden()
        return
    assert head["y"] < coaching["y"], f"home at {width} px: the dimension does not head its cells."
    assert coaching["x"] < mentoring["x"], f"home at {width} px: coaching is not on the left."
    expect(row.locator(".cm-label")).to_have_text(["Coaching", "Mentoring"])
    expect(row.locator(".cm-label").first).to_be_visible()
    small = tab.locator("table.cm-spine tbody :is(a, strong, span)").evaluate_all(
        "all => all.filter((e) => parseFloat(getComputedStyle(e).fontSize) < 14)"
        ".map((e) => e.textContent)"
    )
    assert not small, f"home at {width} px: smaller than 14 px in the matrix: {small}."


def test_table_is_a_table(tab: Page, site):
    """However it is laid out, a screen reader meets a table with its headers."""
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 800})
        tab.goto(site.base)
        table = tab.get_by_role("table", name="How coaching and mentoring differ")
        expect(table.get_by_role("columnheader")).to_have_text(
            ["Dimension", "Coaching", "Mentoring"]
        )
        names = [d.name for d in source.dimensions()]
        expect(table.get_by_role("rowheader")).to_contain_text(names)
        expect(table.get_by_role("cell")).to_have_count(2 * len(names))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_scheme_needs_no_script(new_context, site, scheme):
    """The reader's scheme is there without JavaScript, and so is every word."""
    page = new_context(java_script_enabled=False, color_scheme=scheme).new_page()
    page.goto(site.base)
    ground = page.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
    want = rgb(source.colours()["paper"][SCHEMES.index(scheme)])
    assert ground == want, f"{scheme}: the ground is {ground}, not {want}."
    for cell in page.locator("table.cm-spine td").all():
        expect(cell).to_be_visible()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_colour(tab: Page, site, scheme):
    """Each colour is the one that tokens.css gives: by the device, by the switch, and on paper."""
    colours = source.colours()
    light, dark = ({name: rgb(pair[n]) for name, pair in colours.items()} for n in (0, 1))
    tab.emulate_media(color_scheme=scheme)
    tab.goto(site.base)
    by_device = light if scheme == "light" else dark
    assert tab.evaluate(COLOURS, [*colours]) == by_device, f"{scheme} by the device"
    tab.locator("label[for=__palette_1]").click()
    assert tab.evaluate(COLOURS, [*colours]) == light, f"light by the switch, on {scheme}"
    tab.locator("label[for=__palette_2]").click()
    assert tab.evaluate(COLOURS, [*colours]) == dark, f"dark by the switch, on {scheme}"
    tab.emulate_media(media="print", color_scheme=scheme)
    on_paper = {**light, "paper": rgb("#ffffff")}
    assert tab.evaluate(COLOURS, [*colours]) == on_paper, f"on paper, {scheme}"


def test_palette_switch(tab: Page, site):
    """The switch goes from the device's scheme to light and to dark, and is remembered."""
    tab.emulate_media(color_scheme="light")
    tab.goto(site.base)
    tab.locator("label[for=__palette_1]").click()
    tab.locator("label[for=__palette_2]").click()
    tab.goto(f"{site.base}compare/")
    dark = tab.locator("body").evaluate("e => getComputedStyle(e).backgroundColor")
    want = rgb(source.colours()["paper"][1])
    assert dark == want, f"after the switch to dark the ground is {dark}, not {want}."


def test_search_finds_both_practices(tab: Page, site):
    """A word of either account leads to its dimension."""
    tab.goto(site.base)
    tab.keyboard.press("/")
    tab.keyboard.type("anecdotes")
    results = tab.locator(".md-search-result__link")
    expect(results.filter(has_text="Relationship dynamics").first).to_be_visible()
    tab.keyboard.press("Escape")
    expect(tab.locator("#__search")).not_to_be_checked()


def test_drawer_by_keyboard(tab: Page, site):
    """On a narrow screen the menu opens and closes by key, says which, and is out of the way."""
    tab.set_viewport_size({"width": 360, "height": 640})
    tab.goto(site.base)
    menu, button = tab.locator(".cm-nav"), tab.get_by_role("button", name="All pages")
    expect(menu).to_be_hidden()
    expect(tab.get_by_role("checkbox")).to_have_count(0)
    for _ in range(3):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.matches('.cm-menu')"):
            break
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    tab.keyboard.press("Space")
    expect(menu).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    first = menu.get_by_role("link", name="Home")
    expect(first, "The open menu does not give the focus to its first entry.").to_be_focused()
    tab.keyboard.press("Escape")
    expect(menu, "Escape does not close the menu.").to_be_hidden()
    expect(button, "Escape does not give the focus back to the menu's button.").to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")
    tab.keyboard.press("Space")
    menu.get_by_role("link").last.focus()
    tab.keyboard.press("Tab")
    expect(menu, "The menu stays over the page when keys have left it.").to_be_hidden()
    assert tab.evaluate("document.activeElement.matches('main *')"), "Focus is lost."
    button.press("Space")
    expect(menu).to_be_visible()
    button.press("Space")
    expect(menu, "Space on its button does not close the menu.").to_be_hidden()


def test_menu_without_script(new_context, site):
    """Without JavaScript the menu is a checkbox, and keys open it."""
    page = new_context(java_script_enabled=False, viewport={"width": 360, "height": 640}).new_page()
    page.goto(site.base)
    dead, box = (page.get_by_role(role, name="All pages") for role in ("button", "checkbox"))
    expect(dead, "Without a script the menu's button does nothing: hide it.").to_have_count(0)
    expect(box, "Without a script a checkbox called All pages opens the menu.").to_have_count(1)
    box.press("Space")
    expect(page.locator(".cm-nav"), "The menu's checkbox does not open it.").to_be_visible()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("format_", ["A4", "Letter"])
def test_compare_prints_on_one_sheet(tab: Page, site, scheme, format_):
    """The comparison is the handout: one upright sheet, from light and from dark."""
    tab.emulate_media(color_scheme=scheme)
    tab.goto(f"{site.base}compare/")
    pdf = tab.pdf(format=format_, print_background=True, prefer_css_page_size=False)
    sheets = pdf.count(b"/Type /Page\n") + pdf.count(b"/Type/Page/")
    assert sheets == 1, f"/compare/ on {format_}, from {scheme}, takes {sheets} sheets."
