"""For those who leap by landmark and heading, and those who listen."""

from collections import Counter

import source
from helpers import for_each

URLS = [*map(source.url, source.pages()), "404.html"]


@for_each(URLS)
def test_headings_say_where_they_are(site, url):
    """Whoever leaps from heading to heading meets no two alike, and passes over no kicker."""
    main = site.page(url).main
    if url in ("compare/", "conversations/"):
        twice = [
            t for t, n in Counter(h.get_text() for h in main.select("h2, h3")).items() if n > 1
        ]
        assert not twice, f"/{url}: these headings stand more than once: {twice}."
        bare = [
            h.get("id")
            for h in main.select(".cm-spread h3, .cm-moments h3")
            if h.find_previous("h2").get_text(strip=True) not in h.get_text()
        ]
        assert not bare, f"/{url}: these headings do not name what stands above them: {bare}."
        regions = main.select("section[aria-label], section[aria-labelledby]")
        assert not regions, f"/{url}: {len(regions)} regions more to leap over."
    for kicker in main.select(".cm-kicker"):
        before = kicker.find_previous_sibling()
        heads = before is not None and before.name in ("h1", "h2", "h3")
        assert heads, f"/{url}: “{kicker.get_text()}” stands above its heading; put it below."


@for_each(URLS)
def test_name_of_the_site_is_read_once(site, url):
    """Before the h1 the name of the site comes once, and the title of the page not at all."""
    header = site.page(url).header
    read = [*header.stripped_strings, *(e["aria-label"] for e in header.select("[aria-label]"))]
    name = source.config().site_name
    assert read.count(name) == 1, f"/{url}: the name of the site is read {read.count(name)} times."
    title = site.page(url).title.get_text()
    assert title not in read, f"/{url}: the header reads the title, too."
