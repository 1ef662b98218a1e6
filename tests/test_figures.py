"""The figures: tables whose numbers are those of the text, each with its source and its limits."""

import re
from urllib.parse import urljoin

import content
import pytest
from playwright.sync_api import Page, expect
from test_choose import expected

FIGURES = [
    pytest.param(file, name, figure, id=f"{content.url(file)}{name}")
    for file in content.pages()
    for name, figure in (content.read(file)[1].get("figures") or {}).items()
]
WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
YEAR = 12  # months


def numbers(text: str) -> list[float]:
    """Return the numbers in a text, in order."""
    return [float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)]


def spoken(values: list[float], unit: str) -> str:
    """Return a pattern for numbers as a text may say them: in digits, as words, in years."""

    def said(numbers: list[float]) -> str:
        ways = [
            rf"(?:{number:g}|{WORDS[int(number)]})"
            if number in range(len(WORDS))
            else f"{number:g}"
            for number in numbers
        ]
        return r"\b" + r" to ".join(ways) + r"\b"

    ways = [said(values)]
    if unit == "Months" and not any(number % YEAR for number in values):
        ways.append(said([number / YEAR for number in values]) + " years?")
    return rf"(?i)(?<![\d.])(?:{'|'.join(ways)})"


def shown(site, file: str, name: str):
    """Return a figure as it is built: its table, its drawings, its key."""
    return site.page(content.url(file)).select_one(f"#figure-{name}")


@pytest.mark.parametrize(("file", "name", "figure"), FIGURES)
def test_figure_is_a_table(site, file, name, figure):
    """Caption, headers with a scope, a cell for each head; what is drawn is hidden from the ear."""
    where = f"/{content.url(file)}, figure {name}"
    node = shown(site, file, name)
    assert node, f"{where}: not drawn; write `<!-- figure {name} -->` in docs/{file}."
    assert node.caption.get_text() == figure["caption"], f"{where}: another caption."
    heads = node.select("thead th")
    assert len(heads) == len(figure["heads"]), f"{where}: {len(heads)} heads."
    for head in node.select("th"):
        assert head.get("scope"), f"{where}: “{head.get_text()}” is a header without a scope."
        assert head.get_text(strip=True), f"{where}: a header says nothing."
    found = [row for row in node.select("tbody tr") if row.td]
    for (_, row), built in zip(content.rows(figure), found, strict=True):
        assert len(built.select("td")) == len(heads) - 1, f"{where}, {row['name']}: cells differ."
        assert row.get("says", "") in built.get_text(), f"{where}, {row['name']}: not in words."
    for svg in node.select("svg"):
        hidden = [up for up in [svg, *svg.parents] if up.get("aria-hidden") == "true"]
        assert hidden, f"{where}: a drawing is read out; give it aria-hidden."
    limits = node.find_next_sibling()
    assert limits.name == "p", f"{where}: no limits below it; write a paragraph after the figure."


@pytest.mark.parametrize(("file", "name", "figure"), FIGURES)
def test_marks_stand_where_their_numbers_say(site, file, name, figure):
    """What a row says is what it draws."""
    built = [row for row in shown(site, file, name).select("tbody tr") if row.td]
    for (_, row), node in zip(content.rows(figure), built, strict=True):
        if "from" not in row:
            continue
        where = f"docs/{file}, figures, {name}, {row['name']}"
        told = re.search("years|longer|more", node.get_text())
        assert told or "open" not in row, f"{where}: its dots have no word; say how far they go."
        ends = [row["from"], row["to"]] if "to" in row else [row["from"]]
        said = numbers(row["says"])
        if figure["heads"][-1] == "Month" and len(said) == 2:  # the third month begins after two
            said[0] -= 1
        assert said in (ends, ends[1:]), f"{where}: says {row['says']}, not {ends}."
        drawn = node.select_one("rect, circle, svg svg")
        left = float((drawn.get("x") or drawn.get("cx")).rstrip("%"))
        assert left == pytest.approx(100 * ends[0] / figure["most"], abs=0.1), f"{where}: {drawn}"
        if "to" in row:
            right = left + float(drawn["width"].rstrip("%"))
            assert right == pytest.approx(100 * ends[1] / figure["most"], abs=0.2), f"{where}."


@pytest.mark.parametrize(("file", "name", "figure"), FIGURES)
def test_numbers_are_those_of_the_text(site, file, name, figure):
    """A row with a number from elsewhere links its source; text or source give that number."""
    all_rows = [row for _, row in content.rows(figure) if "says" in row]
    if not any("source" in row for row in all_rows):
        return
    page = site.page(content.url(file))
    for row in all_rows:
        where = f"docs/{file}, figures, {name}, {row['name']}"
        assert "source" in row, f"{where}: no source; give `source` and `cite`."
        source = row["source"]
        built = shown(site, file, name).select_one(f"tbody th a[href$='#{source}']")
        assert built, f"{where}: its row names no source; give `cite`."
        entry = site.page("sources/").find(id=source)
        assert entry, f"{where}: docs/sources.md has no #{source}."
        said = [entry.find_next("ul").get_text(" ")]
        for link in page.select(f"main p a[href$='sources/#{source}']"):
            assert urljoin(site.base + content.url(file), link["href"]).startswith(site.base)
            said.append(link.find_parent("p").get_text(" "))
        assert len(said) > 1, f"{where}: the text does not cite {source}."
        pattern = spoken(numbers(row["says"]), figure["heads"][-1])
        assert any(re.search(pattern, " ".join(text.split())) for text in said), (
            f"{where}: neither the text beside {source} nor its entry says {row['says']}."
        )


