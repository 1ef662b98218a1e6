"""Every address that was handed out still leads to its content, in one more step at the most."""

from pathlib import Path
from urllib.parse import urljoin

# Pages and sections of 29 November 2026, before the menu was rebuilt; add what is published later
ADDRESSES = Path(__file__).with_name("addresses.txt").read_text(encoding="utf-8").splitlines()


def exists(site, url):
    """Say whether an address within the site, with or without a fragment, leads to something."""
    page, _, key = url.partition("#")
    there = (site.folder / page / "index.html").exists()
    return there and (not key or key in site.ids(page))


def test_old_addresses_lead_on(site):
    """A page that is gone lists where its sections are; a section has its id, or a link with it."""
    lost = []
    for url in ADDRESSES:
        page, _, key = url.partition("#")
        if not exists(site, url):
            lost.append(url)
            continue
        node = site.ids(page)[key] if key else site.page(page).main.select_one("li a")
        gone = site.page(page).head.find("meta", {"name": "robots", "content": "noindex"})
        if gone or (node and node.name == "a" and node.parent.get("class") == ["cm-moved"]):
            target = urljoin(site.base + page, node["href"])
            assert target.startswith(site.base), f"/{url} leads off the site, to {target}."
            here = target.removeprefix(site.base)
            assert exists(site, here), f"/{url} leads to /{here}, which is not there."
            assert here.partition("#")[0] != page, f"/{url} leads to itself."
    assert not lost, (
        f"These addresses were handed out and lead nowhere now: {lost}; say in docs/moved.yml where"
        " each has gone."
    )
