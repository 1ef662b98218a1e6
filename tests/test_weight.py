"""What a first view sends, compressed as a good host does. Weights are exact; times are not.

`pytest tests/test_weight.py -s` prints the table.
"""

import brotli
import content
import pytest
from playwright.sync_api import Browser

URLS = [content.url(file) for file in content.pages()]
KIB = 1024
MOST = {"": 36}  # KiB of a first view; 40 on any other page
TOUR = ["", *(content.url(d.file) for d in content.dimensions()[:4])]


def weigh(body: bytes, kind: str) -> int:
    """Return the bytes of a file on the wire: pictures as they are, the rest by brotli 11."""
    packed = kind.startswith(("text/", "application/", "image/svg"))
    return len(brotli.compress(body, quality=11)) if packed else len(body)


def load(browser: Browser, urls: list[str]) -> list[tuple[str, int, str]]:
    """Open pages one after the other with an empty cache, each scrolled to its end.

    Args:
        browser: the browser.
        urls: full addresses.

    Returns:
        What was asked for: address, bytes on the wire, type of resource; each address once.
    """
    context = browser.new_context()
    page = context.new_page()
    got = {}

    def keep(response) -> None:
        kind = response.headers.get("content-type", "")
        weight = weigh(response.body(), kind)
        got.setdefault(response.url, (response.url, weight, response.request.resource_type))

    page.on("response", keep)
    for url in urls:
        page.goto(url, wait_until="networkidle")
        page.mouse.wheel(0, 100_000)
    page.wait_for_load_state("networkidle")
    context.close()
    return list(got.values())


@pytest.mark.parametrize("url", URLS)
def test_first_view(browser: Browser, site, url):
    """A first view is light, asks little, and little of it holds up the first paint."""
    got = load(browser, [site.base + url])
    total = sum(weight for _, weight, _ in got) / KIB
    blocking = sum(w for _, w, kind in got if kind in ("document", "stylesheet")) / KIB
    print(f"\n/{url:40}{total:6.1f} KiB {len(got):3} requests {blocking:6.1f} KiB blocking")
    listing = "\n".join(f"{weight:8} {address}" for address, weight, _ in got)
    assert total <= MOST.get(url, 40), f"/{url} sends {total:.1f} KiB:\n{listing}"
    assert blocking <= 30, f"/{url} holds up its first paint with {blocking:.1f} KiB:\n{listing}"
    assert len(got) <= 6, f"/{url} asks for {len(got)} files:\n{listing}"


def test_tour(browser: Browser, site):
    """Home and the four dimension pages, each read to its end, without a search."""
    got = load(browser, [site.base + url for url in TOUR])
    total = sum(weight for _, weight, _ in got) / KIB
    print(f"\n{'home and four dimensions':41}{total:6.1f} KiB")
    assert total <= 70, f"home and the four dimension pages send {total:.1f} KiB"
