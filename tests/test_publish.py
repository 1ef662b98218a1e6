"""What is published: safe, complete, the same each time, and readable without a network."""

import base64
import filecmp
import hashlib
import json
import re
import socket
import struct
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from urllib.parse import urlsplit

import cards
import content
import pytest
from bs4 import BeautifulSoup
from conftest import CLOCK, build_site, need
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from playwright.sync_api import Browser, Page, expect

URLS = [*map(content.url, content.pages()), "404.html"]
CARD = (1200, 630)
MAKE_CARDS = ".venv/bin/python overrides/makers/cards.py"


def policy(page: BeautifulSoup) -> dict[str, list[str]]:
    """Return a page's content security policy: directive -> sources."""
    meta = page.select_one("meta[http-equiv=Content-Security-Policy]")
    parts = (part.split() for part in meta["content"].split(";"))
    return {name: sources for name, *sources in parts}


@pytest.mark.parametrize("url", URLS)
def test_policy(site, url):
    """Nothing from elsewhere, scripts by file or hash, no form that sends, before all else."""
    page = site.page(url)
    rules = policy(page)
    assert rules["default-src"] == ["'none'"], f"/{url}"
    assert rules["form-action"] == ["'none'"], f"/{url}"
    assert "'unsafe-inline'" not in str(rules), f"/{url}"
    assert "'unsafe-eval'" not in str(rules), f"/{url}"
    run = page.select("script:not([src])")
    wanted = {
        f"'sha256-{base64.b64encode(hashlib.sha256(s.string.encode()).digest()).decode()}'"
        for s in run
    }
    wanted.add("'self'")
    allowed = set(rules["script-src"])
    assert allowed == wanted, (
        f"/{url}: its policy allows {sorted(allowed - wanted)} in vain and stops the scripts"
        f" {sorted(wanted - allowed)}; overrides/hooks/lighten.py writes it last of all."
    )
    assert not page.select("[onclick], [onload], [style]"), f"/{url}: inline handler or style."
    first = [node.name for node in page.head.find_all(True)][:2]
    assert first == ["meta", "meta"], f"/{url}: the policy comes after {first}."


@pytest.mark.parametrize(
    "typed", ["<img src=x onerror=alert(1)>", '"><script>alert(1)</script>', "{{7*7}}", "%00%ff"]
)
def test_hostile_search(tab: Page, site, typed):
    """Whatever is typed or linked, it stays text."""
    tab.on("dialog", lambda dialog: pytest.fail(f"the search ran {typed}"))
    tab.goto(f"{site.base}?q={typed}&h={typed}#{typed}")
    tab.locator(".md-search__input").fill(typed)
    expect(tab.locator(".md-search-result__meta")).not_to_have_text(re.compile("Init"))
    assert tab.locator("article img, article script, .md-search-result img").count() == 0
    assert not tab.complaints, tab.complaints


def test_only_the_scheme_is_kept(tab: Page, site):
    """Who chooses a colour scheme leaves that in the browser, and no more."""
    tab.goto(site.base)
    tab.locator("label[for=__palette_1]").click()
    tab.goto(f"{site.base}compare/")
    kept = tab.evaluate("Object.keys(localStorage).concat(Object.keys(sessionStorage))")
    assert kept, "home: the scheme that a reader chose is not kept."
    kept = [key for key in kept if "palette" not in key] + tab.context.cookies()
    assert not kept, f"home: a choice of the scheme leaves {kept} in the browser, too."


