"""The figures as a browser draws them: whole on a phone, on paper and in forced colours."""

import pytest
import source
from playwright.sync_api import Page, expect

FIGURES = [
    pytest.param(file, name, figure, id=f"{source.url(file)}{name}")
    for file in source.pages()
    for name, figure in (source.read(file)[1].get("figures") or {}).items()
]


# For each word of a drawing, the class of the line that is nearest to its middle
NEAREST = """(svg) => [...svg.querySelectorAll(".cm-word")].map((word) => {
  const { left, right, top, bottom } = word.getBoundingClientRect();
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const away = (line) => {
    const [a, b] = [0, line.getTotalLength()].map((at) =>
      line.getPointAtLength(at).matrixTransform(line.getScreenCTM()));
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const along = ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy);
    const t = Math.min(1, Math.max(0, along));
    return Math.hypot(a.x + t * dx - x, a.y + t * dy - y);
  };
  const lines = [...svg.querySelectorAll("line")];
  return lines.sort((a, b) => away(a) - away(b))[0].getAttribute("class");
})"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_ties_show_each_role_and_word(browser, site, width, scheme):
    """Both triangles are alike, no word lies on another, and each line is of its own kind."""
    file, name = "dimensions/relationship-dynamics.md", "who-hears"
    groups = source.read(file)[1]["figures"][name]["groups"]
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(site.base + source.url(file))
    where = f"/{source.url(file)}, figure {name}, {width} px"
    drawn = page.locator(f"#figure-{name} tbody th > svg")
    assert drawn.count() == len(groups), f"{where}: {drawn.count()} drawings."
    for group, svg in zip(groups, drawn.all(), strict=True):
        pair, payer, outside = (row["says"] for row in group["rows"])
        words = [*group["roles"], pair, payer, payer, outside]  # of the payer's two lines, each
        assert svg.locator("text").all_text_contents() == words, f"{where}: its words differ."
        over = svg.evaluate(
            """(svg) => {
              const all = [...svg.querySelectorAll("text, circle")];
              const boxes = all.map((e) => e.getBoundingClientRect());
              const meet = (a, b) => a.left < b.right && b.left < a.right
                && a.top < b.bottom && b.top < a.bottom;
              return all.flatMap((e, i) => all.slice(i + 1).filter((_, j) =>
                meet(boxes[i], boxes[i + 1 + j])).map((other) =>
                  [e.textContent || "a dot", other.textContent || "a dot"].join(" / ")));
            }"""
        )
        assert not over, f"{where}: these lie on each other: {over}."
        out = svg.evaluate(
            """(svg) => [...svg.querySelectorAll("text")].filter((e) =>
              e.getBoundingClientRect().right > svg.getBoundingClientRect().right + 2
            ).map((e) => e.textContent)"""
        )
        assert not out, f"{where}: these run out of the drawing: {out}; shorten them."
        near = svg.evaluate(NEAREST)
        assert near == ["line", "dashes", "dashes", "gap"], (
            f"{where}: the lines that {words[-4:]} stand at are {near}."
        )
        drawn_as = svg.locator("line").evaluate_all(
            "all => all.map((e) => getComputedStyle(e))"
            ".map((s) => [s.stroke, s.strokeDasharray, s.strokeWidth].join())"
        )
        assert len(set(drawn_as)) == 3, f"{where}: its lines look like {drawn_as}."
        assert not any("none" in look[:4] for look in drawn_as), f"{where}: a line is not drawn."
    page.close()


def test_figures_in_forced_colours(tab: Page, site):
    """Words in a drawing take the reader's own colour, whatever scheme was chosen on the site."""
    tab.emulate_media(forced_colors="active")
    tab.goto(f"{site.base}dimensions/relationship-dynamics/")
    words = tab.locator(".cm-figure text")
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


def test_rule_marks_the_readers_place(tab: Page, site):
    """The reader's own answer is marked in the table of the rule, and goes with it."""
    tab.goto(f"{site.base}choose/")
    marked = tab.locator("#figure-rule td[aria-current]")
    assert marked.count() == 0, "/choose/: a place is marked before any answer."
    groups = tab.locator(".cm-group")
    for i, value in enumerate(("coaching", "coaching", "mentoring", "either")):
        groups.nth(i).locator(f"[value={value}]").check()
    place = marked.evaluate("(e) => [e.parentNode.rowIndex - 1, e.cellIndex - 1, e.textContent]")
    assert place == [1, 2, "Both"], f"/choose/: the mark stands at {place}."
    tab.get_by_role("button", name="Start again").click()
    expect(marked, "/choose/: the mark stays after “Start again”.").to_have_count(0)


LOST = """() => [...document.querySelectorAll(".cm-figure :is(caption, tbody th, td, a, p)")]
  .filter((e) => e.textContent.trim()).filter((e) => {
    const box = e.getBoundingClientRect();
    const cut = e.clientWidth && e.scrollWidth > e.clientWidth + 1;
    const out = box.width < 8 || box.left < 0 || box.right > innerWidth + 1;
    const small = matchMedia("screen").matches && parseFloat(getComputedStyle(e).fontSize) < 14;
    return cut || out || small || !e.checkVisibility();
  }).map((e) => e.textContent.trim())"""


@pytest.mark.parametrize("file", sorted({param.values[0] for param in FIGURES}))
def test_nothing_is_lost_on_a_phone_or_on_paper(tab: Page, site, file):
    """At 320 px, where none is small, and on A4 each word of a figure is shown, within the page."""
    tab.goto(site.base + source.url(file))
    for media, width in (("screen", 320), ("print", 711)):  # A4 within our margins
        tab.set_viewport_size({"width": width, "height": 800})
        tab.emulate_media(media=media)
        lost = tab.evaluate(LOST)
        where = f"/{source.url(file)}, {media}, {width} px"
        assert not lost, f"{where}: lost from its figure: {lost}."
