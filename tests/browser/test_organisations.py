"""The pages for organisations: sums, what they say to bad input, paper, and no script."""

import pytest
import source
from looks import violations
from playwright.sync_api import Page, expect

URL = "organisations/"
# Practice -> what is typed, and what the page must then say: worked out by hand, not by the script
WORKED = {
    "coaching": (
        {"people": "40", "meetings": "6", "fee": "200.50", "other": "37,50", "client": "1.5"}
        | {"helper": "0", "brief": "1", "run": "5", "hour": "30"},
        {"money": "49,620", "clients": "360", "helpers": "0", "hours": "600", "cost": "67,620"},
    ),
    "mentoring": (
        {"people": "40", "meetings": "9", "fee": "0", "other": "25", "client": "1.5"}
        | {"helper": "1", "brief": "4", "run": "30", "hour": "1 200"},
        {"money": "1,000", "clients": "540", "helpers": "360", "hours": "2,260"}
        | {"cost": "2,713,000"},
    ),
}
GIVEN = {"coaching": {"people": "40", "helper": "0"}, "mentoring": {"people": "40", "fee": "0"}}
EMPTY, LETTERS = "Still empty.", "Digits only, such as 12, 1.5 or 1,200."
MINUS, LARGE = "No minus here.", "Too large: at most 999,999."
TIMES, PLUS = " \N{MULTIPLICATION SIGN} ", " + "
BAD = [
    ("", EMPTY),
    ("   ", EMPTY),
    ("many", LETTERS),
    ("1e3", LETTERS),
    ("1,200,50", LETTERS),
    ("1,00,000", LETTERS),
    ("1.2.3", LETTERS),
    (".", LETTERS),
    ("<b>4</b>", LETTERS),
    ("-4", MINUS),
    ("\u22124", MINUS),
    ("1000000", LARGE),
    ("1,000,000", LARGE),
    ("9" * 400, LARGE),
]
# As people write a figure, and what it is; below the field stands how it was read, where it could
# be meant otherwise
WRITTEN = [
    ("12.5", 12.5, ""),
    ("12,5", 12.5, "Read as 12.5."),
    ("1,200", 1200, "Read as 1200."),
    ("1.200", 1200, "Read as 1200."),
    ("1 200", 1200, "Read as 1200."),
    ("1\N{NARROW NO-BREAK SPACE}200,5", 1200.5, "Read as 1200.5."),
    ("1’200", 1200, "Read as 1200."),
    ("£1,200.50", 1200.5, "Read as 1200.5."),
    ("1.200,50 €", 1200.5, "Read as 1200.5."),
    ("12.5".translate({n: n + 0xFEE0 for n in range(46, 58)}), 12.5, "Read as 12.5."),  # wide
    ("0,125", 0.125, "Read as 0.125."),
    ("1.25", 1.25, ""),
]


def side(page: Page, practice: str):
    """Return the cells of a practice, and what is spoken of it."""
    return page.locator(f".cm-sums [data-practice={practice}]")


def fill(page: Page, practice: str) -> None:
    """Type the figures of WORKED for a practice."""
    for name, figure in WORKED[practice][0].items():
        side(page, practice).locator(f"input[data-figure={name}]").fill(figure)


@pytest.fixture
def sums(shared_page: Page, site) -> Page:
    """Open the page for organisations."""
    shared_page.goto(site.base + URL)
    return shared_page


@pytest.mark.parametrize("practice", source.PRACTICES)
def test_sums_are_right(sums: Page, practice):
    """What a reader types is multiplied and added up, and spoken with its name."""
    fill(sums, practice)
    status = sums.locator(f".cm-sums output[data-practice={practice}]")
    for name, want in WORKED[practice][1].items():
        cell = side(sums, practice).locator(f"[data-sum][data-figure={name}]")
        expect(cell, f"/{URL}, {practice}: {name} should be {want}.").to_have_text(want)
        expect(status, f"/{URL}, {practice}: {name} is not spoken.").to_contain_text(f": {want}.")
    words = sums.locator(".cm-sums td small").all_inner_texts()
    wrong = [said for said in words if said and not said.startswith("Read as ")]
    assert not wrong, f"/{URL}, {practice}: good figures are met with {wrong}."