@pytest.mark.parametrize("url", URLS)
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
    words = cards.said(cards.cards()[picture.stem])
    fresh = b"\0" + words.encode() in picture.read_bytes()
    assert fresh, f"/{url}: {picture.name} does not say “{words}” yet; run {MAKE_CARDS}."
    for drawn in (picture, site.folder / "assets/images/touch-icon.png"):
        fresh = f"\0{cards.drawn_from(drawn.stem)}".encode() in drawn.read_bytes()
        assert fresh, f"{drawn.name}: its drawings or colours have changed; run {MAKE_CARDS}."
    if url != "404.html":
        assert page.select_one("link[rel=canonical]")["href"] == site.base + url
    tones = tuple(m["content"] for m in page.select("meta[name=theme-color][media]"))
    want = content.colours()["paper"]
    assert tones == want, f"/{url}: theme-color is {tones}; tokens.css has {want} for the paper."
    for rel in ("icon", "apple-touch-icon"):
        assert page.select(f"link[rel={rel}]"), f"/{url}: no {rel}."


def structured(page: BeautifulSoup) -> list[dict]:
    """Return what machines read about a page."""
    return [json.loads(block.string) for block in page.select("script[type$='ld+json']")]


@pytest.mark.parametrize("url", URLS)
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
    trail = url in map(content.url, content.grouped())
    assert ("BreadcrumbList" in types) == trail, f"/{url}: {types}"
    if url == "glossary/":
        terms = {term["url"].partition("#")[2] for term in blocks[-1]["hasDefinedTerm"]}
        assert terms == {h["id"] for h in site.page(url).select("main h3[id]")}


def test_structured_data_speaks_schema_org(site):
    """What machines read uses schema.org's own words."""
    known = need("rdflib.namespace").SDO

    def terms(node) -> Iterator[str]:
        if isinstance(node, list):
            for item in node:
                yield from terms(item)
        elif isinstance(node, dict):
            for key, value in node.items():
                if key == "@type":
                    yield value
                elif not key.startswith("@"):
                    yield key
                    yield from terms(value)

    for url in URLS:
        strange = [term for term in terms(structured(site.page(url))) if term not in known]
        assert not strange, f"/{url}: schema.org has no {strange}."


def test_robots_and_sitemap(site):
    """Robots are let in and shown the sitemap, which lists each page."""
    robots = (site.folder / "robots.txt").read_text(encoding="utf-8")
    assert f"Sitemap: {site.base}sitemap.xml" in robots
    sitemap = (site.folder / "sitemap.xml").read_text(encoding="utf-8")
    listed = set(re.findall(r"<loc>(.*?)</loc>", sitemap))
    assert listed == {site.base + content.url(file) for file in content.pages()}


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


def test_lost_reader_is_helped(tab: Page, site):
    """A wrong address, however deep, gets a page that looks right, explains and leads on."""
    tab.goto(f"{site.base}no/such/page/")
    expect(tab.locator("h1")).to_have_text("Page not found")
    expect(tab.get_by_text("Nothing stands at this address")).to_be_visible()
    expect(tab.locator("article").get_by_role("link", name="The difference")).to_be_visible()
    font = tab.locator("h1").evaluate("e => getComputedStyle(e).fontFamily")
    assert "Charter" in font, "the 404 page is not styled"
    tab.locator("article").get_by_role("link", name="The difference").click()
    expect(tab).to_have_url(f"{site.base}compare/")