@pytest.mark.parametrize("practice", content.PRACTICES)
def test_first_hour_is_that_of_the_plan(practice):
    """The minutes of the figure are those of the list, one after the other, for a whole hour."""
    file = f"practices/{practice}.md"
    text, data = content.read(file)
    rows = [row for _, row in content.rows(data["figures"]["first-hour"])]
    plan = re.findall(r"^- \*\*(\d+ to \d+) minutes\.\*\*", text, re.M)
    says = [row["says"] for row in rows]
    assert says == plan[-len(says) :], f"docs/{file}: the figure has {says}, the list {plan}."
    assert [row["from"] for row in rows[1:]] == [row["to"] for row in rows[:-1]], f"docs/{file}"
    assert (rows[0]["from"], rows[-1]["to"]) == (0, 60), f"docs/{file}: not an hour."


def test_months_are_named_in_the_middle_of_their_cells(site):
    """A month is a span, and no point: its number stands between its start and its end."""
    most = content.read("organisations.md")[1]["figures"]["year"]["most"]
    named = {
        text.get_text(): (text["x"], text["text-anchor"])
        for text in shown(site, "organisations.md", "year").select("thead text")
    }
    middles = {
        str(month): (f"{100 * (month - 0.5) / most:.1f}%", "middle") for month in range(1, most + 1)
    }
    assert named == middles, f"/organisations/, figure year: months at {named}, not {middles}."


def test_hours_are_drawn_alike():
    """Neither practice gets more room than the other."""
    coach, mentor = (
        content.read(f"practices/{practice}.md")[1]["figures"]["first-hour"]
        for practice in content.PRACTICES
    )
    spans = [[row["says"] for _, row in content.rows(figure)] for figure in (coach, mentor)]
    assert spans[0] == spans[1], f"The two first hours are drawn with different minutes: {spans}."


def test_year_is_that_of_the_plan():
    """Each month of the figure is in the list; from the first to the last none is left out."""
    text, data = content.read("organisations.md")
    listed = [int(month) for month in re.findall(r"^- \*\*Month (\d+): ", text, re.M)]
    assert listed, "docs/organisations.md: no line begins with **Month; mend this test."
    shown = set()
    for _, row in content.rows(data["figures"]["year"]):
        months = range(row["from"] + 1, row["to"] + 1)
        shown |= set(months)
        assert {months[0], months[-1]} <= set(listed), (
            f"docs/organisations.md, figures, year, {row['name']}: months {row['says']} begin or"
            f" end where the list has no month; it has {listed}."
        )
    assert set(listed) <= shown, f"docs/organisations.md: the figure lacks {set(listed) - shown}."


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
    groups = content.read(file)[1]["figures"][name]["groups"]
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(site.base + content.url(file))
    where = f"/{content.url(file)}, figure {name}, {width} px"
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


def test_rule_is_the_rule():
    """Each cell of the table of the rule says what the rule gives for so many leans."""
    says = {"open": "Open", "both": "Both", "coaching": "Coach", "mentoring": "Mentor"}
    figure = content.read("choose.md")[1]["figures"]["rule"]
    most = len(content.dimensions())
    for mentoring, (_, row) in enumerate(content.rows(figure)):
        for coaching, cell in enumerate(row["cells"]):
            answers = ["coaching"] * coaching + ["mentoring"] * mentoring
            want = says[expected(answers)] if len(answers) <= most else ""
            assert cell == want, (
                f"docs/choose.md, figures, rule: {coaching} to coaching and {mentoring} to"
                f" mentoring say “{cell}”; by the rule it is “{want}”."
            )
    assert len(row["cells"]) == most + 1, f"docs/choose.md: {most} dimensions, {row['cells']}."


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


def test_kinds_say_what_their_sections_say(site):
    """Each neighbour in the table has its section, which gives the same reason to choose it."""
    page = site.page("related/")
    figure = content.read("related.md")[1]["figures"]["kinds"]
    for _, row in content.rows(figure):
        if "practice" in row:
            address = f"practices/{row['practice']}/#{row['section']}"
            guide = page.select_one(f"#figure-kinds a[href$='{address}']")
            assert guide, f"docs/related.md, {row['name']}: its row leads to no guide."
            continue
        heading = page.find("h2", id=row["section"])
        assert heading, f"docs/related.md: the table links #{row['section']}, which is not there."
        section = []
        for node in heading.find_next_siblings():
            if node.name == "h2":
                break
            section.append(" ".join(node.get_text(" ").split()))
        assert row["cells"][0] in " ".join(section), (
            f"docs/related.md, {row['name']}: the table says to choose it when"
            f" “{row['cells'][0]}”, and its section does not."
        )
    links = [a["href"] for a in page.select("#figure-kinds tbody th a[href^='#']")]
    assert len(links) == 6, f"docs/related.md: the table links {links}; the neighbours are six."
    distress = page.find(id="distress")
    assert page.find(id="figure-kinds") in distress.find_all_next(), (
        "docs/related.md: what to do in distress must stand above the table."
    )


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
    tab.goto(site.base + content.url(file))
    for media, width in (("screen", 320), ("print", 711)):  # A4 within our margins
        tab.set_viewport_size({"width": width, "height": 800})
        tab.emulate_media(media=media)
        lost = tab.evaluate(LOST)
        where = f"/{content.url(file)}, {media}, {width} px"
        assert not lost, f"{where}: lost from its figure: {lost}."
