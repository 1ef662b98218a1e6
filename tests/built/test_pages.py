"""What makes a page a page: title, headings, landmarks, tables, nothing left over."""

import re
from collections import Counter
from itertools import pairwise

import pytest
import source
from helpers import for_each

URLS = [source.url(file) for file in source.pages()]
ALL = [*URLS, "404.html"]


@for_each(ALL)
def test_headings(site, url):
    """One h1, and no level is skipped."""
    levels = [int(h.name[1]) for h in site.page(url).select("main :is(h1, h2, h3, h4, h5, h6)")]
    assert levels.count(1) == 1, f"/{url} has {levels.count(1)} h1; it needs one."
    assert levels[0] == 1, f"/{url} begins with an h{levels[0]}; its h1 comes first."
    for before, after in pairwise(levels):
        assert after <= before + 1, f"/{url}: an h{after} follows an h{before}; step down by one."


@pytest.mark.parametrize("what", ["title", "meta[name=description]", "h1"])
def test_unique(site, what):
    """No two pages share a title, a description or an h1."""
    found = {}
    for url in ALL:
        node = site.page(url).select_one(what)
        value = node and (node.get("content") or node.get_text())
        assert value, f"/{url} has no {what}; write it in the page's front matter."
        assert value not in found, f"/{url} and /{found[value]} share the {what} “{value}”."
        if url != "404.html":  # not in the navigation, and described by the site
            found[value] = url


@for_each(ALL)
def test_ids_are_unique(site, url):
    """A link to an id must lead to one place."""
    ids = Counter(node["id"] for node in site.page(url).select("[id]"))
    twice = [name for name, count in ids.items() if count > 1]
    assert not twice, f"/{url}: the id {twice} stands more than once; give one another id."


def test_language(site):
    """A screen reader reads every page as British English."""
    said = {site.page(url).html.get("lang") for url in ALL}
    assert said == {"en-GB"}, f"<html> says lang={said}; partials/languages/custom.html gives it."


@for_each(ALL)
def test_landmarks(site, url):
    """Header, main and footer; every navigation has a name of its own."""
    page = site.page(url)
    for landmark in ("header", "main", "footer"):
        assert len(page.select(landmark)) == 1, f"/{url}: want one <{landmark}>."
    names = Counter(nav.get("aria-label") for nav in page.select("nav"))
    assert None not in names, f"/{url}: a <nav> has no name."
    assert set(names.values()) == {1}, f"/{url}: two <nav> share a name: {names}."
    assert not page.main.select("nav:not(.cm-index, .cm-strip, .cm-contents), .cm-nav"), (
        f"/{url}: <main> holds a menu."
    )
    first = page.main.find(["h1", "a", "button", "input", "p"])
    assert first.name == "h1", f"/{url}: the main part begins with {first}."
    assert "Search" not in names, f"/{url}: a navigation is named Search."


@for_each(ALL)
def test_tables(site, url):
    """A table has a caption, and every header says what it heads."""
    for table in site.page(url).select("table"):
        caption = table.caption and table.caption.get_text(strip=True)
        assert caption, f"/{url}: a table has no caption."
        for header in table.select("th"):
            scope = header.get("scope")
            assert scope in ("row", "col", "rowgroup"), f"/{url}: “{header.text}” has no scope."
        for row in table.select("tbody tr"):
            assert row.select("th[scope^=row]"), f"/{url}: a row of a table has no header."


@for_each(ALL)
def test_nothing_is_left_over(site, url):
    """No marker, block fence or attribute list of the Markdown reaches the reader."""
    main = site.page(url).main
    left = re.findall(r"--8<--|/{3,}|\{\s*[#.:][^}]*\}|<!--.*?-->|\]\(|\*\*", main.decode())
    assert not left, f"/{url} shows {left}: the Markdown around it is not closed or not known."


@for_each(URLS)
def test_way_to_suggest_a_change(site, url):
    """Without repo_url the link leads to the page that says how, never nowhere."""
    link = site.page(url).select_one("main .cm-mend a")
    assert link, f"/{url}: no way to suggest a change."
    assert link["href"].endswith("about/#suggest-a-change") or url == "about/", link["href"]


def test_long_pages_have_contents(site):
    """A page of more than 900 words lists its sections after its opening, for narrow screens."""
    long = 0
    for url in URLS:
        main = site.page(url).select_one("main article")
        listed = [link["href"] for link in main.select(".cm-contents a")]
        if not listed:
            continue
        long += 1
        heads = [f"#{h['id']}" for h in main.select("h2[id]")]
        assert listed == heads, f"/{url}: it lists {listed}, and its sections are {heads}."
    assert long > 10, f"{long} pages have contents for narrow screens; see main.html."
