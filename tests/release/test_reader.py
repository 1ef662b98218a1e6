"""Every page as a reader view shows it: Firefox's own guess at what on a page is its text."""

import copy

import pytest
import source
from bs4 import BeautifulSoup
from helpers import npm
from playwright.sync_api import Page

URLS = list(map(source.url, source.pages()))

# What Readability holds against an id. A page about work may well have a heading with each of them.
HELD = """
  -ad- banner breadcrumbs comment community cover-wrap extra footer gdpr header legends menu related
  remark replies rss sidebar social sponsor supplemental pagination pager popup hidden contact
  masthead media meta outbrain promo scroll share tags widget shopping byline author dateline
"""

# The text that Readability finds in a page, by block; of the page itself, what it was to find: the
# words that are there for eyes and ears, without scripts
READ = r"""([html, wanted]) => {
  const parse = (text) => new DOMParser().parseFromString(text, "text/html");
  const squash = (text) => text.replace(/\s+/g, "");
  const own = (e) => {
    const copy = e.cloneNode(true);
    copy.querySelectorAll("[aria-hidden], svg, ul, ol, p, div, table, :is(h1, h2, h3) *:empty")
      .forEach((inner) => inner.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  };
  const page = parse(html);
  const blocks = [...page.querySelectorAll(wanted)]
    .filter((e) => !e.closest("[hidden], [aria-hidden], .cm-print, .cm-mend"))
    .map((e) => [e.localName, own(e)]).filter(([, text]) => text);
  const read = new Readability(page).parse();
  const shown = parse(`${read?.title} ${read?.content}`);
  const heads = [...shown.querySelectorAll("h2, h3")].map((e) => squash(e.textContent));
  const all = squash(shown.body.textContent);
  return blocks.filter(([name, text]) => name.match(/^h[23]$/)
    ? !heads.includes(squash(text)) : name !== "h1" && !all.includes(squash(text)))
    .map(([name, text]) => `${name} “${text.slice(0, 60)}”`);
}"""
BLOCKS = "h1, h2, h3, p, li, td, th, dt, dd, caption, figcaption, summary, pre"


@pytest.fixture
def reader(shared_page: Page, site) -> Page:
    """Open a page that has Readability in it."""
    shared_page.goto(f"{site.base}404.html")
    shared_page.evaluate(
        (npm("@mozilla/readability") / "Readability.js").read_text(encoding="utf-8")
    )
    return shared_page


def test_every_page_survives(reader: Page, site):
    """A reader view shows all headings and all words of each page."""
    found = []
    for url in URLS:
        lost = reader.evaluate(
            READ, [str(site.page(url)), f"article :is({BLOCKS}):not(.cm-chooser *)"]
        )
        found += [f"/{url} loses {what} in a reader view" for what in lost]
    assert not found, "\n".join(found)


def test_every_id_survives(reader: Page, site):
    """A heading, a paragraph and a box may have any id, and a reader view shows them."""
    page = copy.copy(site.page("about/"))
    heading = page.main.h2
    for word in HELD.split():
        parts = (
            f'<h2 id="who-{word}-whom">About {word} in short</h2>'
            f'<p id="more-{word}">What there is to know of {word}, in a line that says it.</p>'
            f'<div><h3 id="{word}">More on {word}</h3><p><a href="../">Some words on {word}</a>'
            " are linked, and a few more words, that are not.</p></div>"
        )
        heading.insert_before(BeautifulSoup(parts, "html.parser"))
    readable = source.config()["hooks"]["overrides/hooks/finish.py"].readable
    html = readable(str(page))
    assert html == readable(html), "reader.py changes what it has changed before."
    lost = reader.evaluate(READ, [html, f"article :is({BLOCKS})"])
    assert not lost, f"overrides/hooks/reader.py: in a reader view, lost by their ids: {lost}"
