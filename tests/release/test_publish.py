"""What is published: the same each time, and readable without a network."""

import filecmp
import functools
import io
import json
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import files
import pytest
import source
from bs4 import BeautifulSoup
from helpers import build_site, need
from playwright.sync_api import Browser, Page, expect

URLS = [*map(source.url, source.pages()), "404.html"]


def structured(page: BeautifulSoup) -> list[dict]:
    """Return what machines read about a page."""
    return [json.loads(block.string) for block in page.select("script[type$='ld+json']")]


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


def test_two_builds_are_the_same(site, tmp_path, monkeypatch):
    """One commit gives one site, byte for byte, whenever it is built."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    build_site(tmp_path, site_url=site.base)
    files = [f.relative_to(tmp_path) for f in tmp_path.rglob("*") if f.is_file()]
    same, differ, failed = filecmp.cmpfiles(site.folder, tmp_path, files, shallow=False)
    assert len(same) == len(files), f"these differ: {differ + failed}"


def test_opens_from_a_folder(new_context, offline):
    """The copy without a network opens from a stick, follows its links and searches."""
    page = new_context().new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"file://{offline}/index.html")
    page.locator("article").get_by_role("link", name="Compare in full").click()
    expect(page.locator("h1")).to_have_text(re.compile("Compare coaching and mentoring"))
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


def test_links_lead_to_files_in_a_folder(offline):
    """In the copy without a network no link leads to a folder, whose files a browser would list."""
    for file in (*offline.glob("[!4]*.html"), *offline.glob("*/*.html")):
        page = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")
        for link in page.select("a[href]"):
            address = urlsplit(link["href"])
            found = address.scheme or not address.path or (file.parent / address.path).is_file()
            assert found, f"{file.relative_to(offline)}: {link['href']} is no file in this copy."


def test_pages_in_a_folder_name_their_address_on_the_site(offline):
    """What a page printed from the copy says at its foot leads to the site, as its data do."""
    known = {f"https://example.org/{source.url(file)}" for file in source.pages()}
    for file in source.pages():
        page = BeautifulSoup(
            (offline / file).with_suffix(".html").read_text("utf-8"), "html.parser"
        )
        address = page.find("link", rel="canonical")["href"]
        assert urlsplit(address).path == f"/{source.url(file)}", f"{file} gives itself {address}"
        assert told(page) <= known, f"{file} tells of {told(page) - known}, which is not there."


def told(page: BeautifulSoup) -> set[str]:
    """Return the addresses of pages that a page tells search engines, link previews and paper."""
    data = re.findall(r'"(?:item|url)": "([^"#]*)', str(page.select("script[type$='ld+json']")))
    foot = re.findall(r"https?://\S+", page.select(".cm-print")[-1].get_text())
    tags = page.select("link[rel=canonical], meta[property='og:url']")
    return {*data, *foot, *(tag.get("href") or tag["content"] for tag in tags)}


@pytest.fixture(scope="module")
def as_files(tmp_path_factory) -> Path:
    """Build the site for a host that shows files as they are; return its folder."""
    folder = tmp_path_factory.mktemp("as-files")
    build_site(folder, site_url="https://example.org/sub/", use_directory_urls=False)
    return folder


def test_files_as_they_are_name_addresses_that_are_there(as_files):
    """On a host that shows files as they are, each address that a page names is a file."""
    for file in source.pages():
        page = BeautifulSoup(
            (as_files / file).with_suffix(".html").read_text("utf-8"), "html.parser"
        )
        card = page.select_one("meta[property='og:image']")["content"]
        for address in {*told(page), card}:
            there = as_files / address.removeprefix("https://example.org/sub/")
            assert there.is_file(), f"{file} tells of {address}, which is not there."
        assert page.select_one("meta[http-equiv=Content-Security-Policy]"), f"{file}: no policy."
        assert "iframe-worker" not in str(page), f"{file} loads what only a folder needs."
    sitemap = (as_files / "sitemap.xml").read_text("utf-8")
    for address in re.findall(r"<loc>https://example.org/sub/(.*?)</loc>", sitemap):
        assert (as_files / address).is_file(), f"sitemap.xml lists {address}, which is not there."


def test_files_as_they_are_print(browser: Browser, as_files):
    """On a host that shows files as they are, the links of a sheet to take away lead to files."""
    pypdf, base = need("pypdf"), "https://example.org/sub/"
    sheet = pypdf.PdfReader(io.BytesIO(files.make(browser, "answer-key.pdf", as_files, base)))
    notes = (note.get_object() for page in sheet.pages for note in page.get("/Annots", ()))
    links = {note["/A"]["/URI"].removeprefix(base).partition("#")[0] for note in notes}
    lost = [link for link in links if not (as_files / link).is_file()]
    assert links, "the sheet has no links"
    assert not lost, f"the sheet leads to {lost}, which are not there."


def test_files_as_they_are_search(page: Page, as_files):
    """On a host that shows files as they are, the search works under the pages' policy."""
    for_files = functools.partial(SimpleHTTPRequestHandler, directory=str(as_files))
    with ThreadingHTTPServer(("127.0.0.1", 0), for_files) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page.goto(f"http://127.0.0.1:{server.server_port}/compare.html")
        page.keyboard.press("/")
        page.keyboard.type("protege")
        page.locator(".md-search-result__link[href*='glossary.html#mentee']").click()
        expect(page.locator("h1")).to_contain_text("Glossary")
        assert not page.complaints, page.complaints
        server.shutdown()


def test_film_has_captions_in_a_folder(browser: Browser, offline):
    """The copy without a network plays the film with captions: no browser reads their file."""
    page = browser.new_page()
    for file in ("index.html", "compare.html"):
        page.goto(f"file://{offline}/{file}")
        came = page.locator("video").evaluate("""(video) => new Promise((say) => {
          const track = video.querySelector("track");
          track.addEventListener("error", () => say(0));
          track.addEventListener("load", () => say(track.track.cues.length));
          video.play();
        })""")
        assert came, f"{file} from a folder: no captions; does finish.py put them into the page?"
    page.close()


def tool(name: str, *arguments: str) -> None:
    """Run a checker that stands beside this Python, and show what it says if it objects."""
    command = [str(Path(sys.executable).parent / name), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stdout + done.stderr


def test_workflows_are_sound():
    """The workflows fit their schema, pin their actions and ask for no more than they need."""
    need("check_jsonschema")
    workflows = [str(file) for file in (source.ROOT / ".github/workflows").glob("*.yml")]
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
            command, cwd=source.ROOT, capture_output=True, text=True, timeout=60, check=False
        )
    assert done.returncode != 0
    assert f"Port {port} is taken by another program" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr
