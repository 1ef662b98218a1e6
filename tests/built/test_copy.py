"""What a reader copies from a page."""

import pytest
import source

URLS = [*map(source.url, source.pages()), "404.html"]


@pytest.mark.parametrize("url", URLS)
def test_copied_text_has_no_signs(site, url):
    """No heading carries its sign into what a reader copies: the style sheet draws it."""
    signs = [h.get_text() for h in site.page(url).select("h1, h2, h3") if "¶" in h.get_text()]
    assert not signs, f"/{url}: these would be copied with their sign: {signs[:3]}"
    found = len(site.page(url).select("main .headerlink"))
    assert found or url == "404.html", f"/{url}: no heading can be linked."
