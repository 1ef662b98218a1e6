"""What is published: safe, complete, and described for those who link to it."""

import base64
import hashlib
import json
import re
import struct

import source
from bs4 import BeautifulSoup
from helpers import for_each

URLS = [*map(source.url, source.pages()), "404.html"]
CARD = (1200, 630)
MAKE_CARDS = ".venv/bin/python overrides/makers/cards.py"


def policy(page: BeautifulSoup) -> dict[str, list[str]]:
    """Return a page's content security policy: directive -> sources."""
    meta = page.select_one("meta[http-equiv=Content-Security-Policy]")
    parts = (part.split() for part in meta["content"].split(";"))
    return {name: sources for name, *sources in parts}


def test_policy_is_strict(site):
    """Nothing comes from elsewhere, no form sends, and nothing inline runs unnamed, on any page."""
    rules = [policy(site.page(url)) for url in URLS]
    for name in ("default-src", "form-action"):
        said = {tuple(rule.get(name, ())) for rule in rules}
        assert said == {("'none'",)}, f"overrides/hooks/policy.py: {name} is {said}, not 'none'."
    loose = {word for word in str(rules).split("'") if word.startswith("unsafe")}
    assert not loose, f"overrides/hooks/policy.py allows {loose}."
    sources = {word for rule in rules for words in rule.values() for word in words}
    elsewhere = {word for word in sources if not word.startswith("'")} - {"data:", "blob:"}
    assert not elsewhere, f"overrides/hooks/policy.py lets pages load from {elsewhere}."


@for_each(URLS)
def test_policy(site, url):
    """The policy stands before all else, and lets the page's own scripts run, and no others."""
    page = site.page(url)
    rules = policy(page)
    run = page.select("script:not([src])")
    wanted = {
        f"'sha256-{base64.b64encode(hashlib.sha256(s.string.encode()).digest()).decode()}'"
        for s in run
    }
    wanted.add("'self'")
    allowed = set(rules["script-src"])
    assert allowed == wanted, (
        f"/{url}: its policy allows {sorted(allowed - wanted)} in vain and stops the scripts"
        f" {sorted(wanted - allowed)}; overrides/hooks/policy.py writes it last of all."
    )
    assert not page.select("[onclick], [onload], [style]"), f"/{url}: inline handler or style."
    first = [node.name for node in page.head.find_all(True)][:2]
    assert first == ["meta", "meta"], f"/{url}: the policy comes after {first}."


@for_each(URLS)
def test_shared_links_look_right(site, url):
    """Every page has an address, a title, words and a picture of the right size."""
    page = site.page(url)
    tags = {m.get("property") or m.get("name"): m.get("content") for m in page.select("meta")}
    for name in ("og:title", "og:description", "og:url", "og:image", "og:image:alt"):
        assert tags.get(name), f"/{url}: no {name}."
    assert tags["twitter:card"] == "summary_large_image"
    picture = site.folder / tags["og:image"].removeprefix(site.base)
    assert picture.exists(), f"/{url}: {tags['og:image']} does not exist; run {MAKE_CARDS}."
    assert struct.unpack(">II", picture.read_bytes()[16:24]) == CARD, f"{picture.name}: wrong size"
    assert picture.stat().st_size < 100_000, f"{picture.name} is too heavy."
    if url != "404.html":
        assert page.select_one("link[rel=canonical]")["href"] == site.base + url
    for rel in ("icon", "apple-touch-icon"):
        assert page.select(f"link[rel={rel}]"), f"/{url}: no {rel}."


def test_browsers_take_the_colour_of_the_paper(site):
    """What a browser paints around the pages is the paper of tokens.css, on every page."""
    want = source.colours()["paper"]
    tones = {
        tuple(m["content"] for m in site.page(url).select("meta[name=theme-color][media]"))
        for url in URLS
    }
    assert tones == {want}, (
        f"theme-color is {tones}, and tokens.css has {want} for the paper; mend it in"
        " overrides/theme/partials/head.html."
    )


def structured(page: BeautifulSoup) -> list[dict]:
    """Return what machines read about a page."""
    return [json.loads(block.string) for block in page.select("script[type$='ld+json']")]


@for_each(URLS)
def test_structured_data(site, url):
    """What machines read says what the page says."""
    blocks = structured(site.page(url))
    types = [block["@type"] for block in blocks]
    if url == "404.html":
        assert types == []
        return
    assert types[0] == "WebPage", f"/{url}: {types}"
    assert blocks[0]["url"] == site.base + url
    assert "creativecommons.org/licenses/by/4.0" in blocks[0]["license"]
    trail = url in map(source.url, source.grouped())
    assert ("BreadcrumbList" in types) == trail, f"/{url}: {types}"
    if trail:
        crumbs = blocks[types.index("BreadcrumbList")]["itemListElement"]
        items = [crumb.get("item", "") for crumb in crumbs]
        assert [crumb["position"] for crumb in crumbs] == [*range(1, len(crumbs) + 1)], f"/{url}"
        assert [items[0], items[-1]] == [site.base, site.base + url], f"/{url}: {crumbs}"
        assert len({*items}) == len(items) > 1, f"/{url}: crumbs say the same address: {items}"
        for crumb, item in zip(crumbs, items, strict=True):
            page = item.startswith(site.base) and site.page(item.removeprefix(site.base))
            assert page, f"/{url}: the crumb “{crumb['name']}” leads to no page, but to “{item}”."
    if url == "glossary/":
        terms = {term["url"].partition("#")[2] for term in blocks[-1]["hasDefinedTerm"]}
        assert terms == {h["id"] for h in site.page(url).select("main h3[id]")}


def test_robots_and_sitemap(site):
    """Robots are let in and shown the sitemap, which lists each page."""
    robots = (site.folder / "robots.txt").read_text(encoding="utf-8")
    assert f"Sitemap: {site.base}sitemap.xml" in robots
    sitemap = (site.folder / "sitemap.xml").read_text(encoding="utf-8")
    listed = set(re.findall(r"<loc>(.*?)</loc>", sitemap))
    pages = (page.relative_to(site.folder).parent for page in site.folder.rglob("index.html"))
    urls = (f"{page}/".removeprefix("./") for page in pages)
    wanted = {site.base + url for url in urls if not site.page(url).select("[content=noindex]")}
    assert listed == wanted, f"sitemap.xml lists other pages than stand there: {listed ^ wanted}"


def test_nothing_needless_is_published(site):
    """No source map, no other language, no source of a picture, no Python."""
    needless = re.compile(
        r"\.map$|/lunr/|\.py$|\.md$|/makers/|card\.html$|stage\.html$|tokens\.css$"
    )
    found = [str(f) for f in site.folder.rglob("*") if needless.search(str(f))]
    assert not found, f"These are published, and no reader needs them: {found}"


def test_headers(site):
    """Hosts that read _headers send what a page cannot say itself."""
    headers = (site.folder / "_headers").read_text(encoding="utf-8")
    for name in ("Referrer-Policy", "Permissions-Policy", "X-Content-Type-Options", "frame-anc"):
        assert name in headers
