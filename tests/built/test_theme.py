"""What the templates mend in the theme."""

import source
from helpers import for_each

URLS = [*map(source.url, source.pages()), "404.html"]


@for_each(URLS)
def test_no_page_before_or_after_is_fetched_unasked(site, url):
    """No link in the head makes Firefox ask for what the page's policy forbids."""
    assert not site.page(url).select("link[rel=next], link[rel=prev]"), f"/{url}"


@for_each(URLS)
def test_toggles_have_names(site, url):
    """The hidden checkboxes behind menu and search: named, and valid HTML."""
    for name in ("__drawer", "__search"):
        toggle = site.page(url).select_one(f"input#{name}")
        assert toggle.get("aria-label"), f"/{url}: {name} has no name."
        assert not toggle.has_attr("autocomplete"), f"/{url}: {name}: Nu rejects autocomplete."


@for_each(URLS)
def test_headings_are_read_without_signs(site, url):
    """The sign that links a heading is for the mouse: not read, copied or a stop for keys."""
    signs = site.page(url).select("main .headerlink")
    assert signs or url == "404.html", f"/{url}: no heading can be linked."
    for sign in site.page(url).select(".headerlink"):
        assert sign.get("aria-hidden") == "true", f"/{url}: {sign['href']} is read out."
        assert sign.get("tabindex") == "-1", f"/{url}: {sign['href']} is a stop for keys."
        assert "¶" not in sign.parent.get_text(), f"/{url}: {sign['href']} is copied along."


@for_each(URLS[:-1])
def test_current_page_is_marked(site, url):
    """The tab and the entry of the menu say where the reader is."""
    for menu in (".md-tabs", ".cm-nav") if url else (".cm-nav",):  # home has no tab, but the name
        assert len(site.page(url).select(f"{menu} [aria-current]")) == 1, f"/{url}: {menu}"