def test_bad_input_gets_a_word(sums: Page):
    """Letters, nothing, a minus, a million: one plain word, the others left alone, and no sum."""
    fill(sums, "coaching")
    side(sums, "coaching").locator("input[data-figure=other]").fill("37.5")  # read in one way
    field = side(sums, "coaching").locator("input[data-figure=meetings]")
    for typed, word in BAD:
        where = f"/{URL}, meetings: “{typed[:9]}”"
        field.fill(typed)
        expect(field, where).to_have_accessible_description(word)
        expect(field, where).to_have_attribute("aria-invalid", str(word != EMPTY).lower())
        others = side(sums, "coaching").locator("small").all_inner_texts()
        assert [said for said in others if said] == [word], f"{where}: other fields say {others}"
        for name in ("money", "clients", "cost"):
            cell = side(sums, "coaching").locator(f"[data-sum][data-figure={name}]")
            expect(cell, f"{where}: a sum").to_have_text("")
        assert sums.locator(".cm-sums b").count() == 0, f"{where} is read as markup."
        field.fill("6")
        expect(field, f"{where}, then 6").to_have_accessible_description("")
    assert not sums.complaints, sums.complaints


def test_figures_as_people_write_them(sums: Page):
    """No figure is silently taken for another: a comma, a point and a space are read, and said."""
    field = side(sums, "coaching").locator("input[data-figure=meetings]")
    for typed, figure, said in WRITTEN:
        field.fill(typed)
        where = f"/{URL}, meetings: “{typed}”"
        assert sums.evaluate("readFigure", typed) == figure, where
        expect(field, where).to_have_accessible_description(said)
        expect(field, where).to_have_attribute("aria-invalid", "false")


def test_figures_survive(sums: Page, site):
    """What was typed is there after a reload, after a way back, and at a part of the page."""
    field = side(sums, "coaching").locator("input[data-figure=meetings]")
    fill(sums, "coaching")
    sums.goto(f"{sums.url}#decide")
    for leave in (sums.reload, lambda: (sums.goto(site.base), sums.go_back())):
        leave()
        expect(field, f"/{URL}: the figures are gone.").to_have_value("6")
        sum_ = side(sums, "coaching").locator("[data-sum][data-figure=money]")
        expect(sum_, f"/{URL}: the figures are back, and their sum is not.").to_have_text("49,620")


def test_figures_where_nothing_is_kept(before, shared_page: Page, site):
    """Where the browser refuses to keep anything, the sums are right all the same."""
    before("""history.replaceState = () => { throw new DOMException("no"); };
      for (const name of ["localStorage", "sessionStorage"]) {
        Object.defineProperty(window, name, { get() { throw new DOMException("no"); } });
      }""")
    shared_page.goto(site.base + URL)
    fill(shared_page, "coaching")
    sum_ = side(shared_page, "coaching").locator("[data-sum][data-figure=money]")
    expect(sum_).to_have_text("49,620")
    complaints = [line for line in shared_page.complaints if "sums" in line]
    assert not complaints, f"/{URL}: {complaints}"


@pytest.mark.parametrize("practice", source.PRACTICES)
def test_no_fee_is_given(sums: Page, practice):
    """The page gives the forty people and what is mostly nought, and no other figure of its own."""
    given = (
        side(sums, practice)
        .locator("input")
        .evaluate_all("all => Object.fromEntries(all.map((e) => [e.dataset.figure, e.value]))")
    )
    kept = {name: figure for name, figure in given.items() if figure}
    assert kept == GIVEN[practice], f"/{URL}, {practice}: the page puts in {kept}."


def test_totals_stand_level(sums: Page):
    """Wide and on a phone, both figures of a row stand at one height, each on its side."""
    for width in (320, 1280):
        sums.set_viewport_size({"width": width, "height": 800})
        for practice in source.PRACTICES:
            fill(sums, practice)
        places = sums.locator(".cm-sums tbody tr").evaluate_all(
            "rows => rows.map((row) => [...row.querySelectorAll('[data-figure]')].map((e) => {"
            " const { left, top } = e.getBoundingClientRect(); return [left, Math.round(top)]; }))"
        )
        for (left, top), (right, other) in places:
            assert top == other, f"/{URL} at {width} px: a row at {top} and {other} px."
            assert left < right, f"/{URL} at {width} px: mentoring stands left of coaching."


def test_nothing_stored_nothing_sent(sums: Page, site):
    """Typing, and Enter, asks nothing of the network, keeps nothing and leaves the address be."""
    sums.wait_for_load_state("networkidle")
    before, address = len(sums.asked), sums.url
    for practice in source.PRACTICES:
        fill(sums, practice)
        sums.keyboard.press("Enter")
    assert [asked for asked in sums.asked[before:] if "favicon" not in asked] == []
    assert sums.url == address, f"/{URL}: the figures are in the address, {sums.url}."
    assert sums.context.cookies() == []
    kept = sums.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))")
    assert [key for key in kept if "palette" not in key] == []
    sums.goto("about:blank")
    sums.goto(site.base + URL)
    expect(side(sums, "coaching").locator("input[data-figure=meetings]")).to_have_value("")


def test_axe_with_figures(sums: Page):
    """With figures, right and wrong, axe finds nothing and nothing reaches out of the page."""
    width = 320
    sums.emulate_media(reduced_motion="reduce")
    sums.set_viewport_size({"width": width, "height": 800})
    fill(sums, "coaching")
    for field in side(sums, "mentoring").locator("input").all():
        field.fill("999,999")
    side(sums, "mentoring").locator("input[data-figure=run]").fill("many")
    for scheme, rules in (("light", ["rest", "colours"]), ("dark", ["colours"])):
        sums.emulate_media(color_scheme=scheme)
        found = violations(sums, *rules)
        assert not found, f"/{URL}, {scheme}, {width} px:\n" + "\n".join(found)
    over = sums.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert over <= 0, f"/{URL} at {width} px is {over} px too wide with large sums."
    low = sums.locator(".cm-sums input").evaluate_all(
        "all => all.filter((e) => e.offsetHeight < 44).map((e) => e.ariaLabel)"
    )
    assert not low, f"/{URL}, {width} px: lower than 44 px: {low}"


def test_no_figure_yet(sums: Page):
    """A sum that is not worked out yet shows a dash, and on paper leaves room for a pen."""
    drawn = "all => [...new Set(all.map((e) => getComputedStyle(e, '::before').content))]"
    cells = side(sums, "coaching").locator("[data-sum]")
    assert cells.evaluate_all(drawn) == ['"–"'], f"/{URL}: a sum without a figure shows nothing."
    sums.emulate_media(media="print")
    assert cells.evaluate_all(drawn) == ["none"], f"/{URL}: on paper a dash is in the way."
    sums.emulate_media(media="screen")
    fill(sums, "coaching")
    assert cells.evaluate_all(drawn) == ["none"], f"/{URL}: a dash stands before a figure."


def test_without_script(plain_page: Page, site):
    """Without JavaScript the sums are a table with empty cells, and say how to multiply."""
    plain_page.goto(site.base + URL)
    for practice in source.PRACTICES:
        names = [*WORKED[practice][0], *WORKED[practice][1]]
        cells = side(plain_page, practice).locator("[data-figure]")
        expect(cells, f"/{URL}: WORKED leaves out a row").to_have_count(len(names))
        assert sorted(filter(None, cells.all_inner_texts())) == ["0", "40"]
        expect(side(plain_page, practice).locator("[data-sum]").first).to_be_visible()
    how = plain_page.locator(".cm-sums tr:has([data-sum]) small").all_inner_texts()
    assert all(TIMES in said or PLUS in said for said in how), f"/{URL} does not say how: {how}"
    expect(plain_page.locator(".cm-sums input")).to_have_count(0)
