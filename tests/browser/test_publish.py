"""Whatever is typed or linked: it stays text, leaves nothing behind, and leads on."""

import re

import pytest
import source
from entries import themes
from playwright.sync_api import Page, expect

HOSTILE = ["<img src=x onerror=alert(1)>", '"><script>alert(1)</script>', "{{7*7}}", "%00%ff"]


def test_hostile_search(shared_page: Page, site):
    """Whatever is typed or linked, it stays text."""
    said = []
    ran = lambda dialog: said.append(dialog.message) or dialog.dismiss()  # noqa: E731
    shared_page.on("dialog", ran)
    for typed in HOSTILE:
        shared_page.goto(f"{site.base}?q={typed}&h={typed}#{typed}")
    marks = shared_page.locator("article img, article script, .md-search-result img")
    for typed in HOSTILE:
        shared_page.locator(".md-search__input").fill(typed)
        expect(shared_page.locator(".md-search-result__meta")).not_to_have_text(re.compile("Init"))
        assert marks.count() == 0, f"the search takes “{typed}” for markup."
    shared_page.remove_listener("dialog", ran)
    assert not said + shared_page.complaints, f"{said}, {shared_page.complaints}"


def test_only_the_scheme_is_kept(shared_page: Page, site):
    """Who chooses a colour scheme leaves that in the browser, and no more."""
    shared_page.goto(site.base)
    shared_page.locator("label[for=__palette_1]").click()
    shared_page.goto(f"{site.base}compare/")
    kept = shared_page.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))")
    assert kept, "home: the scheme that a reader chose is not kept."
    kept = [key for key in kept if "palette" not in key] + shared_page.context.cookies()
    assert not kept, f"home: a choice of the scheme leaves {kept} in the browser, too."


def test_lost_reader_is_helped(shared_page: Page, site):
    """A wrong address, however deep, gets a page that looks right, explains and leads on."""
    shared_page.goto(f"{site.base}no/such/page/")
    expect(shared_page.locator("h1")).to_have_text("Page not found")
    expect(shared_page.get_by_text("Nothing stands at this address")).to_be_visible()
    expect(shared_page.locator("article").get_by_role("link", name="Compare")).to_be_visible()
    font = shared_page.locator("h1").evaluate("e => getComputedStyle(e).fontFamily")
    assert "Charter" in font, "the 404 page is not styled"
    shared_page.locator("article").get_by_role("link", name="Compare").click()
    expect(shared_page).to_have_url(f"{site.base}compare/")


# Links that lead to no other page of this site: resting on one must fetch nothing
NO_PAGES = [
    *("files/slides.pptx", "files/handout.pdf", "video/coaching-or-mentoring.mp4", "copy.zip"),
    *("sitemap.xml", "robots.txt", "search/search_index.json", "a.docx?b=/", "a.csv#b/"),
    *("https://example.org/", "http://127.0.0.1:1/", "mailto:a@example.org", "#b"),
]


@pytest.mark.parametrize("url", ["compare/", "teach/"])
def test_only_pages_are_made_ready(shared_page: Page, site, url):
    """A pointer that rests on a link makes the browser fetch other pages of this site, no file."""
    ready: list[dict] = []
    client = shared_page.context.new_cdp_session(shared_page)
    client.on("Preload.preloadingAttemptSourcesUpdated", lambda seen: ready.append(seen))
    client.send("Preload.enable")
    shared_page.goto(site.base + url)
    links = [no if ":" in no or no[0] == "#" else f"../{no}" for no in NO_PAGES]
    shared_page.evaluate(
        """(links) => document.querySelector("article").insertAdjacentHTML("beforeend",
          links.map((link) => `<a href="${link}">${link}</a>`).join(" ")
          + `<a href="../about/?keep" download>to keep</a> <a href="../about/?last">last</a>`)""",
        links,
    )
    last, found = f"{site.base}about/?last", set()
    while last not in found:
        shared_page.evaluate("() => new Promise(requestAnimationFrame)")
        sources = ready[-1]["preloadingAttemptSources"] if ready else ()
        found = {link["key"]["url"].partition("#")[0] for link in sources}
    client.detach()
    assert f"{site.base}choose/" in found, f"/{url}: no page is made ready, of {found}"
    pages = [*map(source.url, source.pages()), *(f"sources/{t}/" for t in themes(source.DOCS))]
    wrong = found - {last} - {site.base + page for page in pages}
    assert not wrong, f"/{url}: resting on a link fetches {wrong}; see partials/head.html."
    assert site.base + url not in found, f"/{url}: a link to a place on it fetches it again."
