"""What a first view sends, compressed as a good host does. Weights are exact; times are not.

`-s` prints the table, and `--weigh` writes it to weights.json beside this file: what each page
weighed when somebody last looked, and may exceed by a few per cent.
"""

import functools
import json
import re
from pathlib import Path

import brotli
import pytest
import source
from helpers import read
from playwright.sync_api import Page

URLS = [source.url(file) for file in source.pages()]
KIB = 1024
TABLE = Path(__file__).parent / "weights.json"
MORE, LESS = 1.05, 0.8  # times what the table says
MOST, BLOCKING = 40, 30  # KiB of a page, and of what holds up its paint, whatever the table says
TOUR = ["", *(source.url(d.file) for d in source.dimensions()[:4])]
AGAIN = "If that is worth it, run this test with `--weigh` and commit weights.json."


@functools.cache
def weigh(file: Path) -> int:
    """Return the bytes of a file on the wire: pictures as they are, the rest by brotli 11."""
    packed = file.suffix in (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt")
    body = re.sub(rb"(127\.0\.0\.1:)\d+", rb"\g<1>8000", file.read_bytes())  # any port, one weight
    return len(brotli.compress(body, quality=11)) if packed else len(body)


def weights(page: Page, site) -> dict[str, int]:
    """Return what a page asked for: file from the root of the site -> bytes on the wire."""
    page.wait_for_load_state("networkidle")
    asked = [address for address in page.asked if address.startswith(site.base)]
    paths = {address.removeprefix(site.base).partition("?")[0] for address in asked}
    files = {
        path: f"{path}index.html" if path.endswith("/") or not path else path for path in paths
    }
    return {path: weigh(site.folder / file) for path, file in files.items()}


@pytest.mark.parametrize("visit", URLS, indirect=True)
def test_first_view(visit: Page, site, request):
    """A first view, to its end, is light, asks little, and little of it holds up the paint."""
    got, url = weights(visit, site), visit.address
    total = round(sum(got.values()) / KIB, 1)
    print(f"\n/{url:40}{total:6.1f} KiB {len(got):3} requests")
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    if request.config.getoption("weigh"):
        table = {known: table.get(known) for known in URLS} | {url: total}
        TABLE.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    listing = "\n".join(f"{weight:8} {path}" for path, weight in got.items())
    assert table.get(url), f"/{url} is not in tests/browser/weights.json. {AGAIN}"
    said = f"/{url} sends {total} KiB, and weights.json says {table[url]}. {AGAIN}\n{listing}"
    assert LESS * table[url] <= total <= MORE * table[url], said
    sheets = [path for path in got if path.endswith(".css")]
    blocking = sum(got[path] for path in {url, *sheets}) / KIB
    if url != "sources/":  # one long list, which readers reach by a link into it
        assert total <= MOST, f"/{url} sends {total} KiB, and may send {MOST}:\n{listing}"
        assert blocking <= BLOCKING, (
            f"/{url} holds up its first paint with {blocking:.1f} KiB, and may with {BLOCKING}:"
            f"\n{listing}"
        )
    assert len(sheets) == 1, f"/{url} waits for {sheets} before it paints; one holds all."
    assert len(got) <= 6, f"/{url} asks for {len(got)} files:\n{listing}"


def test_tour(tab: Page, site):
    """Home and the four dimension pages, each read to its end, without a search."""
    for url in TOUR:
        read(tab, site.base + url)
    total = sum(weights(tab, site).values()) / KIB
    print(f"\n{'home and four dimensions':41}{total:6.1f} KiB")
    assert total <= 70, f"home and the four dimension pages send {total:.1f} KiB"
