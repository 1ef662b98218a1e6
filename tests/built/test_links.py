"""Every link leads somewhere."""

from urllib.parse import unquote, urljoin, urlsplit

import source
from helpers import for_each

URLS = [*map(source.url, source.pages()), "404.html"]


@for_each(URLS)
def test_internal_links(site, url):
    """A link within the site reaches a page, and its fragment an id on it."""
    for link in site.page(url).select("a[href]"):
        target = urlsplit(urljoin(site.base + url, link["href"]))
        if target.netloc != urlsplit(site.base).netloc:
            continue
        path = f"{target.scheme}://{target.netloc}{target.path}"
        assert path.startswith(site.base), f"/{url}: {link['href']} leaves the site's own path."
        page = path.removeprefix(site.base)
        file = site.folder / page
        file = file / "index.html" if not page or page.endswith("/") else file
        assert file.exists(), f"/{url}: {link['href']} leads to nothing."
        if target.fragment and file.suffix == ".html":
            known = site.ids(page)
            assert unquote(target.fragment) in known, f"/{url}: nothing has the id {link['href']}."