def test_two_builds_are_the_same(site, tmp_path, monkeypatch):
    """One commit gives one site, byte for byte."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", CLOCK)
    build_site(tmp_path, site_url=site.base)
    files = [f.relative_to(tmp_path) for f in tmp_path.rglob("*") if f.is_file()]
    same, differ, failed = filecmp.cmpfiles(site.folder, tmp_path, files, shallow=False)
    assert len(same) == len(files), f"these differ: {differ + failed}"


def test_opens_from_a_folder(browser: Browser, offline):
    """The copy without a network opens from a stick, follows its links and searches."""
    context = browser.new_context()
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"file://{offline}/index.html")
    page.locator("article").get_by_role("link", name="Compare in full").click()
    expect(page.locator("h1")).to_have_text(re.compile("side by side"))
    page.get_by_role("link", name="Suggest a change to this page").click()
    expect(page.locator("#suggest-a-change")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("/")
    page.keyboard.type("protege")  # the theme's search alone would not find “protégé”
    expect(page.locator(".md-search-result__link[href*='#mentee']")).to_be_visible()
    away = {url for url in asked if not url.startswith(("file:", "data:", "about:"))}
    assert not away, (
        f"The copy without a network asks it for {away}; take that out of the templates."
    )
    context.close()


def test_links_lead_to_files_in_a_folder(offline):
    """In the copy without a network no link leads to a folder, whose files a browser would list."""
    for file in (*offline.glob("[!4]*.html"), *offline.glob("*/*.html")):
        page = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
        for link in page.select("a[href]"):
            address = urlsplit(link["href"])
            found = address.scheme or not address.path or (file.parent / address.path).is_file()
            assert found, f"{file.relative_to(offline)}: {link['href']} is no file in this copy."


def test_pages_in_a_folder_name_their_address_on_the_site(offline):
    """What a page printed from the copy says at its foot leads to the site."""
    for file in content.pages():
        page = BeautifulSoup(
            (offline / file).with_suffix(".html").read_text("utf-8"), "html.parser"
        )
        address = page.find("link", rel="canonical")["href"]
        assert urlsplit(address).path == f"/{content.url(file)}", f"{file} gives itself {address}"


def test_film_has_captions_in_a_folder(browser: Browser, offline):
    """The copy without a network plays the film with captions: no browser reads their file."""
    page = browser.new_page()
    for file in ("index.html", "video/index.html"):
        page.goto(f"file://{offline}/{file}")
        came = page.locator("video").evaluate("""(video) => new Promise((say) => {
          const track = video.querySelector("track");
          track.addEventListener("error", () => say(0));
          track.addEventListener("load", () => say(track.track.cues.length));
          video.play();
        })""")
        assert came, f"{file} from a folder: no captions; does lighten.py put them into the page?"
    page.close()


def test_all_that_builds_is_pinned():
    """A clone of next year builds what this one builds: nothing comes along in a newer version."""
    project = tomllib.loads((content.ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pins = {canonicalize_name(Requirement(pin).name): pin for pin in project["dependencies"]}
    open_ = [pin for pin in pins.values() if "==" not in pin]
    # The weekly workflow takes all of them away, to see what is to come
    assert not open_ or len(open_) >= len(pins), f"pyproject.toml: pin {open_} exactly, with ==."
    waiting, loose = [(name, "") for name in pins], {}
    while waiting:
        name, extra = waiting.pop()
        for needed in map(Requirement, metadata.requires(name) or []):
            wanted = not needed.marker or needed.marker.evaluate({"extra": extra})
            known = canonicalize_name(needed.name)
            if wanted and known not in pins and known not in loose:
                loose[known] = metadata.version(known)
                waiting += [(known, extra) for extra in ("", *needed.extras)]
    lines = [f'"{name}=={version}",' for name, version in sorted(loose.items())]
    assert not lines, "\n".join(["Add to `dependencies` in pyproject.toml:", *lines])


def tool(name: str, *arguments: str) -> None:
    """Run a checker that stands beside this Python, and show what it says if it objects."""
    command = [str(Path(sys.executable).parent / name), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr


def test_workflows_are_sound():
    """The workflows fit their schema, pin their actions and ask for no more than they need."""
    need("check_jsonschema")
    workflows = [str(file) for file in (content.ROOT / ".github/workflows").glob("*.yml")]
    assert len(workflows) == 2
    tool("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *workflows)
    tool("zizmor", "--offline", "--quiet", *workflows)


def test_taken_port_is_one_clear_sentence():
    """When another program has the port, the reader learns what to type, and sees no traceback."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"]
        done = subprocess.run(  # noqa: S603
            command, cwd=content.ROOT, capture_output=True, text=True, timeout=60, check=False
        )
    assert done.returncode != 0
    assert f"Port {port} is taken by another program" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr
