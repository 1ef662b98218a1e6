"""The same site in Firefox and WebKit: a short walk in each. The other tests drive Chromium."""

import json
from urllib.parse import urljoin

import engines
import pytest
import source

URLS = [*map(source.url, source.pages()), "404.html"]
WIDTHS = (1280, 390)
ESCAPE, TAB = "\ue00c", "\ue004"
PALETTE = (
    "getComputedStyle(document.body).backgroundColor === arguments[0]"
    " && document.querySelector('.md-header__option :checked + label').title === arguments[1]"
)

# Shows each page at each width in a frame of its own (to go from one page to the next would begin a
# view transition), and says in the console how much too wide it is.
WALK = """<!doctype html><title>Walk</title><body><script>
(async () => {
  for (const url of URLS) {
    for (const width of WIDTHS) {
      const frame = Object.assign(document.createElement("iframe"), { width, height: 800 });
      const loaded = new Promise((done) => { frame.onload = done; });
      frame.src = url;
      document.body.replaceChildren(frame);
      await loaded;
      const { scrollWidth } = frame.contentDocument.documentElement;
      if (scrollWidth > width) console.error(`${url} at ${width} px is ${scrollWidth} px wide.`);
    }
  }
  console.log("The walk is over");
})();
</script>"""


# Where the page that was asked for stands: the middle of the first words of the target, what is
# seen there, and the lower edge of the header
LANDED = """(() => {
  const target = document.querySelector(":target");
  const range = document.createRange();
  range.selectNodeContents(target);
  const { left, top, height } = [...range.getClientRects()].find((box) => box.width && box.height);
  const seen = document.elementFromPoint(left + 3, top + height / 2);
  return [Math.round(top), target.contains(seen) || !!seen?.contains(target)];
})()"""
# Below what sticks, in what is folded, beside tables, forms and drawings that a script changes
PARTS = (
    "compare/#structure",
    "compare/#structure-coaching",
    "compare/#relationship-dynamics-mentoring",
    "choose/#rule",
    "organisations/case/#filled-in",
    "organisations/case/#board-case",
    "related/#at-a-glance",
)


@pytest.fixture(scope="module", params=[engines.firefox, engines.webkit], ids=lambda p: p.__name__)
def engine(request: pytest.FixtureRequest):
    """Start one browser after the other."""
    with request.param() as started:
        yield started


def test_every_page_in_firefox(site):
    """No page has a complaint in the console, and none scrolls sideways."""
    with engines.firefox() as firefox:
        for width in WIDTHS:
            firefox.resize(width)
            for url in URLS:
                firefox.open(site.base + url)
                over = firefox.run("document.documentElement.scrollWidth - innerWidth")
                assert over <= 0, f"/{url} in Firefox at {width} px is {over} px too wide."
        complaints = firefox.complaints()
    assert not complaints, "Firefox complains:\n" + "\n".join(complaints)


def test_every_page_in_webkit(site):
    """No page has a complaint in the console, and none scrolls sideways."""
    walk = WALK.replace("URLS", json.dumps([site.base + url for url in URLS]))
    walk = walk.replace("WIDTHS", json.dumps(WIDTHS))
    (site.folder.parent / "walk.html").write_text(walk, encoding="utf-8")
    said = engines.webkit_console(f"{site.base}../walk.html", "The walk is over")
    complaints = [line for line in said if "CONSOLE" in line]
    assert not complaints, "WebKit complains:\n" + "".join(complaints)


def test_links_land(engine, site):
    """A link to a part of a page ends with that part in sight, below the header."""
    page = "dimensions/focus/"
    cited = [link["href"] for link in site.page(page).select("main a[href*='sources/'][href*='#']")]
    assert len(cited) > 8, f"/{page} cites little; try the links of another page."
    for width in WIDTHS:
        engine.resize(width)
        for url in [*(urljoin(page, link) for link in cited[-6:]), *PARTS]:
            engine.open("about:blank")  # or the page would not load again
            engine.open(site.base + url)
            top, seen = engine.run(LANDED)
            where = f"/{url} at {width} px in {type(engine).__name__}"
            assert seen, f"{where}: at {top} px, where it should stand, something else is seen."


def test_links_unfold(engine, site):
    """A link to what is folded away, or into it, opens it, on the same page, too."""
    engine.open(f"{site.base}help/")
    engine.run("document.querySelector('details').setAttribute('id', 'folded')")
    engine.run("document.querySelector('#folded > :last-child').setAttribute('id', 'inside')")
    for name in ("folded", "inside"):
        engine.run("document.getElementById('folded').removeAttribute('open')")
        engine.run("location.assign(arguments[0])", f"#{name}")
        engine.until("document.getElementById('folded').open")
        engine.until("document.querySelector(':target').getBoundingClientRect().top < innerHeight")


def test_chooser(engine, site):
    """Answers are taken, said, kept in the address, and restored from it."""
    first, second, *_ = (d.slug for d in source.dimensions())
    engine.open(f"{site.base}choose/")
    for slug in (first, second):
        engine.click(f"[name={slug}][value=mentoring]")
    engine.until("document.querySelector('.cm-chooser__status').textContent.includes('mentoring')")
    address = engine.run("location.hash")
    assert address == f"#{first}=mentoring&{second}=mentoring"
    engine.open(site.base)
    engine.open(f"{site.base}choose/{address.replace('=', '%3D').replace('&', '%26')}")
    engine.until("document.querySelector(arguments[0]).checked", f"[name={second}]:checked")


def test_search(engine, site):
    """A slash opens the search, search.js answers, Tab leads to the results, Escape closes it."""
    engine.resize(1280)
    engine.open(site.base)
    engine.press("/")
    engine.press(*"xoaching")  # a slip, which the theme's search finds nothing for; results scroll
    engine.until("/^coach/i.test(document.querySelector('.md-search-result mark')?.textContent)")
    engine.press(TAB)
    engine.until("document.activeElement.matches('.md-search-result__link')")
    engine.press(ESCAPE)
    engine.until("!document.getElementById('__search').checked")


def test_palette(engine, site):
    """The switch goes from the device's scheme to dark, and the next page keeps it."""
    engine.resize(1280)
    engine.open(site.base)
    for _ in range(2):
        engine.click(".md-header__option :checked + label")
    engine.open(f"{site.base}compare/")
    engine.until(PALETTE, "rgb(22, 27, 36)", "Dark colours")
    engine.click(".md-header__option :checked + label")
    engine.run("localStorage.clear()")


def test_menu(engine, site):
    """On a narrow screen the menu opens and says so, leads on, and is closed on the way back."""
    engine.resize(390)
    engine.open(site.base)
    engine.click(".cm-menu")
    engine.until("document.querySelector('.cm-menu').getAttribute('aria-expanded') === 'true'")
    engine.until("document.querySelector('.cm-nav').getBoundingClientRect().x >= 0")
    engine.click(".cm-nav a[href$='compare/']")
    engine.until("location.pathname.endsWith('/compare/')")
    engine.send("back")
    engine.until("location.pathname.endsWith('/path/')")
    engine.until("getComputedStyle(document.querySelector('.cm-nav')).visibility === 'hidden'")
    assert engine.run("document.querySelector('.cm-menu').getAttribute('aria-expanded')") == "false"


def test_film(engine, site):
    """The film plays, with captions."""
    engine.resize(1280)
    engine.open(f"{site.base}compare/")
    engine.click("video")
    engine.until("document.querySelector('video').currentTime > 1")
    track = "document.querySelector('video').textTracks[0]"
    engine.until(f"{track}.mode === 'showing' && {track}.cues.length > 9")
    engine.run("document.querySelector('video').pause()")
